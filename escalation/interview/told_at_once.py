"""What is told at once, before the next question: danger, and a route that the place does not have."""

from escalation.decision import decide
from escalation.facts import Urgency
from escalation.guidance import Guidance
from escalation.interview.draft import Draft
from escalation.interview.replies import EMERGENCY, NOTICE, Reply
from escalation.library import Library
from escalation.procedure import Procedure
from escalation.routing import route_taken, wanted_route
from escalation.words import words

_FIRST_STEPS = 3
_SILENT_ON_DANGER = "immediate_risk"


def emergency(draft: Draft, library: Library) -> Reply:
    """What to do when a child is in danger now: 999, social care, the lead, then what the procedure says."""
    procedure, guidance = _in_danger(draft, library)
    lines = [words("emergency", "opening")]
    lines += [f"{number}. {step}" for number, step in enumerate(guidance["steps"][:_FIRST_STEPS], start=1)]
    lines += _procedure_on_danger(procedure, guidance)
    lines.append(words("emergency", "afterwards"))
    return Reply(EMERGENCY, "\n".join(lines), guidance=guidance)


def danger_in_the_procedure(draft: Draft, library: Library) -> list[Reply]:
    """The procedure's own words on danger, once it is known which procedure it is."""
    return [Reply(NOTICE, line) for line in _procedure_on_danger(*_in_danger(draft, library))]


def missing_route(draft: Draft, library: Library) -> list[Reply]:
    """Says that the place has no such route, where the answers together ask for one that it does not state."""
    facts = draft.facts(library)
    procedure = library.find(facts.partnership)
    if procedure is None or route_taken(procedure, facts) is wanted_route(facts):
        return []
    held_in = (procedure.routes[wanted_route(facts)].held_in or "").rstrip(".")
    return [Reply(NOTICE, words("interview", "no_such_route", name=procedure.name, held_in=held_in))]


def _in_danger(draft: Draft, library: Library) -> tuple[Procedure | None, Guidance]:
    facts = draft.with_answer("urgency", Urgency.IMMEDIATE_DANGER.value).facts(library)
    procedure = library.find(facts.partnership)
    return procedure, decide(procedure, facts)


def _procedure_on_danger(procedure: Procedure | None, guidance: Guidance) -> list[str]:
    """The rules that are among the first steps, or that the text is silent on danger."""
    if procedure is None:
        return []
    said = [(rule["text"], rule["ref"]) for rule in guidance["rule_texts"] if rule["text"] in guidance["steps"]]
    said += [
        (f"{unknown['text']} {unknown['held_in']}", procedure.document.title)
        for unknown in guidance["unknowns"]
        if unknown["code"] == _SILENT_ON_DANGER
    ]
    return [words("interview", "then_the_procedure", name=procedure.name, say=say, ref=ref) for say, ref in said]
