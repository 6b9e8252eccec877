"""Accounts kept: each name once, each post possible, each secret nowhere."""

import logging
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from escalation.accounts import keeping
from escalation.accounts.account import Post, Role
from escalation.accounts.entrance import Caller
from escalation.errors import EscalationError, Refused
from escalation.facts import Agency
from escalation.store.engine import reading, writing
from escalation.store.tables import metadata
from tests.escalation.accounts.hall import HOME, LEAD, PASSWORD, SECRET, STEP, Hall

KAY = "kay@example.org"


@pytest.mark.parametrize("same", [KAY, "KAY@EXAMPLE.ORG", "ｋａｙ@example.org", " kay@example.org "])
def test_a_name_has_one_account(hall: Hall, same: str) -> None:
    hall.enrols()
    with pytest.raises(EscalationError, match="already"):
        hall.enrols(same)
    with pytest.raises(EscalationError, match="this name"):
        keeping.add_from_provider(hall.engine, same, "Kay", LEAD, "https://id.example.org", "s-1", "test")


def test_an_identity_has_one_account(hall: Hall) -> None:
    keeping.add_from_provider(hall.engine, KAY, "Kay", LEAD, "https://id.example.org", "s-1", "test")
    keeping.add_from_provider(hall.engine, "lee", "Lee", LEAD, "https://other.example.org", "s-1", "test")
    with pytest.raises(EscalationError, match="identity"):
        keeping.add_from_provider(hall.engine, "max", "Max", LEAD, "https://id.example.org", "s-1", "test")


@pytest.mark.parametrize("name", ["", "ab", "two words", "x" * 255, "tab\tbed", "half \ud800", "zero\u200bwidth"])
def test_a_name_that_cannot_be_typed_is_refused(hall: Hall, name: str) -> None:
    with pytest.raises(EscalationError, match="sign-in name"):
        hall.enrols(name)


@pytest.mark.parametrize(
    "post",
    [
        Post(Role.PRACTITIONER),
        Post(Role.LEAD),
        Post(Role.ADMINISTRATOR, frozenset({"harrow"})),
        Post(Role.ADMINISTRATOR, agency=Agency.HEALTH),
    ],
)
def test_a_post_that_makes_no_sense_is_refused(hall: Hall, post: Post) -> None:
    with pytest.raises(EscalationError):
        hall.enrols("lee", post)
    hall.enrols()
    with pytest.raises(EscalationError):
        keeping.change_post(hall.engine, KAY, post, "test")
    assert [account.post for account in keeping.everybody(hall.engine)] == [LEAD]


def test_a_post_comes_back_as_it_was_given(hall: Hall) -> None:
    post = Post(Role.LEAD, frozenset({"harrow", "sussex"}), frozenset({"east_sussex"}), Agency.POLICE)
    hall.enrols(post=post)
    assert keeping.everybody(hall.engine)[0].post == post


def test_a_poor_password_makes_no_account(hall: Hall) -> None:
    with pytest.raises(EscalationError, match="12 characters"):
        keeping.add_local(hall.engine, SECRET, KAY, "Kay", LEAD, "short", "test")
    assert keeping.everybody(hall.engine) == [] and hall.noted() == []


def test_the_database_takes_no_account_that_nobody_could_prove(hall: Hall) -> None:
    hall.enrols()
    for change in ("password_hash = NULL", "issuer = 'https://id.example.org'", "role = 'practitioner'"):
        with pytest.raises(IntegrityError), writing(hall.engine) as connection:
            connection.execute(text(f"UPDATE accounts SET {change}"))


def test_changes_are_noted(hall: Hall) -> None:
    who = hall.enrols().account.id
    keeping.change_post(hall.engine, KAY, Post(Role.TRAINER), "test")
    keeping.reset_code(hall.engine, SECRET, KAY, "test")
    keeping.deactivate(hall.engine, KAY, "test")
    events = ["account_added", "role_changed", "code_reset", "account_deactivated"]
    assert hall.noted() == [(event, who) for event in events]


def test_no_secret_is_in_a_table_or_a_log(hall: Hall, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    enrolled = hall.enrols()
    typed_as_a_name = "my password by mistake"
    hall.fails(typed_as_a_name, source="203.0.113.77")
    code = hall.code(enrolled, later=STEP)
    entered = hall.enters(enrolled, source="203.0.113.77")
    half = hall.half_way(enrolled, source="203.0.113.77")
    hall.entrance.give_code(enrolled.recovery_codes[0], half)
    typed = {SECRET, PASSWORD, typed_as_a_name, code, "203.0.113.77"}
    given = {enrolled.app_secret, enrolled.app_address, entered.token, entered.device, half.session or PASSWORD}
    secrets = typed | given | {*enrolled.recovery_codes}
    with reading(hall.engine) as connection:
        kept = str([connection.execute(select(table)).all() for table in metadata.sorted_tables])
    assert enrolled.account.id in kept
    assert [secret for secret in secrets if secret in kept or secret in caplog.text] == []
    assert not any(secret in repr(enrolled) for secret in secrets)


def at_once(hall: Hall, calls: int, code: str, half: list[Caller]) -> int:
    """How many of these get in with the same code at the same moment."""
    barrier = Barrier(calls)

    def enter(caller: Caller) -> bool:
        barrier.wait()
        try:
            hall.entrance.give_code(code, caller)
        except Refused as refused:
            assert refused.code in ("wrong_code", "begin_again")
            return False
        return True

    with ThreadPoolExecutor(calls) as pool:
        return sum(pool.map(enter, half))


def test_of_many_at_once_with_the_same_code_one_gets_in(hall: Hall) -> None:
    enrolled = hall.enrols()
    sessions = [hall.half_way(enrolled, source=f"192.0.2.{number}") for number in range(4)]
    assert at_once(hall, 4, hall.code(enrolled), sessions) == 1
    sessions = [hall.half_way(enrolled, source=f"192.0.2.{number}") for number in range(4)]
    assert at_once(hall, 4, enrolled.recovery_codes[0], sessions) == 1


def test_many_guesses_at_once_are_counted_each(hall: Hall) -> None:
    hall.enrols()
    barrier = Barrier(12)

    def guess(_number: int) -> str:
        barrier.wait()
        try:
            hall.entrance.give_password(KAY, "wrong horse here", Caller(HOME))
        except Refused as refused:
            return refused.code
        return "in"

    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(guess, range(12)))
    assert answers.count("wrong_password") == 5 and answers.count("too_many") == 7


def test_two_people_sign_in_at_once(hall: Hall) -> None:
    people = [hall.enrols(f"person-{number}") for number in range(4)]
    half = [hall.half_way(person, source=f"192.0.2.{number}") for number, person in enumerate(people)]
    with ThreadPoolExecutor(4) as pool:
        entered = list(pool.map(hall.entrance.give_code, map(hall.code, people), half))
    sessions = [hall.session(one) for one in entered]
    assert [session and session.account.name for session in sessions] == [person.account.name for person in people]
