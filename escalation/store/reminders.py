"""Reminders in the database: which stages want one, the mark that is made once, and the addresses they go to."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, exists, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from escalation import clock
from escalation.store.records import OPEN
from escalation.store.tables import escalations, reminder_addresses, reminders, stages

DUE = "due"
OVERDUE = "overdue"
LIVE = "live"


def unmarked(connection: Connection, today: date) -> list[tuple[str, int, str]]:
    """What wants a mark today: reference, position and kind. Each stage wants one kind only: overdue, once it is."""
    return [
        (row.reference, row.position, kind)
        for kind, when in ((DUE, stages.c.due == today), (OVERDUE, stages.c.due < today))
        for row in connection.execute(
            select(stages.c.reference, stages.c.position)
            .join(escalations, escalations.c.reference == stages.c.reference)
            .where(_is_awaited(), when, ~_has_mark(kind))
            .order_by(stages.c.number)
        )
    ]


def mark(connection: Connection, reference: str, position: int, kind: str, now: datetime) -> int | None:
    """Marks a stage as due or overdue and gives the reminder's number; None if it is marked, or awaits nothing now."""
    # On PostgreSQL a report on this record waits until the mark is made, or the mark until the report is.
    connection.execute(select(escalations.c.version).where(escalations.c.reference == reference).with_for_update())
    due = connection.execute(
        select(stages.c.due)
        .join(escalations, escalations.c.reference == stages.c.reference)
        .where(_is_awaited(), stages.c.reference == reference, stages.c.position == position)
    ).scalar_one_or_none()
    if due is None:
        return None
    row = {"reference": reference, "position": position, "kind": kind, "due": due, "marked_at": now}
    made = _insert_once(connection, reminders, row).returning(reminders.c.number)
    number: int | None = connection.execute(made).scalar_one_or_none()
    return number


def still_true(today: date) -> ColumnElement[bool]:
    """What a reminder says is still so: the answer is awaited, and one that was due on a day is not overdue by now."""
    awaited = exists().where(
        stages.c.reference == reminders.c.reference,
        stages.c.position == reminders.c.position,
        stages.c.due == reminders.c.due,
        escalations.c.reference == stages.c.reference,
        _is_awaited(),
    )
    return and_(awaited.correlate(reminders), or_(reminders.c.kind == OVERDUE, reminders.c.due >= today))


def add_address(connection: Connection, reference: str, address: str) -> None:
    """Adds an address to a record. Adding it again changes nothing."""
    row = {"reference": reference, "address": address, "since": clock.now()}
    connection.execute(_insert_once(connection, reminder_addresses, row))


def remove_address(connection: Connection, reference: str, address: str) -> bool:
    """Takes an address out; what waits to be sent to it is dropped. False if it was not there."""
    gone = reminder_addresses.delete().where(
        reminder_addresses.c.reference == reference, reminder_addresses.c.address == address
    )
    return connection.execute(gone).rowcount == 1


def addresses_of(connection: Connection, reference: str) -> Sequence[str]:
    """Where the reminders of a record go, in the order in which the addresses were given."""
    query = (
        select(reminder_addresses.c.address)
        .where(reminder_addresses.c.reference == reference)
        .order_by(reminder_addresses.c.since, reminder_addresses.c.address)
    )
    return connection.execute(query).scalars().all()


def _is_awaited() -> ColumnElement[bool]:
    """An answer is awaited: the stage is the present one of an open live record, has a date, and has not ended."""
    later = stages.alias("later")
    return and_(
        escalations.c.mode == LIVE,
        escalations.c.status == OPEN,
        stages.c.outcome.is_(None),
        stages.c.due.is_not(None),
        ~exists().where(later.c.reference == stages.c.reference, later.c.position > stages.c.position),
    )


def _has_mark(kind: str) -> ColumnElement[bool]:
    return exists().where(
        reminders.c.reference == stages.c.reference,
        reminders.c.position == stages.c.position,
        reminders.c.kind == kind,
    )


def _insert_once(connection: Connection, table: Table, row: dict[str, Any]) -> Any:
    """The statement that adds a row, unless one like it is there."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    return dialect.insert(table).values(**row).on_conflict_do_nothing()
