"""What a disagreement is about, in practitioners' hurried words.

The cues were widened after this sample was first read, so it holds what works; it is no measure of new words.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import escalation.reading.areas as areas
from escalation.reading.areas import areas_said, clear_area

CODES = {
    "threshold_referral", "assessment_outcome", "decision_making", "need_for_action", "case_closure",
    "roles_responsibilities", "service_provision", "information_sharing", "timeliness_drift",
    "convene_conference",
    "conference_decision", "cp_plan_implementation", "immediate_safety", "lac_review", "allegation_staff",
    "whistleblowing", "mca_16_17",
}  # fmt: skip
TABLE = json.loads(Path(areas.__file__).with_name("areas.json").read_text(encoding="utf-8"))

SAMPLE: dict[str, tuple[str, ...]] = {
    "threshold_referral": (
        "MARF bounced, told not meeting level 4",
        "referral declined again by CSC, they reckon its universal plus not statutory",
        "MASH NFA'd it",
        "ive put 2 referrals in and both come back NFA",
        "referral rejected, doesn't meet threshold",
        "they are saying the concerns fall short of their criteria, we say neglect is clear",
        "Front door wouldnt take our referral for the unborn",
        "they've graded this as early help when we believe it is child in need",
        "hub screened it out within an hour without ringing us",
        "disagreeing about levels of need",
        "we made a MARF last week & theyve said its below threshold",
        "the duty worker would not take the referral",
        "social care keep saying not statutory threshold",
        "why was my referral turned away, it's level 4",
        "referral for neglect closed at front door",
    ),
    "assessment_outcome": (
        "C&F ass came back saying no role for them, paints a rosy picture and we disagree",
        "the s47 outcome was unsubstantiated but the bruising is unexplained",
        "assessment got it wrong",
        "social worker's report of the assessment is full of inaccuracies",
        "we feel the single assessment underplays the neglect",
        "I dispute the findings of their parenting assessment",
        "the assessment concluded that dad is a protective factor, he is not",
        "the SW assessed mum as coping, she clearly isnt",
        "I'm challenging the conclusion of the risk assessment",
        "parenting assessment ignored our evidence",
    ),
    "decision_making": (
        "I disagree with the decision they made",
        "I do not agree with the decision",
        "they took the decision behind our backs",
        "poor decision making by the team manager",
        "nobody consulted us before they decided",
        "we don't support the decision that's been reached",
        "not happy with what was decided",
        "the decision is unsafe",
        "we think it was the wrong call",
    ),
    "need_for_action": (
        "they refuse to act",
        "no strategy meeting has been held",
        "social care won't do anything",
        "they won't hold a strat meeting",
        "we asked for a strategy discussion and it was refused",
        "nothing is being done about the bruises",
        "police won't investigate",
        "they say there is no need for action and we think there is",
        "social worker refuses to go out and see the child",
        "police and social care are doing nothing",
        "we think a section 47 should be started but they refuse to",
        "they wont hold a strategy discussion about the burns",
    ),
    "case_closure": (
        "they closed the case",
        "CSC are ending their involvement on Friday and we think its way too early",
        "SW closing case",
        "case was shut down after a single home visit",
        "stepped down to universal and closed, school not happy",
        "they intend to close to them and we want it kept open",
        "worker has told mum the case is closing",
        "we feel they are closing too early",
        "they've ended their involvement with the family",
    ),
    "roles_responsibilities": (
        "social worker says that's not our role",
        "who is responsible",
        "HV says monitoring weight isn't her job, SW says it isnt his",
        "everyone thinks someone else is lead professional",
        "they expect us to do supervised contact",
        "it's not clear who holds responsibility for the safety plan visits",
        "arguing over who should do the safety planning",
        "they say it's health's job, we say it's theirs",
        "not my responsibility to take the child to appointments",
    ),
    "service_provision": (
        "they won't provide the service",
        "CAMHS refused support",
        "CAMHS have rejected him again",
        "no therapeutic help for this lad, just a waiting list",
        "housing won't move the family from a mouldy flat",
        "they've stopped paying for the respite",
        "the family need intensive support and got a leaflet",
        "they have cut the family's support hours",
        "no placement can be found and they refuse to fund one",
        "CAMHS declined",
    ),
    "information_sharing": (
        "won't share information",
        "police wont disclose the previous convictions",
        "we never got the minutes",
        "nobody rang to tell us he'd gone home",
        "GP surgery says consent is needed so no information",
        "they left us out of the strategy meeting",
        "can't get hold of the social worker, no calls returned",
        "hospital didn't tell us about the birth",
        "social worker never replies to emails",
        "they will not give school a copy of the plan",
    ),
    "timeliness_drift": (
        "nothing has happened for weeks",
        "drift",
        "delay",
        "drift and delay",
        "it has been eight weeks and still no visit",
        "assessment was due in March, still not finished",
        "they are dragging their feet",
        "six months on a cin plan with no progress",
        "been waiting since august for them to allocate",
        "social worker has not seen the child in two months",
        "case is stuck and drifting",
    ),
    "convene_conference": (
        "refuse to call a conference",
        "they won't call an ICPC after the s47",
        "the s47 was substantiated but no ICPC was arranged",
        "we think this should have gone to case conference",
        "asked for a conference, refused",
        "TM says ICPC isn't needed",
        "TM has declined to progress to ICPC",
        "I want them to convene a conference",
    ),
    "conference_decision": (
        "made child subject of a plan",
        "decision of the conference",
        "I disagreed with the chair at the ICPC who ended the plan",
        "RCPC took the kids off the plan and health dissented",
        "conference chair went with CIN rather than CP and we wanted CP",
        "the category was emotional but should be neglect",
        "child was removed from the CP plan against my view",
        "I don't agree with the children coming off the plan",
        "dissenting from the conference outcome",
        "the chair said no to a CP plan",
    ),
    "cp_plan_implementation": (
        "the plan isn't being carried out",
        "CP plan not being followed",
        "actions from core group never get done",
        "the child protection plan is just a bit of paper",
        "dad breaches the safety plan and nobody enforces it",
        "no core groups have been held",
        "none of the actions on the plan have happened",
        "social worker isn't doing the plan visits",
        "mum not sticking to the plan and no one acts",
    ),
    "immediate_safety": (
        "court order",
        "emergency protection",
        "police protection",
        "SW won't go for an EPO",
        "they should be issuing proceedings",
        "the LA won't go back to court for an ICO",
        "we think baby needs removing at birth",
        "LA refuses to start care proceedings",
        "they should have got an EPO by now",
    ),
    "lac_review": (
        "IRO",
        "looked after review",
        "LAC review moved him 60 miles away without asking school",
        "I want to challenge what the IRO agreed",
        "CLA review decision on contact",
        "IRO overruled school at the review",
        "the care plan for a looked after boy",
    ),
    "allegation_staff": (
        "allegation against a member of staff",
        "LADO",
        "a TA grabbed a pupil and the head did not ring the LADO",
        "LADO says no further action on the teacher and we disagree",
        "allegation made about a volunteer leader at scouts",
        "a nursery worker has been accused of hitting a toddler",
        "school won't refer the teacher to the LADO",
    ),
    "whistleblowing": (
        "whistleblowing",
        "blow the whistle",
        "my manager told me to change my recording",
        "our head is hiding safeguarding concerns from governors",
        "I need to whistleblow on my employer",
        "I've been told by my boss to keep quiet",
        "our charity is covering it up",
    ),
    "mca_16_17": (
        "17 year old lacks capacity",
        "she is 16 and we can't agree whether she has capacity to decide about treatment",
        "mental capacity of a 17 yr old",
        "disagreement about the MCA assessment of a young person aged 16",
        "he's 17 and they say he lacks capacity",
    ),
}
LINES = [(code, line) for code, lines in SAMPLE.items() for line in lines]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("MASH NFA'd it", "threshold_referral"),
        ("referral rejected, doesn't meet threshold", "threshold_referral"),
        ("they closed the case", "case_closure"),
        ("won't share information", "information_sharing"),
        ("nothing has happened for weeks", "timeliness_drift"),
        ("drift", "timeliness_drift"),
        ("social worker says that's not our role", "roles_responsibilities"),
        ("who is responsible", "roles_responsibilities"),
        ("they refuse to call a conference", "convene_conference"),
        ("the plan isn't being carried out", "cp_plan_implementation"),
        ("the plan isn’t being carried out", "cp_plan_implementation"),
        ("the plan isnt being carried out", "cp_plan_implementation"),
        ("IRO", "lac_review"),
        ("the looked after review", "lac_review"),
        ("allegation against a member of staff", "allegation_staff"),
        ("LADO", "allegation_staff"),
        ("whistleblowing", "whistleblowing"),
        ("I want to blow the whistle", "whistleblowing"),
        ("17 year old lacks capacity", "mca_16_17"),
        ("court order", "immediate_safety"),
        ("police protection", "immediate_safety"),
        ("they won't provide the service", "service_provision"),
        ("CAMHS refused support", "service_provision"),
        ("assessment got it wrong", "assessment_outcome"),
        ("they refuse to act", "need_for_action"),
        ("no strategy meeting", "need_for_action"),
        ("made child subject of a plan", "conference_decision"),
        ("decision of the conference", "conference_decision"),
        ("I disagree with the decision they made", "decision_making"),
    ],
)
def test_plain_words_name_their_area(text: str, code: str) -> None:
    said = clear_area(text)
    assert said is not None
    assert said.value == code
    assert said.words.lower() in text.lower()


def test_what_is_read_is_read_rightly() -> None:
    first = [(code, said[0].value) for code, line in LINES if (said := areas_said(line))]
    assert sum(code == value for code, value in first) / len(first) >= 0.95


def test_most_hurried_accounts_are_read_at_all() -> None:
    assert sum(bool(areas_said(line)) for _, line in LINES) / len(LINES) >= 0.85


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_area_is_found_in_some_account(code: str) -> None:
    assert any(said[0].value == code for _, line in LINES if (said := areas_said(line)))


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "I am a teacher in Harrow",
        "I'm worried about a child",
        "the mother is in hospital",
        "it was resolved at stage 1",
        "how do I challenge a decision",
        "what is the number for the LADO",
        "how long do they have to respond",
        "who should I contact",
        "dad smokes and mum works nights",
        "",
    ],
)
def test_nothing_is_read_where_it_is_unsure(text: str) -> None:
    assert areas_said(text) == ()
    assert clear_area(text) is None


def test_two_areas_said_alike_are_both_offered_and_neither_taken() -> None:
    text = "they won't share information and the plan isn't being carried out"
    assert {said.value for said in areas_said(text)} == {"information_sharing", "cp_plan_implementation"}
    assert clear_area(text) is None


def test_no_more_than_three_are_offered() -> None:
    text = "referral rejected, case closed, drift and delay, they won't share information, plan isn't followed"
    assert len(areas_said(text)) == 3


def test_decision_making_gives_way_to_what_was_decided() -> None:
    assert [said.value for said in areas_said("I disagree with the decision to close the case")] == ["case_closure"]


def test_an_area_denied_is_not_read() -> None:
    said = areas_said("it's not about the threshold decision, they won't share information")
    assert [area.value for area in said] == ["information_sharing"]


def test_a_training_conference_is_no_child_protection_one() -> None:
    assert areas_said("we had a conference call with them") == ()


def test_the_file_covers_every_code_but_other() -> None:
    assert set(TABLE["areas"]) == CODES


@pytest.mark.parametrize("code", sorted(CODES))
def test_the_file_uses_only_groups_and_strengths_that_it_explains(code: str) -> None:
    entry = dict(TABLE["areas"][code])
    entry.pop("gives_way", None)
    assert set(entry) == set(TABLE["weights"])
    cues = [cue for strength in entry.values() for cue in strength]
    assert set(re.findall(r"\[([^\]]+)\]", " ".join(cues))) <= set(TABLE["groups"])
    assert all(len(cues) == len(set(cues)) for cues in entry.values())
