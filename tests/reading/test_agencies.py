"""Agencies said in free text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from escalation.reading import agencies
from escalation.reading.agencies import agency_answer, other_agency_said, own_agency_said

_LISTS = json.loads(Path(agencies.__file__).with_name("agency_words.json").read_text(encoding="utf-8"))
_NAMES = [
    (code, kind, name) for code, kinds in _LISTS["names"].items() for kind, names in kinds.items() for name in names
]


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
        ("I'm in health not education", "health"),
        ("not a teacher, I'm the school nurse", "health"),
        ("you have me down as education, I'm housing", "housing"),
        ("Escalation from Sefton school", "education"),
        ("speaking for a refuge", "voluntary"),
        ("I've been a midwife for twenty years", "health"),
        ("my role is that of safeguarding lead in a college", "education"),
        ("dsl at an academy", "education"),
        ("DSL, primary", "education"),
        ("probation officer me", "probation"),
        ("housing, me. and it's social care we're up against", "housing"),
        ("DC in the PPU", "police"),
        ("we (health) think the plan is too heavy", "health"),
        ("us, the health visitors, were told a month later", "health"),
        ("as his class teacher I was not asked", "education"),
        ("three contacts from this nursery were screened out", "education"),
        ("our midwives flagged it at 14 weeks", "health"),
        ("my head has emailed them twice", "education"),
        ("I'm a head not a social worker", "education"),
        ("we midwives had a different opinion", "health"),
        ("My inspector graded it amber", "police"),
        ("midwife from Romania here, they close too soon", "health"),
        ("helth visitor in Hove", "health"),
        ("Health visitor, Harrow", "health"),
        ("social wroker, assessment team", "social_care"),
        ("g p", "health"),
        ("youth worker, charity not council", "voluntary"),
        ("food bank volunteer", "voluntary"),
        ("hostel for young mums, I manage it", "housing"),
        ("YOT", "other"),
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
        "I'm at the school",
        "I'm with the police now",
        "we're in hospital with her",
        "I'm the mum of a boy at the school",
        "police here now and he's still shouting",
        "no midwife here",
        "the social worker thinks no more is needed, the girl is with us, the social worker has met her once",
        "my social worker never rings",
        "our local police won't come",
        "off my head with this",
        "consultant and I have come to an agreement",
        "mum works at the hospital",
        "supply teacher, same story at his last school, the agency won't stop using him",
        "I work with disabled children",
        "dsl",
        "i'm polite about it",
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
        # who it is
        ("the refuge won't share the risk assessment", "voluntary"),
        ("YOT have closed him without telling school", "other"),
        ("we dispute early help's decision", "social_care"),
        ("local authority wont issue", "social_care"),
        ("TM refused", "social_care"),
        ("the IRO won't challenge it", "social_care"),
        ("duty say they'll ring, they never do", "social_care"),
        ("PC said it was a lifestyle choice", "police"),
        ("the landlord ignores us", "housing"),
        ("the council's housing team turned it down", "housing"),
        ("c a m h s discharged her", "health"),
        ("scoial services closed it", "social_care"),
        # what it did
        ("MASH bounced it again", "social_care"),
        ("front door: level 2", "social_care"),
        ("hospital sent him home", "health"),
        ("nursery not sending the chronology", "education"),
        ("team manager listened, then declined", "social_care"),
        ("police took six weeks to answer", "police"),
        ("the SW rewrote the plan and took our actions out", "social_care"),
        ("probation knew he was out and told nobody", "probation"),
        ("SW shared our address with dad", "social_care"),
        # what it says
        ("the allocated worker thinks it would be excessive", "social_care"),
        ("CAMHS say she's not ill enough", "health"),
        ("police say no", "police"),
        ("a medical isn't needed, says the SW", "social_care"),
        ("it's the SW's job to tell them", "social_care"),
        ("fourth SW since january, each one starts again", "social_care"),
        # against whom we are
        ("the police and us have fallen out over a case", "police"),
        ("we're up against the refuge on this", "voluntary"),
        ("row with the school over the exclusion", "education"),
        ("nothing from probation since May", "probation"),
        ("we don't see eye to eye w social care", "social_care"),
        ("it's the health visitor I disagree with", "health"),
        ("the other side is health not social care", "health"),
        ("can't get the council to act", "social_care"),
        # where one is named and we differ, or "they" are that one
        ("CAMHS say she has capacity, we say it's the illness talking", "health"),
        ("we asked social services to look at it and they said it's not for them", "social_care"),
        ("the trust sends a leaflet and they won't offer more", "health"),
        ("the SW sees her with mum there every time, never alone", "social_care"),
        ("the plan names a TA and the council won't pay for one", "social_care"),
        # whoever wants what we want is not the other side
        ("police support us, health support us, social care won't call it", "social_care"),
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
        "Escalation from Sefton school",
        "if the police won't act what do I do",
        "can social care close a case",
        "a girl at the school has not eaten",
        "police haven't arrived",
        "the police came and took the knife",
        "health visitor noticed a bruise and rang me",
        "the GP letter says the baby is losing weight",
        "the police have been brilliant",
        "CAMHS appointment is next week",
        "social worker is visiting tomorrow",
        "we made the referral to MASH yesterday",
        "CAMHS and social care both refused",
        "we disagree with the police and the school",
        "the doctor and social worker disagree about the bruise",
        "YOT v social care over who does the plan",
        "neither the school nor the police will do it",
        "my son's social worker never rings back",
        "I'm his mum and the school won't help",
        "the teacher's been suspended and he won't be back",
        "the nursery sent in logs and nobody has acted",
        "an education, health and care plan was refused",
        "how do I get hold of the conference chair",
        "a health and safety matter was ignored",
        "mum disagrees with the school",
        "Health don't agree and said so in writing",
        "he was polite and refused",
        "the health visitor was left off the list",
        "the school was refused a copy",
        "the night nurse was dismissed",
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
        ("early help", "social_care"),
        ("the refuge", "voluntary"),
        ("the council", "social_care"),
        ("DSL at a school", "education"),
        ("health not education", "health"),
    ],
)
def test_a_short_answer_names_an_agency(text: str, agency: str) -> None:
    said = agency_answer(text)
    assert said is not None
    assert said.value == agency


@pytest.mark.parametrize("text", ["don't know", "no", "yes", "why", "the case was closed", ""])
def test_an_answer_that_names_none_is_not_read(text: str) -> None:
    assert agency_answer(text) is None


@pytest.mark.parametrize(("code", "kind", "name"), _NAMES)
def test_every_name_in_the_words_file_can_be_heard(code: str, kind: str, name: str) -> None:
    if kind == "only_our_own":
        said = own_agency_said(f"I work for a {name}")
    else:
        said = other_agency_said(f"we disagree with the {name}")
    assert said is not None
    assert (said.value, said.words.casefold()) == (code, name.casefold())


@pytest.mark.parametrize("name", _LISTS["not_agencies"])
def test_what_only_looks_like_a_name_is_none(name: str) -> None:
    assert other_agency_said(f"we disagree with the {name}") is None
    assert own_agency_said(f"I work for a {name}") is None


def test_a_name_in_capitals_is_heard_only_in_capitals() -> None:
    assert other_agency_said("the DS refused") is not None
    assert other_agency_said("the ds refused") is None


@pytest.mark.parametrize("word", [word for line in _LISTS["slips"]["but_not"] for word in line.split()])
def test_an_everyday_word_is_no_slip_of_a_name(word: str) -> None:
    assert other_agency_said(f"the {word} refused") is None
