"""How a reminder reaches people: shown on a visit, or as an e-mail that one process at a time has in hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, insert, or_, select, update

from escalation import clock
from escalation.store import audit
from escalation.store.reminders import still_true
from escalation.store.tables import deliveries, keys, reminder_addresses, reminders, stages

VISIT = "visit"
EMAIL = "email"
_WAITING = "waiting"
_SENDING = "sending"
_SENT = "sent"


@dataclass(frozen=True)
class Claim:
    """An e-mail that is one process's to send, until `until`. `tries` counts how often it was refused before."""

    number: int
    address: str
    tries: int
    until: datetime
    reference: str
    kind: str
    due: date
    marked_at: datetime


@dataclass(frozen=True)
class Unseen:
    """A reminder that waits to be shown on a visit. `number` is that of its delivery."""

    number: int
    reference: str
    position: int
    stage: int
    word: str
    kind: str
    due: date


def add(connection: Connection, reminder: int, channel: str, now: datetime, address: str = "") -> None:
    """Writes down that a reminder waits to reach somebody."""
    row = {"reminder": reminder, "channel": channel, "address": address, "next_at": now}
    connection.execute(insert(deliveries).values(state=_WAITING, tries=0, **row))


def outdated(connection: Connection, now: datetime) -> Sequence[int]:
    """What waits although it is of no use any more: the stage ended, the day passed, or the address was taken out."""
    query = select(deliveries.c.number).where(_is_free(now), ~_is_wanted(now))
    return connection.execute(query).scalars().all()


def drop(connection: Connection, number: int, now: datetime) -> bool:
    """Drops a delivery. False if somebody has it in hand, or it is done with."""
    dropped = update(deliveries).where(deliveries.c.number == number, _is_free(now)).values(state="dropped")
    return connection.execute(dropped).rowcount == 1


def mails_to_send(connection: Connection, now: datetime) -> Sequence[int]:
    """The e-mails whose time has come, the one that has waited longest first."""
    query = (
        select(deliveries.c.number)
        .where(deliveries.c.channel == EMAIL, _is_free(now), deliveries.c.next_at <= now)
        .order_by(deliveries.c.next_at, deliveries.c.number)
    )
    return connection.execute(query).scalars().all()


def claim(connection: Connection, number: int, now: datetime, until: datetime) -> Claim | None:
    """Takes an e-mail in hand until a moment. None if another process was first, or it is of no use any more."""
    taken = (
        update(deliveries)
        .where(deliveries.c.number == number, _is_free(now), deliveries.c.next_at <= now, _is_wanted(now))
        .values(state=_SENDING, next_at=until)
    )
    if connection.execute(taken).rowcount != 1:
        return None
    query = (
        select(
            deliveries.c.number,
            deliveries.c.address,
            deliveries.c.tries,
            reminders.c.reference,
            reminders.c.kind,
            reminders.c.due,
            reminders.c.marked_at,
        )
        .join(reminders, reminders.c.number == deliveries.c.reminder)
        .where(deliveries.c.number == number)
    )
    return Claim(**connection.execute(query).mappings().one(), until=until)


def sent(connection: Connection, number: int, now: datetime) -> None:
    """Writes down that an e-mail is out, whoever may have it in hand by now."""
    connection.execute(update(deliveries).where(deliveries.c.number == number).values(state=_SENT, sent_at=now))


def put_back(connection: Connection, claim: Claim, next_at: datetime, tries: int) -> None:
    """Lets an e-mail wait for another try, unless another process has it in hand by now."""
    connection.execute(_in_hand(claim).values(state=_WAITING, next_at=next_at, tries=tries))


def give_up(connection: Connection, claim: Claim, tries: int) -> None:
    """Ends an e-mail that could not be sent, and notes that in the audit trail, without the address."""
    if connection.execute(_in_hand(claim).values(state="failed", tries=tries)).rowcount == 1:
        details = {"delivery": claim.number, "kind": claim.kind, "tries": tries}
        audit.note(connection, "reminders", "reminder_failed", claim.reference, details)


def unseen(connection: Connection, conversation_id: str, today: date) -> list[Unseen]:
    """The reminders not shown yet of the records that a conversation may see, the oldest first."""
    query = (
        select(
            deliveries.c.number,
            reminders.c.reference,
            reminders.c.position,
            stages.c.stage,
            stages.c.word,
            reminders.c.kind,
            reminders.c.due,
        )
        .join(reminders, reminders.c.number == deliveries.c.reminder)
        .join(stages, and_(stages.c.reference == reminders.c.reference, stages.c.position == reminders.c.position))
        .join(keys, keys.c.reference == reminders.c.reference)
        .where(keys.c.conversation_id == conversation_id, deliveries.c.channel == VISIT, deliveries.c.state == _WAITING)
        .where(still_true(today))
        .order_by(deliveries.c.number)
    )
    return [Unseen(**row) for row in connection.execute(query).mappings()]


def seen(connection: Connection, numbers: Sequence[int]) -> None:
    """Writes down that these were shown on a visit."""
    connection.execute(
        update(deliveries)
        .where(deliveries.c.number.in_(numbers), deliveries.c.channel == VISIT, deliveries.c.state == _WAITING)
        .values(state=_SENT, sent_at=clock.now())
    )


def _is_wanted(now: datetime) -> ColumnElement[bool]:
    """The reminder is still true, and an e-mail's address has not been taken out since."""
    address_kept = exists().where(
        reminder_addresses.c.reference == reminders.c.reference,
        reminder_addresses.c.address == deliveries.c.address,
    )
    return (
        exists()
        .where(
            reminders.c.number == deliveries.c.reminder,
            still_true(now.astimezone(clock.LONDON).date()),
            or_(deliveries.c.channel != EMAIL, address_kept.correlate(reminders, deliveries)),
        )
        .correlate(deliveries)
    )


def _is_free(now: datetime) -> ColumnElement[bool]:
    """Nobody has the delivery in hand, or whoever had it let the time pass."""
    lapsed = and_(deliveries.c.state == _SENDING, deliveries.c.next_at <= now)
    return or_(deliveries.c.state == _WAITING, lapsed)


def _in_hand(claim: Claim) -> Any:
    return update(deliveries).where(
        deliveries.c.number == claim.number, deliveries.c.state == _SENDING, deliveries.c.next_at == claim.until
    )
