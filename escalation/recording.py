"""Opening an escalation record: all of it in one transaction, once for each draft, or a refusal in words."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from escalation import clock
from escalation.decision import decide
from escalation.errors import NotRecorded
from escalation.facts import Facts
from escalation.guidance import Guidance
from escalation.interview.draft import Draft
from escalation.library import Library
from escalation.reference import new_reference
from escalation.store import audit, escalations, journal
from escalation.store.engine import writing
from escalation.words import words

_TRIES = 5


@dataclass(frozen=True)
class Source:
    """Where a record comes from: the conversation, the message that confirmed it, and the draft's own id."""

    conversation: str
    message: str
    draft: str
    mode: str


@dataclass(frozen=True)
class Recorded:
    """A committed record. `new` is false where the same draft had been recorded before."""

    reference: str
    new: bool


def advise(library: Library, draft: Draft, today: date) -> Guidance:
    """The guidance to a draft, for a step that starts on `today`.

    Raises:
        FactError: an answer of the draft is not a fact that the procedures here know.
    """
    facts = draft.facts(library).model_copy(update={"on": today})
    return decide(library.find(facts.partnership), facts)


def open_escalation(engine: Engine, library: Library, draft: Draft, source: Source, today: date) -> Recorded:
    """Writes the record of a confirmed draft and gives its reference, once it is committed.

    A second call for the same draft gives the first one's reference and writes nothing. Nothing is written for a
    message whose turn has ended: its sender has been told that nothing was recorded, and that stays true.

    Raises:
        NotRecorded: nothing was written.
    """
    try:
        for _ in range(_TRIES):
            recorded = _try_to_open(engine, library, draft, source, today)
            if recorded is not None:
                return recorded
    except SQLAlchemyError:
        # The cause may hold what the practitioner wrote, so it is not passed on.
        raise NotRecorded(words("recording", "not_recorded")) from None
    raise NotRecorded(words("recording", "not_recorded"))


def _try_to_open(engine: Engine, library: Library, draft: Draft, source: Source, today: date) -> Recorded | None:
    """One try. None where the reference drawn was taken, or another call for this draft won the race."""
    try:
        with writing(engine) as connection:
            before = escalations.reference_of_draft(connection, source.draft)
            if before is not None:
                return Recorded(before, new=False)
            if not journal.is_pending(connection, source.message):
                raise NotRecorded(words("recording", "not_recorded"))
            guidance = advise(library, draft, today)
            record = _record(new_reference(), draft, draft.facts(library), source, guidance, today)
            escalations.add(connection, record, _first_stage(guidance))
            audit.note(
                connection,
                f"conversation:{source.conversation}",
                "escalation_opened",
                record["reference"],
                {"mode": source.mode, "partnership": record["partnership"], "route": record["route"]},
            )
    except IntegrityError:
        return None
    return Recorded(record["reference"], new=True)


def _record(
    reference: str, draft: Draft, facts: Facts, source: Source, guidance: Guidance, today: date
) -> dict[str, Any]:
    procedure = guidance["procedure"]
    if procedure is None or guidance["needs"] is not None:
        raise NotRecorded(words("recording", "not_recorded"))
    return {
        **facts.model_dump(mode="json", exclude={"on"}),
        "reference": reference,
        "draft": source.draft,
        "conversation_id": source.conversation,
        "mode": source.mode,
        "opened_by": source.message,
        "opened_at": clock.now(),
        "status": "open",
        "procedure_title": procedure["title"],
        "procedure_edition": procedure["edition"],
        "procedure_as_of": procedure["as_of"],
        "started_on": today,
        "case_reference": draft.said("case_reference"),
        "description": draft.said("description"),
        "outcome_sought": draft.said("outcome_sought"),
        "route": guidance["route"],
        "emergency": guidance["emergency"],
        "guidance": guidance,
    }


def _first_stage(guidance: Guidance) -> dict[str, Any]:
    stage, timescale = guidance["stage"], guidance["timescale"]
    if stage is None or timescale is None:
        raise NotRecorded(words("recording", "not_recorded"))
    return {
        "stage": stage["number"],
        "word": stage["word"],
        "title": stage["title"],
        "number_source": stage["number_source"],
        "actor": guidance["actor"],
        "contacts": guidance["contacts"],
        "timescale_kind": timescale["kind"],
        "timescale_text": timescale["text"],
        "working_days": timescale["working_days"],
        "due": date.fromisoformat(timescale["due"]) if timescale["due"] else None,
        "citations": guidance["citations"],
        "entered_at": clock.now(),
    }
