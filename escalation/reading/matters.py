"""What somebody who comes back comes for: to go on with an escalation, to ask about it, for its papers or a new code.

The words are in `matter_words.json`. What a person tells of a disagreement is none of these.
"""

from __future__ import annotations

import re
from enum import Enum
from pathlib import Path

from escalation.reading.references import looks_like_reference, reference_said
from escalation.reading.wordings import Wordings, readable


class Matter(str, Enum):
    """What a message is for, where it is for more than telling of a disagreement."""

    FOLLOW_UP = "follow_up"  # go on with an escalation that was recorded before
    RECEIVED = "received"  # somebody has been challenged, or asks what to do then
    DEADLINES = "deadlines"
    PAPERS = "papers"
    STATUS = "status"
    NEW_CODE = "new_code"
    DUTY = "duty"  # something the procedure asks for has been done


_WORDS = Wordings(Path(__file__).with_name("matter_words.json"))
# Whoever says two of these says the first of them: the more telling words come first.
_IN_ORDER = (
    Matter.NEW_CODE,
    Matter.RECEIVED,
    Matter.DUTY,
    Matter.DEADLINES,
    Matter.PAPERS,
    Matter.STATUS,
    Matter.FOLLOW_UP,
)
# A step was taken, or an answer came or did not: whoever tells of a new disagreement tells of a decision instead.
_GOING_ON = re.compile(
    r"\b(?:spoke|spoken|talked|met|rang|phoned|chased|emailed|e-mailed|wrote|heard (?:nothing|back)|replied|reply"
    r"|no (?:answer|response)|resolved|sorted|settled|agreed|still|update)\b"
)
_CHILD = (
    r"(?:girl|boy|baby|child|pupil|student|patient|family|teenager|toddler|teen|infant|young person|foster child"
    r"|siblings?|mother|mum|little (?:girl|boy|one))"
)
_ANOTHER = re.compile(
    r"\b(?:another|new|different|second|other|separate)\b(?: \w+){0,2} "
    rf"(?:disagreement|case|matter|escalation|problem|issue|dispute|challenge|{_CHILD})\b"
)
# A child who is told of for the first time, or a concern that nobody has answered yet.
_FIRST_TOLD = re.compile(
    rf"\b(?:about|for|of|with|on) (?:an?|my|one of (?:my|our)|our) (?:\w+ ){{0,2}}{_CHILD}\b"
    r"|\b(?:my|a|our) (?:referral|concern)\b|\braised a concern\b"
)
_TAKEN_BACK = frozenset({Matter.NEW_CODE, Matter.RECEIVED, Matter.DUTY, Matter.PAPERS})
_PAPERS = ("confirmation", "message", "record")


def matter_said(text: str) -> Matter | None:
    """What the message is for, or None where the words do not make it plain.

    A reference in a message that says nothing else of these is a wish to go on with it.
    """
    plain = readable(text)
    for matter in _IN_ORDER:
        if _WORDS.said(matter.value, plain) and not _is_taken_back(matter, plain):
            return matter
    return Matter.FOLLOW_UP if reference_said(text) or looks_like_reference(text) else None


def paper_said(text: str) -> str | None:
    """The paper that is named: `record`, `message` (to the other agency) or `confirmation`; None where none is."""
    plain = readable(text)
    return next((paper for paper in _PAPERS if _WORDS.said(f"paper_{paper}", plain)), None)


def goes_on_said(text: str) -> bool:
    """Whether a message tells how something that was begun has gone on, and not of a new disagreement."""
    plain = readable(text)
    begins = _ANOTHER.search(plain) or _FIRST_TOLD.search(plain)
    return _GOING_ON.search(plain) is not None and begins is None


def another_case_said(text: str) -> bool:
    """Whether a message speaks of another child or another disagreement than the one that is talked about."""
    return _ANOTHER.search(readable(text)) is not None


def _is_taken_back(matter: Matter, plain: str) -> bool:
    return matter in _TAKEN_BACK and _WORDS.said(f"not_{matter.value}", plain)
