"""The audit trail: who did what, when. Rows are only ever added, and hold no case text."""

from collections.abc import Mapping

from sqlalchemy import Connection, insert

from escalation import clock
from escalation.store.tables import audit


def note(connection: Connection, actor: str, event: str, subject: str, details: Mapping[str, object]) -> None:
    """Adds one row to the trail, in the transaction of what it notes."""
    connection.execute(
        insert(audit).values(at=clock.now(), actor=actor, event=event, subject=subject, details=dict(details))
    )
