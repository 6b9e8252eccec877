"""The message to the other agency: what it says, by when, and what it keeps to itself."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from escalation.library import Library
from escalation.papers.message import PaperTooLate
from escalation.papers.paper import FORMS, make_paper
from escalation.papers.wording import words
from escalation.record import Record
from tests.escalation.papers.reading_back import squashed, text_of
from tests.escalation.papers.sample import OPENED, REFERENCE, fit_for, record_of, settled

TODAY = date(2026, 11, 24)


def said(record: Record, library: Library, today: date = TODAY) -> str:
    """The message as plain text."""
    return make_paper("message", "txt", record, library, today).decode()


def part(text: str, name: str) -> str:
    """What stands under a heading of the message."""
    heading = words("message", name)
    _, after = text.split(f"\n{heading}\n{'-' * min(len(heading), 60)}\n", 1)
    return after.split("\n---")[0].rsplit("\n\n", 1)[0]


@pytest.mark.parametrize("form", FORMS)
def test_it_says_who_disagrees_with_whom_about_what_and_what_is_asked_for(library: Library, form: str) -> None:
    text = text_of(make_paper("message", form, record_of(library), library, TODAY), form)
    for words_said in (
        "Practitioner, School, college, nursery or other education",
        "Practitioner, Children's social care",
        REFERENCE,
        "JB",
        "Levels of need",
        "They closed the case while the same worries went on.",
        "The case is opened again.",
        "2.4 Escalation, Challenge and Conflict Resolution: Procedure (Updated 6 November 2019)",
        "2.4.24",
        words("message", "please"),
    ):
        assert squashed(words_said) in text, words_said


def test_a_time_that_the_procedure_fixes_gives_the_date(library: Library) -> None:
    when = part(said(record_of(library), library), "by_when")
    assert "Monday 30 November 2026" in when and "Five working days" in when


def test_a_date_that_has_passed_is_not_asked_for_again(library: Library) -> None:
    record = record_of(library)
    on_the_day = part(said(record, library, date(2026, 11, 30)), "by_when")
    after = part(said(record, library, date(2026, 12, 1)), "by_when")
    assert words("message", "due", due="Monday 30 November 2026") in on_the_day
    assert words("message", "overdue", due="Monday 30 November 2026") in after


def test_a_time_that_the_practitioner_set_gives_the_date(library: Library) -> None:
    record = record_of(library, "sussex", {"locality": "west_sussex", "timeframe_working_days": 3})
    text = said(record, library)
    assert "Thursday 26 November 2026" in part(text, "by_when")
    assert words("message", "write_the_date") not in text


def test_where_the_practitioner_has_yet_to_set_it_no_date_is_made_up(library: Library) -> None:
    text = said(record_of(library, "sussex", {"locality": "west_sussex"}), library)
    assert "2026" not in part(text, "by_when")
    assert words("message", "write_the_date") in part(text, "note")


@pytest.mark.parametrize(("partnership", "kind"), [("sheffield", "not_stated"), ("harrow", "words_only")])
def test_where_the_procedure_gives_no_days_it_says_so_and_gives_no_date(
    library: Library, partnership: str, kind: str
) -> None:
    record = record_of(library, partnership)
    when = part(said(record, library), "by_when")
    assert when.strip() == words("message", kind, text=record.present.timescale_text)
    assert "no number of days" in when and "2026" not in when


def test_the_next_step_is_named_and_the_last_stage_has_none(library: Library) -> None:
    first, last = record_of(library), record_of(library, facts={"tried": 2})
    following = part(said(first, library), "next")
    assert "stage 2." in following and "Your agency's stage 2 contact" in following
    assert last.guidance["next"] is None
    assert words("message", "no_next") in part(said(last, library), "next")


def test_it_tells_which_stages_are_over_and_not_what_was_said_there(library: Library) -> None:
    record = fit_for("message", settled(record_of(library), library))
    text = said(record, library)
    assert part(text, "tried").strip() == "- Stage 1: First stage. No agreement, Tuesday 24 November 2026."
    for kept in ("They said that the threshold is not met.", "The managers met.", "Closing letters"):
        assert kept not in text


def test_nothing_tried_is_nothing_told(library: Library) -> None:
    assert words("message", "tried") not in said(record_of(library), library)


@pytest.mark.parametrize("form", FORMS)
def test_no_name_and_no_number_of_anybody_is_in_it(library: Library, form: str) -> None:
    record = record_of(library)
    known: list[Any] = [
        {**contact, "name": "n-name", "phone": "n-phone", "email": "n-mail", "status": "confirmed"}
        for contact in record.present.contacts
    ]
    named = replace(record, stages=(replace(record.present, contacts=known),))
    text = text_of(make_paper("message", form, named, library, TODAY), form)
    assert not any(private in text for private in ("n-name", "n-phone", "n-mail"))


def test_a_manager_writes_to_a_manager_and_the_practitioner_is_told_to_pass_it_on(library: Library) -> None:
    text = said(fit_for("message", settled(record_of(library), library)), library)
    assert "From: Manager, School" in part(text, "from_to") and "To: Manager, Children's" in part(text, "from_to")
    assert words("message", "not_alone") in part(text, "note")
    assert words("message", "not_alone") not in said(record_of(library), library)


def test_danger_comes_before_any_message(library: Library) -> None:
    record = record_of(library, facts={"urgency": "immediate_danger"})
    assert "999" in part(said(record, library), "note").splitlines()[1]
    assert "999" not in said(record_of(library), library)


def test_without_words_of_the_practitioner_it_says_what_is_missing(library: Library) -> None:
    text = said(replace(record_of(library), description=None, outcome_sought=None), library)
    assert part(text, "evidence").strip() == part(text, "outcome").strip() == "Not given"


def test_it_bears_the_day_and_no_time(library: Library) -> None:
    text = said(record_of(library), library)
    assert "Tuesday 24 November 2026" in part(text, "from_to")
    assert f"{OPENED:%H:%M}" not in text


@pytest.mark.parametrize("form", FORMS)
def test_once_the_escalation_is_closed_nothing_is_asked_for_any_more(library: Library, form: str) -> None:
    with pytest.raises(PaperTooLate, match="closed") as refused:
        make_paper("message", form, settled(record_of(library), library), library, TODAY)
    assert refused.value.status == 409
