"""A record as its pages show it: every field in the words that people know it by, and in the order of telling."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from escalation.calendar_file import dates_awaited
from escalation.day_words import spoken
from escalation.deadline import Deadline, deadlines_of, present_deadline
from escalation.library import Library
from escalation.papers.ending import raiser_told, resolution
from escalation.papers.paper import FORMS, PAPERS
from escalation.papers.wording import Wording, london_day, stage_name
from escalation.record import DutyKept, Record, StageEntered, Told
from web.card import Card, card_of
from web.pages import page_words

Row = tuple[str, str]
# Nothing is awaited any more, so its state is not that of a deadline.
CLOSED = "closed"


@dataclass(frozen=True)
class RecordInBrief:
    """Where a record stands, in a few lines. `state` is that of its deadline, or `closed`."""

    reference: str
    case_reference: str
    stage: str
    state: str
    by_when: str
    to_do: Sequence[str]

    @property
    def tag(self) -> str:
        """The state in a word or two."""
        return str(page_words()["records"]["states"][self.state])


@dataclass(frozen=True)
class ReportShown:
    """One report: what kind of thing happened, and the rows of what was told."""

    kind: str
    day: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class StageShown:
    """A stage on which the escalation has stood, with all that was told of it."""

    name: str
    since: str
    by_when: str
    is_present: bool
    reports: Sequence[ReportShown]


@dataclass(frozen=True)
class DutyShown:
    """A duty, with the day on which it was done, if it was."""

    code: str
    text: str
    cite: str
    done: str | None


@dataclass(frozen=True)
class PaperShown:
    """A paper in its forms. `not_now` says why it cannot be had at present, if so."""

    name: str
    forms: Sequence[str]
    not_now: str | None


@dataclass(frozen=True)
class RecordShown:
    """The whole record."""

    brief: RecordInBrief
    is_open: bool
    has_ended: bool
    since: str
    is_in_calendar: bool
    duties: Sequence[DutyShown]
    card: Card | None
    stages: Sequence[StageShown]
    ending: Sequence[Row]
    afterwards: Sequence[str]
    papers: Sequence[PaperShown]
    case: Sequence[Row]

    @property
    def open_duties(self) -> list[DutyShown]:
        """What is still to be done."""
        return [duty for duty in self.duties if duty.done is None]

    @property
    def duties_done(self) -> list[DutyShown]:
        """What has been ticked off."""
        return [duty for duty in self.duties if duty.done is not None]


def record_in_brief(record: Record, today: date) -> RecordInBrief:
    """Where a record stands on a day."""
    deadline = present_deadline(record, today)
    return RecordInBrief(
        reference=record.reference,
        case_reference=record.case_reference,
        stage=stage_name(record.present),
        state=deadline.state.value if record.is_open else CLOSED,
        by_when=_by_when(record, deadline),
        to_do=[duty.text for duty in record.open_duties],
    )


def show_record(record: Record, library: Library, today: date) -> RecordShown:
    """Everything that the page of a record shows of it.

    Args:
        record: the record.
        library: the procedures, for the words in which the partnership puts things.
        today: the day in London.
    """
    deadlines = deadlines_of(record, today)
    return RecordShown(
        brief=record_in_brief(record, today),
        is_open=record.is_open,
        has_ended=record.ended,
        since=_day(record.present),
        is_in_calendar=bool(dates_awaited(record)),
        duties=[_duty(duty) for duty in record.duties],
        card=card_of(record.guidance_now) if record.is_open else None,
        stages=[_stage(record, *each) for each in zip(record.stages, deadlines, strict=True)],
        ending=[] if record.is_open else list(_ending(record)),
        afterwards=[] if record.is_open else record.guidance_now["after"],
        papers=[PaperShown(name, FORMS, _not_now(name, record)) for name in PAPERS],
        case=list(_case(record, Wording(record, library))),
    )


def _not_now(paper: str, record: Record) -> str | None:
    if paper == "confirmation" and resolution(record) is None:
        return str(page_words()["papers"]["early"])
    if paper == "message" and not record.is_open:
        return str(page_words()["papers"]["late"])
    return None


def _by_when(record: Record, deadline: Deadline) -> str:
    closed_on = london_day(record.closed_at)
    return deadline.text if closed_on is None else _said("closed_on", day=spoken(closed_on))


def _day(entered: StageEntered) -> str:
    day = london_day(entered.entered_at)
    assert day is not None
    return spoken(day)


def _duty(duty: DutyKept) -> DutyShown:
    return DutyShown(duty.code, duty.text, duty.cite, spoken(duty.done_on) if duty.done_on else None)


# --- what has happened --------------------------------------------------------------------------------------


def _stage(record: Record, entered: StageEntered, deadline: Deadline) -> StageShown:
    told = [report for report in record.told if report.position == entered.position]
    return StageShown(
        name=stage_name(entered),
        since=_day(entered),
        by_when=deadline.text,
        is_present=entered is record.present,
        reports=[_report(report, record) for report in told],
    )


def _report(told: Told, record: Record) -> ReportShown:
    return ReportShown(_word("kinds", told.kind), spoken(told.happened_on), list(_report_rows(told, record)))


def _report_rows(told: Told, record: Record) -> Iterator[Row]:
    """What was told. What was not has no row."""
    if told.who is not None:
        yield _label("who"), _word("speakers", told.who)
    for name in ("said", "agreed", "child_outcome", "reason"):
        value = getattr(told, name)
        if value:
            yield _label(name), value
    if told.urgency is not None:
        yield _label("urgency"), _word("urgencies", told.urgency)
    if told.raiser_told is not None:
        yield _label("raiser_told"), _yes_or_no(told.raiser_told)
    if told.learning:
        yield _label("learning"), told.learning
    for entered in record.stages:
        if entered.position == told.moved_to:
            yield _label("moved_to"), stage_name(entered)


def _ending(record: Record) -> Iterator[Row]:
    """How a closed record ended. What nobody told is said to be missing."""
    settled, told = resolution(record), raiser_told(record)
    missing = _said("not_told")
    learnt = [report.learning for report in record.told if report.learning]
    yield _label("agreed"), (settled.agreed if settled else None) or missing
    yield _label("child_outcome"), (settled.child_outcome if settled else None) or missing
    yield _label("raiser_told"), missing if told is None else _yes_or_no(told)
    yield _label("learning"), "\n".join(learnt) or missing


def _case(record: Record, wording: Wording) -> Iterator[Row]:
    """What was recorded at the opening."""
    opened_on = london_day(record.opened_at)
    assert opened_on is not None
    facts = {key: wording.answer(key, getattr(record.facts, key)) for key in ("area", "agency", "other_agency")}
    found = {
        "case_reference": record.case_reference,
        "opened_on": spoken(opened_on),
        "partnership": wording.partnership,
        "locality": wording.locality,
        **facts,
        "urgency": wording.answer("urgency", record.urgency),
        "description": record.description,
        "outcome_sought": record.outcome_sought,
    }
    yield from ((_label(name), value) for name, value in found.items() if value)


# --- words --------------------------------------------------------------------------------------------------


def _label(name: str) -> str:
    return _word("labels", name)


def _word(section: str, name: str) -> str:
    return str(page_words()["record"][section][name])


def _yes_or_no(value: bool) -> str:
    return _said("yes" if value else "no")


def _said(name: str, **fill: str) -> str:
    return str(page_words()["record"][name]).format(**fill)
