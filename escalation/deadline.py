"""By when an answer is due at each stage of a record, and how that stands on a given day. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from escalation.day_words import spoken
from escalation.procedure import TimescaleKind
from escalation.record import Record, StageEntered
from escalation.words import Wordbook
from escalation.working_days import working_days_between

deadline_words = Wordbook(Path(__file__).with_name("deadline.yml"))


class DeadlineState(StrEnum):
    """How a deadline stands. `ended` has a date, but nothing is awaited at that stage any more."""

    NONE = "none"
    COMING = "coming"
    DUE = "due"
    OVERDUE = "overdue"
    ENDED = "ended"


class SetBy(StrEnum):
    """Who gave the date."""

    PROCEDURE = "procedure"
    PRACTITIONER = "practitioner"


@dataclass(frozen=True)
class Deadline:
    """The deadline of one stage.

    `working_days` are those left until it, or those that have passed since; None unless an answer is awaited. `most` is
    the procedure's own maximum in days, in whatever days it means. `text` says all of it in words.
    """

    position: int
    stage: int
    word: str
    state: DeadlineState
    due: date | None
    set_by: SetBy | None
    working_days: int | None
    most: int | None
    text: str


def deadlines_of(record: Record, today: date) -> tuple[Deadline, ...]:
    """The deadline of each stage of a record, in the order in which the stages were entered.

    Args:
        record: the record.
        today: the day in London on which somebody asks.
    """
    return tuple(_deadline(record, stage, today) for stage in record.stages)


def present_deadline(record: Record, today: date) -> Deadline:
    """The deadline of the stage on which a record stands, or stood last."""
    return _deadline(record, record.present, today)


def say_due(due: date, today: date) -> str:
    """How the deadline of an answer that is awaited stands today, in words."""
    return _in_words(_state(due, today), due, _distance(due, today))


def _deadline(record: Record, stage: StageEntered, today: date) -> Deadline:
    state, days = DeadlineState.NONE, None
    if stage.due is not None:
        awaited = record.is_open and stage.position == record.present.position and stage.outcome is None
        state = _state(stage.due, today) if awaited else DeadlineState.ENDED
        days = _distance(stage.due, today) if awaited else None
    most = _most(record, stage)
    return Deadline(
        position=stage.position,
        stage=stage.stage,
        word=stage.word,
        state=state,
        due=stage.due,
        set_by=_set_by(stage),
        working_days=days,
        most=most,
        text=_text(stage, state, days, most),
    )


def _state(due: date, today: date) -> DeadlineState:
    if today < due:
        return DeadlineState.COMING
    return DeadlineState.DUE if today == due else DeadlineState.OVERDUE


def _distance(due: date, today: date) -> int:
    return working_days_between(min(due, today), max(due, today))


def _set_by(stage: StageEntered) -> SetBy | None:
    if stage.due is None:
        return None
    return SetBy.PROCEDURE if stage.timescale_kind == TimescaleKind.FIXED else SetBy.PRACTITIONER


def _most(record: Record, stage: StageEntered) -> int | None:
    guidance = stage.guidance or (record.guidance if stage.position == 1 else None)
    timescale = guidance["timescale"] if guidance else None
    return timescale["max"] if timescale else None


def _text(stage: StageEntered, state: DeadlineState, days: int | None, most: int | None) -> str:
    if stage.due is None:
        text = deadline_words("undated", stage.timescale_kind, text=stage.timescale_text, word=stage.word)
    else:
        text = _in_words(state, stage.due, days, stage.word)
    return text if most is None else f"{text} {deadline_words('most', 'days', most=most)}"


def _in_words(state: DeadlineState, due: date, days: int | None, word: str = "") -> str:
    counts = state in (DeadlineState.COMING, DeadlineState.OVERDUE) and days in (0, 1)
    name = f"{state}_{days}" if counts else state.value
    return deadline_words("awaited", name, due=spoken(due), days=days, word=word)
