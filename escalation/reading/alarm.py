"""How loud an alarm a message raises, from the classifier's score and the danger words together."""

from __future__ import annotations

from enum import Enum

# Set by leaving out one writer of the training data at a time, recall first: docs/understanding.md.
SUSPECTED_FROM = 0.06
CERTAIN_FROM = 0.75


class Alarm(Enum):
    """Certain: what to do comes first. Suspected: one question comes first, is a child in danger now?"""

    CERTAIN = "certain"
    SUSPECTED = "suspected"


def alarm_at(score: float, in_words: bool) -> Alarm | None:
    """The alarm for a message. `score` is the reader's, from 0 to 1; `in_words` is true where the danger words fire."""
    if in_words or score >= CERTAIN_FROM:
        return Alarm.CERTAIN
    return Alarm.SUSPECTED if score >= SUSPECTED_FROM else None
