"""What has happened at a stage, from the answer to that question, and who acted.

The words are in `happening_words.json`.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from escalation.reading.wordings import Wordings, readable


class Happening(str, Enum):
    """What a report tells. The values are those of the core's kinds of progress."""

    NO_AGREEMENT = "no_agreement"
    NO_REPLY = "no_reply"
    RESOLVED = "resolved"
    EVENTS = "events"
    NOTE = "note"
    SKIPPED = "skipped"


_WORDS = Wordings(Path(__file__).with_name("happening_words.json"))

_SPEAKERS = ("lead", "manager", "me")


def happening_said(text: str) -> Happening | None:
    """What has happened, or None where the words do not make it plain or it is only asked, wished or feared.

    Where somebody tells of a refusal and of an agreement, what is said last counts. The death of a child, or of
    somebody who may be one, is None: what follows from it is for a person to say.
    """
    plain = readable(text)
    if _is_of_a_childs_death(plain):
        return None
    if _WORDS.said("skipped", plain):
        return Happening.SKIPPED
    if any(_WORDS.said(key, plain) for key in ("supposed", "asked_again", "another_matter")):
        return None
    for neither in ("unkept", "no_refusal"):  # "they agreed but nothing has happened", "they did not refuse"
        plain = _WORDS.without(neither, plain)
    if _WORDS.said("events_surely", plain):
        return Happening.EVENTS
    is_unanswered = _WORDS.said("no_answer", plain)
    outcome = _outcome(_WORDS.without("nearly", _WORDS.without("no_answer", plain)))
    if outcome is Happening.RESOLVED:
        return outcome
    if _events_come_last(plain):
        return Happening.EVENTS
    if outcome is not None:
        return outcome
    if is_unanswered:
        return Happening.NO_REPLY
    for happening in (Happening.NO_REPLY, Happening.NOTE):
        if _WORDS.said(happening.value, plain):
            return happening
    return Happening.NOTE if _WORDS.said("nearly", plain) else None


def speaker_said(text: str) -> str | None:
    """Who acted on the person's own side: `lead`, `manager` or `practitioner`; None where the words do not say."""
    plain = _WORDS.without("not_acted", readable(text))
    speaker = next((speaker for speaker in _SPEAKERS if _WORDS.said(f"by_{speaker}", plain)), None)
    return "practitioner" if speaker == "me" else speaker


def _is_of_a_childs_death(plain: str) -> bool:
    return _WORDS.said("death", _WORDS.without("death_of_an_adult", plain))


def _outcome(plain: str) -> Happening | None:
    """Agreement or none, whichever stands last."""
    agreed = [_WORDS.last("at_an_end", plain)]
    plain = _WORDS.without("at_an_end", plain)  # "no disagreement any more" is none
    refused = [_WORDS.last("denied", plain), _WORDS.last("no_agreement", plain)]
    agreed.append(_WORDS.last("resolved", _WORDS.without("denied", plain)))  # "nobody has agreed" is none
    if max(agreed) > max(refused):
        return Happening.RESOLVED
    return Happening.NO_AGREEMENT if max(refused) >= 0 else None


def _events_come_last(plain: str) -> bool:
    """Whether events are told, and no refusal after them: "he was arrested and they still will not meet"."""
    return _WORDS.last("events", plain) > _WORDS.last("no_agreement", plain)
