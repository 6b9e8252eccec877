"""How quickly an answer is needed, where the words make it plain.

Only `urgent` and `not_urgent` are read in free text. Danger now is another reading, never left to this one:
here only a short answer to the question itself may say it. The words are in `urgency_words.json`.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from escalation.reading.abbreviations import spelt_out
from escalation.reading.said import Said, word_count


def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    lists = json.loads(Path(__file__).with_name("urgency_words.json").read_text(encoding="utf-8"))
    parts = lists["parts"]
    return {key: tuple(re.compile(_filled(line, parts)) for line in lines) for key, lines in lists["lists"].items()}


def _filled(line: str, parts: dict[str, str]) -> str:
    return re.sub(r"\{([a-z_]+)\}", lambda match: parts[match.group(1)], line)


_P = _patterns()
_ANSWERS: dict[str, re.Pattern[str]] = {
    "immediate_danger": re.compile(
        r"\W*(?:(?:yes|yeah|yep|y)(?:,? (?:now|right now|please call|immediate(?:ly)?|there is|they are"
        r"|he is|she is|a child is|the child is))?"
        r"|(?:yes,? )?(?:(?:a|the) child is |children are |they are |he is |she is "
        r"|someone is )?(?:in )?(?:immediate )?danger(?: now| right now)?"
        r"|(?:yes,? )?(?:it is )?(?:immediate(?:ly)?|an emergency|emergency|happening now|now|right now"
        r"|at this moment|life[- ]threatening)"
        r"|(?:yes,? )?(?:immediate|in immediate) (?:danger|risk|harm)(?: now)?)\W*"
    ),
    "urgent": re.compile(
        r"\W*(?:(?:yes|no),? (?:but )?)?(?:it is )?(?:quite |very |really |fairly )?"
        r"(?:urgent(?:ly)?|quick(?:ly)?|soon|within days|in days|a few days|days|as soon as possible"
        r"|pressing|high priority)(?: please)?\W*"
    ),
    "not_urgent": re.compile(
        r"\W*(?:no|nope|nah|n|neither|none|(?:no,? )?not urgent|(?:no,? )?non[- ]?urgent"
        r"|no,? (?:it is )?not|not really|no rush|no hurry|routine|low"
        r"|not at all|(?:it )?can wait|no thanks?|normal)(?: please)?\W*"
    ),
}  # fmt: skip


def urgency_said(text: str) -> Said | None:
    """`urgent` or `not_urgent`, or None where it is not plain, or both are said."""
    spelt = spelt_out(text)
    if _P["question"][0].match(spelt.text):
        return None
    # "Urgent but not 999" says how urgent it is and takes nothing back. Blanked, so that places stay.
    reading = _P["not_the_sirens"][0].sub(lambda match: " " * len(match.group()), spelt.text)
    not_urgent = _first("not_urgent", reading)
    urgent = _first("urgent", reading)
    if bool(urgent) == bool(not_urgent):
        return None
    match, value = (urgent, "urgent") if urgent else (not_urgent, "not_urgent")
    return Said(value, spelt.words(*match.span())) if match else None


def urgency_answer(text: str) -> Said | None:
    """The urgency in a short answer to the question whether a child is in danger and how urgent it is."""
    spelt = spelt_out(text)
    if word_count(text) <= 8:
        for value, pattern in _ANSWERS.items():
            if match := pattern.fullmatch(spelt.text):
                return Said(value, spelt.words(*match.span()).strip(" .,!"))
    return urgency_said(text)


def _first(value: str, text: str) -> re.Match[str] | None:
    for pattern in _P[value]:
        for match in pattern.finditer(text):
            before = text[: match.start()]
            is_denied = value == "urgent" and _P["denied"][0].search(before)
            if not is_denied and not _P["others_say"][0].search(before):
                return match
    return None
