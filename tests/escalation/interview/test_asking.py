"""What is asked, in which order, and with which choices."""

import pytest

from escalation.interview.questions import next_question, sheet
from escalation.interview.summary import summary
from escalation.library import Library
from escalation.procedure import Procedure
from tests.escalation.interview.talk import Talk


def order_of(talk: Talk) -> list[str]:
    asked = []
    while talk.asks not in (None, "confirm"):
        asked.append(talk.asks or "")
        before = talk.asks
        talk.answer_one()  # type: ignore[attr-defined]
        assert talk.asks != before
    return asked


class OneByOne(Talk):
    """Answers one question at a time."""

    def answer_one(self) -> None:
        from tests.escalation.interview.talk import PLAIN

        key = self.asks or ""
        if key in ("case_reference", "description", "outcome_sought"):
            self.say(PLAIN[key])
        else:
            self.choose(PLAIN[key])


def test_safety_is_asked_first_and_nothing_is_asked_twice(library: Library) -> None:
    assert order_of(OneByOne(library)) == [
        "urgency",
        "partnership",
        "area",
        "conference",
        "agency",
        "tried",
        "case_reference",
        "other_agency",
        "description",
        "outcome_sought",
    ]


def test_sussex_asks_which_partnership_of_three_and_by_when(library: Library) -> None:
    talk = OneByOne(library)
    talk.first("it is in Sussex")
    order = order_of(talk)
    assert "partnership" not in order
    assert order.index("locality") == 1
    assert order[-1] == "timeframe_working_days"


def test_a_looked_after_review_is_not_asked_about_a_conference(library: Library) -> None:
    talk = Talk(library)
    talk.choose("not_urgent")
    talk.choose("harrow")
    talk.choose("lac_review")
    assert talk.asks == "agency"


@pytest.mark.parametrize("procedure", list(Library.load()), ids=lambda procedure: procedure.partnership)
def test_areas_come_in_the_partnerships_own_words_and_first(library: Library, procedure: Procedure) -> None:
    talk = Talk(library)
    talk.first(procedure.name)
    talk.draft = talk.draft.with_answer("partnership", procedure.partnership).with_answer("urgency", "urgent")
    if procedure.localities:
        talk.choose(procedure.localities[0].code)
    assert talk.question is not None and talk.asks == "area"
    labels = [choice.label for choice in talk.question.choices]
    assert labels[: len(procedure.areas)] == [local.wording for local in procedure.areas]
    assert len({choice.value for choice in talk.question.choices}) == len(sheet()["area"]["choices"])


def test_the_steps_already_tried_are_those_of_the_route_taken(library: Library) -> None:
    talk = Talk(library)
    for value in ("not_urgent", "harrow", "conference_decision", "at_conference", "education"):
        talk.choose(value)
    assert talk.question is not None and talk.asks == "tried"
    assert [choice.value for choice in talk.question.choices] == ["0", "1", "2", "3", "4"]


def test_every_question_says_why_and_what_it_means() -> None:
    for key, words in sheet().items():
        assert words["ask"] and words["why"] and words["meaning"] and words["label"], key


def test_the_summary_shows_every_answer_and_asks_whether_it_is_right(library: Library) -> None:
    talk = Talk(library)
    talk.answer_all(case_reference="CP-2026-118")
    shown = summary(talk.draft, library)
    assert shown.asks == "confirm"
    assert [choice.value for choice in shown.choices] == ["yes", "no", "change"]
    for part in ("Harrow", "CP-2026-118", "An agency's decision to close a case", "The case is opened again."):
        assert part in shown.text


def test_nothing_is_asked_once_the_person_has_confirmed(library: Library) -> None:
    talk = Talk(library)
    talk.answer_all()
    talk.choose("yes")
    assert next_question(talk.draft, library) is None
    assert talk.draft.confirm == "yes"
