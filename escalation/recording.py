"""Opening an escalation record: all of it in one transaction, once for each draft, or a refusal in words."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from escalation import clock
from escalation.access import lock_for
from escalation.decision import decide
from escalation.directory.keeping import with_directory
from escalation.errors import NotRecorded
from escalation.facts import Facts
from escalation.guidance import Guidance
from escalation.interview.draft import Draft
from escalation.library import Library
from escalation.procedure import DutyTime
from escalation.reference import new_reference
from escalation.store import audit, challenges, escalations, journal, keys
from escalation.store.engine import reading, writing
from escalation.store.records import add_duties, read_record
from escalation.words import words

_TRIES = 5


@dataclass(frozen=True)
class Source:
    """Where a record or a report comes from: the conversation, the message that confirmed it, the draft's own id."""

    conversation: str
    message: str
    draft: str
    mode: str


@dataclass(frozen=True)
class Recorded:
    """A committed record, with its guidance. `new` is false where the same draft had been recorded before."""

    reference: str
    new: bool
    guidance: Guidance


def advise(library: Library, draft: Draft, today: date) -> Guidance:
    """The guidance to a draft, for a step that starts on `today`.

    Raises:
        FactError: an answer of the draft is not a fact that the procedures here know.
    """
    facts = draft.facts(library).model_copy(update={"on": today})
    return decide(library.find(facts.partnership), facts)


def advise_with_directory(engine: Engine, library: Library, draft: Draft, today: date) -> Guidance:
    """The guidance to a draft, with the people whom the directory names. Without a database, it names nobody.

    Raises:
        FactError: an answer of the draft is not a fact that the procedures here know.
    """
    guidance = advise(library, draft, today)
    try:
        with reading(engine) as connection:
            return with_directory(connection, guidance, draft.facts(library), today)
    except SQLAlchemyError:
        return guidance


def open_escalation(
    engine: Engine, library: Library, draft: Draft, source: Source, today: date, secret: str = ""
) -> Recorded:
    """Writes the record of a confirmed draft and gives its reference, once it is committed.

    Its resume code is worked out from `secret` (`escalation/resume_code.py`).

    A second call for the same draft gives the first one's reference and writes nothing. Nothing is written for a
    message whose turn has ended: its sender has been told that nothing was recorded, and that stays true.

    Raises:
        NotRecorded: nothing was written.
    """
    try:
        for _ in range(_TRIES):
            recorded = _try_to_open(engine, library, draft, source, today, secret)
            if recorded is not None:
                return recorded
    except SQLAlchemyError:
        # The cause may hold what the practitioner wrote, so it is not passed on.
        raise NotRecorded(words("recording", "not_recorded")) from None
    raise NotRecorded(words("recording", "not_recorded"))


def _try_to_open(
    engine: Engine, library: Library, draft: Draft, source: Source, today: date, secret: str
) -> Recorded | None:
    """One try. None where the reference drawn was taken, or another call for this draft won the race."""
    try:
        with writing(engine) as connection:
            before = escalations.reference_of_draft(connection, source.draft)
            if before is not None:
                record_before = read_record(connection, before)
                assert record_before is not None
                return Recorded(before, new=False, guidance=record_before.guidance)
            if not journal.is_pending(connection, source.message):
                raise NotRecorded(words("recording", "not_recorded"))
            facts = draft.facts(library)
            guidance = with_directory(connection, advise(library, draft, today), facts, today)
            record = _record(new_reference(), draft, facts, source, guidance, today)
            if challenges.is_taken(connection, record["reference"]):
                return None
            record["code_hash"] = lock_for(secret, record["reference"])
            escalations.add(connection, record, stage_row(guidance, facts.timeframe_working_days))
            add_stage_duties(connection, record["reference"], 1, guidance)
            keys.give(connection, source.conversation, record["reference"], source.mode)
            audit.note(
                connection,
                f"conversation:{source.conversation}",
                "escalation_opened",
                record["reference"],
                {"mode": source.mode, "partnership": record["partnership"], "route": record["route"]},
            )
    except IntegrityError:
        return None
    return Recorded(record["reference"], new=True, guidance=guidance)


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


def add_stage_duties(connection: Connection, reference: str, position: int, guidance: Guidance) -> None:
    """Writes the duties that a stage brings. Those of the end come with the end."""
    add_duties(connection, reference, position, [duty for duty in guidance["duties"] if duty["at"] == DutyTime.STAGE])


def stage_row(guidance: Guidance, timeframe_working_days: int | None) -> dict[str, Any]:
    """The row of a stage that is entered now, with its guidance as it is shown.

    Args:
        guidance: the whole answer for this stage.
        timeframe_working_days: the time that the practitioner gave, where the procedure lets them.

    Raises:
        NotRecorded: the guidance has no stage.
    """
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
        "guidance": guidance,
        "timeframe_working_days": timeframe_working_days,
        "entered_at": clock.now(),
    }
