"""What a procedure says, seen from the side of the one who is challenged. Pure.

A procedure file speaks to whoever escalates. Here its sides change places, and only what holds for the receiver stays.
"""

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

from escalation.condition import When
from escalation.contact import Side
from escalation.day_words import spoken
from escalation.decision import decide
from escalation.facts import Facts, RouteCode, Urgency
from escalation.guidance import (
    CitationGiven,
    ContactGiven,
    Guidance,
    NextGiven,
    RuleGiven,
    StageGiven,
    TimescaleGiven,
    UnknownGiven,
)
from escalation.interview.challenge import Challenge, challenge_words
from escalation.procedure import Asked, Procedure, Status, TimescaleKind

_Said = TypeVar("_Said")
# Rules of the procedures that bind the one who is challenged as much as the one who escalates, or that say in the third
# person what is about to happen.
BINDING_BOTH = frozenset(
    {
        "carry_on",
        "decision_stands",
        "flat_structure",
        "interim_safeguarding",
        "life_threatening",
        "professional_standards",
        "reasons_in_writing",
        "remain_involved",
        "secure_email",
        "seek_advice",
        "set_timeframe",
        "share_with_raiser",
        "tell_other_agency",
        "timely_action",
        "written_confirmation",
    }
)
_SWAPPED = {Side.OWN.value: Side.OTHER.value, Side.OTHER.value: Side.OWN.value}
_KEPT_CITATIONS = ("route", "stage", "contact", "timescale", "record", "next", "after", "warning")
_EMERGENCY_STEPS = 3

_BEFORE_AN_OBJECT = r"of|to|with|for|by|from|about|asks?|tells?|gives?|lets?|helps?|sends?|wants?"
_SPOKEN_TO_THE_SENDER = re.compile(
    r"\b(?:(?P<theirs>the other (?=agency|side|organisation))|(?P<yours>your)"
    rf"|(?P<to>{_BEFORE_AN_OBJECT}) you|(?P<you>you))\b",
    re.IGNORECASE,
)
# Most that is said of records holds for both sides as it stands; these few words tell them apart.
_ONLY_OF_THE_SENDER = re.compile(
    r"\byou (?=stated|raised|escalated|challenged)|\byour (?=concern)|(?<=when )the other (?=agency)"
)
_TURNED_IN_A_RECORD = {"you ": "they ", "your ": "their ", "the other ": "your "}


def seen_from_the_other_side(text: str) -> str:
    """A few words that speak to whoever escalates, as the one who is challenged would put them.

    "Your line manager" becomes "their line manager", and "the other agency" becomes "your agency".
    """
    return _SPOKEN_TO_THE_SENDER.sub(_turned, text)


def _turned(match: re.Match[str]) -> str:
    if match.group("theirs"):
        turned = "your "
    elif match.group("yours"):
        turned = "their"
    elif match.group("to"):
        return f"{match.group('to')} them"
    else:
        turned = "they"
    return turned.capitalize() if match.group()[0].isupper() else turned


def facts_of_the_sender(challenge: Challenge, stage: int) -> Facts:
    """The facts as the sender's own decision would have them, as far as the receiver knows them."""
    return Facts(
        partnership=challenge.partnership,
        locality=challenge.locality,
        agency=challenge.sender,
        other_agency=challenge.agency,
        tried=stage - 1,
    )


def told_to_the_sender(procedure: Procedure, challenge: Challenge) -> list[Guidance]:
    """What the procedure tells the sender at the stage that they named, or at each stage where they named none."""
    most = len(procedure.routes[RouteCode.ESCALATION].stages)
    stages = range(1, most + 1) if challenge.stage is None else (challenge.stage,)
    return [decide(procedure, facts_of_the_sender(challenge, stage)) for stage in stages]


def guidance_to_the_receiver(procedure: Procedure, challenge: Challenge, told: Sequence[Guidance]) -> Guidance:
    """The guidance to the one who is challenged: what the procedure asks of them, and what binds both sides.

    Args:
        procedure: the procedure of the challenge.
        challenge: what the receiver has told.
        told: what the sender is told (`told_to_the_sender`), perhaps with the directory's people in it. Of several,
            only what all of them say is taken.
    """
    first, stage_is_known = told[0], challenge.stage is not None
    rules = [rule for rule in _common([each["rule_texts"] for each in told]) if rule["code"] in BINDING_BOTH]
    rules += _rules_in_danger(procedure, challenge)
    asked = _asked(procedure, challenge)
    unknowns = [unknown for unknown in _common([each["unknowns"] for each in told]) if _speaks_to_both(unknown["text"])]
    return Guidance(
        emergency=challenge.in_danger,
        needs=None,
        route=RouteCode.ESCALATION.value,
        stage=_stage(first["stage"]) if stage_is_known else None,
        ended=False,
        actor=first["actor"] if stage_is_known else None,
        contacts=_contacts(_common([each["contacts"] for each in told])),
        timescale=_timescale(_common([[each["timescale"]] for each in told]), challenge),
        steps=[*_steps_in_danger(procedure, challenge), *(each.say for each in asked if each.held_in is None)],
        record=[_record(said) for said in _common([each["record"] for each in told])],
        next=_next(first["next"]) if stage_is_known else None,
        rules=list(dict.fromkeys(rule["code"] for rule in rules)),
        rule_texts=rules,
        also=[],
        after=_common([each["after"] for each in told]),
        duties=[],
        citations=_citations(procedure, asked, rules, told),
        unknowns=[*_left_open(asked), *unknowns],
        warnings=[*_common([each["warnings"] for each in told]), *_other_lines(procedure)],
        procedure=first["procedure"],
    )


def _common(lists: Sequence[Sequence[_Said]]) -> list[_Said]:
    """What stands in every list, in the order of the first."""
    first, *others = lists
    return [said for said in first if all(said in other for other in others)]


# --- what is said to the receiver ----------------------------------------------------------------------------------


def _asked(procedure: Procedure, challenge: Challenge) -> list[Asked]:
    """What the procedure asks of those who are challenged. In its conditions, `agency` is the receiver's own."""
    stage = challenge.stage or 0
    facts = Facts(
        partnership=challenge.partnership,
        locality=challenge.locality,
        agency=challenge.agency,
        other_agency=challenge.sender,
        tried=max(stage - 1, 0),
    )
    # How urgent it is was not asked: what is said for urgent cases speaks for itself, and must not be missed.
    return [each for each in procedure.receiving if _without_urgency(each.when).holds(facts, _ROUTE, stage, False)]


_ROUTE = RouteCode.ESCALATION


def _without_urgency(when: When) -> When:
    return when.model_copy(update={"urgency": ()})


def _left_open(asked: Iterable[Asked]) -> list[UnknownGiven]:
    said = list(asked)
    if not said:
        text, held_in = challenge_words("guidance", "silent"), challenge_words("guidance", "silent_held_in")
        return [UnknownGiven(code="receiving", text=text, held_in=held_in)]
    return [
        UnknownGiven(code="receiving", text=each.say, held_in=each.held_in) for each in said if each.held_in is not None
    ]


def _in_danger(procedure: Procedure, challenge: Challenge) -> Guidance:
    facts = Facts(
        partnership=challenge.partnership, locality=challenge.locality, urgency=Urgency.IMMEDIATE_DANGER, tried=0
    )
    return decide(procedure, facts)


def _steps_in_danger(procedure: Procedure, challenge: Challenge) -> list[str]:
    """999 and social care come before the procedure, for the one who is challenged as well."""
    return _in_danger(procedure, challenge)["steps"][:_EMERGENCY_STEPS] if challenge.in_danger else []


def _rules_in_danger(procedure: Procedure, challenge: Challenge) -> list[RuleGiven]:
    if not challenge.in_danger:
        return []
    return [rule for rule in _in_danger(procedure, challenge)["rule_texts"] if rule["code"] == "life_threatening"]


def _other_lines(procedure: Procedure) -> list[str]:
    """That a challenge may belong to another line of the procedure than its ordinary stages."""
    stated = [code for code, route in procedure.routes.items() if code is not _ROUTE and route.status is Status.STATED]
    routes = "; ".join(challenge_words("routes", code.value) for code in stated)
    return [challenge_words("guidance", "other_lines", routes=routes)] if stated else []


# --- what is turned round ------------------------------------------------------------------------------------------


def _stage(stage: StageGiven | None) -> StageGiven | None:
    return None if stage is None else StageGiven(**{**stage, "title": seen_from_the_other_side(stage["title"])})


def _next(following: NextGiven | None) -> NextGiven | None:
    if following is None:
        return None
    turned = {name: seen_from_the_other_side(following[name]) for name in ("when", "title")}
    return NextGiven(when=turned["when"], title=turned["title"], stage=following["stage"])


def _contacts(given: Iterable[ContactGiven]) -> list[ContactGiven]:
    """Whom to speak to, those on the receiver's side first."""
    return sorted((_contact(contact) for contact in given), key=lambda contact: contact["side"] != Side.OWN)


def _contact(contact: ContactGiven) -> ContactGiven:
    turned = contact.copy()
    turned["side"] = _SWAPPED.get(contact["side"], contact["side"])
    turned["role"] = seen_from_the_other_side(contact["role"])
    return turned


def _record(said: str) -> str:
    return _ONLY_OF_THE_SENDER.sub(lambda match: _TURNED_IN_A_RECORD[match.group()], said)


def _speaks_to_both(text: str) -> bool:
    """Whether what the procedure leaves open is put in words that hold for either side."""
    return seen_from_the_other_side(text) == text


def _timescale(given: Sequence[TimescaleGiven | None], challenge: Challenge) -> TimescaleGiven | None:
    """The procedure's own words on time, and the day that the sender has named. No day is worked out here."""
    timescale = given[0] if given else None
    if timescale is None:
        return None
    lets_them = timescale["kind"] == TimescaleKind.SET_BY_USER
    named = challenge.answer_by
    said = [challenge_words("timescale", "set_by_sender") if lets_them else timescale["text"]]
    if timescale["kind"] == TimescaleKind.FIXED:
        said.append(challenge_words("timescale", "counted"))
    if named is not None:
        name = "named_as_it_lets_them" if lets_them else "named"
        said.append(challenge_words("timescale", name, day=spoken(named)))
    turned = timescale.copy()
    turned["text"] = " ".join(said)
    turned["due"] = named.isoformat() if named is not None and lets_them else None
    return turned


def _citations(
    procedure: Procedure, asked: Sequence[Asked], rules: Sequence[RuleGiven], told: Sequence[Guidance]
) -> list[CitationGiven]:
    bound = {f"rule:{rule['code']}" for rule in rules}
    kept = [
        citation
        for citation in _common([each["citations"] for each in told])
        if citation["supports"] in (*_KEPT_CITATIONS, *bound) or citation["supports"].startswith("unknown:")
    ]
    for each in asked:
        supports = "step" if each.held_in is None else "unknown:receiving"
        citation = CitationGiven(
            id=f"{procedure.partnership}:{each.cite}:{supports}",
            ref=each.cite,
            supports=supports,
            summary=procedure.paragraphs[each.cite],
        )
        if citation not in kept:
            kept.append(citation)
    return kept
