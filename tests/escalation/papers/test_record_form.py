"""The record form, compared with the record field by field, in every form."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from escalation.guidance import ContactGiven
from escalation.library import Library
from escalation.papers.paper import FORMS, make_paper
from escalation.papers.wording import words
from escalation.record import DutyKept, Record
from tests.escalation.papers.reading_back import squashed, text_of, word_rows
from tests.escalation.papers.sample import REFERENCE, SETTLED, TODAY, TOLD, record_of, settled

# What the record form of the settled record says, by the name of its label.
CASE = {
    "reference": REFERENCE,
    "mode": "Live",
    "status": "Closed",
    "opened_on": "Monday 23 November 2026",
    "started_on": "Monday 23 November 2026",
    "closed_on": "Tuesday 1 December 2026",
    "case_reference": "JB",
    "partnership": "Buckinghamshire",
    "locality": "Not given",
    "procedure": "2.4 Escalation, Challenge and Conflict Resolution: Procedure",
    "edition": "Updated 6 November 2019",
    "as_of": "6 November 2019",
    "agency": "School, college, nursery or other education",
    "other_agency": "Children's social care",
    "area": "Levels of need",
    "conference": "Nothing to do with a conference",
    "urgency": "Not urgent",
    "urgency_now": "Not urgent",
    "emergency": "No",
    "tried": "0",
}
FIRST_REPORT = {
    "happened_on": "Tuesday 24 November 2026",
    "said": "They said that the threshold is not met.",
    "agreed": "Not given",
    "child_outcome": "Not given",
    "reason": "Not given",
    "reported_on": "Wednesday 25 November 2026",
}
LAST_REPORT = {
    "happened_on": "Tuesday 1 December 2026",
    "said": "The managers met.",
    "agreed": "The case is opened again, and a plan is made by Friday.",
    "child_outcome": "A social worker visits every week.",
    "raiser_told": "Yes",
    "learning": "Closing letters should give reasons.",
    "reported_on": "Wednesday 2 December 2026",
}


@pytest.fixture
def record(library: Library) -> Record:
    """A record that went through two stages and is closed."""
    return settled(record_of(library), library)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("said", [CASE, FIRST_REPORT, LAST_REPORT])
def test_every_field_stands_beside_its_label(record: Record, library: Library, form: str, said: dict[str, str]) -> None:
    text = text_of(make_paper("record", form, record, library, TODAY), form)
    colon = ":" if form == "txt" else ""
    for name, value in said.items():
        assert squashed(words("record", name) + colon + value) in text, name


@pytest.mark.parametrize("form", FORMS)
def test_nothing_that_anybody_wrote_is_lost(library: Library, form: str) -> None:
    record = settled(record_of(library), library)
    contact = ContactGiven(
        side="own",
        role="m-role",
        sector=None,
        name="m-name",
        phone="m-phone",
        email="m-mail",
        status="confirmed",
        as_of=None,
    )
    first = replace(record.stages[0], contacts=[contact], timescale_text="m-timescale", title="m-title")
    marked = replace(
        record,
        case_reference="m-case",
        description="m-description",
        outcome_sought="m-sought",
        stages=(first, *record.stages[1:]),
        told=(
            replace(TOLD, said="m-said-1", agreed="m-agreed-1", child_outcome="m-child-1", reason="m-reason-1"),
            replace(SETTLED, said="m-said-2", agreed="m-agreed-2", child_outcome="m-child-2", learning="m-learning"),
        ),
        duties=(DutyKept(1, "one", "m-duty", "m-cite", None),),
    )
    text = text_of(make_paper("record", form, marked, library, TODAY), form)
    marks = (
        "case description sought role name phone mail timescale title said-1 agreed-1 child-1 reason-1 said-2 agreed-2"
        " child-2 learning duty cite"
    )
    assert [mark for mark in marks.split() if f"m-{mark}" not in text] == []


@pytest.mark.parametrize("status", ["role_only", "printed", "confirmed", "unconfirmed", "malformed"])
def test_a_contact_is_told_with_what_was_known_of_it(library: Library, status: str) -> None:
    record = record_of(library)
    contact: ContactGiven = {
        **record.present.contacts[0],
        "name": "m-name",
        "phone": "0114 496 0000",
        "status": status,
        "as_of": "July 2015",
    }
    stage = replace(record.present, contacts=[contact])
    rows = word_rows(make_paper("record", "docx", replace(record, stages=(stage,)), library, TODAY))
    (told,) = [value for label, value, *_ in rows if label == words("record", "contacts")]
    assert "m-name, 0114 496 0000" in told and words("contacts", status, as_of="July 2015") in told


@pytest.mark.parametrize("form", FORMS)
def test_what_was_not_given_is_said_and_not_left_out(library: Library, form: str) -> None:
    record = record_of(library, facts={"other_agency": None})
    empty = replace(
        record, description=None, outcome_sought="  ", told=(replace(TOLD, who=None, said="", moved_to=None),)
    )
    text = text_of(make_paper("record", form, empty, library, TODAY), form)
    colon = ":" if form == "txt" else ""
    for name in ("other_agency", "who", "said", "agreed", "child_outcome", "reason", "raiser_told", "learning"):
        assert squashed(words("record", name) + colon + "Not given") in text, name
    for name in ("description", "outcome_sought"):
        assert squashed(words("record", name) + "Notgiven") in text.replace("-", ""), name


@pytest.mark.parametrize(
    ("partnership", "said"), [("harrow", "November 2021"), ("sheffield", "July 2015"), ("sefton", "14 March 2022")]
)
def test_the_date_of_the_procedures_text_is_told_in_words(library: Library, partnership: str, said: str) -> None:
    rows = word_rows(make_paper("record", "docx", record_of(library, partnership), library, TODAY))
    assert (words("record", "as_of"), said) in rows


def test_a_printed_number_is_dated_in_words(library: Library) -> None:
    record = record_of(library)
    contact: ContactGiven = {**record.present.contacts[0], "phone": "1", "status": "printed", "as_of": "2019-11-06"}
    stage = replace(record.present, contacts=[contact])
    rows = word_rows(make_paper("record", "docx", replace(record, stages=(stage,)), library, TODAY))
    (told,) = [value for label, value, *_ in rows if label == words("record", "contacts")]
    assert "6 November 2019" in told and "2019-11" not in told


def test_every_stage_entered_is_told_with_its_reports(record: Record, library: Library) -> None:
    rows = word_rows(make_paper("record", "docx", record, library, TODAY))
    due = [value for label, value, *_ in rows if label == words("record", "due")]
    assert due == ["Monday 30 November 2026", "Tuesday 1 December 2026"]
    ended = [value for label, value, *_ in rows if label == words("record", "stage_outcome")]
    assert ended == ["No agreement, Tuesday 24 November 2026", "Resolved, Tuesday 1 December 2026"]
    reports = [value for label, value, *_ in rows if label == words("record", "kind")]
    assert reports == ["No agreement", "Resolved"]


def test_a_stage_without_a_date_says_why_and_gives_none(library: Library) -> None:
    rows = word_rows(make_paper("record", "docx", record_of(library, "sheffield"), library, TODAY))
    (due,) = [value for label, value, *_ in rows if label == words("record", "due")]
    assert "no number of days" in due and "2026" not in due


def test_the_time_that_a_practitioner_set_is_told(library: Library) -> None:
    given = {"locality": "west_sussex", "timeframe_working_days": 3}
    record = record_of(library, "sussex", given)
    stage = replace(record.stages[0], timeframe_working_days=3)
    rows = dict(word_rows(make_paper("record", "docx", replace(record, stages=(stage,)), library, TODAY))[:40])
    assert rows[words("record", "timeframe")].endswith("3")
    assert rows[words("record", "due")] == "Thursday 26 November 2026"
    assert rows[words("record", "locality")] == "West Sussex"


def test_stages_left_out_are_told_with_the_reason(record: Record, library: Library) -> None:
    skipped = replace(TOLD, kind="skipped", reason="The child could be hurt tonight.")
    rows = word_rows(make_paper("record", "docx", replace(record, told=(skipped, SETTLED)), library, TODAY))
    assert (words("record", "kind"), "Stages were left out") in rows
    assert (words("record", "reason"), "The child could be hurt tonight.") in rows


def test_a_change_of_urgency_is_told_where_it_came_and_at_the_top(record: Record, library: Library) -> None:
    told = (replace(TOLD, urgency="urgent"), SETTLED)
    rows = word_rows(make_paper("record", "docx", replace(record, told=told), library, TODAY))
    urgent = "Urgent, with a decision needed within days"
    assert (words("record", "urgency"), "Not urgent") in rows
    assert (words("record", "urgency_now"), urgent) in rows
    assert (words("record", "told_urgency"), urgent) in rows


def test_duties_are_ticked_off_or_not(record: Record, library: Library) -> None:
    rows = word_rows(make_paper("record", "docx", record, library, TODAY))
    duties = {row[0]: row[2:] for row in rows if len(row) == 4}
    assert duties == {
        "Tell your safeguarding lead.": ("2.4.24", "Tuesday 24 November 2026"),
        "Hold a debrief for those who took part.": ("2.4.26", "Not ticked off"),
    }


def test_what_the_procedure_does_not_state_and_what_it_cites_is_listed_once(record: Record, library: Library) -> None:
    rows = word_rows(make_paper("record", "docx", record, library, TODAY))
    unknowns = {(given["text"], given["held_in"]) for given in record.guidance["unknowns"]}
    cited = {(given["ref"], given["summary"]) for stage in record.stages for given in stage.citations}
    assert unknowns and cited
    for row in unknowns | cited:
        assert rows.count(row) == 1


def test_an_open_record_has_no_end_yet(library: Library) -> None:
    rows = word_rows(make_paper("record", "docx", record_of(library), library, TODAY))
    assert (words("record", "status"), "Open") in rows
    assert (words("record", "end_outcome"), "Not given") in rows
    assert (words("record", "standing"), words("record", "stands_here")) in rows


@pytest.mark.parametrize(("partnership", "ref"), [("sheffield", "3"), ("harrow", "Timescales and Recording")])
def test_the_end_says_whether_a_written_confirmation_is_asked_for(
    record: Record, library: Library, partnership: str, ref: str
) -> None:
    label = words("record", "confirmation")
    asked = dict(word_rows(make_paper("record", "docx", record_of(library, partnership), library, TODAY))[-60:])
    assert asked[label] == words("record", "confirmation_asked", ref=ref)
    not_asked = [row[1] for row in word_rows(make_paper("record", "docx", record, library, TODAY)) if row[0] == label]
    assert not_asked == [words("record", "confirmation_not_asked")]


def test_days_are_those_of_london_in_summer_too(library: Library) -> None:
    late = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    rows = word_rows(make_paper("record", "docx", replace(record_of(library), opened_at=late), library, TODAY))
    assert (words("record", "opened_on"), "Thursday 2 July 2026") in rows


def test_a_record_whose_procedure_file_is_gone_is_still_told(record: Record) -> None:
    rows = word_rows(make_paper("record", "docx", record, Library({}), TODAY))
    assert (words("record", "partnership"), "buckinghamshire") in rows
    assert (words("record", "procedure"), CASE["procedure"]) in rows


@pytest.mark.parametrize("form", FORMS)
def test_the_form_bears_the_day_on_which_it_was_made(record: Record, library: Library, form: str) -> None:
    text = text_of(make_paper("record", form, record, library, date(2027, 1, 4)), form)
    assert squashed(words("labels", "made_on", day="Monday 4 January 2027")) in text
