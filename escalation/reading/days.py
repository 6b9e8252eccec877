"""The day in an answer to "When was that?", or what is wrong with it. UK order, looking back from today."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from escalation.reading import looking_back
from escalation.reading.date_words import NUMBER, DateWords, WorkingDaysBefore, dates_in, number_of
from escalation.reading.dates import date_said
from escalation.reading.said import plain
from escalation.reading.spelling import Spelling

NO_SUCH_DAY, FUTURE, UNCLEAR, LONG_AGO = "no_such_day", "future", "unclear", "long_ago"
_MOST_YEARS_BACK = 3
_MOST_CHARACTERS = 1_000  # an answer to this question is short; what comes later is another story


@dataclass(frozen=True)
class DayHeard:
    """A day, or why there is none: `no_such_day`, `future`, `long_ago` (over three years) or `unclear`."""

    day: date | None = None
    fault: str | None = None


# --- words -------------------------------------------------------------------------------------------------------

_MONTH_NAMES = "january february march april may june july august september october november december"
_MONTHS = _MONTH_NAMES.split()
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_OTHER_WORDS = frozenset(["someday", "midday"])
_NAMES = Spelling([*_MONTHS, *_WEEKDAYS, "yesterday", "tomorrow", "today", "fortnight"], _OTHER_WORDS)
_WRITTEN_SHORT = {
    "2day": "today", "tday": "today", "2morrow": "tomorrow", "tmrw": "tomorrow", "tomoz": "tomorrow",
    "yday": "yesterday", "yest": "yesterday", "ystd": "yesterday", "ystrdy": "yesterday", "munday": "monday",
    "tusday": "tuesday", "wensday": "wednesday", "wendsday": "wednesday", "thusday": "thursday", "febuary": "february",
    "feburary": "february", "sepember": "september", "novmber": "november", "fornight": "fortnight",
}  # fmt: skip
_NO_NUMBER = re.compile(r"\A\W*(?=(?:day|week|fortnight|month|year) ago\b)")
_A_WORD = re.compile(r"(?<![\w'])\d?[^\W\d_]{3,}(?![\w'])")
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)}|sept|{'|'.join(name[:3] for name in _MONTHS)})\b\.?"
_NTH = r"(?P<day>\d{1,3})\s?(?:st|nd|rd|th)?"
_NO_YEAR_AFTER = r"(?!\s*[:/.]?\d)(?!\s*(?:st|nd|rd|th|days?|weeks?|am|pm|of|people|calls?)\b)"
_YEAR = rf"(?:,?\s*(?P<year>\d{{4}}\b|'\d\d\b|\d\d\b{_NO_YEAR_AFTER}))?"
_NO_DAY_AFTER = r"(?!\s+(?:time|stage|step|call|meeting|day of school|of each|of every))"
_END = r"(?![\w/]|[.-]\d)"
_START = r"(?<![\w/])(?<!\d[.-])"
_CALENDAR = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_START}(?P<year>\d{{4}})[-/. ](?P<month>\d{{1,2}})[-/. ](?P<day>\d{{1,2}})(?:t[\d:.]+z?)?{_END}",
        rf"{_START}(?P<day>\d{{1,3}})\s?(?P<mark>[-/.])\s?(?P<month>\d{{1,2}})\s?(?P=mark)\s?(?P<year>\d{{4}}|\d\d){_END}",
        rf"{_START}(?P<day>\d{{1,2}}) (?P<month>\d{{1,2}}) (?P<year>20\d\d|\d\d){_END}",
        rf"{_START}(?P<day>\d{{1,2}})[/](?P<month>\d{{1,2}}){_END}",
        r"\A\W*(?:(?:it was|on|the) )*(?P<day>\d{1,2})[.-](?P<month>\d{1,2})\W*\Z",
        rf"{_START}(?P<day>\d\d)(?P<month>\d\d)(?P<year>(?:19|20)\d\d){_END}",
        rf"{_START}{_NTH}[\s-]*(?:of\s+)?{_MONTH}(?:-(?=\d))?{_YEAR}",
        rf"\b{_MONTH}\s*(?:the\s+)?{_NTH}(?!\d)(?:\s+of\b)?{_YEAR}",
        rf"(?<![\w/.-])(?:the\s+)?(?P<day>\d{{1,3}})(?:st|nd|rd|th)\b{_NO_DAY_AFTER}",
        r"\A\W*(?:it was )?(?:on )?the (?P<day>\d{1,3})\W*\Z",
    )
)  # fmt: skip
_TODAY = re.compile(
    r"\b(?:just now|right now|earlier(?: today| on)?|this (?:morning|afternoon|evening)|tonight|today|lunch ?time"
    r"|(?:a (?:minute|moment)|(?:an?|half an|few|\w+) (?:hours?|minutes?|mins?)) ago|first thing)\b|\A\W*now\W*\Z"
)
_NOT_TODAY = re.compile(
    r"\ba while ago\b|\b(?:days?|weeks?|months?|years?) (?:ago|earlier)\b|\blast\b|\bearlier (?:this|in|last)\b"
)
_AHEAD = re.compile(
    r"\b(?:tomorrow|next (?:week|month|year|fortnight|mon|tue|wed|thu|fri|sat|sun)\w*"
    r"|(?:this|coming) (?:coming )?\w+day|\w+day (?:coming|next|week)"
    r"|in (?:an? |the next )?(?:\w+ )?(?:days?|weeks?|months?|hours?|fortnight)"
    r"|later (?:today|this week|on)|(?:has|have|is|are) not (?:happened|yet)|not (?:happened )?yet|hasn't happened)\b"
)
_NAMED_DAY = r"(?:mon|tues?|wed(?:nes|s)?|thu(?:rs|r)?|fri|sat(?:ur)?|sun)(?:day)?\b"
_NAMED_BEFORE = re.compile(rf"\b({_NAMED_DAY})[,\s]+(?:the\s+|on\s+)*\Z")
_NAMED_AFTER = re.compile(rf"[,\s(]*\b({_NAMED_DAY})")
_DAY_WORD = (
    rf"(?:today|tonight|this (?:morning|afternoon|evening)|yesterday|tomorrow|(?:last |this )?{_NAMED_DAY}"
    rf"(?:\s+(?:the\s+)?\d[\d/]*(?:st|nd|rd|th)?(?:\s+(?:of\s+)?{_MONTH.replace('?P<month>', '?:')})?)?)"
)
_DENIED = re.compile(rf"(?:\b(?:not|never)|n't)\s+(?:(?:on|actually|really|even|just)\s+)*{_DAY_WORD}")
_BEFORE_YESTERDAY = re.compile(rf"\b(?P<number>{NUMBER})\s+days?\s+before\s+yesterday\b")
_RECKONED = re.compile(
    r"(?:\b(?:days|weeks?|fortnights?|months?)\s+(?:before|after)\s+(?:last\s+|the\s+|on\s+)*(?:\w+day\b|\d)"
    r"|\bday\s+(?:before|after)\s+(?!yesterday|tomorrow)(?:last\s+|the\s+|on\s+)*(?:\w+day\b|\d))"
    r"|\b(?:or|before|after)\s+the\s+day\s+(?:before|after)\b"
)
_BETWEEN_TWO = re.compile(r"\W*(?:(?:or|and|to|till|until|maybe|perhaps|possibly|on|the|else|even)\b\W*|[-/]\s*)+\Z")
_CLAUSE = re.compile(r"(?:(?!\b(?:and|but|because|cos|as|so|when|while)\b)[^.,;:!?\n])+")
_NOW = re.compile(
    r"\b(?:(?:just |right |even )?now|at the moment|as (?:we|i) speak|earlier(?: today)?"
    r"|this (?:morning|afternoon|evening)|tonight|today)\b"
)
_OWN_STEP = re.compile(
    r"\b(?:spoke|spoken|rang|rung|phoned|called|e-?mailed|met|wrote|written|sent|chased|talked|messaged|texted|challenged"
    r"|raised|escalated|discussed|contacted|received|replied|refused|agreed|answered|meeting)\b"
)
_GOING_ON = re.compile(
    r"(?:\b(?:am|is|are|was|were|keeps?)|'(?:s|re|m))\s+(?:\w+\s+){0,2}?"
    r"(?!(?:morning|evening|meeting|during|\w*thing)\b)\w+ing\b|\bbeing\s+\w+"
    r"|\b(?:(?:in|at)\s+(?:\w+\s+)?(?:danger|risk)|beat(?:en|s)?|hit|hits|hurts?|attack\w*|abus\w+|kill\w*|bleed\w*"
    r"|unsafe|scream\w*|suicid\w*|overdos\w*|knife|weapon|strangl\w*|assault\w*|threaten\w*|missing|harm\w*)\b"
)
_WITHIN = re.compile(r"\bin the (?:last|past)\b|\bwithin\b")


def day_said(text: str, today: date, working_days_before: WorkingDaysBefore | None = None) -> DayHeard:
    """The day named in an answer to the question when something was, or the fault of it.

    A day that the calendar has not, one to come, and one over three years back are told apart from words that name no
    one day, and so are two days from one. "5 working days ago" names a day only where `working_days_before` counts.
    """
    lower = _told(_mended(plain(text[:_MOST_CHARACTERS])))
    heard = list(_calendar_days(lower, today))
    days = {each.day for each in heard if each.day is not None}
    if _RECKONED.search(lower) or DayHeard(fault=UNCLEAR) in heard or _are_two(days, lower, today, working_days_before):
        return DayHeard(fault=UNCLEAR)
    if len(days) == 1:
        return DayHeard(days.pop())
    wrong = [each for each in heard if each.fault in (NO_SUCH_DAY, LONG_AGO)]
    if wrong and not days:
        return wrong[0]
    said = date_said(lower, today, working_days_before)
    if said is not None:
        return _judged(date.fromisoformat(str(said.value)), today)
    return heard[0] if heard else _in_words(lower, today, working_days_before)


def _told(lower: str) -> str:
    """The text without the days that it denies, and without a "now" that only tells of what is going on."""
    lower = _BEFORE_YESTERDAY.sub(lambda said: f"{number_of(said['number']) + 1} days ago", lower)
    return _CLAUSE.sub(lambda clause: _without_what_goes_on(clause.group()), _DENIED.sub(" ", lower))


def _without_what_goes_on(clause: str) -> str:
    goes_on = _GOING_ON.search(clause) and not _OWN_STEP.search(clause)
    return _NOW.sub(" ", clause) if goes_on else clause


def _are_two(days: set[date], lower: str, today: date, working_days_before: WorkingDaysBefore | None) -> bool:
    """Whether more than one day is told, or two are named side by side: "Monday or Tuesday"."""
    found = dates_in(lower, today, working_days_before)
    for one, other in pairwise(found):
        if one.day != other.day and _BETWEEN_TWO.match(lower, one.end, other.start):
            return True
    told = set(days)
    for words in found:
        if words.day not in told and date_said(_alone(words, found, lower), today, working_days_before) is not None:
            told.add(words.day)
        if len(told) > 1:
            return True
    return len(told) > 1


def _alone(words: DateWords, found: list[DateWords], lower: str) -> str:
    """The text with every other day blanked out."""
    for other in found:
        if other is not words:
            lower = lower[: other.start] + " " * (other.end - other.start) + lower[other.end :]
    return lower


def _in_words(lower: str, today: date, working_days_before: WorkingDaysBefore | None) -> DayHeard:
    found = {words.day for words in dates_in(lower, today, working_days_before)}
    past = {words.day for words in dates_in(lower, today, working_days_before) if words.is_past}
    if _AHEAD.search(lower) and not _WITHIN.search(lower) and not past:
        return DayHeard(fault=FUTURE)
    if len(past) == 1:
        return _judged(past.pop(), today)
    if _TODAY.search(lower) and not _NOT_TODAY.search(lower):
        return DayHeard(today)
    return DayHeard(fault=FUTURE if found and not past else UNCLEAR)


def _judged(day: date, today: date) -> DayHeard:
    if day > today:
        return DayHeard(fault=FUTURE)
    if day < looking_back.months_before(today, 12 * _MOST_YEARS_BACK):
        return DayHeard(fault=LONG_AGO)
    return DayHeard(day)


# --- days of the calendar ----------------------------------------------------------------------------------------


def _calendar_days(lower: str, today: date) -> Iterator[DayHeard]:
    """Every day that is written as one of the calendar, in the order of the wordings, none read twice."""
    taken: list[tuple[int, int]] = []
    for pattern in _CALENDAR:
        for match in pattern.finditer(lower):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            heard = _calendar_day(match.groupdict(), today)
            yield heard if _bears_its_name(heard.day, lower, match) else DayHeard(fault=UNCLEAR)


def _bears_its_name(day: date | None, lower: str, match: re.Match[str]) -> bool:
    """Whether the day of the week beside a date, if there is one, is the one on which it falls."""
    named = _NAMED_BEFORE.search(lower[: match.start()]) or _NAMED_AFTER.match(lower, match.end())
    return day is None or named is None or _WEEKDAYS[day.weekday()].startswith(named.group(1)[:3])


def _calendar_day(groups: dict[str, str | None], today: date) -> DayHeard:
    number, month, year = int(groups["day"] or 0), _month(groups.get("month")), _year(groups.get("year"))
    if month is None:
        return _day_of_month(number, today)
    if not 1 <= month <= 12:
        return DayHeard(fault=NO_SUCH_DAY)
    if year is not None:
        day = _exact(year, month, number)
        return _judged(day, today) if day else DayHeard(fault=NO_SUCH_DAY)
    day = looking_back.day_and_month(today, number, month, None)
    if day is not None:
        return _judged(day, today)
    # Without a year it is the last such day, unless that is so long ago that the next one must be meant.
    is_a_day = _exact(today.year, month, number) or _exact(today.year - 1, month, number)
    return DayHeard(fault=FUTURE if is_a_day else NO_SUCH_DAY)


def _day_of_month(number: int, today: date) -> DayHeard:
    day = looking_back.day_of_month(today, number) if 1 <= number <= 31 else None
    return _judged(day, today) if day else DayHeard(fault=NO_SUCH_DAY)


def _exact(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # 30 February
        return None


def _month(written: str | None) -> int | None:
    if written is None:
        return None
    if written.isdigit():
        return int(written)
    return next(number for number, name in enumerate(_MONTHS, start=1) if name.startswith(written[:3]))


def _year(written: str | None) -> int | None:
    if written is None:
        return None
    figures = written.strip("'")
    return int(figures) if len(figures) == 4 else 2000 + int(figures)


def _mended(lower: str) -> str:
    """The text with slips in the names of days and months mended, and "week ago" made a whole one."""
    return _NO_NUMBER.sub("a ", _A_WORD.sub(lambda word: _meant(word.group()), lower))


def _meant(word: str) -> str:
    if word in _WRITTEN_SHORT:
        return _WRITTEN_SHORT[word]
    meant = _NAMES.meant(word) if len(word) >= 5 else {}
    return next(iter(meant)) if len(meant) == 1 else word
