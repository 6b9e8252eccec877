"""Agencies said in free text."""

from __future__ import annotations

import pytest

from escalation.reading.agencies import agency_answer, other_agency_said, own_agency_said


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("I'm a teacher", "education"),
        ("im a teacher", "education"),
        ("I’m a head teacher and they closed the case", "education"),
        ("I am a DSL at a primary school", "education"),
        ("I teach at a secondary school", "education"),
        ("our school made a referral last week", "education"),
        ("we are a charity", "voluntary"),
        ("I'm from the voluntary sector", "voluntary"),
        ("I volunteer for a church group", "voluntary"),
        ("I'm a health visitor", "health"),
        ("im a HV", "health"),
        ("I'm a school nurse", "health"),
        ("I'm a nurse at a school", "health"),
        ("I'm the safeguarding lead in a GP practice", "health"),
        ("As a GP I disagree with social care", "health"),
        ("police officer here", "police"),
        ("I work for the police", "police"),
        ("SW here", "social_care"),
        ("I'm a social worker and the police won't help", "social_care"),
        ("I am a probation officer", "probation"),
        ("I work for a housing association", "housing"),
        ("I work for Cafcass", "other"),
    ],
)
def test_a_person_says_who_they_are(text: str, agency: str) -> None:
    said = own_agency_said(text)
    assert said is not None
    assert said.value == agency


@pytest.mark.parametrize(
    ("text", "agency"),
    [("health", "health"), ("School", "education"), ("police", "police"), ("voluntary sector", "voluntary"),
     ("children’s services", "social_care"), ("housing", "housing"), ("Probation.", "probation")],
)  # fmt: skip
def test_a_bare_name_is_enough(text: str, agency: str) -> None:
    said = own_agency_said(text)
    assert said is not None
    assert (said.value, said.words.rstrip(".")) == (agency, text.rstrip("."))


@pytest.mark.parametrize(
    "text",
    [
        "I'm a DSL",
        "I'm a youth worker",
        "I work in early help",
        "I was a teacher",
        "I'm a former police officer",
        "I'm not a teacher",
        "I'm a parent at the school",
        "I am worried about a teacher",
        "I'm on the phone to the police",
        "I am with the child at the school",
        "the social worker won't visit",
        "I disagree with the police",
        "health and safety",
        "",
    ],
)
def test_an_own_agency_is_not_guessed(text: str) -> None:
    assert own_agency_said(text) is None


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("the social worker won't visit", "social_care"),
        ("the SW isn't carrying out the plan", "social_care"),
        ("MASH NFA'd it", "social_care"),
        ("our referral was rejected by the MASH", "social_care"),
        ("social care don't return my calls", "social_care"),
        ("social care say it doesn't meet threshold", "social_care"),
        ("I want to challenge the social worker's decision", "social_care"),
        ("I'm a teacher and the social worker closed the case", "social_care"),
        ("disagree with the police", "police"),
        ("CAMHS refused", "health"),
        ("health visitor says it isn't her role", "health"),
        ("the GP refuses to share", "health"),
        ("I'm a health visitor and I disagree with the school", "education"),
        ("housing won't rehouse them", "housing"),
    ],
)
def test_the_agency_that_refuses_is_the_other_one(text: str, agency: str) -> None:
    said = other_agency_said(text)
    assert said is not None
    assert said.value == agency
    assert said.words in text


@pytest.mark.parametrize(
    "text",
    [
        "they closed the case",
        "police say it's for social care to lead and social care say it's for police",
        "the police refused and the social worker closed the case",
        "the teacher said she had bruises",
        "the police haven't found him",
        "the police want to speak to him",
        "I told the police",
        "our school won't take him",
        "my manager won't help",
        "I disagree with the decision to place the child in school",
        "school",
        "",
    ],
)
def test_the_other_agency_is_not_guessed(text: str) -> None:
    assert other_agency_said(text) is None


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("other", "other"),
        ("none of these", "other"),
        ("something else", "other"),
        ("the police", "police"),
        ("It's housing", "housing"),
        ("education please", "education"),
        ("NHS", "health"),
        ("a charity", "voluntary"),
        ("children's social care", "social_care"),
        ("the social worker", "social_care"),
        ("I'm a teacher", "education"),
    ],
)
def test_a_short_answer_names_an_agency(text: str, agency: str) -> None:
    said = agency_answer(text)
    assert said is not None
    assert said.value == agency


@pytest.mark.parametrize("text", ["don't know", "no", "yes", "why", "the case was closed", ""])
def test_an_answer_that_names_none_is_not_read(text: str) -> None:
    assert agency_answer(text) is None
