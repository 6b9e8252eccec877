"""Reminders shown when somebody comes back: once, to whoever holds a key to the record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from escalation import clock
from escalation.deadline import say_due
from escalation.reminding.scheduler import reminder_words
from escalation.store import deliveries


@dataclass(frozen=True)
class VisitReminder:
    """A reminder to be shown now. `number` is for `mark_visited`; `kind` is `due` or `overdue`."""

    number: int
    reference: str
    position: int
    stage: int
    word: str
    kind: str
    due: date
    text: str


def visits_due(connection: Connection, conversation_id: str) -> list[VisitReminder]:
    """The reminders that were not shown yet, of the records that this conversation holds a key to, oldest first."""
    today = clock.today()
    return [_reminder(unseen, today) for unseen in deliveries.unseen(connection, conversation_id, today)]


def mark_visited(connection: Connection, numbers: Sequence[int]) -> None:
    """Writes down that these reminders were shown. None of them is shown again, in any conversation."""
    deliveries.seen(connection, numbers)


def _reminder(unseen: deliveries.Unseen, today: date) -> VisitReminder:
    line = reminder_words(
        "visit",
        "line",
        reference=unseen.reference,
        word=unseen.word,
        stage=unseen.stage,
        text=say_due(unseen.due, today),
    )
    return VisitReminder(**vars(unseen), text=line)
