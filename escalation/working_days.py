"""Working days in England: Monday to Friday without the bank holidays."""

from collections.abc import Container
from datetime import date, timedelta
from functools import cache


@cache
def _bank_holidays() -> Container[date]:
    # The library reads the holidays of every country, which takes a second; most answers hold no date.
    from holidays import country_holidays

    return country_holidays("GB", subdiv="ENG")


def is_working_day(day: date) -> bool:
    """Whether people in England are ordinarily at work on that day."""
    return day.weekday() < 5 and day not in _bank_holidays()


def after_working_days(start: date, days: int) -> date:
    """The date that lies `days` working days after `start`; the day of the start itself does not count."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day


def working_days_between(earlier: date, later: date) -> int:
    """How many working days lie after `earlier`, up to `later` itself; 0 if that is not later."""
    return sum(is_working_day(earlier + timedelta(days=number)) for number in range(1, (later - earlier).days + 1))
