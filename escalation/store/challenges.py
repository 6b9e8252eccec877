"""Challenges that were received: written once, and never joined to the record of whoever sent them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select

from escalation.store.tables import challenges, escalations


def add(connection: Connection, challenge: Mapping[str, Any]) -> None:
    """Writes a challenge down.

    Raises:
        sqlalchemy.exc.IntegrityError: its reference or its strand is there already, or a constraint is broken.
    """
    connection.execute(insert(challenges).values(**challenge))


def of_strand(connection: Connection, strand: str) -> RowMapping | None:
    """The challenge that a strand became, if it became one."""
    return connection.execute(select(challenges).where(challenges.c.draft == strand)).mappings().one_or_none()


def is_taken(connection: Connection, reference: str) -> bool:
    """Whether a reference that was drawn is in use, for a challenge or for an escalation."""
    drawn = select(challenges.c.reference).where(challenges.c.reference == reference)
    other = select(escalations.c.reference).where(escalations.c.reference == reference)
    return connection.execute(drawn.union_all(other)).first() is not None
