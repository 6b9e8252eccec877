"""What holds for every combination of facts, whatever the procedures say."""

from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from escalation.decision import decide
from escalation.facts import CODES, Facts, RouteCode
from escalation.guidance import Guidance
from escalation.library import Library
from escalation.procedure import Procedure, TimescaleKind
from escalation.routing import stage_number
from escalation.working_days import is_working_day
from tests.escalation.conftest import PROCEDURES

LIBRARY = Library.load(PROCEDURES)
DUE_KINDS = {TimescaleKind.FIXED, TimescaleKind.SET_BY_USER}


def _maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


FACTS = st.fixed_dictionaries(
    {
        "partnership": _maybe(st.sampled_from(LIBRARY.codes())),
        "locality": _maybe(st.sampled_from(LIBRARY.localities())),
        "tried": _maybe(st.integers(0, 12) | st.integers(0, 10**9)),
        "on": _maybe(st.dates(date(2000, 1, 1), date(2100, 12, 31)).map(date.isoformat)),
        "timeframe_working_days": _maybe(st.integers(1, 2600)),
        **{key: _maybe(st.sampled_from(values)) for key, values in CODES.items()},
    }
)


def _decide(raw: dict[str, Any]) -> tuple[Procedure | None, Facts, Guidance]:
    facts = LIBRARY.parse(raw)
    procedure = LIBRARY.find(facts.partnership)
    return procedure, facts, decide(procedure, facts)


def _roles(procedure: Procedure) -> set[str]:
    contacts = [contact for route in procedure.routes.values() for stage in route.stages for contact in stage.contacts]
    return {role for contact in contacts for role in (contact.role, *contact.sectors.values())}


def _numbers(procedure: Procedure) -> set[str]:
    return {
        contact.phone.printed
        for route in procedure.routes.values()
        for stage in route.stages
        for contact in stage.contacts
        if contact.phone
    }


@given(FACTS)
@settings(max_examples=600, deadline=None)
def test_every_combination_gives_guidance_or_names_the_next_fact(raw: dict[str, Any]) -> None:
    procedure, facts, guidance = _decide(raw)
    if procedure is None:
        assert guidance["needs"] in ("urgency", "partnership")
    else:
        assert guidance["stage"] is not None and guidance["steps"]
    if guidance["needs"] is not None and guidance["needs"] != "locality":
        assert getattr(facts, guidance["needs"]) is None


@given(FACTS)
@settings(max_examples=600, deadline=None)
def test_no_contact_or_number_is_said_that_the_file_does_not_hold(raw: dict[str, Any]) -> None:
    procedure, _, guidance = _decide(raw)
    for contact in guidance["contacts"]:
        assert procedure is not None
        assert contact["role"] in _roles(procedure)
        assert contact["phone"] is None or contact["phone"] in _numbers(procedure)
        assert contact["name"] is None and contact["email"] is None
        assert (contact["status"] == "role_only") == (contact["phone"] is None)
    unconfirmed = [suggested.phone for each in LIBRARY for suggested in each.suggested_contacts]
    said = str(guidance)
    assert not [number for number in unconfirmed if number in said]


@given(FACTS)
@settings(max_examples=600, deadline=None)
def test_every_claim_is_cited_to_a_paragraph_of_the_file(raw: dict[str, Any]) -> None:
    procedure, _, guidance = _decide(raw)
    supported = {citation["supports"] for citation in guidance["citations"]}
    local = [citation for citation in guidance["citations"] if not citation["id"].startswith("national:")]
    if procedure is None:
        assert not local
        return
    assert {citation["ref"] for citation in local} <= set(procedure.paragraphs)
    assert {"route", "stage", "contact", "timescale"} <= supported
    assert {f"rule:{code}" for code in guidance["rules"]} <= supported
    assert len({citation["id"] for citation in guidance["citations"]}) == len(guidance["citations"])


@given(FACTS)
@settings(max_examples=400, deadline=None)
def test_danger_always_comes_first(raw: dict[str, Any]) -> None:
    _, _, guidance = _decide({**raw, "urgency": "immediate_danger"})
    assert guidance["emergency"] is True
    assert "999" in guidance["steps"][0]
    assert "children's social care" in guidance["steps"][1]
    assert not _decide({**raw, "urgency": "urgent"})[2]["emergency"]


@given(FACTS, st.integers(0, 12))
@settings(max_examples=600, deadline=None)
def test_one_more_step_tried_never_goes_back(raw: dict[str, Any], tried: int) -> None:
    _, _, before = _decide({**raw, "tried": tried})
    _, _, after = _decide({**raw, "tried": tried + 1})
    assert before["route"] == after["route"]
    if before["stage"] and after["stage"]:
        assert after["stage"]["number"] >= before["stage"]["number"]
    assert after["ended"] or not before["ended"]


@given(FACTS)
@settings(max_examples=600, deadline=None)
def test_a_date_is_given_only_where_the_kind_permits_one(raw: dict[str, Any]) -> None:
    procedure, facts, guidance = _decide(raw)
    timescale = guidance["timescale"]
    if procedure is None or timescale is None:
        return
    if timescale["due"] is not None:
        assert timescale["kind"] in DUE_KINDS
        due = date.fromisoformat(timescale["due"])
        assert facts.on is not None and due > facts.on
        assert is_working_day(due)
    if timescale["kind"] == TimescaleKind.NOT_STATED:
        assert "timescale" in [unknown["code"] for unknown in guidance["unknowns"]]


@pytest.mark.parametrize("procedure", list(LIBRARY), ids=lambda procedure: procedure.partnership)
def test_every_stage_of_every_route_is_reached(procedure: Procedure) -> None:
    reached: set[tuple[RouteCode, int]] = set()
    keys = ("area", "urgency", "conference")
    for values in product(*(CODES[key] for key in keys), range(8)):
        facts = Facts.model_validate({**dict(zip((*keys, "tried"), values, strict=True))})
        given_ = decide(procedure, facts)
        assert given_["route"] and given_["stage"]
        route = RouteCode(given_["route"])
        reached.add((route, stage_number(procedure, facts, route)[0]))
    wanted = {(code, number) for code, route in procedure.routes.items() for number in range(1, len(route.stages) + 1)}
    assert reached == wanted
