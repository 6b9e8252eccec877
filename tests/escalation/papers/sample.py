"""Records to make papers of, as they are read from the database."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from escalation.decision import decide
from escalation.facts import Facts
from escalation.guidance import Guidance
from escalation.library import Library
from escalation.record import DutyKept, Record, StageEntered, Told

TODAY = date(2026, 12, 7)
# Half past eleven at night in London, so that a day taken in another time zone would be the wrong one.
OPENED = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
REFERENCE = "4827-3195-6"

TOLD = Told(
    position=1,
    kind="no_agreement",
    happened_on=date(2026, 11, 24),
    who="practitioner",
    said="They said that the threshold is not met.",
    agreed=None,
    child_outcome=None,
    reason=None,
    urgency=None,
    raiser_told=None,
    learning=None,
    moved_to=2,
    reported_at=datetime(2026, 11, 25, 23, 30, tzinfo=UTC),
)
SETTLED = replace(
    TOLD,
    position=2,
    kind="resolved",
    happened_on=date(2026, 12, 1),
    who="manager",
    said="The managers met.",
    agreed="The case is opened again, and a plan is made by Friday.",
    child_outcome="A social worker visits every week.",
    raiser_told=True,
    learning="Closing letters should give reasons.",
    moved_to=None,
    reported_at=datetime(2026, 12, 2, 9, 0, tzinfo=UTC),
)


def guidance_of(library: Library, facts: Facts) -> Guidance:
    """The guidance that a record of these facts holds."""
    return decide(library.find(facts.partnership), facts)


def stage_of(guidance: Guidance, position: int, **changes: Any) -> StageEntered:
    """A stage as it is entered with this guidance."""
    stage, timescale = guidance["stage"], guidance["timescale"]
    assert stage is not None and timescale is not None and guidance["actor"] is not None
    entered = StageEntered(
        position=position,
        stage=stage["number"],
        word=stage["word"],
        title=stage["title"],
        number_source=stage["number_source"],
        actor=guidance["actor"],
        contacts=guidance["contacts"],
        timescale_kind=timescale["kind"],
        timescale_text=timescale["text"],
        working_days=timescale["working_days"],
        due=date.fromisoformat(timescale["due"]) if timescale["due"] else None,
        citations=guidance["citations"],
        entered_at=OPENED,
        outcome=None,
        outcome_at=None,
        guidance=guidance,
        timeframe_working_days=None,
    )
    return replace(entered, **changes)


def record_of(library: Library, partnership: str = "buckinghamshire", facts: dict[str, Any] | None = None) -> Record:
    """An open record on its first stage, of which nothing was told yet."""
    known = library.parse(
        {
            "partnership": partnership,
            "area": "threshold_referral",
            "urgency": "not_urgent",
            "conference": "no",
            "agency": "education",
            "other_agency": "social_care",
            "tried": 0,
            "on": "2026-11-23",
            **(facts or {}),
        }
    )
    guidance = guidance_of(library, known)
    procedure, route = guidance["procedure"], guidance["route"]
    assert procedure is not None and route is not None
    return Record(
        reference=REFERENCE,
        mode="live",
        status="open",
        opened_at=OPENED,
        closed_at=None,
        version=1,
        partnership=partnership,
        locality=known.locality,
        procedure_title=procedure["title"],
        procedure_edition=procedure["edition"],
        procedure_as_of=procedure["as_of"],
        facts=known,
        started_on=date(2026, 11, 23),
        case_reference="JB",
        description="They closed the case while the same worries went on.",
        outcome_sought="The case is opened again.",
        route=route,
        emergency=guidance["emergency"],
        guidance=guidance,
        stages=(stage_of(guidance, 1),),
        told=(),
        duties=(),
    )


def fit_for(paper: str, record: Record) -> Record:
    """The record as this paper can be made of it: a message only while it is open."""
    return replace(record, status="open", closed_at=None) if paper == "message" else record


def settled(record: Record, library: Library) -> Record:
    """The record at its end: no agreement at the first stage, an agreement at the second, one duty left undone."""
    facts = record.facts.model_copy(update={"tried": 1, "on": date(2026, 11, 24)})
    second = stage_of(guidance_of(library, facts), 2)
    ended = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)
    return replace(
        record,
        status="closed",
        closed_at=ended,
        version=3,
        stages=(
            replace(record.stages[0], outcome="no_agreement", outcome_at=datetime(2026, 11, 24, 9, 0, tzinfo=UTC)),
            replace(second, outcome="resolved", outcome_at=ended),
        ),
        told=(TOLD, SETTLED),
        duties=(
            DutyKept(1, "tell_lead", "Tell your safeguarding lead.", "2.4.24", date(2026, 11, 24)),
            DutyKept(2, "debrief", "Hold a debrief for those who took part.", "2.4.26", None),
        ),
    )
