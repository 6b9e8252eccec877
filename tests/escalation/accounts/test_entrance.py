"""Signing in: both steps, each once, and nothing that tells whether a name exists."""

from dataclasses import replace
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import text

from escalation.accounts import keeping, password
from escalation.accounts.entrance import MOST_CODES_TRIED, Caller
from escalation.accounts.session import HALF_WAY, signed_in
from escalation.store import accounts
from escalation.store.engine import reading, writing
from tests.escalation.accounts.hall import ELSEWHERE, HOME, LEAD, LIMITS, PASSWORD, SECRET, STEP, Hall, refusal

KAY = "kay@example.org"
HERE = Caller(HOME)


def test_password_and_code_let_somebody_in(hall: Hall) -> None:
    entered = hall.enters(hall.enrols())
    session = hall.session(entered)
    assert session is not None and session.account.name == KAY
    assert session.account.last_signed_in_at == hall.hands.now


@pytest.mark.parametrize("typed", ["KAY@Example.ORG", " kay@example.org ", "ｋａｙ@example.org"])
def test_a_name_is_the_same_in_capitals_and_wide_letters(hall: Hall, typed: str) -> None:
    hall.enrols()
    assert hall.entrance.give_password(typed, PASSWORD, HERE)


def test_the_password_alone_lets_nobody_in(hall: Hall) -> None:
    caller = hall.half_way(hall.enrols())
    assert caller.session and signed_in(hall.engine, caller.session, LIMITS) is None


@pytest.mark.parametrize("name", ["nobody@example.org", "", "\x00", "\ud800", "x" * 10_000])
def test_a_name_that_does_not_exist_is_refused_as_a_wrong_password_is(hall: Hall, name: str) -> None:
    hall.enrols()
    of_kay = refusal(hall.entrance.give_password, KAY, "wrong horse here", HERE)
    of_nobody = refusal(hall.entrance.give_password, name, "wrong horse here", HERE)
    assert (of_nobody.code, of_nobody.message, of_nobody.status) == (of_kay.code, of_kay.message, of_kay.status)


def test_a_name_that_does_not_exist_waits_as_another_does(hall: Hall) -> None:
    hall.enrols()
    for name in (KAY, "nobody@example.org"):
        hall.fails(name, 5)
    waits = [refusal(hall.entrance.give_password, name, PASSWORD, HERE) for name in (KAY, "nobody@example.org")]
    assert {(wait.status, wait.wait_seconds, wait.message) for wait in waits} == {(429, 31, waits[0].message)}


def test_a_password_is_compared_for_a_name_that_does_not_exist(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str | None] = []
    monkeypatch.setattr(password, "fits", lambda _given, kept: bool(compared.append(kept)))
    refusal(hall.entrance.give_password, "nobody", PASSWORD, HERE)
    assert compared == [None]


def test_a_deactivated_account_is_refused_in_the_same_words(hall: Hall) -> None:
    hall.enrols()
    keeping.deactivate(hall.engine, KAY, "test")
    assert refusal(hall.entrance.give_password, KAY, PASSWORD, HERE).code == "wrong_password"


def test_somebody_deactivated_half_way_does_not_get_in(hall: Hall) -> None:
    enrolled = hall.enrols()
    caller = hall.half_way(enrolled)
    keeping.deactivate(hall.engine, KAY, "test")
    assert refusal(hall.entrance.give_code, hall.code(enrolled), caller).code == "begin_again"


def test_a_code_cannot_be_used_twice(hall: Hall) -> None:
    enrolled = hall.enrols()
    code = hall.code(enrolled)
    hall.entrance.give_code(code, hall.half_way(enrolled))
    assert refusal(hall.entrance.give_code, code, hall.half_way(enrolled)).code == "wrong_code"
    hall.hands.move(STEP)
    assert refusal(hall.entrance.give_code, code, hall.half_way(enrolled)).code == "wrong_code"
    assert hall.entrance.give_code(hall.code(enrolled), hall.half_way(enrolled))


def test_a_code_older_than_the_one_used_last_is_not_taken(hall: Hall) -> None:
    enrolled = hall.enrols()
    hall.entrance.give_code(hall.code(enrolled, later=STEP), hall.half_way(enrolled))
    assert refusal(hall.entrance.give_code, hall.code(enrolled), hall.half_way(enrolled)).code == "wrong_code"


def test_somebody_elses_code_is_not_taken(hall: Hall) -> None:
    kay, lee = hall.enrols(), hall.enrols("lee@example.org")
    assert refusal(hall.entrance.give_code, hall.code(lee), hall.half_way(kay)).code == "wrong_code"


def test_each_recovery_code_signs_in_once(hall: Hall) -> None:
    enrolled = hall.enrols()
    for code in enrolled.recovery_codes:
        hall.entrance.give_code(code.upper(), hall.half_way(enrolled))
    for code in enrolled.recovery_codes[:3]:
        assert refusal(hall.entrance.give_code, code, hall.half_way(enrolled)).code == "wrong_code"
    with reading(hall.engine) as connection:
        assert accounts.recovery_codes_left(connection, enrolled.account.id) == 0


def test_the_code_of_another_enrolment_is_worth_nothing(hall: Hall) -> None:
    before = hall.enrols()
    after = keeping.reset_code(hall.engine, SECRET, KAY, "test")
    for code in (hall.code(before), before.recovery_codes[0]):
        assert refusal(hall.entrance.give_code, code, hall.half_way(before)).code == "wrong_code"
    assert hall.entrance.give_code(hall.code(after), hall.half_way(after))


def test_after_some_wrong_codes_the_password_is_asked_for_again(hall: Hall) -> None:
    enrolled = hall.enrols()
    caller = hall.half_way(enrolled)
    for number in range(MOST_CODES_TRIED):
        moved = replace(caller, source=f"192.0.2.{number}")
        assert refusal(hall.entrance.give_code, "000000", moved).code == "wrong_code"
    right = hall.code(enrolled)
    assert refusal(hall.entrance.give_code, right, replace(caller, source=ELSEWHERE)).code == "begin_again"


def test_the_code_must_come_soon_after_the_password(hall: Hall) -> None:
    enrolled = hall.enrols()
    caller = hall.half_way(enrolled)
    hall.hands.move(HALF_WAY)
    assert refusal(hall.entrance.give_code, hall.code(enrolled), caller).code == "begin_again"


def test_whoever_is_signed_in_is_asked_for_no_code(hall: Hall) -> None:
    enrolled = hall.enrols()
    caller = Caller(HOME, session=hall.enters(enrolled).token)
    assert refusal(hall.entrance.give_code, hall.code(enrolled), caller).code == "begin_again"
    assert ("sign_in_failed", enrolled.account.id) not in hall.noted()


def test_a_new_app_works_from_its_first_code(hall: Hall) -> None:
    before = hall.enrols()
    hall.entrance.give_code(hall.code(before, later=STEP), hall.half_way(before))
    after = keeping.reset_code(hall.engine, SECRET, KAY, "test")
    assert hall.entrance.give_code(hall.code(after), hall.half_way(after))


@pytest.mark.parametrize("token", [None, "", "guessed", "\ud800"])
def test_a_code_without_a_password_is_worth_nothing(hall: Hall, token: str | None) -> None:
    enrolled = hall.enrols()
    caller = Caller(HOME, session=token)
    assert refusal(hall.entrance.give_code, hall.code(enrolled), caller).code == "begin_again"


def test_a_hash_with_old_parameters_is_replaced_at_the_next_sign_in(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrolled = hall.enrols()
    monkeypatch.setattr(password, "HASHER", PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    hall.enters(enrolled)
    with reading(hall.engine) as connection:
        kept = accounts.proof_of(connection, enrolled.account.id).password_hash
    assert kept is not None and not password.is_outdated(kept)
    assert hall.enters(enrolled)


def test_whom_a_provider_vouches_for_gets_in_where_there_is_an_account(hall: Hall) -> None:
    keeping.add_from_provider(hall.engine, KAY, "Kay", LEAD, "https://id.example.org", "s-1", "test")
    entered = hall.entrance.enter_from_provider("https://id.example.org", "s-1", HERE)
    session = hall.session(entered)
    assert session is not None and session.account.issuer == "https://id.example.org"
    for issuer, subject in (("https://id.example.org", "s-2"), ("https://other.example.org", "s-1")):
        assert refusal(hall.entrance.enter_from_provider, issuer, subject, HERE).status == 403
    keeping.deactivate(hall.engine, KAY, "test")
    assert refusal(hall.entrance.enter_from_provider, "https://id.example.org", "s-1", HERE).status == 403


def test_whom_a_provider_vouches_for_has_no_password_here(hall: Hall) -> None:
    keeping.add_from_provider(hall.engine, KAY, "Kay", LEAD, "https://id.example.org", "s-1", "test")
    for given in ("", PASSWORD, "nobody has this password"):
        assert refusal(hall.entrance.give_password, KAY, given, HERE).code == "wrong_password"


def test_a_broken_database_is_said_in_words_that_hold_nothing(hall: Hall) -> None:
    with writing(hall.engine) as connection:
        connection.execute(text("DROP TABLE sign_in_attempts"))
    refused = refusal(hall.entrance.give_password, KAY, PASSWORD, HERE)
    assert refused.status == 503 and refused.__cause__ is None and refused.__suppress_context__


def test_each_sign_in_and_each_failure_is_noted(hall: Hall) -> None:
    enrolled = hall.enrols()
    hall.fails(KAY)
    hall.fails("nobody@example.org")
    hall.enters(enrolled)
    who = enrolled.account.id
    assert hall.noted() == [
        ("account_added", who),
        ("sign_in_failed", who),
        ("sign_in_failed", "nobody"),
        ("signed_in", who),
    ]


def test_tries_are_forgotten_after_a_day(hall: Hall) -> None:
    hall.fails("nobody@example.org", 5)
    hall.hands.move(timedelta(days=1, seconds=1))
    hall.fails("nobody@example.org", 1)
    with reading(hall.engine) as connection:
        assert connection.execute(text("SELECT count(*) FROM sign_in_attempts")).scalar() == 1
