"""What makes it hard to challenge at all: a manager in the way, fear of consequences, a dispute in one's own agency.

The words are in `trouble_words.json`.
"""

from __future__ import annotations

from pathlib import Path

from escalation.reading.wordings import Wordings, readable

_WORDS = Wordings(Path(__file__).with_name("trouble_words.json"))
# Whoever is told to drop it and fears for the job has both; what stands in the way now comes first.
TROUBLES = ("blocked", "afraid", "own_agency")


def trouble_said(text: str) -> str | None:
    """`blocked`, `afraid` or `own_agency`, or None where the words do not make it plain."""
    plain = readable(text)
    return next((trouble for trouble in TROUBLES if _WORDS.said(trouble, plain)), None)
