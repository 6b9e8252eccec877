"""Carrying an escalation on: what happened at a stage is written down, and the next stage entered, all at once."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from escalation.directory.keeping import with_directory
from escalation.errors import NotRecorded
from escalation.facts import RouteCode
from escalation.library import Library
from escalation.procedure import DutyTime
from escalation.progress import Move, ProgressKind, Report, Standing, Step, stages_to_go_to, step_after
from escalation.record import Record
from escalation.recording import Source, add_stage_duties, stage_row
from escalation.store import audit, journal, keys, records
from escalation.store.engine import writing
from escalation.words import words


@dataclass(frozen=True)
class Reported:
    """A committed report, and the record as it then stood. `new` is false where it had been written before."""

    move: Move
    record: Record
    new: bool


class ReportedMeanwhile(NotRecorded):
    """Somebody else reported on the record since this person looked at it. Nothing was written."""


class IsClosed(NotRecorded):
    """The escalation is closed, so nothing can be reported on it."""


def standing_of(record: Record, library: Library) -> Standing:
    """Where a record stands in the procedure as it is now."""
    procedure = library.find(record.partnership)
    stages = procedure.routes[RouteCode(record.route)].stages if procedure else ()
    return record.standing(len(stages))


def report_progress(
    engine: Engine, library: Library, seen: Record, report: Report, source: Source, today: date
) -> Reported:
    """Writes down what happened at the present stage, and what follows from it.

    Args:
        engine: the database.
        library: the procedures.
        seen: the record as the practitioner saw it; a report on an older state is refused.
        report: what they told and confirmed.
        source: the conversation, the message that confirmed it, and the report's own id.
        today: the day on which a next stage starts.

    Raises:
        ReportedMeanwhile: somebody else was first.
        IsClosed: the escalation is closed.
        NotRecorded: it was not written, for another reason. In every case nothing of it remains.
    """
    try:
        with writing(engine) as connection:
            return _report(connection, library, seen, report, source, today)
    except IntegrityError:
        raise ReportedMeanwhile(words("reporting", "meanwhile")) from None
    except SQLAlchemyError:
        # The cause may hold what the practitioner wrote, so it is not passed on.
        raise NotRecorded(words("reporting", "not_recorded")) from None


def _report(
    connection: Connection, library: Library, seen: Record, report: Report, source: Source, today: date
) -> Reported:
    reference = seen.reference
    if records.report_known(connection, source.draft):
        return Reported(_move_made(connection, reference), _again(connection, reference), new=False)
    record = _again(connection, reference)
    _check(connection, record, seen, source)
    step = _step(library, record, report, today)
    moved_to = record.present.position + 1 if step.move is Move.NEXT else None
    records.add_report(connection, _row(record, report, source, moved_to))
    if not records.move_on(connection, reference, record.version, closing=step.move is Move.CLOSE):
        raise ReportedMeanwhile(words("reporting", "meanwhile"))
    if step.move is not Move.STAY:
        records.end_stage(connection, reference, record.present.position, report.kind)
    if moved_to is not None:
        _enter(connection, record, step, moved_to, today)
    if step.move is Move.CLOSE:
        final = [duty for duty in step.guidance["duties"] if duty["at"] == DutyTime.END]
        records.add_duties(connection, reference, record.present.position, final)
    for code in report.duties:
        records.tick(connection, reference, code, report.happened_on, source.conversation, source.message)
    audit.note(
        connection,
        f"conversation:{source.conversation}",
        "progress_reported",
        reference,
        {"mode": record.mode, "kind": report.kind.value, "move": step.move.value},
    )
    return Reported(step.move, _again(connection, reference), new=True)


def _check(connection: Connection, record: Record, seen: Record, source: Source) -> None:
    if not keys.holds(connection, source.conversation, record.reference):
        raise NotRecorded(words("access", "no_key"))
    if not record.is_open:
        raise IsClosed(words("reporting", "closed"))
    if record.version != seen.version:
        raise ReportedMeanwhile(words("reporting", "meanwhile"))
    if not journal.is_pending(connection, source.message):
        raise NotRecorded(words("reporting", "not_recorded"))


def _step(library: Library, record: Record, report: Report, today: date) -> Step:
    procedure = library.find(record.partnership)
    if procedure is None:
        raise NotRecorded(words("reporting", "no_procedure"))
    standing = standing_of(record, library)
    if report.skip_to is not None:
        allowed = stages_to_go_to(procedure, RouteCode(record.route), standing, report.urgency)
        if report.skip_to not in allowed or not report.reason:
            raise NotRecorded(words("reporting", "no_skipping"))
    return step_after(procedure, standing, report, today)


def _enter(connection: Connection, record: Record, step: Step, position: int, today: date) -> None:
    guidance = with_directory(connection, step.guidance, step.facts, today)
    row = stage_row(guidance, step.facts.timeframe_working_days)
    records.add_stage(connection, record.reference, position, row)
    add_stage_duties(connection, record.reference, position, guidance)


def _row(record: Record, report: Report, source: Source, moved_to: int | None) -> dict[str, Any]:
    return {
        "report": source.draft,
        "reference": record.reference,
        "mode": record.mode,
        "position": record.present.position,
        "kind": (ProgressKind.SKIPPED if report.skip_to is not None else report.kind).value,
        "happened_on": report.happened_on,
        "who": report.who.value if report.who else None,
        "said": report.said,
        "agreed": report.agreed,
        "child_outcome": report.child_outcome,
        "reason": report.reason,
        "urgency": report.urgency.value if report.urgency else None,
        "raiser_told": report.raiser_told,
        "learning": report.learning,
        "moved_to": moved_to,
        "conversation_id": source.conversation,
        "message_id": source.message,
    }


def _again(connection: Connection, reference: str) -> Record:
    record = records.read_record(connection, reference)
    if record is None:
        raise NotRecorded(words("access", "no_key"))
    return record


def _move_made(connection: Connection, reference: str) -> Move:
    record = _again(connection, reference)
    if not record.is_open:
        return Move.CLOSE
    return Move.NEXT if record.told[-1].moved_to is not None else Move.STAY


def tick_duty(engine: Engine, source: Source, reference: str, code: str, day: date) -> bool:
    """Ticks one duty off. False where it was ticked off before, or is none of this record's.

    A message in a conversation counts only while its turn is under way; the record's page has no message.

    Raises:
        NotRecorded: it was not written, or the conversation holds no key to the record.
    """
    try:
        with writing(engine) as connection:
            if not keys.holds(connection, source.conversation, reference):
                raise NotRecorded(words("access", "no_key"))
            if source.message and not journal.is_pending(connection, source.message):
                raise NotRecorded(words("reporting", "not_recorded"))
            ticked = records.tick(connection, reference, code, day, source.conversation, source.message or None)
            if ticked:
                audit.note(connection, f"conversation:{source.conversation}", "duty_done", reference, {"duty": code})
            return ticked
    except SQLAlchemyError:
        raise NotRecorded(words("reporting", "not_recorded")) from None
