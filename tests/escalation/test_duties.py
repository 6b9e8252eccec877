"""What a procedure asks to be done around its stages: at the moment at which it asks for it, in its order."""

from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from escalation.decision import decide
from escalation.facts import CODES
from escalation.library import Library
from escalation.procedure import Procedure
from tests.escalation.conftest import PROCEDURES
from tests.escalation.test_decision import ask
from tests.escalation.test_decision_properties import FACTS
from tests.escalation.test_library import fault_of, line_of

LIBRARY = Library.load(PROCEDURES)
AT_A_CONFERENCE = {"conference": "at_conference", "area": "conference_decision"}
NOT_CONVENED = {"conference": "not_convened", "area": "convene_conference"}
ORDINARY = {"conference": "no", "area": "threshold_referral"}
REVIEW = {"area": "lac_review"}
ALLEGATION = {"area": "allegation_staff"}
DANGER = {**ORDINARY, "urgency": "immediate_danger"}
URGENT = {**ORDINARY, "urgency": "urgent"}
LACKS_CAPACITY = {"conference": "no", "area": "mca_16_17"}


def duties(library: Library, partnership: str, tried: int, at: str, **facts: Any) -> list[str]:
    guidance = ask(
        library, **{"urgency": "not_urgent", "agency": "health", **facts}, partnership=partnership, tried=tried
    )
    return [duty["code"] for duty in guidance["duties"] if duty["at"] == at]


BUCKS = ["stay_involved", "secure_email"]
AT_A_STAGE = [
    ("buckinghamshire", ORDINARY, 0, [*BUCKS, "records_kept"]),
    ("buckinghamshire", ORDINARY, 1, [*BUCKS, "records_kept"]),
    # The other agency hears of it before the partnership does, and neither before senior officers are involved.
    ("buckinghamshire", ORDINARY, 2, [*BUCKS, "told_other_agency_first", "told_partnership", "records_kept"]),
    ("buckinghamshire", DANGER, 0, ["told_partnership_of_non_involvement", *BUCKS, "records_kept"]),
    ("buckinghamshire", AT_A_CONFERENCE, 0, [*BUCKS, "dissent_minuted", "records_kept"]),
    ("buckinghamshire", AT_A_CONFERENCE, 1, [*BUCKS, "records_kept"]),
    ("buckinghamshire", AT_A_CONFERENCE, 2, [*BUCKS, "told_reviewing_manager", "records_kept"]),
    ("buckinghamshire", ALLEGATION, 0, ["secure_email", "told_lado"]),
    ("buckinghamshire", ALLEGATION, 1, ["secure_email", "told_lado"]),
    ("buckinghamshire", ALLEGATION, 2, ["secure_email", "told_named_senior_officers"]),
    ("buckinghamshire", {"area": "whistleblowing"}, 0, ["secure_email"]),
    ("harrow", ORDINARY, 0, ["records_kept"]),
    ("harrow", ORDINARY, 1, ["interim_safety", "standards_checked", "internal_talks_recorded", "records_kept"]),
    ("harrow", ORDINARY, 2, ["records_kept"]),
    ("harrow", ORDINARY, 3, ["told_professional_bodies", "told_partnership", "records_kept"]),
    ("harrow", ORDINARY, 4, ["told_board", "records_kept"]),
    ("harrow", ORDINARY, 5, ["told_chief_officers", "records_kept"]),
    ("harrow", AT_A_CONFERENCE, 0, ["told_safeguarding_lead", "dissent_minuted", "records_kept"]),
    ("harrow", AT_A_CONFERENCE, 1, ["records_kept"]),
    ("harrow", REVIEW, 0, ["dissent_minuted", "records_kept"]),
    ("harrow", REVIEW, 1, ["records_kept"]),
    ("sefton", ORDINARY, 0, ["concern_logged"]),
    ("sefton", ORDINARY, 1, []),
    ("sefton", URGENT, 1, ["told_social_care_manager"]),
    ("sefton", ORDINARY, 2, []),
    ("sefton", ORDINARY, 3, []),
    ("sheffield", ORDINARY, 0, ["reasons_in_writing", "records_kept"]),
    # In danger stage 1 is left out, and its written reasons are not lost with it.
    ("sheffield", DANGER, 0, ["reasons_in_writing", "records_kept"]),
    ("sheffield", URGENT, 1, ["told_safeguarding_lead", "reasons_in_writing", "records_kept"]),
    ("sheffield", ORDINARY, 2, ["records_kept"]),
    ("sheffield", ORDINARY, 3, ["records_kept"]),
    ("sheffield", NOT_CONVENED, 0, ["records_kept"]),
    ("sheffield", NOT_CONVENED, 1, ["told_partnership", "records_kept"]),
    ("sheffield", NOT_CONVENED, 2, ["records_kept"]),
    ("sussex", ORDINARY, 0, ["timeframe_stated", "records_kept"]),
    ("sussex", ORDINARY, 1, ["timeframe_stated", "advice_sought", "written_record", "records_kept"]),
    ("sussex", ORDINARY, 2, ["timeframe_stated", "records_kept"]),
    ("sussex", ORDINARY, 3, ["timeframe_stated", "records_kept"]),
    ("sussex", ORDINARY, 4, ["timeframe_stated", "told_chief_officers", "records_kept"]),
    ("sussex", ORDINARY, 5, []),
]


@pytest.mark.parametrize(("partnership", "facts", "tried", "expected"), AT_A_STAGE)
def test_each_stage_brings_the_duties_that_its_procedure_asks_for_in_order(
    library: Library, partnership: str, facts: dict[str, Any], tried: int, expected: list[str]
) -> None:
    assert duties(library, partnership, tried, "stage", **facts) == expected


AT_THE_END = [
    ("buckinghamshire", ORDINARY, 0, ["carry_on", "outcome_recorded"]),
    ("buckinghamshire", LACKS_CAPACITY, 2, ["carry_on", "legal_advice", "outcome_recorded"]),
    ("buckinghamshire", AT_A_CONFERENCE, 0, ["outcome_recorded"]),
    ("harrow", ORDINARY, 0, ["written_confirmation", "told_raiser", "debrief"]),
    ("harrow", ORDINARY, 4, ["written_confirmation", "told_raiser", "panel_report", "debrief"]),
    ("harrow", AT_A_CONFERENCE, 1, ["written_confirmation", "told_raiser", "debrief"]),
    ("sefton", ORDINARY, 3, []),
    ("sheffield", ORDINARY, 1, ["written_confirmation", "learning_for_partnership", "debrief"]),
    ("sheffield", NOT_CONVENED, 2, ["reasons_on_file", "written_confirmation", "learning_for_partnership", "debrief"]),
    ("sussex", ORDINARY, 0, []),
    ("sussex", ORDINARY, 3, ["outcome_recorded"]),
]


@pytest.mark.parametrize(("partnership", "facts", "tried", "expected"), AT_THE_END)
def test_the_end_brings_what_the_procedure_asks_for_then(
    library: Library, partnership: str, facts: dict[str, Any], tried: int, expected: list[str]
) -> None:
    assert duties(library, partnership, tried, "end", **facts) == expected


def test_the_partnership_of_buckinghamshire_is_not_told_before_senior_officers_are_involved(library: Library) -> None:
    guidance = ask(library, partnership="buckinghamshire", **ORDINARY, urgency="not_urgent", tried=2)
    notices = [duty for duty in guidance["duties"] if duty["code"] in ("told_other_agency_first", "told_partnership")]
    assert [duty["ref"] for duty in notices] == ["2.4.24", "2.4.24"]
    assert "Partnership representative" in notices[1]["text"] and "before" in notices[0]["text"].casefold()


@given(FACTS)
@settings(max_examples=600, deadline=None)
def test_no_facts_bring_one_duty_twice_and_each_is_cited(raw: dict[str, Any]) -> None:
    facts = LIBRARY.parse(raw)
    guidance = decide(LIBRARY.find(facts.partnership), facts)
    codes = [duty["code"] for duty in guidance["duties"]]
    assert len(codes) == len(set(codes))
    supported = {(each["ref"], each["supports"]) for each in guidance["citations"]}
    assert {(duty["ref"], f"duty:{duty['code']}") for duty in guidance["duties"]} <= supported


@pytest.mark.parametrize("procedure", list(LIBRARY), ids=lambda procedure: procedure.partnership)
def test_every_duty_comes_up_for_some_facts(procedure: Procedure) -> None:
    keys = ("area", "urgency", "conference")
    come_up: set[str] = set()
    for values in product(*(CODES[key] for key in keys), range(7)):
        raw = dict(zip((*keys, "tried"), values, strict=True))
        come_up |= {duty["text"] for duty in decide(procedure, LIBRARY.parse(raw))["duties"]}
    assert come_up == {duty.say for duty in procedure.duties}


LETTING = [
    ("harrow", {**URGENT, "tried": 0}, True),
    ("harrow", {**DANGER, "tried": 3}, True),
    # Above stage 4 there is none that a practitioner could be sent to, and a conference has no higher stages.
    ("harrow", {**DANGER, "tried": 4}, False),
    ("harrow", {**AT_A_CONFERENCE, "urgency": "urgent", "tried": 0}, False),
    ("harrow", {**ORDINARY, "urgency": "not_urgent", "tried": 0}, False),
    ("sheffield", {**DANGER, "tried": 0}, True),
    ("sheffield", {**DANGER, "tried": 2}, False),
    ("sheffield", {**URGENT, "tried": 0}, False),
    ("sussex", {**DANGER, "tried": 1}, True),
    ("sussex", {**URGENT, "tried": 1}, False),
    ("sussex", {**DANGER, "tried": 6}, False),
    ("buckinghamshire", {**DANGER, "tried": 0}, False),
    ("sefton", {**DANGER, "tried": 0}, False),
]


@pytest.mark.parametrize(("partnership", "facts", "lets"), LETTING)
def test_stages_may_be_left_out_only_where_the_text_lets_them(
    library: Library, partnership: str, facts: dict[str, Any], lets: bool
) -> None:
    procedure = library.find(partnership)
    assert procedure is not None
    texts = {rule["text"] for rule in ask(library, partnership=partnership, **facts)["rule_texts"]}
    assert any(rule.lets_skip and rule.say in texts for rule in procedure.rules) is lets


HARROW = (PROCEDURES / "harrow.yml").read_text(encoding="utf-8")


def test_leaving_out_stages_where_there_is_only_one_is_refused(tmp_path: Path) -> None:
    rule = "\nrules:\n  - {code: leap, say: Skip., cite: 2.4.22, lets_skip: true, when: {route: [whistleblowing]}}\n"
    text = (PROCEDURES / "buckinghamshire.yml").read_text(encoding="utf-8").replace("\nrules:\n", rule, 1)
    message = fault_of(tmp_path, text)
    assert "rules.0.lets_skip: no route named here has a stage to leave" in message
    assert f"trial.yml:{line_of(text, '{code: leap')}:" in message


@pytest.mark.parametrize(
    ("when", "refused"),
    [
        ("{}", True),
        ("{route: [escalation], stage: [4, 5]}", True),
        ("{urgency: [urgent]}", True),
        ("{route: [escalation], stage: [5]}", False),
        ("{route: [looked_after_review]}", False),
    ],
)
def test_one_duty_twice_is_refused_unless_no_facts_bring_both(tmp_path: Path, when: str, refused: bool) -> None:
    twice = f"  - code: told_partnership\n    say: Again.\n    cite: Stage 5\n    when: {when}\n"
    text = HARROW.replace("\nreceiving:\n", f"\n{twice}receiving:\n", 1)
    if refused:
        assert "told_partnership stands here already" in fault_of(tmp_path, text)
    else:
        (tmp_path / "trial.yml").write_text(text, encoding="utf-8")
        assert Library.load(tmp_path).find("harrow") is not None


def test_a_duty_has_no_other_time_than_a_stage_or_the_end(tmp_path: Path) -> None:
    assert "'stage' or 'end'" in fault_of(tmp_path, HARROW.replace("\n    at: end\n", "\n    at: start\n", 1))
