"""The journal: what was said, by whom, in order. A message is committed here before anything else sees it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update
from sqlalchemy.exc import IntegrityError

from escalation import clock
from escalation.interview.replies import Reply
from escalation.store.tables import journal

PENDING = "pending"
ANSWERED = "answered"
FAILED = "failed"


@dataclass(frozen=True)
class Incoming:
    """A message as it is kept: cleaned and masked. `masked` names the kinds of identifier that were taken out."""

    client_message_id: str
    text: str
    choice: str | None = None
    masked: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True)
class Kept:
    """A practitioner's message in the journal."""

    id: str
    outcome: str
    at: datetime
    reference: str | None = None


class TurnUnderWay(Exception):
    """Another message of this conversation has not been answered yet."""


def keep(connection: Connection, conversation_id: str, incoming: Incoming) -> Kept:
    """Writes a message down as pending. One that came before, by its client's id, is given back as it is.

    Raises:
        TurnUnderWay: the conversation has a message that is still pending.
    """
    before = find(connection, conversation_id, incoming.client_message_id)
    if before is not None:
        return before
    kept = Kept(id=uuid.uuid4().hex, outcome=PENDING, at=clock.now())
    try:
        with connection.begin_nested():
            connection.execute(
                insert(journal).values(
                    id=kept.id,
                    conversation_id=conversation_id,
                    author="practitioner",
                    at=kept.at,
                    text=incoming.text,
                    client_message_id=incoming.client_message_id,
                    choice=incoming.choice,
                    masked=list(incoming.masked) or None,
                    outcome=PENDING,
                )
            )
    except IntegrityError:
        raise TurnUnderWay from None
    return kept


def find(connection: Connection, conversation_id: str, client_message_id: str) -> Kept | None:
    """The message with this client's id, if it was kept before."""
    row = connection.execute(
        select(journal.c.id, journal.c.outcome, journal.c.at, journal.c.reference).where(
            journal.c.conversation_id == conversation_id, journal.c.client_message_id == client_message_id
        )
    ).one_or_none()
    return Kept(row.id, row.outcome, row.at, row.reference) if row else None


def settle(
    connection: Connection,
    conversation_id: str,
    message_id: str,
    outcome: str,
    replies: Sequence[Reply],
    reference: str | None,
) -> bool:
    """Ends a turn and writes down what was said to it. False if it had ended already; then nothing is written."""
    ended = connection.execute(
        update(journal)
        .where(journal.c.id == message_id, journal.c.outcome == PENDING)
        .values(outcome=outcome, answered_at=clock.now(), reference=reference)
    )
    if ended.rowcount == 0:
        return False
    for reply in replies:
        said = reply.as_json()
        connection.execute(
            insert(journal).values(
                id=uuid.uuid4().hex,
                conversation_id=conversation_id,
                author="assistant",
                at=clock.now(),
                text=said["text"],
                answers=message_id,
                kind=said["kind"],
                asks=said["asks"],
                choices=said["choices"] or None,
                guidance=said["guidance"],
            )
        )
    return True


def is_pending(connection: Connection, message_id: str) -> bool:
    """Whether the turn of this message is still under way. On PostgreSQL the row is held until the commit."""
    query = select(journal.c.outcome).where(journal.c.id == message_id).with_for_update()
    return connection.execute(query).scalar_one_or_none() == PENDING


def pending_before(connection: Connection, conversation_id: str, moment: datetime) -> str | None:
    """The message whose turn began before a moment and never ended: its process has died."""
    query = select(journal.c.id).where(
        journal.c.conversation_id == conversation_id, journal.c.outcome == PENDING, journal.c.at < moment
    )
    return connection.execute(query).scalar_one_or_none()


def replies_to(connection: Connection, message_id: str) -> Sequence[Row[Any]]:
    """What the assistant said to a message, in order."""
    query = select(journal).where(journal.c.answers == message_id).order_by(journal.c.number)
    return connection.execute(query).all()


def transcript(connection: Connection, conversation_id: str) -> Sequence[Row[Any]]:
    """The whole conversation, in order."""
    query = select(journal).where(journal.c.conversation_id == conversation_id).order_by(journal.c.number)
    return connection.execute(query).all()


def last_question(connection: Connection, conversation_id: str) -> Row[Any] | None:
    """The question that the person sees: the last thing said, if it asks something."""
    query = (
        select(journal)
        .where(journal.c.conversation_id == conversation_id, journal.c.author == "assistant")
        .order_by(journal.c.number.desc())
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    return row if row is not None and row.asks else None


def reference_of(connection: Connection, message_id: str) -> str | None:
    """The reference that was given with the answer to a message."""
    return connection.execute(select(journal.c.reference).where(journal.c.id == message_id)).scalar_one_or_none()
