"""The shapes of a record in the API, for its documentation and for the answers themselves."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from escalation import clock
from escalation.deadline import deadlines_of
from escalation.papers.ending import raiser_told, resolution
from escalation.papers.wording import stage_name
from escalation.record import Record
from web.record_view import record_in_brief

State = Literal["none", "coming", "due", "overdue", "ended"]


class _Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class OpenerIn(BaseModel):
    """What opens a record."""

    reference: str = Field(max_length=200, description="In any form: `4827-3195-6`, or read out in words.")
    resume_code: str = Field(max_length=200, description="Its four words, in their order.")


class DutyIn(BaseModel):
    """A duty to be ticked off."""

    duty: str = Field(max_length=200, description="Its code.")
    done_on: str | None = Field(None, max_length=200, description="The day, such as `2026-11-03`. Today without it.")


class ReminderIn(BaseModel):
    """An address for reminders."""

    email: str = Field(max_length=254)


class RecordBriefOut(_Out):
    """Where a record stands, in short."""

    reference: str
    case_reference: str
    stage: str = Field(description="The present stage, as the partnership calls it.")
    state: Literal["none", "coming", "due", "overdue", "ended", "closed"] = Field(
        description="How its deadline stands."
    )
    by_when: str = Field(description="The deadline in words.")
    to_do: list[str] = Field(description="What the procedure asks for and nobody has ticked off.")


class RecordsOut(BaseModel):
    """The records that a conversation may see, the one opened last first."""

    escalations: list[RecordBriefOut]


class StageOut(_Out):
    """A stage on which the escalation has stood."""

    position: int = Field(description="Counts the stages in the order in which they were entered.")
    stage: int = Field(description="Its number in the procedure.")
    word: str = Field(description="What the partnership calls it: stage, step.")
    title: str
    number_source: str
    actor: str
    contacts: list[Any]
    timescale_kind: str
    timescale_text: str
    working_days: int | None
    timeframe_working_days: int | None = Field(description="The time that the practitioner set, in working days.")
    due: date | None
    citations: list[Any]
    entered_at: datetime
    outcome: str | None = Field(description="How it ended.")
    outcome_at: datetime | None
    guidance: dict[str, Any] | None = Field(description="What the procedure said when it was entered.")


class ToldOut(_Out):
    """One report of what happened."""

    position: int = Field(description="The position of the stage that it tells of.")
    kind: str
    happened_on: date
    who: str | None
    said: str | None
    agreed: str | None
    child_outcome: str | None
    reason: str | None
    urgency: str | None
    raiser_told: bool | None
    learning: str | None
    moved_to: int | None = Field(description="The position of the stage that it led to.")
    reported_at: datetime


class DutyOut(_Out):
    """Something that the procedure asks for beside the stages."""

    position: int
    code: str
    text: str
    cite: str
    done_on: date | None


class DeadlineOut(_Out):
    """By when an answer is due at a stage, and how that stands today."""

    position: int
    stage: int
    state: State
    due: date | None
    set_by: str | None = Field(description="`procedure` or `practitioner`.")
    working_days: int | None = Field(description="Working days left, or passed since.")
    most: int | None = Field(description="The procedure's own maximum in days.")
    text: str


class ClosingOut(BaseModel):
    """How a closed escalation ended."""

    closed_at: datetime
    agreed: str | None
    child_outcome: str | None
    raiser_told: bool | None
    learning: list[str]


class RecordOut(_Out):
    """A record, whole, for a conversation that may see it."""

    reference: str
    mode: Literal["live", "training"]
    status: Literal["open", "closed"]
    opened_at: datetime
    started_on: date
    partnership: str
    locality: str | None
    procedure_title: str
    procedure_edition: str
    procedure_as_of: str
    facts: dict[str, Any] = Field(description="As recorded at the opening.")
    case_reference: str
    description: str | None
    outcome_sought: str | None
    route: str
    emergency: bool
    urgency: str = Field(description="As told last.")
    stage: str = Field(description="The present stage, as the partnership calls it.")
    stages: list[StageOut]
    told: list[ToldOut]
    duties: list[DutyOut]
    deadlines: list[DeadlineOut] = Field(description="One for each stage, in the order of `stages`.")
    closing: ClosingOut | None
    resume_code: str | None = Field(description="Null where the code that was given out cannot be shown any more.")
    reminder_emails: list[str]


class TickedOut(BaseModel):
    """The duties after one was ticked off."""

    ticked: bool = Field(description="False where it had been ticked off before.")
    duties: list[DutyOut]


class RemindersOut(BaseModel):
    """Where the reminders of a record go."""

    emails: list[str]


class CodeOut(BaseModel):
    """The resume code that works now."""

    resume_code: str | None


def records_out(records: Sequence[Record]) -> RecordsOut:
    """The records in short."""
    today = clock.today()
    return RecordsOut(escalations=[RecordBriefOut.model_validate(record_in_brief(record, today)) for record in records])


def duties_out(record: Record) -> list[DutyOut]:
    """The duties of a record."""
    return [DutyOut.model_validate(duty) for duty in record.duties]


def record_out(record: Record, code: str | None, emails: Sequence[str]) -> RecordOut:
    """A record with what its holder may know beside it."""
    plain = {name: getattr(record, name) for name in RecordOut.model_fields if hasattr(record, name)}
    return RecordOut(
        **{
            **plain,
            "facts": record.facts.model_dump(mode="json"),
            "stage": stage_name(record.present),
            "deadlines": deadlines_of(record, clock.today()),
            "closing": _closing(record),
            "resume_code": code,
            "reminder_emails": emails,
        }
    )


def _closing(record: Record) -> ClosingOut | None:
    if record.closed_at is None:
        return None
    settled = resolution(record)
    return ClosingOut(
        closed_at=record.closed_at,
        agreed=settled.agreed if settled else None,
        child_outcome=settled.child_outcome if settled else None,
        raiser_told=raiser_told(record),
        learning=[told.learning for told in record.told if told.learning],
    )
