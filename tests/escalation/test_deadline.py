"""Deadlines: dates from whoever sets them, and how they stand today, in working days of England."""

from dataclasses import replace
from datetime import date

import pytest

from escalation.deadline import Deadline, DeadlineState, SetBy, deadlines_of, present_deadline, say_due
from escalation.working_days import working_days_between
from tests.escalation.opening import DUE, STARTED, Opening

FRIDAY, SATURDAY, SUNDAY = date(2026, 11, 27), date(2026, 11, 28), date(2026, 11, 29)
TUESDAY, WEDNESDAY = date(2026, 12, 1), date(2026, 12, 2)


def on(opening: Opening, today: date, partnership: str = "buckinghamshire") -> Deadline:
    return present_deadline(opening.read(opening.record(partnership)), today)


@pytest.mark.parametrize(
    "today, state, days, said",
    [
        (STARTED, DeadlineState.COMING, 5, "is due on Monday 30 November 2026, 5 working days from now."),
        (FRIDAY, DeadlineState.COMING, 1, "is due on Monday 30 November 2026, 1 working day from now."),
        (SATURDAY, DeadlineState.COMING, 1, "is due on Monday 30 November 2026, 1 working day from now."),
        (DUE, DeadlineState.DUE, 0, "is due today, Monday 30 November 2026."),
        (TUESDAY, DeadlineState.OVERDUE, 1, "was due on Monday 30 November 2026, 1 working day ago."),
        (WEDNESDAY, DeadlineState.OVERDUE, 2, "was due on Monday 30 November 2026, 2 working days ago."),
    ],
)
def test_a_fixed_date_stands_as_the_day_says(
    opening: Opening, today: date, state: DeadlineState, days: int, said: str
) -> None:
    deadline = on(opening, today)
    assert (deadline.due, deadline.state, deadline.working_days) == (DUE, state, days)
    assert deadline.set_by is SetBy.PROCEDURE
    assert f"The answer {said}" in deadline.text


def test_the_maximum_of_the_procedure_is_told(opening: Opening) -> None:
    deadline = on(opening, STARTED)
    assert deadline.most == 15 and "15 days" in deadline.text


def test_a_date_of_the_practitioner_is_told_as_theirs(opening: Opening) -> None:
    deadline = present_deadline(opening.read(opening.record("sussex", timeframe="2")), STARTED)
    assert (deadline.due, deadline.set_by) == (date(2026, 11, 25), SetBy.PRACTITIONER)
    assert deadline.most is None


def test_no_date_is_made_up_where_nobody_set_one(opening: Opening) -> None:
    deadline = on(opening, STARTED, "sefton")
    assert (deadline.due, deadline.state, deadline.set_by, deadline.working_days) == (None, "none", None, None)
    assert deadline.text


@pytest.mark.parametrize("kind", ["fixed", "set_by_user", "words", "not_stated"])
def test_each_kind_of_timescale_without_a_date_has_words(opening: Opening, kind: str) -> None:
    record = opening.read(opening.record())
    stage = replace(record.present, due=None, timescale_kind=kind, timescale_text="Within a short time.")
    text = present_deadline(replace(record, stages=(stage,)), STARTED).text
    assert "{" not in text and ("Within a short time." in text) == (kind == "words")


@pytest.mark.parametrize("ending", [True, False])
def test_only_the_present_stage_is_awaited(opening: Opening, ending: bool) -> None:
    reference = opening.record()
    opening.next_stage(reference, date(2026, 12, 7), ending)
    first, second = deadlines_of(opening.read(reference), date(2026, 12, 8))
    assert (first.state, first.due, first.working_days) == (DeadlineState.ENDED, DUE, None)
    assert (second.state, second.position, second.stage) == (DeadlineState.OVERDUE, 2, 2)


def test_a_closed_record_awaits_nothing(opening: Opening) -> None:
    reference = opening.record()
    opening.close(reference)
    assert present_deadline(opening.read(reference), WEDNESDAY).state is DeadlineState.ENDED


def test_a_stage_that_has_ended_awaits_nothing_although_none_comes_after_it(opening: Opening) -> None:
    reference = opening.record()
    opening.end_stage(reference)
    assert present_deadline(opening.read(reference), WEDNESDAY).state is DeadlineState.ENDED


def test_the_day_after_a_friday_is_late_although_no_working_day_has_passed() -> None:
    assert say_due(FRIDAY, SATURDAY) == (
        "The answer was due on Friday 27 November 2026. No working day has passed since then."
    )


@pytest.mark.parametrize(
    "earlier, later, days",
    [
        (date(2026, 12, 24), date(2026, 12, 29), 1),  # Christmas, and Boxing Day kept on the Monday
        (SATURDAY, SUNDAY, 0),
        (DUE, DUE, 0),
        (WEDNESDAY, DUE, 0),
    ],
)
def test_working_days_between_two_days_leave_out_holidays(earlier: date, later: date, days: int) -> None:
    assert working_days_between(earlier, later) == days
