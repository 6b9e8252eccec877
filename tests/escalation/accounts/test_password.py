"""Passwords: which are taken, and how they are kept."""

import time
import unicodedata

import pytest
from argon2 import PasswordHasher, extract_parameters

from escalation.accounts import password
from escalation.accounts.password import check_password, fits, hash_password, is_outdated
from escalation.errors import EscalationError

# Taken before a fixture puts a quicker one in its place.
OF_THE_PRODUCT = password.HASHER
NAMES = ("kay.morgan@example.org", "Kay Morgan")


@pytest.mark.parametrize(
    "good", ["seven green kettles", "žluťoučký kůň úpěl", "correct horse staple 9", "xk7-Rq2w!pZ94m"]
)
def test_a_good_password_is_taken(good: str) -> None:
    check_password(good, NAMES)


@pytest.mark.parametrize(
    ("poor", "told"),
    [
        ("elevenlette", "at least 12"),
        ("ﬁﬁﬁﬁ", "at least 12"),
        ("x7" * 600, "at most"),
        ("my name is Morgan now", "name"),
        ("kay.morgan says hello", "name"),
        ("k-a-y-m-o-r-g-a-n 1234", "name"),
        ("ＭＯＲＧＡＮ was here once", "name"),
        ("Password123456", "Too many people"),
        ("P@ssw0rd!P@ssw0rd!", "Too many people"),
        ("qwertyuiop2026", "Too many people"),
        ("Safeguarding2026!", "Too many people"),
        ("aaaaaaaaaaaaaaaa", "Too many people"),
        ("123456789012345", "Too many people"),
    ],
)
def test_a_poor_password_is_refused_with_the_reason(poor: str, told: str) -> None:
    with pytest.raises(EscalationError, match=told):
        check_password(poor, NAMES)


def test_a_password_is_the_same_however_its_letters_are_composed() -> None:
    composed = "café au lait à neuf"
    kept = hash_password(composed)
    assert fits(unicodedata.normalize("NFD", composed), kept)
    assert not fits(composed.upper(), kept)


@pytest.mark.parametrize("odd", ["", "\ud800 half a letter", "x" * 1001, "\x00"])
def test_whatever_is_given_is_compared_and_fits_nothing(odd: str) -> None:
    assert not fits(odd, hash_password("seven green kettles"))
    assert not fits(odd, None)
    assert not fits(odd, "no hash at all")


def test_nobodys_password_cannot_be_guessed() -> None:
    assert not fits("nobody has this password", None)


def test_a_hash_tells_its_parameters_and_has_a_salt_of_its_own() -> None:
    one, other = hash_password("seven green kettles"), hash_password("seven green kettles")
    assert one.startswith("$argon2id$") and one != other


def test_a_hash_with_other_parameters_is_outdated(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = hash_password("seven green kettles")
    assert not is_outdated(kept)
    monkeypatch.setattr(password, "HASHER", PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    assert is_outdated(kept) and fits("seven green kettles", kept)


def test_an_unknown_name_takes_as_long_as_a_known_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(password, "HASHER", PasswordHasher(time_cost=4, memory_cost=8192, parallelism=1))
    kept = hash_password("seven green kettles")
    fits("", None)

    def fastest(*compared: str | None) -> float:
        durations = []
        for _ in range(7):
            begun = time.process_time()
            fits("wrong horse here", *compared)
            durations.append(time.process_time() - begun)
        return min(durations)

    assert 0.5 < fastest(None) / fastest(kept) < 2


def test_the_product_hashes_as_rfc_9106_advises() -> None:
    parameters = extract_parameters(OF_THE_PRODUCT.hash("x"))
    assert (parameters.time_cost, parameters.memory_cost, parameters.parallelism) == (3, 64 * 1024, 4)
