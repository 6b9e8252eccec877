"""Guidance with people in it: each contact as the directory names it, and what is doubtful about that said. Pure."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from datetime import date

from escalation.contact import Side
from escalation.day_words import spoken
from escalation.directory.officer import NamedOfficer, Wanted, closest
from escalation.directory.row import national, words
from escalation.facts import Facts
from escalation.guidance import ContactGiven, Guidance, UnknownGiven

NAMED_OFFICER = "named_officer"


class OfficerGiven(ContactGiven):
    """A contact for whom the directory names somebody. `team` tells apart those who share a role."""

    team: str


def with_officers(guidance: Guidance, facts: Facts, officers: Sequence[NamedOfficer], today: date) -> Guidance:
    """The guidance with these officers in it; the one given stays as it is.

    Args:
        guidance: as `decide` gave it.
        facts: those that it was given for.
        officers: the entries of the partnership.
        today: the day on which a review date has passed, or has not.
    """
    answer = deepcopy(guidance)
    answer["contacts"] = []
    nobody: list[Wanted] = []
    for contact in guidance["contacts"]:
        wanted = _wanted(contact, guidance, facts)
        found = closest(officers, wanted)
        answer["contacts"] += _contacts(contact, found, today)
        answer["warnings"] += [said for officer in found for said in _warnings(contact, officer, today)]
        if not found and contact["status"] != "printed":
            nobody.append(wanted)
    answer["warnings"] = list(dict.fromkeys(answer["warnings"]))
    answer["unknowns"] += _unknowns(nobody)
    return answer


def _wanted(contact: ContactGiven, guidance: Guidance, facts: Facts) -> Wanted:
    side, stage = Side(contact["side"]), guidance["stage"]
    # What is nobody's agency, such as the partnership itself, stands in the directory without one.
    agency = {Side.OWN: facts.agency, Side.OTHER: facts.other_agency}.get(side, "")
    return Wanted(
        side=side,
        role=contact["role"],
        agency=agency,
        locality=facts.locality or "",
        route=guidance["route"] or "",
        stage=stage["number"] if stage else 0,
    )


def _contacts(contact: ContactGiven, found: Sequence[NamedOfficer], today: date) -> Iterator[ContactGiven]:
    # A printed number stays as long as the directory has no other to give.
    if not found or (contact["phone"] and not any(officer.phone for officer in found)):
        yield deepcopy(contact)
    for officer in found:
        yield OfficerGiven(
            side=contact["side"],
            role=contact["role"],
            sector=contact["sector"],
            name=officer.name,
            phone=officer.phone or None,
            email=officer.email or None,
            status="confirmed" if officer.confirmed(today) else "unconfirmed",
            as_of=officer.confirmed_on.isoformat() if officer.confirmed_on else None,
            team=officer.team,
        )


def _warnings(contact: ContactGiven, officer: NamedOfficer, today: date) -> Iterator[str]:
    role, printed = contact["role"], contact["phone"]
    if officer.review_on is not None and officer.overdue(today):
        yield words("guidance", "overdue", role=role, day=spoken(officer.review_on))
    elif not officer.confirmed(today):
        yield words("guidance", "unconfirmed", role=role)
    if printed and officer.phone and national(printed) != national(officer.phone):
        yield words("guidance", "other_number", role=role, printed=printed, phone=officer.phone)


def _unknowns(nobody: Sequence[Wanted]) -> list[UnknownGiven]:
    """How to find those whom the directory does not name: said once, for all of them."""
    said = []
    for name, wanted in (
        ("nobody", [each for each in nobody if each.agency is not None]),
        ("agency_not_known", [each for each in nobody if each.agency is None]),
    ):
        if wanted:
            said.append(words("guidance", name, roles="; ".join(dict.fromkeys(each.role for each in wanted))))
    if not said:
        return []
    return [UnknownGiven(code=NAMED_OFFICER, text=" ".join(said), held_in=words("guidance", "held_in"))]
