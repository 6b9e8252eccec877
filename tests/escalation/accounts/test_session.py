"""Sessions: how long they last, what ends them, and that nobody gets hold of one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from escalation.accounts import keeping
from escalation.accounts.account import Post, Role
from escalation.accounts.entrance import Caller
from escalation.accounts.session import Limits, sign_out, sign_out_everywhere, signed_in
from escalation.accounts.token import csrf_fits, csrf_of
from escalation.settings import Admission
from escalation.store.engine import reading, writing
from tests.escalation.accounts.hall import HOME, LIMITS, PASSWORD, SECRET, Hall, refusal

KAY = "kay@example.org"
MINUTE = timedelta(minutes=1)


def test_a_session_ends_when_it_is_not_used(hall: Hall) -> None:
    entered = hall.enters(hall.enrols())
    hall.hands.move(29 * MINUTE)
    assert hall.session(entered)
    hall.hands.move(29 * MINUTE)
    assert hall.session(entered), "being used keeps it alive"
    hall.hands.move(30 * MINUTE)
    assert hall.session(entered) is None


def test_a_session_ends_after_twelve_hours_however_it_is_used(hall: Hall) -> None:
    entered = hall.enters(hall.enrols())
    began = hall.hands.now
    while hall.hands.now - began < timedelta(hours=12):
        session = hall.session(entered)
        assert session is not None and session.ends_at == began + timedelta(hours=12)
        hall.hands.move(20 * MINUTE)
    assert hall.session(entered) is None


def test_the_limits_are_those_that_are_set() -> None:
    unset = Admission(_env_file=None, session_secret="s")
    assert Limits.of(unset.session_idle_minutes, unset.session_hours) == LIMITS
    assert Limits.of(5, 2) == Limits(timedelta(minutes=5), timedelta(hours=2))


def test_the_token_changes_at_each_step_and_the_one_before_is_worth_nothing(hall: Hall) -> None:
    enrolled = hall.enrols()
    planted = hall.enters(hall.enrols("attacker@example.org")).token
    half = hall.entrance.give_password(KAY, PASSWORD, Caller(HOME, session=planted))
    assert signed_in(hall.engine, planted, LIMITS) is None
    entered = hall.entrance.give_code(hall.code(enrolled), Caller(HOME, session=half))
    assert len({planted, half, entered.token}) == 3
    assert signed_in(hall.engine, half, LIMITS) is None
    hall.hands.move(timedelta(seconds=30))
    again = refusal(hall.entrance.give_code, hall.code(enrolled), Caller(HOME, session=half))
    assert again.code == "begin_again"


def test_a_token_made_up_beforehand_is_never_taken_over(hall: Hall) -> None:
    enrolled = hall.enrols()
    half = hall.entrance.give_password(KAY, PASSWORD, Caller(HOME, session="chosen by somebody else"))
    entered = hall.entrance.give_code(hall.code(enrolled), Caller(HOME, session=half))
    assert signed_in(hall.engine, "chosen by somebody else", LIMITS) is None
    assert hall.session(entered)


def test_a_provider_gives_a_new_token_too(hall: Hall) -> None:
    keeping.add_from_provider(hall.engine, KAY, "Kay", Post(Role.TRAINER), "https://id.example.org", "s-1", "test")
    first = hall.entrance.enter_from_provider("https://id.example.org", "s-1", Caller(HOME))
    second = hall.entrance.enter_from_provider("https://id.example.org", "s-1", Caller(HOME, session=first.token))
    assert hall.session(first) is None and hall.session(second)


def test_a_form_belongs_to_its_session(hall: Hall) -> None:
    enrolled = hall.enrols()
    one, other = hall.enters(enrolled), hall.enters(enrolled)
    session = hall.session(one)
    assert session is not None and csrf_fits(one.token, session.csrf)
    assert not csrf_fits(other.token, session.csrf)
    for odd in ("", one.token, session.csrf.upper(), "\ud800"):
        assert not csrf_fits(one.token, odd)
    assert csrf_of(one.token) not in one.token


def test_signing_out_ends_this_session_and_no_other(hall: Hall) -> None:
    enrolled = hall.enrols()
    one, other = hall.enters(enrolled), hall.enters(enrolled)
    sign_out(hall.engine, one.token)
    sign_out(hall.engine, one.token)
    assert hall.session(one) is None and hall.session(other)
    assert hall.noted().count(("signed_out", enrolled.account.id)) == 1


def test_signing_out_everywhere_ends_all_of_ones_own(hall: Hall) -> None:
    kay, lee = hall.enrols(), hall.enrols("lee@example.org")
    kays, lees = [hall.enters(kay), hall.enters(kay)], hall.enters(lee)
    sign_out_everywhere(hall.engine, kay.account)
    assert [hall.session(entered) for entered in kays] == [None, None]
    assert hall.session(lees)


@pytest.mark.parametrize(
    "change",
    [
        lambda hall: keeping.deactivate(hall.engine, KAY, "test"),
        lambda hall: keeping.change_post(hall.engine, KAY, Post(Role.TRAINER), "test"),
        lambda hall: keeping.reset_code(hall.engine, SECRET, KAY, "test"),
    ],
    ids=["deactivated", "another role", "another code"],
)
def test_a_change_to_the_account_ends_its_sessions(hall: Hall, change: Callable[[Hall], object]) -> None:
    enrolled = hall.enrols()
    entered, half = hall.enters(enrolled), hall.half_way(enrolled)
    change(hall)
    assert hall.session(entered) is None
    assert refusal(hall.entrance.give_code, enrolled.recovery_codes[0], half).code == "begin_again"


def test_a_deactivated_account_keeps_no_session_behind(hall: Hall) -> None:
    hall.enters(hall.enrols())
    keeping.deactivate(hall.engine, KAY, "test")
    with reading(hall.engine) as connection:
        assert connection.execute(text("SELECT count(*) FROM sessions")).scalar() == 0


def test_a_session_that_was_left_behind_is_worth_nothing(hall: Hall) -> None:
    entered = hall.enters(hall.enrols())
    with writing(hall.engine) as connection:
        connection.execute(text("UPDATE accounts SET active = false"))
    assert hall.session(entered) is None


def test_a_session_has_the_role_that_the_account_has_now(hall: Hall) -> None:
    enrolled = hall.enrols()
    hall.enters(enrolled)
    keeping.change_post(hall.engine, KAY, Post(Role.TRAINER), "test")
    session = hall.session(hall.enters(enrolled))
    assert session is not None and session.account.post == Post(Role.TRAINER)


@pytest.mark.parametrize("token", ["", "guessed", "\ud800", "x" * 10_000])
def test_a_guessed_token_is_nobodys(hall: Hall, token: str) -> None:
    entered = hall.enters(hall.enrols())
    assert hall.session(replace(entered, token=token)) is None
