"""Which route the facts lead to in a procedure, and at which of its stages the person stands."""

from escalation.facts import Area, Conference, Facts, RouteCode
from escalation.procedure import Procedure, Status

ROUTE_OF_AREA = {
    Area.LAC_REVIEW: RouteCode.LOOKED_AFTER_REVIEW,
    Area.ALLEGATION_STAFF: RouteCode.ALLEGATION,
    Area.WHISTLEBLOWING: RouteCode.WHISTLEBLOWING,
}
_ROUTE_OF_CONFERENCE = {
    Conference.AT_CONFERENCE: RouteCode.CONFERENCE_DISSENT,
    Conference.AFTER_CONFERENCE: RouteCode.CONFERENCE_DISSENT,
    Conference.NOT_CONVENED: RouteCode.CONFERENCE_REQUEST,
}


def wanted_route(facts: Facts) -> RouteCode:
    """The route that the facts ask for, whether or not a procedure states it."""
    if facts.area in ROUTE_OF_AREA:
        return ROUTE_OF_AREA[facts.area]
    if facts.conference in _ROUTE_OF_CONFERENCE:
        return _ROUTE_OF_CONFERENCE[facts.conference]
    return RouteCode.ESCALATION


def route_taken(procedure: Procedure, facts: Facts) -> RouteCode:
    """The route that the facts lead to in this procedure: the ordinary stages where it states no other."""
    wanted = wanted_route(facts)
    return wanted if procedure.routes[wanted].status is Status.STATED else RouteCode.ESCALATION


def stage_number(procedure: Procedure, facts: Facts, route_code: RouteCode) -> tuple[int, bool]:
    """The stage (from 1) that comes after the steps tried, and whether every stage has been tried."""
    stages = procedure.routes[route_code].stages
    tried = facts.tried or 0
    if tried >= len(stages):
        return len(stages), True
    number = tried + 1
    for rule in procedure.rules:
        if rule.from_stage and rule.when.holds(facts, route_code, number, False):
            number = max(number, rule.from_stage)
    return min(number, len(stages)), False
