"""Escalation records: written once, in one transaction, and found again by their reference."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select

from escalation.store.tables import escalations, stages


def add(connection: Connection, record: Mapping[str, Any], first_stage: Mapping[str, Any]) -> None:
    """Writes a record and the stage on which it starts.

    Raises:
        sqlalchemy.exc.IntegrityError: the reference or the draft has a record already, or a constraint is broken.
    """
    connection.execute(insert(escalations).values(**record))
    connection.execute(insert(stages).values(reference=record["reference"], position=1, **first_stage))


def reference_of_draft(connection: Connection, draft: str) -> str | None:
    """The reference of the record that a draft became, if it became one."""
    return connection.execute(select(escalations.c.reference).where(escalations.c.draft == draft)).scalar_one_or_none()


def opened_by(connection: Connection, message_id: str) -> str | None:
    """The reference of the record that this message opened, if it opened one."""
    return connection.execute(
        select(escalations.c.reference).where(escalations.c.opened_by == message_id)
    ).scalar_one_or_none()


def find(connection: Connection, reference: str) -> dict[str, Any] | None:
    """A record with its stages, or None."""
    row = connection.execute(select(escalations).where(escalations.c.reference == reference)).mappings().one_or_none()
    if row is None:
        return None
    entered = connection.execute(
        select(stages).where(stages.c.reference == reference).order_by(stages.c.position)
    ).mappings()
    return {**row, "stages": [dict(stage) for stage in entered]}


def newest(connection: Connection, mode: str = "live", most: int = 100) -> Sequence[RowMapping]:
    """The newest records of one mode, newest first."""
    query = select(escalations).where(escalations.c.mode == mode).order_by(escalations.c.opened_at.desc()).limit(most)
    return connection.execute(query).mappings().all()


def newest_of(connection: Connection, conversation_id: str) -> str | None:
    """The reference of the conversation's newest record, if it has one."""
    query = (
        select(escalations.c.reference)
        .where(escalations.c.conversation_id == conversation_id)
        .order_by(escalations.c.opened_at.desc())
        .limit(1)
    )
    return connection.execute(query).scalar_one_or_none()
