"""The day in an answer to "When was that?", and what is wrong with it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.reading.days import DayHeard, day_said

WEDNESDAY = date(2026, 11, 18)
FAULTS = {"no_such_day", "future", "unclear", "long_ago"}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-11-18"), ("just now", "2026-11-18"), ("this morning", "2026-11-18"),
        ("an hour ago", "2026-11-18"),
        ("yesterday", "2026-11-17"), ("yesturday", "2026-11-17"), ("last night", "2026-11-17"),
        ("the day before yesterday", "2026-11-16"), ("last Friday", "2026-11-13"), ("friday", "2026-11-13"),
        ("on monday", "2026-11-16"), ("tusday", "2026-11-17"), ("last wendsday", "2026-11-11"), ("wed", "2026-11-11"),
        ("on the 3rd", "2026-11-03"), ("the 18th", "2026-11-18"), ("the 19th", "2026-10-19"), ("the 12", "2026-11-12"),
        ("on the 31st", "2026-10-31"), ("3 November", "2026-11-03"), ("3rd novmber", "2026-11-03"),
        ("3rd of november 2026", "2026-11-03"), ("Nov 3", "2026-11-03"), ("november the 3rd 2026", "2026-11-03"),
        ("03/11/2026", "2026-11-03"), ("3/11/26", "2026-11-03"), ("3.11.2026", "2026-11-03"), ("3-11-26", "2026-11-03"),
        ("03 11 2026", "2026-11-03"), ("03112026", "2026-11-03"), ("3/11", "2026-11-03"), ("2026-11-03", "2026-11-03"),
        ("2026-11-03T09:30:00Z", "2026-11-03"), ("three days ago", "2026-11-15"), ("a week ago", "2026-11-11"),
        ("fortnight ago", "2026-11-04"), ("2 weeks ago on tuesday", "2026-11-03"), ("18 months ago", "2025-05-18"),
        ("10 November 2025", "2025-11-10"), ("two years ago", "2024-11-18"), ("29/02/2024", "2024-02-29"),
        ("the meeting was on tuesday 10th", "2026-11-10"), ("we met on 10 november at 3pm", "2026-11-10"),
        ("on 3 november at stage 2", "2026-11-03"), ("last thursday morning, about ten", "2026-11-12"),
        ("we met on Monday, the next meeting is on 3 December", "2026-11-16"),
    ],
)  # fmt: skip
def test_a_day_is_read(text: str, day: str) -> None:
    assert day_said(text, WEDNESDAY) == DayHeard(date.fromisoformat(day))


@pytest.mark.parametrize(
    ("fault", "text"),
    [("no_such_day", text) for text in (
        "31 February", "30/02/2026", "32nd", "the 32nd", "31/11", "31 nov", "feb 30", "29/02/2023", "29 feb",
        "0/11/2026", "11/23/2026", "2026-02-30", "2026-13-01", "99/99/9999", "00/00/0000", "31st of june",
        "40 november", "the 0th",
    )]
    + [("future", text) for text in (
        "tomorrow", "tomorow", "next friday", "this friday", "3 December", "25/12/2026", "2027-01-01", "in two weeks",
        "next week", "it hasn't happened yet", "friday week", "they are meeting on friday", "by friday", "20 november",
    )]
    + [("long_ago", text) for text in ("1 January 2020", "five years ago", "3/11/1999", "17 November 2023")]
    + [("unclear", text) for text in (
        "", "banana", "asdf", "recently", "a few days ago", "last week", "last month", "in october", "november", "2026",
        "12", "may", "christmas", "a while ago", "sometime in the last week", "two or three weeks ago", "8 days", "🙂",
    )],
)  # fmt: skip
def test_what_is_wrong_with_a_day_is_told_apart(fault: str, text: str) -> None:
    assert day_said(text, WEDNESDAY) == DayHeard(fault=fault)


@pytest.mark.parametrize(
    "text",
    [
        "the child is being beaten right now", "he is hurting her tonight", "she's in danger this morning", "not today",
        "they are leaving him alone right now", "it wasn't on friday", "yesterday or Thursday", "today or yesterday",
        "Monday or Tuesday", "between Monday and Tuesday", "yesterday or the day before", "yesterday, 16 November",
        "Friday 17 November", "friday the 10th", "17/11/2026 (friday)", "16/11/2026 and 17/11/2026",
        "17 November or 16 November", "on 3/11 and again 10/11", "two weeks before yesterday", "the day after monday",
        "we met on 3 November, they refused on 10 November",
    ],
)  # fmt: skip
def test_a_day_denied_or_doubtful_or_one_of_two_is_not_guessed(text: str) -> None:
    assert day_said(text, WEDNESDAY) == DayHeard(fault="unclear")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("right now", "2026-11-18"), ("I rang them just now", "2026-11-18"), ("it's this morning", "2026-11-18"),
        ("I rang this morning because he is being hurt", "2026-11-18"), ("not today, yesterday", "2026-11-17"),
        ("not on Monday but on Tuesday", "2026-11-17"), ("two days before yesterday", "2026-11-15"),
        ("Tuesday 17 November", "2026-11-17"), ("yesterday (17 November)", "2026-11-17"),
    ],
)  # fmt: skip
def test_the_one_day_that_is_left_is_read(text: str, day: str) -> None:
    assert day_said(text, WEDNESDAY) == DayHeard(date.fromisoformat(day))


def test_three_years_back_is_the_last_day_that_counts() -> None:
    assert day_said("18/11/2023", WEDNESDAY) == DayHeard(date(2023, 11, 18))
    assert day_said("17/11/2023", WEDNESDAY).fault == "long_ago"


def test_working_days_are_counted_by_who_knows_them() -> None:
    def seven_days_before(today: date, number: int) -> date:
        return today - timedelta(days=number + 2)

    assert day_said("5 working days ago", WEDNESDAY, seven_days_before).day == date(2026, 11, 11)
    assert day_said("5 working days ago", WEDNESDAY).fault == "unclear"


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2028, 2, 29), date(2026, 3, 31), date(2026, 12, 31)])
@given(
    text=st.text(max_size=60)
    | st.lists(
        st.sampled_from(["31", "/", "02", "2026", " ", "-", "february", "the ", "th", "last ", "friday", "ago", "week"])
    ).map("".join)
)
def test_no_text_makes_it_fail_and_no_day_is_to_come(today: date, text: str) -> None:
    heard = day_said(text, today)
    assert (heard.day is None) == (heard.fault in FAULTS)
    assert heard.day is None or heard.day <= today


@given(
    st.dates(min_value=date(2023, 11, 18), max_value=WEDNESDAY),
    st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%d.%m.%y"]),
)
def test_every_day_of_three_years_reads_back(day: date, form: str) -> None:
    assert day_said(f"it was on {day.strftime(form)}", WEDNESDAY) == DayHeard(day)
