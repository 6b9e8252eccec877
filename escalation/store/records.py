"""Escalation records read whole, and carried on: stages, reports and duties."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, insert, select, update

from escalation import clock
from escalation.facts import FACT_KEYS, Facts
from escalation.guidance import DutyGiven
from escalation.progress import ProgressKind
from escalation.record import DutyKept, Record, StageEntered, Told
from escalation.store.tables import challenges, duties, escalations, keys, progress, stages

CLOSED = "closed"
OPEN = "open"


def read_record(connection: Connection, reference: str) -> Record | None:
    """The record of this reference with everything that belongs to it, or None."""
    row = connection.execute(select(escalations).where(escalations.c.reference == reference)).mappings().one_or_none()
    if row is None:
        return None
    facts = {key: row[key] for key in FACT_KEYS if key != "on" and row[key] is not None}
    return Record(
        facts=Facts.model_validate({**facts, "on": row["started_on"]}),
        stages=tuple(_of(StageEntered, stage) for stage in _rows(connection, stages, reference)),
        told=tuple(_of(Told, report) for report in _rows(connection, progress, reference)),
        duties=tuple(_of(DutyKept, duty) for duty in _rows(connection, duties, reference)),
        **{name: row[name] for name in _PLAIN},
    )


_PLAIN = tuple(name for name in Record.__dataclass_fields__ if name not in ("facts", "stages", "told", "duties"))


def _rows(connection: Connection, table: Table, reference: str) -> Sequence[RowMapping]:
    query = select(table).where(table.c.reference == reference).order_by(table.c.number)
    return connection.execute(query).mappings().all()


def _of(kind: Any, row: RowMapping) -> Any:
    return kind(**{name: row[name] for name in kind.__dataclass_fields__})


def add_stage(connection: Connection, reference: str, position: int, stage: Mapping[str, Any]) -> None:
    """Writes a stage that was entered, with the duties that its guidance names."""
    connection.execute(insert(stages).values(reference=reference, position=position, **stage))


def end_stage(connection: Connection, reference: str, position: int, outcome: ProgressKind) -> None:
    """Writes how a stage ended."""
    connection.execute(
        update(stages)
        .where(stages.c.reference == reference, stages.c.position == position)
        .values(outcome=outcome.value, outcome_at=clock.now())
    )


def add_duties(connection: Connection, reference: str, position: int, given: Sequence[DutyGiven]) -> None:
    """Writes the duties of a stage. One that is still open from an earlier stage is not asked for twice."""
    still_open = select(duties.c.code).where(duties.c.reference == reference, duties.c.done_on.is_(None))
    known = set(connection.execute(still_open).scalars())
    for duty in given:
        if duty["code"] not in known:
            connection.execute(
                insert(duties).values(
                    reference=reference, position=position, code=duty["code"], text=duty["text"], cite=duty["ref"]
                )
            )


def tick(connection: Connection, reference: str, code: str, day: date, conversation: str, message: str | None) -> bool:
    """Ticks a duty off. False where there is none of that code, or it was ticked off before."""
    ticked = connection.execute(
        update(duties)
        .where(duties.c.reference == reference, duties.c.code == code, duties.c.done_on.is_(None))
        .values(done_on=day, done_at=clock.now(), conversation_id=conversation, message_id=message)
    )
    return ticked.rowcount > 0


def add_report(connection: Connection, report: Mapping[str, Any]) -> None:
    """Writes down what was told of a stage.

    Raises:
        sqlalchemy.exc.IntegrityError: this report was written before.
    """
    connection.execute(insert(progress).values(reported_at=clock.now(), **report))


def report_known(connection: Connection, report: str) -> bool:
    """Whether this report was written before."""
    return connection.execute(select(progress.c.number).where(progress.c.report == report)).scalar() is not None


def written_by(connection: Connection, message: str) -> str | None:
    """The reference of what this message recorded: a record, a report on one, a duty, a challenge received."""
    columns = (escalations.c.opened_by, progress.c.message_id, duties.c.message_id, challenges.c.opened_by)
    for column in columns:
        reference: str | None = connection.execute(
            select(column.table.c.reference).where(column == message).limit(1)
        ).scalar()
        if reference is not None:
            return reference
    return None


def is_seen_by(connection: Connection, conversation: str, reference: str | None) -> bool:
    """Whether a reference is that of a record to which the conversation holds a key, or of a challenge of its own."""
    key = select(keys.c.reference).where(keys.c.conversation_id == conversation, keys.c.reference == reference)
    own = select(challenges.c.reference).where(
        challenges.c.conversation_id == conversation, challenges.c.reference == reference
    )
    return connection.execute(key.union(own)).first() is not None


def move_on(connection: Connection, reference: str, version: int, closing: bool) -> bool:
    """Raises the record's version, and closes it if it ends. False where somebody else was first, or it is closed."""
    values: dict[str, Any] = {"version": version + 1}
    if closing:
        values |= {"status": CLOSED, "closed_at": clock.now()}
    moved = connection.execute(
        update(escalations)
        .where(escalations.c.reference == reference, escalations.c.version == version, escalations.c.status == OPEN)
        .values(**values)
    )
    return moved.rowcount == 1
