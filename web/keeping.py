"""What somebody with a key does on a record's page: duties ticked off, addresses for reminders, a new resume code."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from sqlalchemy import Connection

from escalation import access, clock
from escalation.access import NotAdmitted
from escalation.errors import EscalationError, Refused
from escalation.reading.days import day_said
from escalation.record import Record
from escalation.recording import Source
from escalation.reminding.addresses import add_address, addresses_of, remove_address
from escalation.reporting import tick_duty
from escalation.store import keys
from escalation.store.engine import reading, writing
from escalation.words import words
from web.house import House
from web.safe_words import safe_words

DUTY = "duty"
DONE_ON = "done_on"
EMAIL = "email"
_REFERENCE = re.compile(r"[0-9]{4}-[0-9]{4}-[0-9]")
_LONGEST = 200
_CONFLICT = 409


def record_of(house: House, conversation: str, reference: str) -> Record:
    """A record, for a conversation that holds a key to it.

    Raises:
        NotAdmitted: it holds none, or no record can have this reference.
    """
    if not is_reference(reference):
        raise NotAdmitted(words("access", "no_key"))
    return access.record_for(house.engine, conversation, reference)


def is_reference(text: str) -> bool:
    """Whether a part of an address has the form of a reference. Nothing else is ever looked up."""
    return _REFERENCE.fullmatch(text) is not None


def tick(house: House, conversation: str, record: Record, duty: str, told: str) -> bool:
    """Ticks a duty off. False where it was ticked off before.

    Args:
        house: the house.
        conversation: whose key opened the record.
        record: the record.
        duty: the duty's code.
        told: the day on which it was done, in words or figures; today where nothing is said.

    Raises:
        Refused: there is no such duty, or the day is none, is to come, or is long ago. Its `code` names the field.
        NotRecorded: it could not be written.
    """
    if duty not in {each.code for each in record.duties}:
        raise Refused(DUTY, safe_words("keeping", "no_duty"))
    source = Source(conversation, "", "", record.mode)
    return tick_duty(house.engine, source, record.reference, duty, _day(told))


def _day(told: str) -> date:
    today = clock.today()
    if not told.strip():
        return today
    said = day_said(told[:_LONGEST], today)
    if said.day is None:
        known = said.fault if said.fault in ("no_such_day", "future", "long_ago") else None
        raise Refused(DONE_ON, words("days", known) if known else safe_words("keeping", "no_day"))
    return said.day


def addresses(house: House, conversation: str, reference: str) -> list[str]:
    """Where the reminders of a record go; nowhere while no mail server is set up."""
    if not house.settings.sends_mail:
        return []
    with reading(house.engine) as connection:
        _check_key(connection, conversation, reference)
        return addresses_of(connection, reference)


def remind(house: House, conversation: str, reference: str, address: str) -> Sequence[str]:
    """Has the reminders of a record sent to an address as well, and gives all of them.

    Raises:
        Refused: no mail server is set up, it is no address, or this record sends no reminders.
        NotAdmitted: the conversation holds no key to the record.
    """
    _check_mail(house)
    with writing(house.engine) as connection:
        _check_key(connection, conversation, reference)
        with _about_the_address():
            add_address(connection, reference, address)
        return addresses_of(connection, reference)


def stop_reminding(house: House, conversation: str, reference: str, address: str) -> Sequence[str]:
    """Stops the reminders to an address, and gives those that are left. Doing it again changes nothing.

    Raises:
        Refused, NotAdmitted: as `remind`.
    """
    _check_mail(house)
    with writing(house.engine) as connection:
        _check_key(connection, conversation, reference)
        with _about_the_address():
            remove_address(connection, reference, address)
        return addresses_of(connection, reference)


def code_of(house: House, conversation: str, reference: str) -> str | None:
    """The resume code of a record, for whoever holds a key to it; None where it cannot be shown any more."""
    with reading(house.engine) as connection:
        return house.turns.codes.of(connection, conversation, reference)


def issue_of(house: House, reference: str) -> int:
    """How often the code of a record has been replaced, counted from 1."""
    with reading(house.engine) as connection:
        issued = keys.issue_of(connection, reference)
    return issued[0] if issued else 0


def renew_code(house: House, conversation: str, reference: str) -> None:
    """Replaces the resume code of a record.

    Raises:
        NotAdmitted: the conversation holds no key to it.
    """
    access.renew_code(house.engine, house.turns.codes.secret, conversation, reference)


def _check_mail(house: House) -> None:
    if not house.settings.sends_mail:
        raise Refused(EMAIL, safe_words("keeping", "no_mail"), _CONFLICT)


@contextmanager
def _about_the_address() -> Iterator[None]:
    try:
        yield
    except EscalationError as error:
        raise Refused(EMAIL, error.message) from None


def _check_key(connection: Connection, conversation: str, reference: str) -> None:
    if not keys.holds(connection, conversation, reference):
        raise NotAdmitted(words("access", "no_key"))
