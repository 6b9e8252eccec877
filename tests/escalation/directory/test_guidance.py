"""Guidance with the directory in it: the person for this place, agency, stage and role, or how to find them."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, event, insert

from escalation.contact import Side
from escalation.decision import decide
from escalation.directory.keeping import with_directory
from escalation.directory.officer import NamedOfficer, Wanted
from escalation.guidance import ContactGiven, Guidance
from escalation.library import Library
from escalation.store.contacts import who_may_fit
from escalation.store.engine import reading, writing
from escalation.store.tables import contacts

TODAY = date(2026, 11, 23)
FACTS = {
    "partnership": "sussex",
    "locality": "east_sussex",
    "urgency": "not_urgent",
    "area": "case_closure",
    "conference": "no",
    "agency": "health",
    "other_agency": "police",
    "tried": 2,
    "on": TODAY.isoformat(),
}
CONFIRMED = {"confirmed_by": "The lead", "confirmed_on": date(2026, 11, 1), "review_on": date(2027, 5, 1)}
POLICE = {"partnership": "sussex", "agency": "police", "stage": 3, "name": "Officer P", "phone": "01632 960001"}
Ask = Callable[..., Guidance]


@pytest.fixture
def ask(engine: Engine, library: Library) -> Ask:
    """The guidance with these entries in the directory, for these changes of the facts."""

    def call(*entries: dict[str, Any], **facts: Any) -> Guidance:
        checked = library.parse({key: value for key, value in {**FACTS, **facts}.items() if value is not None})
        with writing(engine) as connection:
            for entry in entries:
                connection.execute(insert(contacts).values(**entry))
        with reading(engine) as connection:
            return with_directory(connection, decide(library.find(checked.partnership), checked), checked, TODAY)

    return call


def of_side(guidance: Guidance, side: str) -> list[ContactGiven]:
    return [contact for contact in guidance["contacts"] if contact["side"] == side]


def names(guidance: Guidance, side: str = "other") -> list[str | None]:
    return [contact["name"] for contact in of_side(guidance, side)]


def unknowns(guidance: Guidance) -> list[str]:
    return [unknown["text"] for unknown in guidance["unknowns"] if unknown["code"] == "named_officer"]


def test_a_confirmed_person_is_shown_with_the_role_of_the_procedure(ask: Ask) -> None:
    guidance = ask({**POLICE, **CONFIRMED, "email": "p@police.example"})
    (contact,) = of_side(guidance, "other")
    assert contact["role"] == "the detective inspector" and contact["sector"] == "police"
    assert contact["name"] == "Officer P" and contact["email"] == "p@police.example"
    assert contact["phone"] == "01632 960001"
    assert contact["status"] == "confirmed" and contact["as_of"] == "2026-11-01"
    assert not [said for said in guidance["warnings"] if "irectory" in said]


def test_nobody_is_shown_for_another_agency_stage_place_or_partnership(ask: Ask) -> None:
    others = (
        {**POLICE, "agency": "education"},
        {**POLICE, "agency": ""},
        {**POLICE, "stage": 4},
        {**POLICE, "locality": "west_sussex"},
        {**POLICE, "partnership": "harrow"},
        {**POLICE, "role": "chief constable"},
    )
    guidance = ask(*others)
    assert names(guidance) == names(guidance, "own") == [None]


def test_the_database_gives_only_those_who_may_fit_and_the_rest_would_not_be_shown(engine: Engine, ask: Ask) -> None:
    changes: tuple[dict[str, Any], ...] = ({"locality": "west_sussex"}, {"stage": 4}, {"partnership": "harrow"})
    ask(POLICE, *({**POLICE, **change} for change in changes))
    with reading(engine) as connection:
        assert [officer.name for officer in who_may_fit(connection, "sussex", "east_sussex", 3)] == ["Officer P"]
    wanted = Wanted(side=Side.OTHER, role="any", agency="police", locality="east_sussex", route="escalation", stage=3)
    assert NamedOfficer(**POLICE).fits(wanted)
    assert not any(NamedOfficer(**{**POLICE, **change}).fits(wanted) for change in changes[:2])


def test_each_side_is_looked_up_under_its_own_agency(ask: Ask) -> None:
    guidance = ask(POLICE, {**POLICE, "agency": "health", "name": "Officer H"})
    assert (names(guidance, "own"), names(guidance, "other")) == (["Officer H"], ["Officer P"])


def test_two_sides_of_one_agency_have_the_same_person(ask: Ask) -> None:
    guidance = ask(POLICE, agency="police")
    assert names(guidance, "own") == names(guidance, "other") == ["Officer P"]


def test_where_the_agency_is_not_known_nobody_is_guessed_and_that_is_said(ask: Ask) -> None:
    guidance = ask(POLICE, {**POLICE, "agency": "", "name": "Nobody's"}, other_agency=None, agency="police")
    assert names(guidance, "other") == [None] and names(guidance, "own") == ["Officer P"]
    assert len(unknowns(guidance)) == 1 and "Head of Service in the other agency" in unknowns(guidance)[0]


@pytest.mark.parametrize(
    ("closer", "farther"),
    [
        ({"stage": 3, "role": ""}, {"stage": 0, "role": "detective inspector"}),
        ({"locality": "east_sussex"}, {"locality": ""}),
        ({"role": "Detective Inspector"}, {"role": ""}),
        ({"locality": "east_sussex", "stage": 0, "role": "inspector"}, {"stage": 3, "role": "inspector"}),
    ],
)
def test_the_closer_entry_is_the_one_shown(ask: Ask, closer: dict[str, Any], farther: dict[str, Any]) -> None:
    assert names(ask({**POLICE, **farther, "name": "Farther"}, {**POLICE, **closer, "name": "Closer"})) == ["Closer"]


def test_without_a_place_only_entries_for_every_place_fit(ask: Ask) -> None:
    assert names(ask({**POLICE, "locality": "east_sussex"}, locality=None)) == [None]


@pytest.mark.parametrize(
    ("role", "fits"),
    [("Named Nurse", True), ("NAMED DOCTOR", True), ("named  doctor or named nurse", True), ("named", True)]
    + [("Nur", False), ("Named Nurse for children", False), ("—", False)],
)
def test_a_role_fits_where_the_procedure_says_it_in_whole_words(ask: Ask, role: str, fits: bool) -> None:
    guidance = ask({**POLICE, "agency": "health", "stage": 0, "role": role, "name": "Officer H"})
    assert names(guidance, "own") == ["Officer H" if fits else None]


def test_those_who_fit_equally_well_are_each_shown(ask: Ask) -> None:
    guidance = ask({**POLICE, "name": "Officer Z", "team": "West"}, {**POLICE, "team": "East"})
    assert names(guidance) == ["Officer P", "Officer Z"]
    assert [contact.get("team") for contact in of_side(guidance, "other")] == ["East", "West"]


def test_a_partnerships_own_officer_stands_in_the_directory_without_an_agency(ask: Ask) -> None:
    scrutineer = {**POLICE, "agency": "", "stage": 5, "role": "Independent Scrutineer", "name": "Officer S"}
    assert names(ask({**scrutineer}, tried=4), "partnership") == ["Officer S", None]


def test_an_entry_without_a_role_never_names_somebody_outside_the_agencies(ask: Ask) -> None:
    loose = {**POLICE, "agency": "", "stage": 6, "name": "Officer L"}
    assert names(ask(loose, tried=5), "external") == [None]


def test_a_stage_of_the_directory_is_one_of_the_ordinary_route(ask: Ask) -> None:
    facts = {"partnership": "harrow", "locality": None, "conference": "at_conference", "tried": 0}
    entry = {**POLICE, "partnership": "harrow", "agency": "health", "name": "Officer H"}
    assert names(ask({**entry, "stage": 1}, **facts), "own") == [None]
    assert names(ask({**entry, "stage": 0, "role": "safeguarding lead"}, **facts), "own") == ["Officer H"]


@pytest.mark.parametrize(("review_on", "status"), [(date(2026, 11, 22), "unconfirmed"), (TODAY, "confirmed")])
def test_past_its_review_date_an_entry_is_unconfirmed_and_says_so(ask: Ask, review_on: date, status: str) -> None:
    guidance = ask({**POLICE, **CONFIRMED, "review_on": review_on})
    assert of_side(guidance, "other")[0]["status"] == status
    said = [text for text in guidance["warnings"] if "detective inspector" in text and "22 November 2026" in text]
    assert len(said) == (status == "unconfirmed")
    assert all("Officer P" not in text for text in guidance["warnings"])


def test_what_nobody_confirmed_is_unconfirmed_and_says_so(ask: Ask) -> None:
    guidance = ask(POLICE)
    (contact,) = of_side(guidance, "other")
    assert contact["status"] == "unconfirmed" and contact["as_of"] is None
    assert len([text for text in guidance["warnings"] if "detective inspector" in text]) == 1


SOMEBODY_ELSE = {"partnership": "sussex", "agency": "housing", "stage": 6, "name": "Officer H"}


def test_a_partnership_without_a_directory_has_its_guidance_as_the_procedure_gives_it(
    library: Library, ask: Ask
) -> None:
    facts = library.parse(FACTS)
    assert ask() == decide(library.find("sussex"), facts)


def test_where_the_directory_has_nobody_the_role_stays_and_how_to_find_them_is_said_once(ask: Ask) -> None:
    guidance = ask(SOMEBODY_ELSE)
    assert [(contact["name"], contact["status"]) for contact in guidance["contacts"]] == [(None, "role_only")] * 2
    (text,) = unknowns(guidance)
    assert all(contact["role"] in text for contact in guidance["contacts"])
    assert all(unknown["held_in"] for unknown in guidance["unknowns"])


def test_where_everybody_is_named_nothing_is_unknown(ask: Ask) -> None:
    assert unknowns(ask(POLICE, {**POLICE, "agency": "health"})) == []


LADO = {"partnership": "buckinghamshire", "role": "Local Authority Designated Officer", "name": "Officer L"}
ALLEGATION = {"partnership": "buckinghamshire", "locality": None, "area": "allegation_staff", "tried": 0}


@pytest.mark.parametrize(
    ("phone", "warned"), [("01632 960001", True), ("01296 382070", False), ("+44 1296 382070", False)]
)
def test_a_printed_number_is_never_replaced_in_silence(ask: Ask, phone: str, warned: bool) -> None:
    guidance = ask({**LADO, **CONFIRMED, "phone": phone}, **ALLEGATION)
    (contact,) = of_side(guidance, "external")
    assert (contact["phone"], contact["status"]) == (phone, "confirmed")
    assert any("01296 382070" in text for text in guidance["warnings"]) == warned


def test_a_printed_number_stays_where_the_directory_has_none(ask: Ask) -> None:
    guidance = ask({**LADO, **CONFIRMED, "email": "lado@council.example"}, **ALLEGATION)
    printed, named = of_side(guidance, "external")
    assert (printed["phone"], printed["status"], printed["name"]) == ("01296 382070", "printed", None)
    assert (named["phone"], named["status"], named["email"]) == (None, "confirmed", "lado@council.example")


def test_a_printed_number_alone_is_somebody_to_ring(ask: Ask) -> None:
    entry = {**SOMEBODY_ELSE, "partnership": "buckinghamshire"}
    assert all("LADO" not in text for text in unknowns(ask(entry, **ALLEGATION)))


def test_a_printed_number_that_cannot_be_dialled_is_not(ask: Ask) -> None:
    facts = {**ALLEGATION, "area": "whistleblowing"}
    guidance = ask({**SOMEBODY_ELSE, "partnership": "buckinghamshire"}, **facts)
    assert of_side(guidance, "external")[0]["status"] == "malformed"
    assert any("Public Concern" in text for text in unknowns(guidance))


def test_the_guidance_given_stays_as_it_is(engine: Engine, library: Library, ask: Ask) -> None:
    ask(POLICE)
    facts = library.parse(FACTS)
    guidance = decide(library.find("sussex"), facts)
    before = deepcopy(guidance)
    with reading(engine) as connection:
        answer = with_directory(connection, guidance, facts, TODAY)
    answer["steps"].clear()
    answer["contacts"][0]["role"] = "changed"
    assert guidance == before
    assert {key for key in before if before[key] != answer[key]} == {"contacts", "warnings", "unknowns", "steps"}  # type: ignore[literal-required]


def test_the_database_is_asked_once_and_not_at_all_before_there_is_a_stage(engine: Engine, ask: Ask) -> None:
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda _c, _u, statement, *_: asked.append(statement))
    assert ask(POLICE)["contacts"]
    asked[:] = [statement for statement in asked if not statement.startswith("INSERT")]
    assert len([statement for statement in asked if "contacts" in statement]) == 1
    asked.clear()
    guidance = ask(partnership=None, locality=None, urgency="immediate_danger")
    assert guidance["emergency"] and guidance["stage"] is None and unknowns(guidance) == []
    assert not [statement for statement in asked if "contacts" in statement]
