"""Which answer a person wants to change."""

from __future__ import annotations

import pytest

from escalation.reading.corrections import correction_said, is_correction


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("change the urgency", "urgency"),
        ("the urgency is wrong", "urgency"),
        ("I want to change the agency", "agency"),
        ("I got the agency wrong", "agency"),
        ("change the other agency", "other_agency"),
        ("the place is wrong", "partnership"),
        ("wrong partnership", "partnership"),
        ("Sorry, wrong place.", "partnership"),
        ("change the locality", "locality"),
        ("go back to the area question", "area"),
        ("I've put the wrong area", "area"),
        ("change the conference answer", "conference"),
        ("can you correct the steps tried", "tried"),
        ("change what has been tried", "tried"),
        ("correct the case reference", "case_reference"),
        ("please change the case ref", "case_reference"),
        ("can I change the description", "description"),
        ("I need to change my outcome sought", "outcome_sought"),
        ("edit the outcome I want", "outcome_sought"),
    ],
)
def test_a_request_names_the_answer_to_change(text: str, fact: str) -> None:
    assert correction_said(text) == fact
    assert is_correction(text)


@pytest.mark.parametrize(
    "text",
    [
        "they won't change the plan",
        "social care should change the outcome",
        "we need to change the plan",
        "we want to change the conference date",
        "they changed the conference",
        "the outcome is wrong",
        "the conference is wrong",
        "the decision is wrong",
        "the agency is wrong to close the case",
        "change something",
        "",
    ],
)
def test_a_disagreement_is_not_taken_for_a_correction_of_an_answer(text: str) -> None:
    assert correction_said(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "no, Harrow not Sefton",
        "Harrow not Sefton",
        "not Sefton",
        "actually it was at a conference",
        "sorry, I meant the police",
        "I meant yes",
        "I said it wrong",
        "I clicked the wrong one",
        "that's wrong",
        "change my answer",
        "I’d like to change what I said",
    ],
)
def test_a_correction_is_noticed(text: str) -> None:
    assert is_correction(text)


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "no thanks",
        "not sure",
        "not urgent",
        "It's not urgent",
        "not yet",
        "not at a conference",
        "no idea",
        "they closed the case",
        "they won't share information",
        "the plan is not working",
        "mum is not coping",
        "I don't know",
        "he can't breathe",
        "",
    ],
)
def test_an_answer_or_an_account_is_no_correction(text: str) -> None:
    assert not is_correction(text)
