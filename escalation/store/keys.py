"""Which conversation may see which record, and every try to open one with a resume code."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, and_, func, insert, select, update

from escalation import clock
from escalation.store.tables import code_attempts, escalations, keys


def give(connection: Connection, conversation: str, reference: str, mode: str) -> None:
    """Lets a conversation see a record. It may have been able to before."""
    if not holds(connection, conversation, reference):
        connection.execute(
            insert(keys).values(conversation_id=conversation, reference=reference, mode=mode, given_at=clock.now())
        )


def holds(connection: Connection, conversation: str, reference: str) -> bool:
    """Whether the conversation may see the record."""
    query = select(keys.c.reference).where(keys.c.conversation_id == conversation, keys.c.reference == reference)
    return connection.execute(query).scalar() is not None


def of_conversation(connection: Connection, conversation: str) -> Sequence[str]:
    """The references that the conversation may see, the one given last first."""
    query = (
        select(keys.c.reference)
        .where(keys.c.conversation_id == conversation)
        .order_by(keys.c.given_at.desc(), keys.c.reference)
    )
    return connection.execute(query).scalars().all()


def note_attempt(connection: Connection, conversation: str, reference: str, right: bool) -> None:
    """Writes down that a code was given."""
    connection.execute(
        insert(code_attempts).values(conversation_id=conversation, reference=reference, at=clock.now(), right=right)
    )


def wrong_in_conversation(connection: Connection, conversation: str, since: datetime) -> int:
    """How many wrong codes were given in a conversation."""
    return _count(connection, and_(code_attempts.c.conversation_id == conversation, code_attempts.c.at >= since))


def wrong_for_reference(connection: Connection, reference: str, since: datetime) -> int:
    """How many wrong codes were given for a reference, by anybody."""
    return _count(connection, and_(code_attempts.c.reference == reference, code_attempts.c.at >= since))


def _count(connection: Connection, which: object) -> int:
    query = select(func.count()).select_from(code_attempts).where(which, code_attempts.c.right.is_(False))  # type: ignore[arg-type]
    return connection.execute(query).scalar_one()


def lock_of(connection: Connection, reference: str, mode: str) -> str | None:
    """The hash that a code must fit, or None where there is no such record of this mode."""
    query = select(escalations.c.code_hash).where(escalations.c.reference == reference, escalations.c.mode == mode)
    return connection.execute(query).scalar()


def issue_of(connection: Connection, reference: str) -> tuple[int, str | None] | None:
    """Which issue of its code a record has, with the hash; None where there is no such record."""
    query = select(escalations.c.code_issue, escalations.c.code_hash).where(escalations.c.reference == reference)
    row = connection.execute(query).one_or_none()
    return (row.code_issue, row.code_hash) if row else None


def set_lock(connection: Connection, reference: str, issue: int, kept: str) -> None:
    """Replaces the code of a record. The one before opens nothing from now on."""
    connection.execute(
        update(escalations).where(escalations.c.reference == reference).values(code_issue=issue, code_hash=kept)
    )
