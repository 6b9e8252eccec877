"""Dates said in free text: one day in the past, in UK order."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from escalation.reading.dates import date_said, step_date_said

WEDNESDAY = date(2026, 11, 18)


def day(text: str, today: date = WEDNESDAY) -> str | None:
    said = date_said(text, today)
    return str(said.value) if said else None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("last Tuesday", "2026-11-17"),
        ("on Monday", "2026-11-16"),
        ("Thurs", "2026-11-12"),
        ("Friday just gone", "2026-11-13"),
        ("this Monday", "2026-11-16"),
        ("Tuesday last week", "2026-11-10"),
        ("last week Thursday", "2026-11-12"),
        ("a week last Monday", "2026-11-09"),
        ("the Monday before last", "2026-11-09"),
        ("I rang on mon", "2026-11-16"),
    ],
)
def test_a_day_of_the_week_is_the_last_one(text: str, value: str) -> None:
    assert day(text) == value


@pytest.mark.parametrize(("today", "value"), [(date(2026, 12, 31), "2026-11-30"), (date(2027, 3, 31), "2027-02-28")])
def test_a_month_ago_is_the_last_day_of_a_shorter_month(today: date, value: str) -> None:
    assert day("a month ago", today) == value


def test_the_weekday_of_today_is_a_week_ago() -> None:
    assert day("on Wednesday") == "2026-11-11"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yesterday", "2026-11-17"),
        ("the day before yesterday", "2026-11-16"),
        ("last night", "2026-11-17"),
        ("a week ago today", "2026-11-11"),
        ("a week yesterday", "2026-11-10"),
        ("8 days ago", "2026-11-10"),
        ("ten days ago", "2026-11-08"),
        ("three weeks ago", "2026-10-28"),
        ("2wks ago", "2026-11-04"),
        ("a fortnight ago", "2026-11-04"),
        ("a couple of weeks ago", "2026-11-04"),
        ("two weeks back", "2026-11-04"),
        ("it's been 3 weeks since I emailed", "2026-10-28"),
        ("2 months ago", "2026-09-18"),
        ("I rang an hour ago", "2026-11-18"),
        ("I rang this morning", "2026-11-18"),
        ("today", "2026-11-18"),
    ],
)
def test_days_counted_back_are_counted(text: str, value: str) -> None:
    assert day(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("14/11", "2026-11-14"),
        ("14.11.26", "2026-11-14"),
        ("03/11/2026", "2026-11-03"),
        ("2026-11-03", "2026-11-03"),
        ("3rd Nov", "2026-11-03"),
        ("Nov 3 2026", "2026-11-03"),
        ("the third of november", "2026-11-03"),
        ("12 May", "2026-05-12"),
        ("Mon 9th Nov", "2026-11-09"),
        ("on the 12th", "2026-11-12"),
        ("on the 28th", "2026-10-28"),
        ("the 28th of last month", "2026-10-28"),
        ("emailed the TM 2/11", "2026-11-02"),
        ("phoned the manager on Tue 10/11", "2026-11-10"),
    ],
)
def test_a_calendar_date_is_read_day_first_and_is_the_last_such_day(text: str, value: str) -> None:
    assert day(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "next Friday", "tomorrow", "by Friday", "until the 20th", "before the hearing on Wednesday", "Tuesday week",
        "a week on Friday", "this Friday", "they are moving her on Monday", "court's Monday", "wedding is Saturday",
        "the conference is booked for the 9th", "she'll ring on Friday", "they promised a visit on Friday",
        "the file is to be shut on Friday", "we meet again on Monday", "on 3 December", "it has to be done today",
        "on 14/12/2026", "we wrote that it is on 3 December 2026", "I asked her to ring on Friday",
    ],
)  # fmt: skip
def test_what_looks_forward_is_no_date_of_a_past_step(text: str) -> None:
    assert day(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "you may 2 people", "they may 3 times a week", "sat with her", "they last sat down together in June",
        "4 month old", "waited 6 weeks", "waiting since March", "stage 2 done", "section 2.4.24 says 5 days",
        "9/10 times", "she scored 8/10", "Baby 5/12, fractures", "24/7 care", "22/40 pregnant", "aged 14/11",
        "the 4th time they closed it", "9th centile", "her 12th birthday", "every Monday", "heroin on a Tuesday",
        "Monday to Friday", "a few weeks ago", "two or three weeks ago", "months ago", "last month", "in October",
        "31/11", "Sheffield Wednesday", "not today's problem", "at 14.10", "version 1.2.20", "DOB 03/11/2019",
        "an allegation of ten years ago", "",
    ],
)  # fmt: skip
def test_what_looks_like_a_date_and_is_none(text: str) -> None:
    assert day(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("injured on Friday, I rang them on Monday", "2026-11-16"),
        ("I spoke to her on the 3rd and emailed on the 10th", "2026-11-10"),
        ("referral sent 3/11, NFA 5/11, challenged 10/11", "2026-11-10"),
        ("the conference was three weeks ago but I only challenged it yesterday", "2026-11-17"),
        ("I emailed last Tuesday, their review is next Tuesday", "2026-11-17"),
        ("Stage one was the 5th, stage two was the 12th", "2026-11-12"),
    ],
)
def test_of_several_the_latest_beside_talking_or_asking_counts(text: str, value: str) -> None:
    assert day(text) == value


def test_where_no_day_stands_beside_talking_the_first_counts() -> None:
    assert day("hurt on Friday, home on Monday") == "2026-11-13"


def test_the_words_are_the_persons_own() -> None:
    said = date_said("We spoke Last Tuesday about it", WEDNESDAY)
    assert said is not None and said.words == "Last Tuesday"


def test_working_days_are_counted_by_who_knows_them_or_not_at_all() -> None:
    def seven_days_before(today: date, number: int) -> date:
        return today - timedelta(days=number + 2)

    said = date_said("I rang 5 working days ago", WEDNESDAY, seven_days_before)
    assert said is not None and said.value == "2026-11-11"
    assert day("I rang 5 working days ago") is None


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2026, 3, 31), date(2028, 2, 29)])
@pytest.mark.parametrize("text", ["on the 31st", "31/1", "2 months ago", "on Sunday", "29 Feb", "a month ago"])
def test_no_day_is_ever_to_come(text: str, today: date) -> None:
    value = day(text, today)
    assert value is None or value <= today.isoformat()


@pytest.mark.parametrize(
    "text",
    [
        "I rang her on Monday", "Emailed Monday.", "my manager spoke to theirs on Monday", "rang the sw monday",
        "we had it out on Monday", "stage 1 was done on Monday", "both managers met on Monday",
        "I rang her, on Monday, about it",
    ],
)  # fmt: skip
def test_a_step_of_ours_gives_its_date(text: str) -> None:
    said = step_date_said(text, WEDNESDAY)
    assert said is not None and said.value == "2026-11-16"


@pytest.mark.parametrize(
    "text",
    [
        "he was hit on Monday", "they closed it on Monday", "she told her teacher on Monday",
        "the conference was on Monday and we disagreed", "I sent the referral on Monday", "sent home on Monday",
        "I will ring on Monday", "we challenged it two years ago",
        "I emailed them nine months ago", "they rang our head on Monday",
    ],
)  # fmt: skip
def test_a_date_of_something_else_is_no_date_of_our_step(text: str) -> None:
    assert step_date_said(text, WEDNESDAY) is None
