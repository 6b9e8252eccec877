"""How a disagreement stands to a child protection conference."""

from __future__ import annotations

import pytest

from escalation.reading.conferences import conference_said


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("I'm at the conference now", "at_conference"),
        ("we’re still in the ICPC", "at_conference"),
        ("we've just come out of the ICPC", "at_conference"),
        ("weve just come out of the icpc", "at_conference"),
        ("at the end of a child protection conference", "at_conference"),
        ("the conference has just finished and I disagree with the chair", "at_conference"),
        ("the conference is happening now", "at_conference"),
        ("I disagree with what the conference decided last week", "after_conference"),
        ("I was at the conference and disagreed with the chair", "after_conference"),
        ("the chair of the ICPC made the decision", "after_conference"),
        ("the plan was ended at the review conference and I disagree", "after_conference"),
        ("the conference was last week", "after_conference"),
        ("they won't call a conference", "not_convened"),
        ("s47 was done but they won't progress to ICPC", "not_convened"),
        ("I requested a conference and it was turned down", "not_convened"),
        ("it should have gone to ICPC", "not_convened"),
        ("social care decided not to proceed to conference", "not_convened"),
        ("not at a conference", "no"),
        ("it wasn't at a conference", "no"),
        ("nothing to do with a conference", "no"),
        ("no conference", "no"),
        ("no, it isn’t about a conference", "no"),
    ],
)
def test_a_conference_is_read_where_it_is_plain(text: str, value: str) -> None:
    said = conference_said(text)
    assert said is not None
    assert said.value == value
    assert said.words in text


@pytest.mark.parametrize(
    "text",
    [
        "conference call",
        "we had a conference call and I disagree with them",
        "the family group conference decided it",
        "I am in the conference room",
        "a conference has been called and we don't think it's needed",
        "I'm going to a conference next week",
        "the conference is on Tuesday",
        "The conference in March decided on a plan but the plan isn't being carried out and dad is back home",
        "at the end of the conference last month they agreed a plan",
        "it's about a review conference",
        "the social worker closed the case",
        "",
    ],
)
def test_what_is_not_plain_is_left_to_be_asked(text: str) -> None:
    assert conference_said(text) is None
