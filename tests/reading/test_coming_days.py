"""The day by which somebody wants an answer: read where it is plain, and never guessed between two."""

from datetime import date

import pytest

from escalation.reading.coming_days import BEFORE, FAR, NO_SUCH_DAY, TWO_DAYS, UNCLEAR, ComingDay, coming_day_said
from escalation.working_days import after_working_days

RECEIVED = date(2026, 11, 20)
TODAY = date(2026, 11, 23)  # a Monday


def said(text: str) -> ComingDay:
    return coming_day_said(text, RECEIVED, TODAY, after_working_days)


@pytest.mark.parametrize(
    "text",
    [
        "3 December 2026",
        "by Thursday 3 December",
        "3rd of Dec",
        "December 3rd, 2026",
        "3/12/2026",
        "03.12.26",
        "3/12",
        "2026-12-03",
        "they want it by the 3rd please",
    ],
)
def test_a_day_of_the_calendar_is_read_however_it_is_written(text: str) -> None:
    assert said(text).day == date(2026, 12, 3)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", date(2026, 11, 23)),
        ("tomorrow", date(2026, 11, 24)),
        ("by Friday", date(2026, 11, 27)),
        ("within five working days", date(2026, 11, 27)),
        ("in 2 weeks", date(2026, 12, 4)),
        ("a week", date(2026, 11, 27)),
        ("24 hours", date(2026, 11, 21)),
        ("15 January", date(2027, 1, 15)),
        ("the 21st", date(2026, 11, 21)),
    ],
)
def test_a_wait_is_counted_from_the_day_of_receipt_and_a_weekday_from_today(text: str, day: date) -> None:
    assert said(text).day == day


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("31 February", NO_SUCH_DAY),
        ("31/2/2027", NO_SUCH_DAY),
        ("31 February or 3 March", NO_SUCH_DAY),
        ("next Friday", TWO_DAYS),
        ("Monday", TWO_DAYS),
        ("Friday week", TWO_DAYS),
        ("1 November 2026", BEFORE),
        ("1 November", FAR),
        ("3 December 2036", FAR),
        ("3 December or 4 December", UNCLEAR),
        ("as soon as I can", UNCLEAR),
        ("", UNCLEAR),
    ],
)
def test_what_names_no_one_day_is_a_fault(text: str, fault: str) -> None:
    assert said(text) == ComingDay(fault=fault)


@pytest.mark.parametrize(
    "text", ["yesterday", "the day before yesterday", "last Friday", "two days ago", "5 working days ago", "last week"]
)
def test_a_day_that_is_over_is_told_from_words_that_name_none(text: str) -> None:
    assert said(text) == ComingDay(fault=BEFORE)


def test_a_day_that_is_over_does_not_hide_the_one_to_come() -> None:
    assert said("they wrote yesterday and want it by Friday").day == date(2026, 11, 27)
    assert said("5 days from yesterday") == ComingDay(fault=UNCLEAR)
    assert said("the day after tomorrow").day == date(2026, 11, 25)
