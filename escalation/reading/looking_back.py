"""Days counted back from today. Every function takes today and gives the last such day, never a day to come."""

from __future__ import annotations

from datetime import date, timedelta

# A day and month without a year that lies further back than this is rather the next one.
_MOST_DAYS_WITHOUT_YEAR = 275


def days_before(today: date, number: int) -> date:
    """The day that is `number` days before today."""
    return today - timedelta(days=number)


def months_before(today: date, number: int) -> date:
    """The same day of an earlier month; its last day where the month is shorter."""
    year, month = divmod(today.year * 12 + today.month - 1 - number, 12)
    after = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(today.day, days_before(after, 1).day))


def last_weekday(today: date, weekday: int) -> date:
    """The last such day of the week before today (0 is Monday): never today itself."""
    return days_before(today, (today.weekday() - weekday) % 7 or 7)


def weekday_this_week(today: date, weekday: int) -> date | None:
    """The day of the week in the week of today, or None where it is still to come."""
    return days_before(today, today.weekday() - weekday) if weekday < today.weekday() else None


def weekday_of_week(today: date, weekday: int, weeks: int) -> date:
    """The day of the week in the calendar week that was `weeks` weeks ago."""
    return days_before(today, today.weekday() + 7 * weeks - weekday)


def day_of_month(today: date, day: int, *, last_month: bool = False) -> date | None:
    """The last time that it was this day of the month, or the one in last month. None where it has no such day."""
    first = today.replace(day=1)
    if last_month or day > today.day:
        first = days_before(first, 1).replace(day=1)
    return _day(first.year, first.month, day)


def day_and_month(today: date, day: int, month: int, year: int | None) -> date | None:
    """A calendar day; without a year the last one, or None where that is so long ago that the next must be meant."""
    if year is not None:
        return _day(year, month, day)
    this_year = _day(today.year, month, day)
    found = this_year if this_year and this_year <= today else _day(today.year - 1, month, day)
    return found if found and (today - found).days <= _MOST_DAYS_WITHOUT_YEAR else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # the 31st of a month that has none
        return None
