"""The decision, held to the examples of its contract and to each procedure's own examples."""

from typing import Any

import pytest

from escalation.decision import decide
from escalation.examples import faults_of_example
from escalation.guidance import Guidance
from escalation.library import Library
from escalation.procedure import Example, Procedure

SHEFFIELD_CHARITY = {
    "partnership": "sheffield",
    "area": "roles_responsibilities",
    "urgency": "not_urgent",
    "conference": "no",
    "agency": "voluntary",
    "tried": 2,
}


def ask(library: Library, **facts: Any) -> Guidance:
    parsed = library.parse(facts)
    return decide(library.find(parsed.partnership), parsed)


def codes(guidance: Guidance) -> list[str]:
    return [unknown["code"] for unknown in guidance["unknowns"]]


def test_a_school_in_buckinghamshire_has_five_working_days_for_its_first_step(library: Library) -> None:
    guidance = ask(
        library,
        partnership="buckinghamshire",
        area="threshold_referral",
        urgency="not_urgent",
        conference="no",
        agency="education",
        tried=0,
        on="2026-11-23",
    )
    assert guidance["route"] == "escalation"
    assert guidance["stage"] is not None and guidance["stage"]["number"] == 1
    assert guidance["timescale"] is not None
    assert guidance["timescale"]["kind"] == "fixed"
    assert guidance["timescale"]["working_days"] == 5
    assert guidance["timescale"]["due"] == "2026-11-30"
    assert ("2.4.24", "timescale") in [(each["ref"], each["supports"]) for each in guidance["citations"]]
    assert "appendix_c" in codes(guidance)
    assert guidance["needs"] is None


def test_a_charity_in_sheffield_goes_to_its_management_committee_at_the_third_stage(library: Library) -> None:
    guidance = ask(library, **SHEFFIELD_CHARITY)
    assert guidance["stage"] is not None and guidance["stage"]["number"] == 3
    assert guidance["stage"]["number_source"] == "ours"
    own = [contact["role"] for contact in guidance["contacts"] if contact["side"] == "own"]
    assert any("management committee" in role.lower() for role in own)
    assert "vcf_role" in guidance["rules"]
    assert guidance["timescale"] is not None and guidance["timescale"]["kind"] == "not_stated"
    assert guidance["timescale"]["due"] is None


def test_a_teacher_in_harrow_tells_the_chair_before_leaving_the_conference(library: Library) -> None:
    guidance = ask(library, partnership="harrow", agency="education", conference="at_conference")
    steps = " ".join(guidance["steps"]).lower()
    assert guidance["route"] == "conference_dissent"
    assert "chair" in steps and "before leaving" in steps
    assert "safeguarding lead" in steps
    assert "minutes" in steps


def test_danger_is_answered_before_anything_else_is_known(library: Library) -> None:
    guidance = ask(library, urgency="immediate_danger")
    assert guidance["emergency"] is True
    assert "999" in guidance["steps"][0]
    assert "children's social care" in guidance["steps"][1]
    assert guidance["needs"] == "partnership"


def test_nothing_known_asks_for_safety_first(library: Library) -> None:
    assert ask(library)["needs"] == "urgency"


@pytest.mark.parametrize(
    ("known", "needed"),
    [
        ({"urgency": "urgent"}, "partnership"),
        ({"urgency": "urgent", "partnership": "sussex"}, "locality"),
        ({"urgency": "urgent", "partnership": "sussex", "locality": "west_sussex"}, "area"),
        ({"urgency": "urgent", "partnership": "harrow"}, "area"),
        ({"urgency": "urgent", "partnership": "harrow", "area": "case_closure"}, "conference"),
        ({"urgency": "urgent", "partnership": "harrow", "area": "lac_review"}, "agency"),
        ({"urgency": "urgent", "partnership": "harrow", "area": "lac_review", "agency": "health"}, "tried"),
    ],
)
def test_one_fact_at_a_time_is_asked_for(library: Library, known: dict[str, Any], needed: str) -> None:
    assert ask(library, **known)["needs"] == needed


@pytest.mark.parametrize(
    ("partnership", "facts", "route"),
    [
        ("harrow", {"area": "lac_review"}, "looked_after_review"),
        ("harrow", {"conference": "after_conference"}, "conference_dissent"),
        ("sheffield", {"conference": "not_convened"}, "conference_request"),
        ("buckinghamshire", {"conference": "at_conference"}, "conference_dissent"),
        ("buckinghamshire", {"area": "allegation_staff"}, "allegation"),
        ("buckinghamshire", {"area": "whistleblowing"}, "whistleblowing"),
    ],
)
def test_each_named_route_that_a_text_states_is_followed(
    library: Library, partnership: str, facts: dict[str, Any], route: str
) -> None:
    assert ask(library, partnership=partnership, **facts)["route"] == route


@pytest.mark.parametrize(
    ("partnership", "facts", "missing"),
    [
        ("sefton", {"conference": "at_conference"}, "conference_dissent"),
        ("sussex", {"conference": "not_convened", "locality": "east_sussex"}, "conference_request"),
        ("sheffield", {"area": "lac_review"}, "looked_after_review"),
        ("sefton", {"area": "whistleblowing"}, "whistleblowing"),
    ],
)
def test_a_route_that_the_text_does_not_state_is_named_and_the_stages_are_used(
    library: Library, partnership: str, facts: dict[str, Any], missing: str
) -> None:
    guidance = ask(library, partnership=partnership, **facts)
    assert guidance["route"] == "escalation"
    assert missing in codes(guidance)
    assert all(unknown["held_in"] for unknown in guidance["unknowns"])


def test_in_sheffield_danger_passes_over_the_talk_between_the_two(library: Library) -> None:
    guidance = ask(library, **{**SHEFFIELD_CHARITY, "urgency": "immediate_danger", "tried": 0})
    assert guidance["stage"] is not None and guidance["stage"]["number"] == 2
    assert "immediate_risk" in guidance["rules"]
    assert "flow_chart" in codes(guidance)


def test_in_sussex_the_person_sets_the_time_and_the_date_follows_it(library: Library) -> None:
    facts = {"partnership": "sussex", "locality": "west_sussex", "tried": 1, "on": "2026-12-23"}
    without = ask(library, **facts)["timescale"]
    assert without is not None and without["kind"] == "set_by_user" and without["due"] is None
    given = ask(library, **facts, timeframe_working_days=2)["timescale"]
    # Christmas Day, the weekend and the day that stands in for Boxing Day lie between.
    assert given is not None and given["due"] == "2026-12-29"


def test_a_timeframe_makes_no_date_where_the_procedure_lets_nobody_set_one(library: Library) -> None:
    guidance = ask(library, partnership="harrow", on="2026-11-23", timeframe_working_days=3)
    assert guidance["timescale"] is not None and guidance["timescale"]["due"] is None
    assert any("timeframe" in warning for warning in guidance["warnings"])


def test_a_number_that_cannot_be_dialled_is_said_to_be_so(library: Library) -> None:
    guidance = ask(library, partnership="buckinghamshire", area="whistleblowing", agency="health", tried=0)
    broken = [contact for contact in guidance["contacts"] if contact["phone"]]
    assert [contact["status"] for contact in broken] == ["malformed"]
    assert any("cannot be dialled" in warning for warning in guidance["warnings"])


def test_the_last_step_tried_ends_the_route(library: Library) -> None:
    guidance = ask(library, **{**SHEFFIELD_CHARITY, "tried": 4})
    assert guidance["ended"] is True
    assert guidance["next"] is None
    assert guidance["stage"] is not None and guidance["stage"]["number"] == 4


def test_no_date_is_given_when_no_step_is_left_to_start(library: Library) -> None:
    guidance = ask(library, partnership="buckinghamshire", tried=3, on="2026-11-23")
    assert guidance["ended"] and guidance["timescale"] is not None
    assert guidance["timescale"]["kind"] == "fixed" and guidance["timescale"]["due"] is None
    assert any("does not say how many stages" in step for step in guidance["steps"])


def test_a_place_of_another_procedure_is_left_out_and_said_so(library: Library) -> None:
    guidance = ask(library, partnership="harrow", locality="west_sussex", urgency="immediate_danger")
    assert any("does not belong" in warning for warning in guidance["warnings"])
    assert not any("West Sussex" in step for step in guidance["steps"])


def _examples() -> list[tuple[Procedure, Example]]:
    from tests.escalation.conftest import PROCEDURES

    return [(procedure, example) for procedure in Library.load(PROCEDURES) for example in procedure.examples]


@pytest.mark.parametrize(
    ("procedure", "example"),
    _examples(),
    ids=lambda part: part.sentence if isinstance(part, Example) else part.partnership,
)
def test_each_example_of_a_procedure_holds(procedure: Procedure, example: Example) -> None:
    assert list(faults_of_example(procedure, example)) == []


def test_an_example_that_promises_too_much_is_found_out(library: Library) -> None:
    procedure = next(iter(library))
    example = procedure.examples[0]
    wrong = example.expect.model_copy(update={"stage": 9, "rules": ("no_such_rule",)})
    assert len(list(faults_of_example(procedure, example.model_copy(update={"expect": wrong})))) == 2
