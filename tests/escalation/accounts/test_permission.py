"""Every role, every action, every kind of case: what is allowed, and nothing besides."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, insert, select

from escalation.accounts.account import Account, Post, Role
from escalation.accounts.permission import (
    NOTHING,
    Action,
    Case,
    House,
    Practitioner,
    Scope,
    Subject,
    Viewer,
    may,
    scope_of,
)
from escalation.facts import Agency, RouteCode
from escalation.library import Library
from escalation.store.scope import within
from escalation.store.tables import escalations
from tests.escalation.records import Person

THEIRS = Case("live", "sussex", "east_sussex", "health", "4827-3195-6", "c-1")
SUBJECTS: dict[str, Subject] = {
    "theirs": THEIRS,
    "another partnership": replace(THEIRS, partnership="harrow"),
    "no partnership": replace(THEIRS, partnership=None),
    "another locality": replace(THEIRS, locality="west_sussex"),
    "no locality": replace(THEIRS, locality=None),
    "another agency": replace(THEIRS, agency="police"),
    "no agency": replace(THEIRS, agency=None),
    "training": replace(THEIRS, mode="training"),
    "training of another partnership": replace(THEIRS, mode="training", partnership="harrow"),
    "another record": replace(THEIRS, reference="0000-0000-0", conversation="c-2"),
    "the same record from another conversation": replace(THEIRS, conversation="c-2"),
    "the house": House(),
    "their part of the house": House("sussex"),
    "another part of the house": House("harrow"),
}
HOUSE = {"the house", "their part of the house", "another part of the house"}
RECORDS = {"theirs", "another record", "the same record from another conversation"}
EVERYWHERE = RECORDS | {"another locality", "no locality", "another agency", "no agency"}
KEYED = {name for name, subject in SUBJECTS.items() if isinstance(subject, Case)} - {
    "another record",
    "training",
    "training of another partnership",
}


def account(role: Role, *places: str, localities: tuple[str, ...] = (), agency: Agency | None = None) -> Account:
    post = Post(role, frozenset(places), frozenset(localities), agency)
    return Account("1", "kay", "Kay", post, None, True, datetime(2026, 11, 1, tzinfo=UTC), None)


VIEWERS: dict[str, Viewer] = {
    "practitioner": Practitioner("c-1", "live", frozenset({"4827-3195-6"})),
    "lead": account(Role.LEAD, "sussex"),
    "lead of an agency": account(Role.LEAD, "sussex", agency=Agency.HEALTH),
    "lead of a locality": account(Role.LEAD, "sussex", localities=("east_sussex",)),
    "trainer": account(Role.TRAINER),
    "trainer of a partnership": account(Role.TRAINER, "sussex"),
    "administrator": account(Role.ADMINISTRATOR),
}
CASES = {
    "lead": EVERYWHERE,
    "lead of an agency": EVERYWHERE - {"another agency", "no agency"},
    "lead of a locality": EVERYWHERE - {"another locality", "no locality"},
    "trainer": {"training", "training of another partnership"},
    "trainer of a partnership": {"training"},
    "administrator": set[str](),
}
OF_A_LEAD = {
    "cases": "see_record see_transcript add_note assign correct record_outcome close reopen mark_learning"
    " mark_misunderstood hold redact export",
    "house": "see_list see_themes see_procedures try_procedure see_directory",
    "places": "confirm_contact",
}
OF_A_TRAINER = {
    "cases": "see_record see_transcript add_note mark_misunderstood export",
    "house": "see_training see_procedures try_procedure see_directory",
}
OF_AN_ADMINISTRATOR = {
    "house": "see_procedures try_procedure see_directory confirm_contact manage_directory manage_accounts"
    " manage_settings see_audit",
}


def allowed(viewer: str, action: str) -> set[str]:
    """The subjects for which the action is allowed, said once more and otherwise than in the product."""
    if viewer == "practitioner":
        own_words = KEYED - {"the same record from another conversation"}
        return {"see_record": KEYED, "see_transcript": own_words}.get(action, set())
    table = {"lead": OF_A_LEAD, "trainer": OF_A_TRAINER, "administrator": OF_AN_ADMINISTRATOR}[viewer.split()[0]]
    subjects = {"cases": CASES[viewer], "house": HOUSE, "places": {"their part of the house"}}
    return set[str]().union(*(subjects[reach] for reach, actions in table.items() if action in actions.split()))


@pytest.mark.parametrize(("viewer", "action"), list(product(VIEWERS, Action)))
def test_each_role_may_do_what_the_matrix_says_and_nothing_else(viewer: str, action: Action) -> None:
    may_do = {name for name, subject in SUBJECTS.items() if may(VIEWERS[viewer], action, subject)}
    assert may_do == allowed(viewer, action)


@pytest.mark.parametrize("role", [Role.LEAD, Role.TRAINER, Role.ADMINISTRATOR])
def test_a_deactivated_account_may_do_nothing(role: Role) -> None:
    gone = replace(account(role, "sussex"), active=False)
    assert not any(may(gone, action, subject) for action in Action for subject in SUBJECTS.values())
    assert scope_of(gone) == NOTHING


def test_a_lead_of_nowhere_sees_nothing_and_not_everything() -> None:
    nowhere = account(Role.LEAD)
    assert not any(may(nowhere, Action.SEE_RECORD, subject) for subject in SUBJECTS.values())


def test_a_training_conversation_opens_no_live_record() -> None:
    practising = Practitioner("c-1", "training", frozenset({"4827-3195-6"}))
    assert not may(practising, Action.SEE_RECORD, THEIRS)
    assert not may(practising, Action.SEE_TRANSCRIPT, THEIRS)


def test_a_record_is_seen_by_the_side_that_raised_it(engine: Engine, library: Library) -> None:
    record = Person(engine, library).opens(partnership="harrow", agency="health", other_agency="police")
    raiser = account(Role.LEAD, "harrow", agency=Agency.HEALTH)
    other_side = account(Role.LEAD, "harrow", agency=Agency.POLICE)
    assert may(raiser, Action.SEE_RECORD, Case.of(record))
    assert not may(other_side, Action.SEE_RECORD, Case.of(record))


PARTNERSHIPS, LOCALITIES, AGENCIES = ("harrow", "sussex"), (None, "east_sussex", "west_sussex"), ("health", "police")
cases = st.builds(
    Case,
    mode=st.sampled_from(["live", "training"]),
    partnership=st.sampled_from(PARTNERSHIPS),
    locality=st.sampled_from(LOCALITIES),
    agency=st.sampled_from(AGENCIES),
)


def some_of(*values: str) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(values))


def limit(*values: str) -> st.SearchStrategy[frozenset[str] | None]:
    return st.none() | some_of(*values)


scopes = st.builds(
    Scope,
    mode=st.sampled_from(["live", "training"]),
    partnerships=limit("harrow", "sussex", "sefton"),
    localities=limit("east_sussex", "west_sussex"),
    agencies=limit("health", "police"),
    references=limit("0", "1", "2", "9"),
)
viewers = st.builds(
    lambda role, places, localities, agency, active: replace(
        account(role, *places, localities=tuple(localities), agency=agency), active=active
    ),
    st.sampled_from([Role.LEAD, Role.TRAINER, Role.ADMINISTRATOR]),
    some_of("harrow", "sussex"),
    some_of("east_sussex", "west_sussex"),
    st.sampled_from([None, Agency.HEALTH, Agency.POLICE]),
    st.booleans(),
)


def row(case: Case) -> dict[str, Any]:
    return {
        "reference": case.reference,
        "draft": case.reference,
        "conversation_id": "c",
        "mode": case.mode,
        "opened_by": "m",
        "opened_at": datetime(2026, 11, 23, tzinfo=UTC),
        "status": "open",
        "partnership": case.partnership,
        "locality": case.locality,
        "procedure_title": "t",
        "procedure_edition": "e",
        "procedure_as_of": "2026-11",
        "area": "other",
        "urgency": "urgent",
        "agency": case.agency,
        "tried": 0,
        "started_on": date(2026, 11, 23),
        "case_reference": "JB",
        "route": next(iter(RouteCode)).value,
        "emergency": False,
        "guidance": {},
    }


@pytest.fixture(scope="module")
def shelf() -> Engine:
    """A database with the table of records alone."""
    shelf = create_engine("sqlite://")
    escalations.create(shelf)
    return shelf


@settings(deadline=None)
@given(st.lists(cases, min_size=1, max_size=8), scopes | viewers.map(scope_of))
def test_the_database_finds_what_the_scope_includes(shelf: Engine, found: list[Case], scope: Scope) -> None:
    kept = [replace(case, reference=str(number)) for number, case in enumerate(found)]
    with shelf.connect() as connection:
        connection.execute(insert(escalations), [row(case) for case in kept])
        visible = set(connection.execute(select(escalations.c.reference).where(within(scope))).scalars())
        hidden = set(connection.execute(select(escalations.c.reference).where(~within(scope))).scalars())
        connection.rollback()
    assert visible == {case.reference for case in kept if scope.includes(case)}
    assert hidden == {case.reference for case in kept if not scope.includes(case)}
