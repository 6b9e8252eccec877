"""The examples in a procedure file, run: each sentence's facts must get the answer that the sentence promises."""

from collections.abc import Iterator

from escalation.decision import decide
from escalation.errors import FactError
from escalation.facts import parse_facts
from escalation.guidance import Guidance
from escalation.procedure import Example, Expectation, Procedure

_NUMBERS = ("tried", "timeframe_working_days")


def faults_of_examples(procedure: Procedure) -> Iterator[str]:
    """What the examples promise and the decision does not keep, one line each."""
    for example in procedure.examples:
        for fault in faults_of_example(procedure, example):
            yield f"{procedure.partnership}: “{example.sentence}”: {fault}"


def faults_of_example(procedure: Procedure, example: Example) -> Iterator[str]:
    """As `faults_of_examples`, for one example."""
    raw = {
        key: int(value) if key in _NUMBERS and str(value).isdigit() else value for key, value in example.facts.items()
    }
    try:
        facts = parse_facts({"partnership": procedure.partnership, **raw})
    except FactError as error:
        yield f"{error.field}: {error.message}"
        return
    yield from _differences(decide(procedure, facts), example.expect)


def _differences(guidance: Guidance, expect: Expectation) -> Iterator[str]:
    stage, timescale = guidance["stage"], guidance["timescale"]
    single: dict[str, tuple[object, object]] = {
        "route": (expect.route, guidance["route"]),
        "stage": (expect.stage, stage["number"] if stage else None),
        "ended": (expect.ended, guidance["ended"]),
        "emergency": (expect.emergency, guidance["emergency"]),
        "needs": (expect.needs, guidance["needs"]),
        "actor": (expect.actor, guidance["actor"]),
        "timescale": (expect.timescale, timescale["kind"] if timescale else None),
        "due": (expect.due.isoformat() if expect.due else None, timescale["due"] if timescale else None),
    }
    for name, (wanted, given) in single.items():
        if wanted is not None and wanted != given:
            yield f"{name} should be {wanted} and is {given}"
    if expect.no_due and timescale and timescale["due"]:
        yield f"there should be no date, and there is {timescale['due']}"
    for code in expect.without_rules:
        if code in guidance["rules"]:
            yield f"rule {code} should not apply"
    lists: dict[str, tuple[tuple[str, ...], list[str]]] = {
        "rules": (expect.rules, guidance["rules"]),
        "unknowns": (expect.unknowns, [unknown["code"] for unknown in guidance["unknowns"]]),
        "cites": (expect.cites, [citation["ref"] for citation in guidance["citations"]]),
    }
    for name, (wanted_codes, given_codes) in lists.items():
        for code in wanted_codes:
            if code not in given_codes:
                yield f"{name} should hold {code}; they are {', '.join(given_codes) or 'none'}"
    texts: dict[str, tuple[tuple[str, ...], list[str]]] = {
        "contacts": (expect.contacts, [contact["role"] for contact in guidance["contacts"]]),
        "steps": (expect.steps, guidance["steps"]),
        "warnings": (expect.warnings, guidance["warnings"]),
    }
    for name, (parts, sentences) in texts.items():
        for part in parts:
            if not any(part.casefold() in sentence.casefold() for sentence in sentences):
                yield f"{name} should speak of “{part}”"
