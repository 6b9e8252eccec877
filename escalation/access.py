"""Coming back to a record: the reference and its resume code open it, and tries are limited."""

from datetime import timedelta

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from escalation import clock
from escalation.errors import EscalationError
from escalation.record import Record
from escalation.resume_code import code_hash, code_of, opens, seal
from escalation.store import audit, keys
from escalation.store.engine import reading, writing
from escalation.store.records import read_record
from escalation.words import words

MOST_WRONG_IN_A_CONVERSATION = 5
WAIT = timedelta(minutes=15)
# A stranger who tries many codes is stopped long before the words run out; somebody who mistypes is not kept out by
# the tries of a few others.
MOST_WRONG_FOR_A_REFERENCE = 50
DAY = timedelta(days=1)


class NotAdmitted(EscalationError):
    """The record stays shut: the code does not fit, or too many were tried. Says nothing of whether it exists."""


def unlock(engine: Engine, conversation: str, mode: str, reference: str, sealed: str) -> Record:
    """Opens a record for a conversation, and gives it.

    Args:
        engine: the database.
        conversation: the one that asks.
        mode: its mode; a training conversation opens training records only, and a live one only live ones.
        reference: in its proper form.
        sealed: the resume code under seal (`escalation/resume_code.py`).

    Raises:
        NotAdmitted: in words. The try is counted.
    """
    try:
        with writing(engine) as connection:
            now = clock.now()
            if keys.wrong_in_conversation(connection, conversation, now - WAIT) >= MOST_WRONG_IN_A_CONVERSATION:
                refusal = "too_many_here"
            elif keys.wrong_for_reference(connection, reference, now - DAY) >= MOST_WRONG_FOR_A_REFERENCE:
                refusal = "too_many_for_it"
            else:
                right = opens(reference, sealed, keys.lock_of(connection, reference, mode))
                keys.note_attempt(connection, conversation, reference, right)
                refusal = "" if right else "wrong"
            if not refusal:
                keys.give(connection, conversation, reference, mode)
                audit.note(connection, f"conversation:{conversation}", "record_unlocked", reference, {"mode": mode})
                record = read_record(connection, reference)
    except SQLAlchemyError:
        raise NotAdmitted(words("access", "cannot_look")) from None
    if refusal or record is None:
        raise NotAdmitted(words("access", refusal or "wrong"))
    return record


def record_for(engine: Engine, conversation: str, reference: str) -> Record:
    """The record, for a conversation that holds a key to it.

    Raises:
        NotAdmitted: it holds none.
    """
    with reading(engine) as connection:
        record = read_record(connection, reference) if keys.holds(connection, conversation, reference) else None
    if record is None:
        raise NotAdmitted(words("access", "no_key"))
    return record


def records_of(engine: Engine, conversation: str) -> list[Record]:
    """The records to which a conversation holds a key, the one given last first."""
    with reading(engine) as connection:
        found = [read_record(connection, reference) for reference in keys.of_conversation(connection, conversation)]
    return [record for record in found if record is not None]


def references_of(engine: Engine, conversation: str) -> list[str]:
    """The references of those records, for whoever needs nothing else of them."""
    with reading(engine) as connection:
        return list(keys.of_conversation(connection, conversation))


def renew_code(engine: Engine, secret: str, conversation: str, reference: str) -> None:
    """Replaces the resume code of a record by a new one.

    Raises:
        NotAdmitted: the conversation holds no key to it.
    """
    with writing(engine) as connection:
        issued = keys.issue_of(connection, reference) if keys.holds(connection, conversation, reference) else None
        if issued is None:
            raise NotAdmitted(words("access", "no_key"))
        issue = issued[0] + 1
        keys.set_lock(connection, reference, issue, lock_for(secret, reference, issue))
        audit.note(connection, f"conversation:{conversation}", "code_renewed", reference, {"issue": issue})


def lock_for(secret: str, reference: str, issue: int = 1) -> str:
    """The hash that goes with a record, so that its code opens it."""
    return code_hash(reference, seal(secret, code_of(secret, reference, issue)))
