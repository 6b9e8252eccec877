"""All facts that one message says, each with the words for it and how sure they make us. The area is not read here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from escalation.reading.answers import ANSWER_READERS, UNASKED_READERS, Reader
from escalation.reading.commands import command_said
from escalation.reading.dates import date_said, step_date_said
from escalation.reading.places import Places, PlaceSaid
from escalation.reading.said import Said, plain


class Evidence(float, Enum):
    """What a fact rests on, and how often such a fact may be relied on. Nothing else makes a confidence."""

    ANSWERED = 0.98  # said in answer to the question that was asked for it
    NAMED = 0.95  # named in so many words: a partnership, an agency, a conference, a step, a calendar date
    IMPLIED = 0.9  # meant by a town or by somebody's role
    WORKED_OUT = 0.85  # counted or concluded from a story: "8 days ago", "our managers have spoken"
    MISSPELT = 0.8  # a name with a slip of the finger
    ONE_OF_TWO = 0.6  # the likelier of two places in one message


@dataclass(frozen=True)
class FactSaid:
    """The value of one fact (a code of the contract, a number or an ISO date), 0 to 1 how sure, and the words."""

    value: str | int
    confidence: float
    said: str


# --- what names a fact in so many words --------------------------------------------------------------------------

_NAMED = {
    "agency": r"social (?:care|services)|children'?s services|health|police|education|schools?|probation|housing"
    r"|voluntary|charit(?:y|ies)|nhs|csc",
    "conference": r"conf\w*|icpc|rcpc|cpc",
    "tried": r"stages?|steps?|stg|\d|nothing|none|no",
    "urgency": r"urgen\w*|non-?urgent|hurry|rush",
    "on": r"\d{1,4}[/.-]\d|jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*",
}
_NAMED["other_agency"] = _NAMED["agency"]
_NAMES = {key: re.compile(rf"(?<![\w-])(?:{names})(?![a-z])") for key, names in _NAMED.items()}

# --- corrections -------------------------------------------------------------------------------------------------

_MOST_CORRECTIONS = 3
_AT_ONCE = 40  # characters: what comes later than this after "sorry" is no correction
_CORRECTS = re.compile(
    r"\b(?:(?:no|oh|wait|oops|whoops|actually)[\s,.!-]+)*"
    r"(?:sorry|wait|oops|whoops|correction|typo|i mean|i meant|i should (?:say|have said)|(?:scratch|scrap|strike) that"
    r"|or rather|my mistake|actually|make that|no(?=,|\s+(?:it is|it's|its)\b))\b[\s,.:;!-]*"
)

# --- where the case belongs, of two places -----------------------------------------------------------------------

_NEAR = 90  # characters before a place that may say whose it is
_CHILD_IS_THERE = re.compile(
    r"\b(?:child(?:ren)?|family|kids?|girls?|boys?|baby|pupil|they|she|he|case|mum|live|lives|living)\b"
    r"(?:(?!\b(?:but|and|while|school)\b)[^.;,]){0,30}"
    r"\b(?:lives?|living|resident|home is|belongs? to|comes? under|is|are|sits?|is with)\s+(?:\w+\s+){0,2}$"
)
_WE_ARE_THERE = re.compile(
    r"\b(?:i|we|i'm|we're|im|my|our)\b[^.;,]{0,30}\b(?:in|at|for|under|from|cover|by)\s+(?:the\s+)?$"
    r"|\b(?:i'm|we're|i am|we are)\s+$"
)


def facts_said(text: str, places: Places, today: date, asked: str | None = None) -> dict[str, FactSaid]:
    """The facts in one message, by their key in the contract: what is not said is not there.

    `asked` is the key of the question that was just asked: a short answer counts for that fact. Where a message
    corrects itself ("Harrow, no sorry, Sefton"), what it says last counts.
    """
    facts: dict[str, FactSaid] = {}
    parts = _parts(text)
    for said in (_place_facts(parts, places, asked), _read_facts(parts), _date_facts(parts, today, asked)):
        facts |= dict(said)
    answer = _answer(parts, asked)
    if asked is not None and answer is not None:
        if asked == "other_agency" and _same_words(facts.get("agency"), answer):
            del facts["agency"]  # a bare "police" is the answer, and not also who we are
        facts[asked] = FactSaid(answer.value, Evidence.ANSWERED.value, answer.words)
    return facts


# --- one reader over a message that may correct itself -----------------------------------------------------------


@dataclass(frozen=True)
class _Parts:
    """A message, and the two halves of it around each place where it corrects itself, the last place first."""

    text: str
    halves: tuple[tuple[str, str], ...]


def _parts(text: str) -> _Parts:
    cuts = [match.span() for match in _CORRECTS.finditer(plain(text)) if match.start() > 0][-_MOST_CORRECTIONS:]
    return _Parts(text, tuple((text[:start], text[end:]) for start, end in reversed(cuts)))


def _read(parts: _Parts, reader: Reader, correction: Reader | None = None) -> Said | None:
    """What the reader makes of the message. What follows a correction at once takes back what was said before it."""
    for before, after in parts.halves:
        later = (correction or reader)(after)
        if later is not None and _at_once(after.find(later.words)) and reader(before) is not None:
            return later
    return reader(parts.text)


def _at_once(place: int) -> bool:
    return 0 <= place <= _AT_ONCE


def _answer(parts: _Parts, asked: str | None) -> Said | None:
    if asked == "urgency" and command_said(parts.text) == "no":
        return None  # it says that nobody is in danger now, not how quickly an answer is needed
    readers = ANSWER_READERS.get(asked or "", ())
    return next((said for said in (_read(parts, reader) for reader in readers) if said is not None), None)


def _read_facts(parts: _Parts) -> Iterator[tuple[str, FactSaid]]:
    for key, reader in UNASKED_READERS.items():
        said = _read(parts, reader)
        if said is not None:
            yield key, _fact(said, _evidence(key, said))


def _date_facts(parts: _Parts, today: date, asked: str | None) -> Iterator[tuple[str, FactSaid]]:
    if asked == "on":
        said = _read(parts, lambda text: date_said(text, today))
        if said is not None:
            yield "on", _fact(said, Evidence.ANSWERED)
        return
    said = _read(parts, lambda text: step_date_said(text, today), lambda text: date_said(text, today))
    if said is not None:
        yield "on", _fact(said, _evidence("on", said))


def _evidence(key: str, said: Said) -> Evidence:
    if _NAMES[key].search(plain(said.words)):
        return Evidence.NAMED
    return Evidence.IMPLIED if key in ("agency", "other_agency") else Evidence.WORKED_OUT


def _fact(said: Said, evidence: Evidence) -> FactSaid:
    return FactSaid(said.value, evidence.value, said.words)


def _same_words(fact: FactSaid | None, answer: Said) -> bool:
    return fact is not None and fact.value == answer.value and (fact.said in answer.words or answer.words in fact.said)


# --- places ------------------------------------------------------------------------------------------------------


def _place_facts(parts: _Parts, places: Places, asked: str | None) -> Iterator[tuple[str, FactSaid]]:
    found, text = _places_in(parts, places)
    if not found and asked == "locality":
        found = places.find_part(text)
    chosen = _one_partnership(found, plain(text))
    if not chosen:
        return
    one_of_two = len({place.partnership for place in found}) > 1
    asked_place = asked in ("partnership", "locality")
    yield "partnership", _place_fact(chosen, chosen[0].partnership, asked_place, one_of_two)
    near = [place for place in chosen if place.locality]
    one = near if len({place.locality for place in near}) == 1 else _belonging(near, plain(text))
    localities = {place.locality for place in one}
    if len(localities) == 1:
        yield "locality", _place_fact(one, localities.pop() or "", asked_place, one_of_two or len(one) < len(near))


def _places_in(parts: _Parts, places: Places) -> tuple[tuple[PlaceSaid, ...], str]:
    for before, after in parts.halves:
        later = places.find(after)
        if later and _at_once(later[0].start) and places.find(before):
            return later, after
    return places.find(parts.text), parts.text


def _one_partnership(found: Iterable[PlaceSaid], lower: str) -> list[PlaceSaid]:
    """The places of the partnership that is meant: the only one, or the one of several where the case belongs."""
    found = list(found)
    if len({place.partnership for place in found}) <= 1:
        return found
    belonging = _belonging(found, lower)
    partnerships = {place.partnership for place in belonging}
    return belonging if len(partnerships) == 1 else []


def _belonging(found: list[PlaceSaid], lower: str) -> list[PlaceSaid]:
    """Of several places those where the child is; where none is said to be that, those where we are."""
    for pattern in (_CHILD_IS_THERE, _WE_ARE_THERE):
        there = [place for place in found if pattern.search(lower[max(0, place.start - _NEAR) : place.start])]
        if there:
            return there
    return []


def _place_fact(places: list[PlaceSaid], value: str, asked: bool, one_of_two: bool) -> FactSaid:
    plainest = min(places, key=lambda place: (place.is_misspelt, place.is_town))
    if one_of_two:
        evidence = Evidence.ONE_OF_TWO
    elif asked:
        evidence = Evidence.ANSWERED
    elif plainest.is_misspelt:
        evidence = Evidence.MISSPELT
    else:
        evidence = Evidence.IMPLIED if plainest.is_town else Evidence.NAMED
    return FactSaid(value, evidence.value, plainest.words)
