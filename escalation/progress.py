"""What happened at a stage, and what follows from it: the next stage, the same one, or the end. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from escalation.decision import decide
from escalation.facts import Facts, RouteCode, Urgency
from escalation.guidance import Guidance
from escalation.procedure import Actor, Procedure, Rule


class ProgressKind(StrEnum):
    """What a report tells: how a stage went, or that it was left out."""

    NO_AGREEMENT = "no_agreement"
    NO_REPLY = "no_reply"
    RESOLVED = "resolved"
    EVENTS = "events"
    NOTE = "note"
    SKIPPED = "skipped"


class Speaker(StrEnum):
    """Who acted at the stage, on the side of the one who reports it."""

    PRACTITIONER = "practitioner"
    MANAGER = "manager"
    LEAD = "lead"
    OTHER = "other"


class Move(StrEnum):
    """What a report does to an escalation."""

    NEXT = "next"
    STAY = "stay"
    CLOSE = "close"


@dataclass(frozen=True)
class Report:
    """What a practitioner tells of one stage.

    `go_on` is their wish to take the next stage now, where the procedure leaves that to them; `skip_to` the stage
    that they go to directly, with its `reason`. `timeframe_working_days` is theirs for the next stage, where the
    procedure lets them set one. `duties` are the codes of the duties done.
    """

    kind: ProgressKind
    happened_on: date
    who: Speaker | None = None
    said: str | None = None
    agreed: str | None = None
    child_outcome: str | None = None
    reason: str | None = None
    urgency: Urgency | None = None
    raiser_told: bool | None = None
    learning: str | None = None
    go_on: bool = True
    skip_to: int | None = None
    timeframe_working_days: int | None = None
    duties: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """What follows from a report. `guidance` is that of the stage on which the escalation then stands."""

    move: Move
    guidance: Guidance
    facts: Facts


@dataclass(frozen=True)
class Standing:
    """Where an escalation stands, as far as a decision needs it.

    `stage` counts from 1 in its route, which has `of` of them; it was entered on the day `since`. `facts.urgency` is
    the one told last.
    """

    facts: Facts
    stage: int
    of: int
    since: date
    due: date | None = None
    timeframe_working_days: int | None = None


def step_after(procedure: Procedure, standing: Standing, report: Report, today: date) -> Step:
    """What the procedure says after this report.

    Args:
        procedure: the procedure that the escalation follows.
        standing: where it stands.
        report: what was told of the present stage.
        today: the day on which a next stage would start.
    """
    move = move_after(standing, report, today)
    urgency = report.urgency or standing.facts.urgency
    if move is Move.NEXT:
        tried = report.skip_to - 1 if report.skip_to is not None else standing.stage
        since, timeframe = today, report.timeframe_working_days
    else:
        # The stage goes on as it began, and so does the time that it was given.
        tried, since, timeframe = standing.stage - 1, standing.since, standing.timeframe_working_days
    facts = standing.facts.model_copy(
        update={"tried": tried, "on": since, "urgency": urgency, "timeframe_working_days": timeframe}
    )
    return Step(move, decide(procedure, facts), facts)


def move_after(standing: Standing, report: Report, today: date) -> Move:
    """What a report does to the escalation: it goes on to the next stage, stays where it is, or ends."""
    if report.skip_to is not None:
        return Move.NEXT
    if report.kind is ProgressKind.RESOLVED:
        return Move.CLOSE
    # Where the procedure is seen through although events have settled the matter, nothing moves by itself.
    if report.kind in (ProgressKind.EVENTS, ProgressKind.NOTE):
        return Move.STAY
    if report.kind is ProgressKind.NO_REPLY and standing.due is not None and today <= standing.due:
        return Move.STAY
    return Move.NEXT if report.go_on and standing.stage < standing.of else Move.STAY


def rule_to_skip(procedure: Procedure, standing: Standing, urgency: Urgency | None = None) -> Rule | None:
    """The rule by which stages may be left out from here, or None where the procedure lets nobody do so."""
    told = {"tried": standing.stage - 1, "urgency": urgency or standing.facts.urgency}
    applying = {rule["text"] for rule in decide(procedure, standing.facts.model_copy(update=told))["rule_texts"]}
    return next((rule for rule in procedure.rules if rule.lets_skip and rule.say in applying), None)


def stages_to_go_to(
    procedure: Procedure, route: RouteCode, standing: Standing, urgency: Urgency | None = None
) -> list[int]:
    """The stages that can be gone to directly, leaving out at least one; none where the procedure lets nobody do so.

    A stage that somebody outside the agencies takes is never one of them.
    """
    rule = rule_to_skip(procedure, standing, urgency)
    if rule is None:
        return []
    stages = procedure.routes[route].stages
    last = rule.from_stage or len(stages)
    return [number for number in range(standing.stage + 2, last + 1) if stages[number - 1].actor is not Actor.EXTERNAL]
