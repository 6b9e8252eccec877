"""The decision: facts in, guidance out. Pure: no clock, no database, no logging.

The names in the answer are fixed by the decision's contract; `escalation/guidance.py` lists them.
"""

from escalation.answer import Answer
from escalation.facts import Facts, Urgency
from escalation.guidance import Guidance
from escalation.procedure import Procedure
from escalation.routing import ROUTE_OF_AREA


def decide(procedure: Procedure | None, facts: Facts) -> Guidance:
    """What the procedure says to these facts, with the fact to ask for next in `needs`.

    `facts.on` is the day on which the present step starts; without it no date is worked out. Where a fact is missing
    the answer carries what can be said already: the first stage, as if nothing had been tried.

    Args:
        procedure: the procedure of `facts.partnership`, or None while the partnership is not known.
        facts: checked facts (`Library.parse`).
    """
    answer = Answer(facts, procedure)
    if facts.urgency is Urgency.IMMEDIATE_DANGER:
        answer.add_emergency()
    if procedure is not None:
        answer.add_procedure(procedure)
    return answer.given(next_fact(procedure, facts))


def next_fact(procedure: Procedure | None, facts: Facts) -> str | None:
    """The next fact to ask for, or None when the answer is complete. Safety comes first."""
    if facts.urgency is None:
        return "urgency"
    if facts.partnership is None or procedure is None:
        return "partnership"
    if procedure.localities and procedure.locality(facts.locality) is None:
        return "locality"
    if facts.area is None:
        return "area"
    # These areas have a route of their own, which a conference does not change.
    if facts.conference is None and facts.area not in ROUTE_OF_AREA:
        return "conference"
    if facts.agency is None:
        return "agency"
    return "tried" if facts.tried is None else None
