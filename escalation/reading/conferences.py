"""How a disagreement stands to a child protection conference, where the words make it plain.

The words are in `conference_words.json`.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from escalation.reading.abbreviations import spelt_out
from escalation.reading.said import Said, word_count

_SHORT = 12  # words: a short message about a conference is about nothing else


_LISTS = json.loads(Path(__file__).with_name("conference_words.json").read_text(encoding="utf-8"))


def _patterns(lists: dict[str, Any]) -> dict[str, re.Pattern[str]]:
    parts: dict[str, str] = {}
    for key, part in (lists["parts"] | {key: "|".join(listed) for key, listed in lists["patterns"].items()}).items():
        parts[key] = re.sub(r"\{([a-z_]+)\}", lambda match: parts[match.group(1)], part)
    return {key: re.compile(parts[key]) for key in lists["patterns"]}


_P = _patterns(_LISTS)
_ANSWERS = {value: re.compile("|".join(wordings)) for value, wordings in _LISTS["answers"].items()}


def conference_said(text: str) -> Said | None:
    """`no`, `at_conference`, `after_conference` or `not_convened`, or None where the words leave it open."""
    spelt = spelt_out(text)
    # Blanked, not cut, so that every position still fits the person's own words.
    reading = _P["another_kind"].sub(lambda match: "*" * len(match.group()), spelt.text.replace('"', " "))
    if not _P["mentioned"].search(reading) or _P["question"].search(reading) or _P["unsure"].search(reading):
        return None
    found = _found(reading, word_count(text) <= _SHORT)
    return Said(found[0], spelt.words(*found[1].span())) if found else None


def conference_answer(text: str) -> Said | None:
    """The same for an answer to the question whether it arises from one: that need not say the word."""
    said = conference_said(text)
    if said is not None or word_count(text) > _SHORT:
        return said
    spelt = spelt_out(text)
    found = ((value, wordings.search(spelt.text)) for value, wordings in _ANSWERS.items())
    return next((Said(value, spelt.words(*match.span())) for value, match in found if match), None)


def _found(reading: str, short: bool) -> tuple[str, re.Match[str]] | None:
    is_called = bool(_P["they_want_one"].search(reading))  # and the writer is against it
    if match := _P["asked_and_not"].search(reading):
        return None if is_called else ("not_convened", match)
    if match := _P["at"].search(reading):
        return "at_conference", match
    if (match := _P["end_of"].search(reading)) and not _P["long_past"].search(reading):
        return "at_conference", match
    if (match := _P["no"].search(reading)) and not _P["instead"].search(reading):
        return "no", match
    if (match := _P["not_convened"].search(reading)) and not is_called:
        return "not_convened", match
    if any(_P[doubt].search(reading) for doubt in ("about_calling_one", "to_come", "not_carried_out")):
        return None
    match = _P["after"].search(reading) or (_P["after_in_short"].search(reading) if short else None)
    return ("after_conference", match) if match else None
