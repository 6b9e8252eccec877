"""The day in an answer to "When was that?", or what is wrong with it. UK order, looking back from today."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from escalation.reading import looking_back
from escalation.reading.date_words import WorkingDaysBefore, dates_in
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
_WITHIN = re.compile(r"\bin the (?:last|past)\b|\bwithin\b")


def day_said(text: str, today: date, working_days_before: WorkingDaysBefore | None = None) -> DayHeard:
    """The day named in an answer to the question when something was, or the fault of it.

    A day that the calendar has not, one to come, and one over three years back are told apart from words that name no
    one day. "5 working days ago" names a day only where `working_days_before` counts them.
    """
    lower = _mended(plain(text[:_MOST_CHARACTERS]))
    heard = list(_calendar_days(lower, today))
    days = {each.day for each in heard if each.day is not None}
    if len(days) == 1:
        return DayHeard(days.pop())
    wrong = [each for each in heard if each.fault in (NO_SUCH_DAY, LONG_AGO)]
    if wrong and not days:
        return wrong[0]
    said = date_said(lower, today, working_days_before)
    if said is not None:
        return _judged(date.fromisoformat(str(said.value)), today)
    if days:
        return DayHeard(max(days))
    return heard[0] if heard else _in_words(lower, today, working_days_before)


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
            yield _calendar_day(match.groupdict(), today)


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
