"""One-time codes and recovery codes, alone."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest

from escalation.accounts.one_time_code import app_address, app_secret, step_of
from escalation.accounts.recovery_code import HOW_MANY, new_codes, recovery_hash

NOW = datetime(2026, 11, 23, 9, 0, 15, tzinfo=UTC)
OF_THE_APP = app_secret("secret", "account", "salt")


def at(seconds: int) -> str:
    return pyotp.TOTP(OF_THE_APP).at(NOW + timedelta(seconds=seconds))


@pytest.mark.parametrize(("seconds", "step"), [(-30, -1), (0, 0), (30, 1)])
def test_the_code_before_and_the_one_after_are_taken_too(seconds: int, step: int) -> None:
    assert step_of(OF_THE_APP, at(seconds), NOW) == int(NOW.timestamp()) // 30 + step


@pytest.mark.parametrize("seconds", [-60, 60, 3600])
def test_a_code_of_another_time_is_not(seconds: int) -> None:
    assert step_of(OF_THE_APP, at(seconds), NOW) is None


@pytest.mark.parametrize("typed", ["{0} {1}", " {0}{1} ", "{0}\u00a0{1}"])
def test_spaces_in_a_code_do_not_matter(typed: str) -> None:
    code = at(0)
    assert step_of(OF_THE_APP, typed.format(code[:3], code[3:]), NOW) is not None


@pytest.mark.parametrize("odd", ["", "12345", "\ud800", "x" * 10_000])
def test_what_is_no_code_fits_nothing(odd: str) -> None:
    assert step_of(OF_THE_APP, odd, NOW) is None


@pytest.mark.parametrize(
    "other", [("other", "account", "salt"), ("secret", "other", "salt"), ("secret", "account", "o")]
)
def test_each_installation_account_and_enrolment_has_a_secret_of_its_own(other: tuple[str, str, str]) -> None:
    assert app_secret(*other) != OF_THE_APP


def test_the_address_for_the_app_names_the_account_and_holds_the_secret() -> None:
    address = urlsplit(app_address(OF_THE_APP, "kay@example.org"))
    assert (address.scheme, address.netloc) == ("otpauth", "totp")
    assert parse_qs(address.query)["secret"] == [OF_THE_APP]
    assert address.path.endswith("kay%40example.org")


def test_recovery_codes_differ_and_are_read_however_they_are_typed() -> None:
    codes = new_codes()
    assert len(set(codes)) == HOW_MANY == 8
    typed = codes[0].replace("-", " ").upper()
    assert recovery_hash("secret", "account", typed) == recovery_hash("secret", "account", codes[0])
    assert recovery_hash("secret", "other", codes[0]) != recovery_hash("secret", "account", codes[0])
