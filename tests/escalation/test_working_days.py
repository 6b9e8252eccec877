"""Working days in England."""

from datetime import date

import pytest

from escalation.working_days import after_working_days, is_working_day


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-11-23", 5, "2026-11-30"),  # over a weekend
        ("2026-11-27", 1, "2026-11-30"),  # a Friday
        ("2026-11-28", 1, "2026-11-30"),  # a Saturday
        ("2026-12-24", 1, "2026-12-29"),  # Christmas, and Boxing Day kept on the Monday
        ("2027-03-25", 1, "2027-03-30"),  # Good Friday and Easter Monday
        ("2026-11-23", 0, "2026-11-23"),
    ],
)
def test_bank_holidays_and_weekends_do_not_count(start: str, days: int, due: str) -> None:
    assert after_working_days(date.fromisoformat(start), days) == date.fromisoformat(due)


def test_a_scottish_holiday_is_a_working_day_in_england() -> None:
    assert is_working_day(date(2026, 11, 30))
