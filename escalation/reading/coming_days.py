"""The day by which somebody wants an answer: one that comes, and never a guess between two."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from escalation.reading.said import plain

AfterWorkingDays = Callable[[date, int], date]
NO_SUCH_DAY, TWO_DAYS, BEFORE, FAR, UNCLEAR = "no_such_day", "two_days", "before", "far", "unclear"
_FARTHEST = timedelta(days=400)
# A day without its year that only comes this much later is more likely one that is over.
_FARTHEST_WITHOUT_YEAR = timedelta(days=183)

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBER_WORDS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
]
_NUMBERS = {word: number for number, word in enumerate(_NUMBER_WORDS, start=1)}
_NUMBERS |= {"a": 1, "an": 1, "twenty": 20, "thirty": 30}
_NUMBER = rf"(?P<number>\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_WEEKDAY = rf"(?P<weekday>{'|'.join(_WEEKDAYS)}|mon|tues?|weds?|thu(?:rs?)?|fri)"
_NAMED = rf"(?:\b{_WEEKDAY},?\s+(?:the\s+)?)?"
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?"
_NTH = r"(?P<nth>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?P<year>20\d\d|'\d\d))?"

_ISO = re.compile(rf"{_NAMED}\b(?P<year>20\d\d)-(?P<month>\d\d?)-(?P<nth>\d\d?)\b")
_SLASHED = re.compile(rf"{_NAMED}\b(?P<nth>\d\d?)(?P<mark>[/.-])(?P<month>\d\d?)(?:(?P=mark)(?P<year>20\d\d|\d\d))?\b")
_DAY_MONTH = re.compile(rf"{_NAMED}\b{_NTH}\s*(?:of\s+)?{_MONTH}{_YEAR}\b")
_MONTH_DAY = re.compile(rf"\b{_MONTH}\s+(?:the\s+)?{_NTH}{_YEAR}\b(?!\s*(?:days?|weeks?|hours?))")
_ONLY_NTH = re.compile(rf"{_NAMED}\b(?P<nth>\d{{1,2}})(?:st|nd|rd|th)\b")
_WAIT = re.compile(rf"\b{_NUMBER}\s+(?P<working>working\s+|business\s+)?(?P<unit>hours?|days?|weeks?|fortnights?)\b")
_NEAR = re.compile(r"\b(?P<near>today|tonight|(?:the\s+)?day\s+after\s+tomorrow|tomorrow)\b")
_OVER = re.compile(
    rf"(?:\b{_NUMBER}\s+(?:working\s+|business\s+)?(?:hours?|days?|weeks?|fortnights?|months?|years?)\s+ago\b"
    r"|\b(?:(?:the\s+)?day\s+before\s+)?yesterday\b|\blast\s+night\b"
    rf"|\blast\s+(?:weeks?|months?|years?|fortnight|{_WEEKDAY})\b)(?!\s+(?:of|in)\b)"
)
_RECKONED = re.compile(rf"\b(?:from|after|since|(?<!day )before)\s+{_OVER.pattern}")
_ON_WEEKDAY = re.compile(rf"\b(?P<which>next\s+)?{_WEEKDAY}\b(?P<later>\s+week\b)?")
_HOURS_OF_A_DAY = 24


@dataclass(frozen=True)
class ComingDay:
    """The day that was said, or what is wrong with it (one of the faults above)."""

    day: date | None = None
    fault: str | None = None


def coming_day_said(text: str, since: date, today: date, after_working_days: AfterWorkingDays) -> ComingDay:
    """The day by which an answer is wanted, where the words name one.

    Args:
        text: the words. Days and weeks ("within 5 working days") are counted from `since`, weekdays from `today`.
        since: the day on which the wish was received; nothing before it can be meant.
        today: the day in London.
        after_working_days: counts working days.
    """
    lower = plain(text)
    found = list(_days_in(_OVER.sub(" ", lower), since, today, after_working_days))
    if _RECKONED.search(lower):
        return ComingDay(fault=UNCLEAR)
    if not found and _OVER.search(lower):
        return ComingDay(fault=BEFORE)
    faults = [each.fault for each in found if each.fault is not None]
    days = {each.day for each in found if each.day is not None}
    if faults or len(days) != 1:
        return ComingDay(fault=faults[0] if faults else UNCLEAR)
    (day,) = days
    if day < since:
        return ComingDay(fault=BEFORE)
    return ComingDay(fault=FAR) if day > today + _FARTHEST else ComingDay(day)


def _days_in(lower: str, since: date, today: date, after_working_days: AfterWorkingDays) -> Iterator[ComingDay]:
    """Every day named. What one wording has taken is not read by the next: "Friday 4 December" is one day."""
    for pattern in (_ISO, _SLASHED, _DAY_MONTH, _MONTH_DAY, _ONLY_NTH, _WAIT, _NEAR, _ON_WEEKDAY):
        for match in pattern.finditer(lower):
            groups = match.groupdict()
            if pattern is _WAIT:
                yield _waited(groups, since, after_working_days)
            elif pattern is _NEAR:
                yield ComingDay(today + timedelta(days=_days_ahead(groups["near"] or "")))
            elif pattern is _ON_WEEKDAY:
                yield _on_weekday(groups, today)
            else:
                yield _calendar(groups, since)
        lower = pattern.sub(lambda match: " " * len(match.group()), lower)


def _days_ahead(near: str) -> int:
    return 2 if "after" in near else int(near == "tomorrow")


def _waited(groups: dict[str, str | None], since: date, after_working_days: AfterWorkingDays) -> ComingDay:
    word, unit = groups["number"] or "", groups["unit"] or ""
    number = int(word) if word.isdigit() else _NUMBERS[word]
    if groups["working"]:
        return ComingDay(after_working_days(since, number))
    if unit.startswith("h"):
        return ComingDay(since + timedelta(days=number // _HOURS_OF_A_DAY))
    return ComingDay(since + timedelta(days=number * {"d": 1, "w": 7, "f": 14}[unit[0]]))


def _on_weekday(groups: dict[str, str | None], today: date) -> ComingDay:
    wanted = next(number for number, name in enumerate(_WEEKDAYS) if name.startswith((groups["weekday"] or "")[:3]))
    ahead = (wanted - today.weekday()) % 7
    # "Next Friday" is this week's to some and the week after's to others.
    if groups["which"] or groups["later"] or ahead == 0:
        return ComingDay(fault=TWO_DAYS)
    return ComingDay(today + timedelta(days=ahead))


def _calendar(groups: dict[str, str | None], since: date) -> ComingDay:
    nth, month, year = int(groups["nth"] or 0), groups.get("month"), groups.get("year")
    if month is None:
        months = [(since.year + (since.month + later > 12), (since.month + later - 1) % 12 + 1) for later in range(2)]
        return _first([(*each, nth) for each in months], since)
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1
    if year is not None:
        return _first([(2000 + int(year.strip("'")) % 100, number, nth)], date.min)
    said = _first([(since.year, number, nth), (since.year + 1, number, nth)], since)
    is_far = said.day is not None and said.day > since + _FARTHEST_WITHOUT_YEAR
    return ComingDay(fault=FAR) if is_far else said


def _first(wanted: list[tuple[int, int, int]], since: date) -> ComingDay:
    """The first of these that is a day of the calendar and not over."""
    for year, month, nth in wanted:
        try:
            day = date(year, month, nth)
        except ValueError:
            continue
        if day >= since:
            return ComingDay(day)
    return ComingDay(fault=NO_SUCH_DAY)
