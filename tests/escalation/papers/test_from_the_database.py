"""Papers of records that were opened and carried on as practitioners do it."""

from datetime import date

import pytest
from sqlalchemy import Engine

from escalation.library import Library
from escalation.papers.confirmation import PaperTooEarly
from escalation.papers.message import PaperTooLate
from escalation.papers.paper import FORMS, make_paper
from escalation.papers.wording import words
from escalation.progress import ProgressKind
from tests.escalation.papers.reading_back import squashed, text_of, word_rows
from tests.escalation.records import Person

TODAY = date(2026, 12, 7)
PARTNERSHIPS = ("buckinghamshire", "harrow", "sefton", "sheffield", "sussex")


@pytest.mark.parametrize("partnership", PARTNERSHIPS)
def test_from_the_first_day_to_the_last_every_paper_can_be_made(
    engine: Engine, library: Library, partnership: str
) -> None:
    person = Person(engine, library)
    record = person.opens(partnership=partnership, area="threshold_referral")
    with pytest.raises(PaperTooEarly):
        make_paper("confirmation", "pdf", record, library, TODAY)
    for name in ("record", "message"):
        assert record.reference in text_of(make_paper(name, "pdf", record, library, TODAY), "pdf")
    carried_on = person.reports(record, ProgressKind.NO_AGREEMENT, date(2026, 12, 2), said="They will not look again.")
    closed = person.reports(
        carried_on.record,
        ProgressKind.RESOLVED,
        date(2026, 12, 3),
        agreed="They look again on Monday.",
        child_outcome="The child is seen each week.",
        raiser_told=True,
    ).record
    with pytest.raises(PaperTooLate):
        make_paper("message", "pdf", closed, library, TODAY)
    for name in ("record", "confirmation"):
        for form in FORMS:
            text = text_of(make_paper(name, form, closed, library, TODAY), form)
            assert closed.case_reference in text
            assert squashed("They look again on Monday.") in text


@pytest.mark.parametrize("partnership", PARTNERSHIPS)
def test_the_duties_of_a_record_stand_in_its_form_as_they_are_kept(
    engine: Engine, library: Library, partnership: str
) -> None:
    person = Person(engine, library)
    record = person.reports(person.opens(partnership=partnership), ProgressKind.RESOLVED).record
    rows = word_rows(make_paper("record", "docx", record, library, TODAY))
    listed = [(row[0], row[2], row[3]) for row in rows if len(row) == 4]
    assert listed == [(duty.text, duty.cite, words("record", "not_done")) for duty in record.duties]
