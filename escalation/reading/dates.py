"""The date that a person gives for a step they took: one day, looking back from today."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from escalation.reading.date_words import DateWords, WorkingDaysBefore, dates_in
from escalation.reading.said import Said, plain

_FEW_WORDS = 4  # "today" alone is an answer; in an account it is mostly when something has to happen

# --- what turns a day to the future, or makes it no day ----------------------------------------------------------

_FORWARD_BEFORE = re.compile(
    r"\b(?:next|coming|due|up to|end of|every|each|any|most|for|from|good|black|easter|remembrance|sheffield|between"
    r"|aged?|(?:tonight|tomorrow) or)\s+(?:the\s+|on\s+|this\s+|around\s+)*$"
    r"|\b(?:by|before|until|till|'?til|ahead of|prior to|later than)\s+(?:\w+\s+){0,3}$"
    r"|\b(?:a|weeks?)\s+$|day\s*(?:to|-|or)\s*$"
)
# Where the words themselves look back, "from" and "for" do not turn them: "the e-mail from 3 November".
_NEVER_A_DAY_BEFORE = re.compile(
    r"\b(?:by|before|until|till|'?til|prior to|later than|every|each)\s+(?:the\s+|on\s+|around\s+)*$"
)
_FORWARD_AFTER = re.compile(
    r"\s+(?:week\b|next\b|coming\b|onwards?\b|school\b|league\b|of\s+(?:the|every|each)\b)|\s*(?:to|-|or|until|till|and)\s*"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|s\b"
)
_FUTURE = (
    r"(?:to|must|will|shall|should|can|could|would|may|might|'ll) be \w+|will|shall|won't|wont|'ll|going to|gonna|would"
    r"|they'd|she'd|he'd|can|could|should|must|may (?!\d)\w+|needs?|have to|has to|wants?|promis\w+|supposed|meant|due"
    r"|expires?|ends?|runs? out|lapses|starts|begins|flies|sits|takes|comes|goes|leaves|moves|breaks|returns|closes"
    r"|meets?|closing|moving|going|coming|leaving|discharging|starting|returning|isn't till"
    r"|to (?:meet|speak|talk|visit|call|ring|go|hold|have|do|come|return|move|discuss|review|decide|get back|send"
    r"|reply|respond|close|leave|start|begin|end|happen|collect|see)"
    r"|(?:is|are|am|being|i'm|we're|they're|she's|he's|it's|who's) (?:\w+ ){0,2}?(?!waiting)\w+ing|is|are|court's"
    r"|trip's|court|hearing|panel|wedding|flight|i'm|we're|they're|she's|he's|it's|that's"
)
_PAST = (
    r"was|were|wasn't|did|didn't|had|has|have|been|sent|rang|rung|spoke|spoken|wrote|written|told|said|met|went|came|got"
    r"|gave|made|took|left|saw|put|heard|held|shut|found|thought|knew|fell|broke|gone|done|(?!need|want)\w{2,}ed"
)
_VERB = re.compile(rf"\b(?:(?P<future>{_FUTURE})|(?P<past>{_PAST}))(?![\w'])")

# --- a step: talking, sending, asking, challenging ---------------------------------------------------------------

_STEP = (
    r"spoke|spoken|speaking|talk(?:ed|ing)?|rang|rung|phon(?:ed|ing)|call(?:ed)?|telephoned|e-?mail(?:ed)?|wrote|written"
    r"|sent|ask(?:ed|ing)?|challeng(?:e|ed|ing)|rais(?:ed|ing)|escalat(?:ed|ion|ing)|contacted|messag(?:ed|e)|text(?:ed)?"
    r"|met|meeting|discuss(?:ed|ion)|chas(?:ed|ing)|request(?:ed)?|complain(?:ed|t)|disput(?:ed|e)|disagreed|submitted"
    r"|letter|conversation|(?:stage|step) (?:\d|one|two|three|four|five|six)|first (?:stage|step)|it out|s/w"
    r"|round-?table|manager to manager|tried|convened|sat down"
)
_STEP_WORD = re.compile(rf"(?<![\w'-])(?:{_STEP}|told|said|tell)(?![\w-])")
# Our own step: we did it, or it is told in note form ("Emailed Monday"), or the procedure's word is used.
_OWN_STEP_WORD = re.compile(rf"(?<![\w'-])(?:{_STEP})(?![\w-])")
_OURS = re.compile(
    r"\b(?:i|we|i've|we've|i'd|we'd|ive|weve|my|our|us|both|managers?|stage|step|escalat\w+|challenged?|dsl|named nurse"
    r"|safeguarding lead|heads?|round-?table|resolution meeting)\b"
)
_THEIRS = re.compile(
    r"^\W*(?:and |n |but |then |that )?(?:they|she|he|mum|dad|the child|a child|(?:the )?(?:police|hospital|school"
    r"|social|gp|sw|csc|mash))\b(?!.*\b(?:to|with|by) (?:us|me|my|our)\b)"
)
_NOTE_FORM = re.compile(
    r"^\W*(?:(?:and|but|then|so|yes|only|just|already|have) ){0,4}(?:had (?:(?:an?|the|another) )?(?:[\w']+ )?)?"
    rf"(?:{_STEP})\b"
)
_NOT_A_STEP = re.compile(
    r"\b(?:referral|referred|marf|report|notification|form|chronology|conference|icpc|rcpc|conf|written up|sent"
    r" (?:home|away|back|us|me))\b"
)
_MOST_DAYS_BACK = 400  # further back it is when somebody was born or hurt, and no step of a case that is open
_MOST_DAYS_SINCE_A_STEP = 183

_SENTENCE_END = re.compile(r"[.;!?\n]+(?=\s|$)")
_CLAUSE_END = re.compile(
    r"[,:()]\s*|\s-\s|\s(?=(?:and|n|but|then|so|because|cos|when|after|before|who|which|while|where|if)\s)|\.\.+"
)
_FILLER = re.compile(
    r"\b(?:and|but|then|so|on|the|in|at|it|was|around|about|roughly|morning|afternoon|evening|night)\b|\W"
)


@dataclass(frozen=True)
class _Dated:
    """A day, and the clause that it stands in."""

    words: DateWords
    clause: str
    place: int


def date_said(text: str, today: date, working_days_before: WorkingDaysBefore | None = None) -> Said | None:
    """The day named in `text`, as an ISO date, never one to come; None where none is named.

    Of several it is the latest that stands beside words of talking, sending, asking or challenging, else the first.
    """
    dated = _dated(text, today, working_days_before)
    beside = [each for each in dated if _STEP_WORD.search(each.clause)]
    if beside:
        return _said(max(beside, key=lambda each: each.words.day), text)
    few = len(text.split()) <= _FEW_WORDS
    plainly = [each for each in dated if few or each.words.is_past or each.words.day < today]
    return _said(plainly[0], text) if plainly else None


def step_date_said(text: str, today: date, working_days_before: WorkingDaysBefore | None = None) -> Said | None:
    """The day on which the practitioner's own side last took a step, where the words make it plain."""
    earliest = today - timedelta(days=_MOST_DAYS_SINCE_A_STEP)
    dated = [
        each
        for each in _dated(text, today, working_days_before)
        if each.words.day >= earliest and _is_own_step(each.clause)
    ]
    return _said(max(dated, key=lambda each: each.words.day), text) if dated else None


def _said(dated: _Dated, text: str) -> Said:
    return Said(dated.words.day.isoformat(), text[dated.words.start : dated.words.end].strip())


def _is_own_step(clause: str) -> bool:
    if not _OWN_STEP_WORD.search(clause) or _THEIRS.match(clause) or _NOT_A_STEP.search(clause):
        return False
    return bool(_OURS.search(clause) or _NOTE_FORM.match(clause))


def _dated(text: str, today: date, working_days_before: WorkingDaysBefore | None) -> list[_Dated]:
    lower = plain(text)
    earliest = today - timedelta(days=_MOST_DAYS_BACK)
    found = [words for words in dates_in(lower, today, working_days_before) if words.day >= earliest]
    placed = [_in_clause(words, lower, found) for words in found]
    return [each for each in placed if not _looks_forward(each, lower)]


def _looks_forward(dated: _Dated, lower: str) -> bool:
    words = dated.words
    before, after = lower[max(0, words.start - 40) : words.start], lower[words.end : words.end + 20]
    if words.is_past:
        return _NEVER_A_DAY_BEFORE.search(before) is not None
    if _FORWARD_BEFORE.search(before) or _FORWARD_AFTER.match(after):
        return True
    nearest = _nearest_verb(dated)
    return nearest is not None and nearest.group("future") is not None


def _nearest_verb(dated: _Dated) -> re.Match[str] | None:
    """The verb that the day belongs to: the last one before it in its clause, else the first one after it."""
    verbs = list(_VERB.finditer(dated.clause))
    before = [verb for verb in verbs if verb.end() <= dated.place]
    return before[-1] if before else next(iter(verbs), None)


def _in_clause(words: DateWords, lower: str, found: Iterable[DateWords]) -> _Dated:
    """The clause around a day. A clause of hardly more than the day goes with the one beside it."""
    first, last = _bounds(_SENTENCE_END, lower, words, 0, len(lower))
    start, end = _bounds(_CLAUSE_END, lower, words, first, last)
    if not _says_something(lower, words, start, end):
        previous = lower[first:start].rstrip(" ,:-(")
        if previous:
            start = _start_of_last_clause(lower, first, first + len(previous))
        else:
            end = _bounds(_CLAUSE_END, lower, words, first, last, past=end)[1]
    return _Dated(words, lower[start:end], words.start - start)


def _bounds(
    pattern: re.Pattern[str], lower: str, words: DateWords, first: int, last: int, past: int = 0
) -> tuple[int, int]:
    """The stretch between `first` and `last` that holds the words and is cut where `pattern` matches."""
    start, end = first, last
    for cut in pattern.finditer(lower, first, last):
        if cut.end() <= words.start:
            start = cut.end()
        elif cut.start() >= max(words.end, past + 1):
            return start, cut.start()
    return start, end


def _start_of_last_clause(lower: str, first: int, last: int) -> int:
    start = first
    for cut in _CLAUSE_END.finditer(lower, first, last):
        start = cut.end()
    return start


def _says_something(lower: str, words: DateWords, start: int, end: int) -> bool:
    rest = lower[start : words.start] + " " + lower[words.end : end]
    return len(_FILLER.sub("", rest)) >= 3
