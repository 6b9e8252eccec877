"""The written confirmation of the agreed outcome: what it confirms, who asks for it, and not before there is one."""

import re
from dataclasses import replace

import pytest

from escalation.library import Library
from escalation.papers.confirmation import PaperTooEarly
from escalation.papers.paper import FORMS, make_paper
from escalation.papers.wording import words
from escalation.record import Record
from tests.escalation.papers.reading_back import squashed, text_of
from tests.escalation.papers.sample import SETTLED, TODAY, TOLD, record_of, settled


def said(record: Record, library: Library) -> str:
    """The confirmation as plain text."""
    return make_paper("confirmation", "txt", record, library, TODAY).decode()


@pytest.mark.parametrize("form", FORMS)
def test_it_says_what_was_disagreed_and_agreed_and_what_it_means_for_the_child(library: Library, form: str) -> None:
    record = settled(record_of(library), library)
    text = text_of(make_paper("confirmation", form, record, library, TODAY), form)
    for words_said in (
        "4827-3195-6",
        "JB",
        "School, college, nursery or other education and Children's social care",
        "Stage 2: Your agency's stage 2 contact",
        "Tuesday 1 December 2026",
        "Levels of need",
        "They closed the case while the same worries went on.",
        "The case is opened again, and a plan is made by Friday.",
        "A social worker visits every week.",
        words("confirmation", "raiser", told="Yes"),
        "Monday 7 December 2026",
    ):
        assert squashed(words_said) in text, words_said


@pytest.mark.parametrize("told", [(), (TOLD,), (replace(TOLD, kind="events", agreed="It has settled itself."),)])
def test_before_anything_is_resolved_there_is_nothing_to_confirm(library: Library, told: tuple[object, ...]) -> None:
    record = replace(settled(record_of(library), library), told=told)
    for form in FORMS:
        with pytest.raises(PaperTooEarly, match="resolved"):
            make_paper("confirmation", form, record, library, TODAY)


@pytest.mark.parametrize(("partnership", "ref"), [("sheffield", "3"), ("harrow", "Timescales and Recording")])
def test_it_cites_the_paragraph_where_the_procedure_asks_for_it(library: Library, partnership: str, ref: str) -> None:
    text = said(settled(record_of(library, partnership), library), library)
    assert f"(see {ref})" in text and "does not ask" not in text


@pytest.mark.parametrize("partnership", ["buckinghamshire", "sefton"])
def test_it_says_where_the_procedure_does_not_ask_for_it(library: Library, partnership: str) -> None:
    assert "does not ask for a written confirmation" in said(settled(record_of(library, partnership), library), library)


@pytest.mark.parametrize("form", FORMS)
def test_the_duties_of_one_side_are_not_told_to_the_other(library: Library, form: str) -> None:
    record = settled(record_of(library), library)
    assert [duty.done_on is None for duty in record.duties] == [False, True]
    text = text_of(make_paper("confirmation", form, record, library, TODAY), form)
    for duty in record.duties:
        assert squashed(duty.text) not in text and squashed(f"({duty.cite})") not in text


def test_what_is_still_open_is_written_in_by_hand(library: Library) -> None:
    text = said(settled(record_of(library), library), library)
    for line in ("open_what", "open_how", "open_when"):
        assert f"{words('confirmation', line)}: ___" in text


@pytest.mark.parametrize(("told", "word"), [(True, "Yes"), (False, "No"), (None, "Not given")])
def test_it_says_whether_the_person_who_raised_it_was_told(library: Library, told: bool | None, word: str) -> None:
    record = settled(record_of(library), library)
    record = replace(record, told=(TOLD, replace(SETTLED, raiser_told=told)))
    assert words("confirmation", "raiser", told=word) in said(record, library)


def test_both_sides_sign_by_role_and_day(library: Library) -> None:
    record = settled(record_of(library), library)
    signed = said(record, library).split(words("confirmation", "signed_said"))[1]
    for agency in ("School, college, nursery or other education", "Children's social care"):
        assert words("confirmation", "for_side", agency=agency) in signed
    for line in ("role", "signature", "signed_on"):
        assert signed.count(f"{words('confirmation', line)}: ___") == 2


@pytest.mark.parametrize("agreed", [None, "", " \n\x00 "])
@pytest.mark.parametrize("form", FORMS)
def test_an_agreement_that_nobody_told_is_asked_for_at_the_top_and_has_lines_to_write_it_on(
    library: Library, form: str, agreed: str | None
) -> None:
    record = settled(record_of(library), library)
    silent = replace(record, told=(TOLD, replace(SETTLED, agreed=agreed)))
    text = text_of(make_paper("confirmation", form, silent, library, TODAY), form)
    missing, field = (squashed(words("confirmation", name)) for name in ("agreed_missing", "agreed_write"))
    assert text.index(missing) < text.index(squashed(words("confirmation", "why"))) < text.index(field)
    assert "Notgiven" not in text
    told = text_of(make_paper("confirmation", form, record, library, TODAY), form)
    assert missing not in told and field not in told


def test_the_lines_for_what_was_agreed_are_empty(library: Library) -> None:
    record = settled(record_of(library), library)
    text = said(replace(record, told=(TOLD, replace(SETTLED, agreed=None))), library)
    field = text.split(words("confirmation", "agreed_write"))[1].split("\n\n")[0]
    assert len(re.findall(r": _{40}$", field, re.MULTILINE)) == 3


def test_an_outcome_for_the_child_that_nobody_told_is_said_to_be_missing(library: Library) -> None:
    record = settled(record_of(library), library)
    silent = replace(record, told=(TOLD, replace(SETTLED, child_outcome=None)))
    assert said(silent, library).count("\nNot given\n") == 1
