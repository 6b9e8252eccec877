"""Working days in England: Monday to Friday without the bank holidays."""

from datetime import date, timedelta

import holidays

_BANK_HOLIDAYS = holidays.country_holidays("GB", subdiv="ENG")


def is_working_day(day: date) -> bool:
    """Whether people in England are ordinarily at work on that day."""
    return day.weekday() < 5 and day not in _BANK_HOLIDAYS


def after_working_days(start: date, days: int) -> date:
    """The date that lies `days` working days after `start`; the day of the start itself does not count."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day
