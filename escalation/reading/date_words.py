"""How a date is written, and the day that the words name when they look back from today. UK order."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from escalation.reading import looking_back

WorkingDaysBefore = Callable[[date, int], date]
_Groups = Mapping[str, str | None]
_Reader = Callable[[date, _Groups], date | None]

# --- words -------------------------------------------------------------------------------------------------------

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty"
)
_NUMBERS = {word: number for number, word in enumerate(_NUMBER_WORDS.split(), start=1)}
_NUMBERS |= {"a": 1, "an": 1, "thirty": 30, "couple": 2, "a couple": 2, "couple of": 2, "a couple of": 2}
_ORDINAL_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth"
)
_ORDINALS = {word: number for number, word in enumerate(_ORDINAL_WORDS.split(), start=1)}
_ORDINALS |= {f"twenty {word}": 20 + number for word, number in list(_ORDINALS.items())[:9]}
_ORDINALS |= {"thirtieth": 30, "thirty first": 31}


def _any(words: Mapping[str, int]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)).replace(" ", r"[\s-]+") + ")"


NUMBER = rf"(?:\d{{1,3}}|{_any(_NUMBERS)})"
_OR = rf"(?P<or>(?<![\w])(?:{NUMBER})\s*(?:-|or|to)\s*)?"
_UNIT = r"(?P<unit>days?|weeks?|wks?|fortnights?|months?|mths?|hours?|hrs?|min(?:ute)?s?|years?|yrs?)"
_WEEK = r"(?:weeks?|wks?|fortnights?)"
_NOT_BACK_TO = r"(?!\s+(?:to|from|home|with)\b)"
_FIGURES_NTH = r"\d{1,2}(?:st|nd|rd|th)"
_NTH = rf"(?:{_FIGURES_NTH}|{_any(_ORDINALS)})"
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:,?\s*(?P<year>20\d\d\b|'\d\d\b|\d\d(?=\s*(?:$|[,;)?!-]|\.(?!\d)))))?"
# "Sat", "sun" and "wed" are other words too: short, a day needs a word before it that only a day can follow.
_FULL_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday|weds|tues|thurs"
_ANY_DAY = rf"{_FULL_DAYS}|thur?|mon|tue|wed|fri|sat|sun"
_NAMED_DAY = rf"(?:\b(?:{_ANY_DAY})\s+(?:the\s+)?)?"
_FULL_DAY = rf"(?P<day>{_FULL_DAYS})\b"
_DAY = rf"(?P<day>{_ANY_DAY})\b"
_NOT_THE_VERB = r"(?!\s+(?:down|with|round|in|through|next\s+to|beside|there|at\s+a)\b)"
# What may follow "the 12th" where it is a day and not the twelfth of something.
_NO_NOUN = (
    r"(?=\s*(?:$|[.,;:!?)-])|\s+(?:and|but|so|to|with|by|at|when|that|who|it|she|he|they|we|i|after|then|about|asking|no"
    r"|nothing|still|in|via|as|from|because|cos|re|for|if|now|was|morning|afternoon|evening|stage|step)\b)"
)
# A fraction is a date only after a word that a date can follow: "9/10 times" is none, nor is "5/12" for five months.
_BEFORE_A_FRACTION = (
    r"\b(?:on|since|dated?|sent|e-?mail(?:ed)?|rang|call(?:ed)?|phoned|spoke|raised|challenged?|escalated?|asked|wrote"
    r"|chased|upheld|met|nfa(?:'?d)?|referr(?:ed|al)|today|letter|meeting|discussed|messaged|contacted|(?:stage|step)\s+\w+)"
    r"\s*:?\s+(?:(?:on|to|with|the|her|his|their|our|my|a|social|worker|sw|team|manager|tm|mash|csc|them)\s+){0,4}"
)
_NO_SCORE = r"(?![\d/]|\.\d|\s*(?:times|visits|sessions|weeks|months|days|old|yrs?|out\s+of|of\s+the|am|pm|hrs)\b)"
_NUMBERED = ("section", "paragraph", "para", "chapter", "procedure", "version", "ref", "dob", "step", "stage")
_NO_SECTION = r"(?<![\d/.:-])" + "".join(rf"(?<!{word} )" for word in _NUMBERED)
_NO_VERB_AFTER = r"(?!\s+(?:be|have|not|need|get|go|well|also|still|become|want|take|say)\b)"
_NO_UNIT = r"(?!\s*(?:(?:st|nd|rd|th)\s+)?(?:days?|weeks?|months?|times|children|kids|visits|people|hours?|or|of)\b)"


_MOST_DATES = 40  # a text with more is a chronology, and too much to weigh while somebody waits


@dataclass(frozen=True)
class DateWords:
    """Words that name a day, and whether they can only look back ("last Tuesday", but not "Tuesday")."""

    day: date
    start: int
    end: int
    is_past: bool
    is_calendar: bool


@dataclass(frozen=True)
class _Wording:
    pattern: re.Pattern[str]
    read: _Reader
    is_past: bool
    is_calendar: bool = False


def dates_in(lower: str, today: date, working_days_before: WorkingDaysBefore | None = None) -> list[DateWords]:
    """The days named in a text (lower case, as `plain` makes it), in order; none after today.

    Working days are counted by `working_days_before`; without it "5 working days ago" names no day.
    """
    if not _WORTH_A_LOOK.search(lower):
        return []
    found: list[DateWords] = []
    taken: list[tuple[int, int]] = []
    for wording in _WORDINGS:
        for match in wording.pattern.finditer(lower):
            start, end = match.span("said")
            if len(taken) >= _MOST_DATES or any(
                start < other_end and other_start < end for other_start, other_end in taken
            ):
                continue
            taken.append((start, end))
            groups = match.groupdict()
            if groups.get("working"):
                day = _working_days_ago(today, groups, working_days_before)
            else:
                day = wording.read(today, groups)
            if day is not None and day <= today:
                found.append(DateWords(day, start, end, wording.is_past, wording.is_calendar))
    return sorted(found, key=lambda words: words.start)


# --- read --------------------------------------------------------------------------------------------------------


def _ago(today: date, groups: _Groups) -> date | None:
    if groups["or"]:
        return None  # "two or three weeks ago" is no day
    number, unit = number_of(groups["number"]), groups["unit"] or ""
    if unit.startswith("mi"):
        return today
    if unit.startswith("h"):
        return looking_back.days_before(today, number // 24)
    if unit.startswith("m"):
        return looking_back.months_before(today, number)
    if unit.startswith("y"):
        return looking_back.months_before(today, 12 * number)
    return looking_back.days_before(today, number * {"d": 1, "w": 7, "f": 14}[unit[0]])


def _working_days_ago(today: date, groups: _Groups, count: WorkingDaysBefore | None) -> date | None:
    return count(today, number_of(groups["number"])) if count and not groups["or"] else None


def _in_the_week(today: date, groups: _Groups) -> date:
    return looking_back.weekday_of_week(today, _weekday(groups), _weeks(groups))


def _weeks_before_last(today: date, groups: _Groups) -> date:
    return looking_back.days_before(looking_back.last_weekday(today, _weekday(groups)), 7 * _weeks(groups))


def _days_before(today: date, groups: _Groups, number: int) -> date:
    return looking_back.days_before(today, number)


def _last(today: date, groups: _Groups, weeks: int = 0) -> date:
    return looking_back.days_before(looking_back.last_weekday(today, _weekday(groups)), 7 * weeks)


def _this(today: date, groups: _Groups) -> date | None:
    return looking_back.weekday_this_week(today, _weekday(groups))


def _day_of_month(today: date, groups: _Groups) -> date | None:
    return looking_back.day_of_month(today, _ordinal(groups["nth"]), last_month="last_month" in groups)


def _calendar(today: date, groups: _Groups) -> date | None:
    month, year = groups["month"] or "", groups.get("year")
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1
    century = None if year is None else 2000 + int(year.strip("'")) % 100
    return looking_back.day_and_month(today, _ordinal(groups["nth"]), number, century)


def number_of(word: str | None) -> int:
    """The number in figures or words as `NUMBER` finds it; one where none is written."""
    word = re.sub(r"[\s-]+", " ", word or "a").strip()
    return int(word) if word.isdigit() else _NUMBERS[word]


def _weeks(groups: _Groups) -> int:
    return number_of(groups.get("number")) * (2 if "fortnight" in (groups.get("weeks") or "") else 1)


def _weekday(groups: _Groups) -> int:
    letters = (groups["day"] or "")[:3]
    return next(number for number, name in enumerate(_WEEKDAYS) if name.startswith(letters))


def _ordinal(word: str | None) -> int:
    figures = re.match(r"\d+", word or "")
    return int(figures.group()) if figures else _ORDINALS[re.sub(r"[\s-]+", " ", word or "")]


# --- wordings: of several that overlap, the first in this list has the words --------------------------------------


def _wording(said: str, read: _Reader, *, past: bool, calendar: bool = False, before: str = "") -> _Wording:
    return _Wording(re.compile(rf"{before}(?P<said>{said})"), read, past, calendar)


_WEEKS_AGO = rf"(?P<number>{NUMBER})\s+(?P<weeks>{_WEEK})"
_SLASHED = (
    rf"{_NAMED_DAY}{_NO_SECTION}"
    r"(?P<nth>[0-3]?\d)(?P<mark>[/.-])(?P<month>[01]?\d)(?P=mark)(?P<year>20\d\d|\d\d)(?![\d/-]|\.\d)"
)
_FRACTION = rf"(?P<nth>[0-3]?\d)[/.](?P<month>[01]?\d){_NO_SCORE}"
_DAY_FRACTION = rf"\b(?:{_ANY_DAY})\s+{_FRACTION}"
_NO_FRACTION = rf"(?P<nth>1[3-9]|2\d|3[01])/(?P<month>0?[1-689]|1[01]){_NO_SCORE}"
_ALONE = r"\A\W*(?:it\s+was\s+)?(?=[\d/]+\W*\Z)"
_DAY_MONTH = rf"{_NAMED_DAY}\b(?P<nth>{_NTH}|[0-3]?\d)\s*(?:of\s+)?{_MONTH}{_NO_VERB_AFTER}{_YEAR}"
_MONTH_DAY = rf"\b(?!may\s+\d+\b){_MONTH}\s*(?:the\s+)?(?P<nth>{_NTH}|[0-3]?\d(?![\d:/.]\d|\d)){_NO_UNIT}{_YEAR}"
_WORDINGS = (
    _wording(rf"{_OR}\b(?P<number>{NUMBER})\s+(?P<working>working)\s+days?\s+(?:ago|back)\b", _ago, past=True),
    _wording(rf"\b{_WEEKS_AGO}\s+ago\s+(?:on\s+|last\s+)?{_DAY}", _in_the_week, past=True),
    _wording(rf"\b{_FULL_DAY}\s+{_WEEKS_AGO}\s+(?:ago|back)\b", _in_the_week, past=True),
    _wording(rf"\b{_FULL_DAY}\s+(?:of\s+)?last\s+week\b", _in_the_week, past=True),
    _wording(rf"\blast\s+week\s+(?:on\s+)?{_FULL_DAY}", _in_the_week, past=True),
    _wording(rf"\b{_WEEKS_AGO}\s+(?:last|past)\s+{_DAY}", _weeks_before_last, past=True),
    _wording(rf"{_OR}\b(?P<number>{NUMBER})\s*{_UNIT}\s+(?:ago|back)\b{_NOT_BACK_TO}(?:\s+today\b)?", _ago, past=True),
    _wording(rf"{_OR}\b(?P<number>{NUMBER})\s+{_UNIT}\s+since\s+(?:i|we|my|our)\b", _ago, past=True),
    _wording(r"\b(?:the\s+)?day\s+before\s+yesterday\b", partial(_days_before, number=2), past=True),
    _wording(r"\ba\s+week\s+(?:ago\s+)?yesterday\b", partial(_days_before, number=8), past=True),
    _wording(r"\b(?:yesterday|yday|yest|last\s+night)\b", partial(_days_before, number=1), past=True),
    _wording(r"\b(?:today(?!')|this (?:morning|afternoon))\b", partial(_days_before, number=0), past=False),
    _wording(r"(?P<year>20\d\d)-(?P<month>[01]?\d)-(?P<nth>[0-3]?\d)(?![\d/-])", _calendar, past=True, calendar=True),
    _wording(_SLASHED, _calendar, past=True, calendar=True),
    _wording(_DAY_FRACTION, _calendar, past=False, calendar=True),
    _wording(_FRACTION, _calendar, past=False, calendar=True, before=_BEFORE_A_FRACTION),
    _wording(_NO_FRACTION, _calendar, past=False, calendar=True, before=r"(?<![\d/.,-])"),
    _wording(r"(?P<nth>[0-3]?\d)/(?P<month>0?[1-9]|1[12])(?!\d)", _calendar, past=False, calendar=True, before=_ALONE),
    _wording(_DAY_MONTH, _calendar, past=False, calendar=True),
    _wording(_MONTH_DAY, _calendar, past=False, calendar=True),
    _wording(rf"\bthe\s+(?P<nth>{_NTH})(?P<last_month>\s+of\s+last\s+month\b)", _day_of_month, past=True),
    _wording(rf"\bthe\s+(?P<nth>{_FIGURES_NTH})(?:\s+of\s+this\s+month\b|{_NO_NOUN})", _day_of_month, past=False),
    _wording(rf"\bon\s+(?:the\s+)?(?P<nth>{_NTH}){_NO_NOUN}", _day_of_month, past=False),
    _wording(rf"\b(?:{_ANY_DAY})\s+(?:the\s+)?(?P<nth>{_FIGURES_NTH}){_NO_NOUN}", _day_of_month, past=False),
    _wording(rf"(?P<nth>{_FIGURES_NTH}){_NO_NOUN}", _day_of_month, past=False, before=_BEFORE_A_FRACTION),
    _wording(rf"\bthe\s+{_DAY}\s+before\s+last\b", partial(_last, weeks=1), past=True),
    _wording(rf"\b(?:last|this\s+(?:last|past))\s+{_DAY}{_NOT_THE_VERB}", _last, past=True),
    _wording(rf"\b(?:this\s+)?{_FULL_DAY}\s+(?:just\s+gone|gone|last|past)\b", _last, past=True),
    _wording(rf"\bthis\s+{_FULL_DAY}", _this, past=False),
    _wording(rf"\bsince\s+{_DAY}{_NOT_THE_VERB}", _last, past=True),
    _wording(rf"\bon\s+{_DAY}{_NOT_THE_VERB}", _last, past=False),
    _wording(rf"\b{_FULL_DAY}", _last, past=False),
    _wording(rf"\A\W*{_DAY}(?=\W*\Z)", _last, past=False),
)  # fmt: skip
_WORTH_A_LOOK = re.compile(
    rf"\d\d?\s?(?:[/.-]|st\b|nd\b|rd\b|th\b)|day\b|\b(?:ago|back|since|last night|yest|this morning|this afternoon|weds"
    rf"|tues|thurs?|mon|tue|wed|thu|fri|sat|sun)\b|\bon the \w+(?:st|nd|rd|th)\b|\b{_MONTH}"
)
