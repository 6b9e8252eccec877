"""One stage on the record form: what the procedure says of it, and all that was reported of it."""

from collections.abc import Iterator

from escalation.papers.content import Block, Paragraph, Row, Section, day, details
from escalation.papers.wording import Wording, contact_line, london_day, stage_name, words, yes_or_no
from escalation.record import Record, StageEntered, Told


def stage_sections(entered: StageEntered, record: Record, wording: Wording) -> Iterator[Section]:
    """The stage itself, then each report of it, in the order in which they came."""
    name = stage_name(entered)
    table = details(words("record", "about_stage", stage=name), _stage_rows(entered, record))
    reports = [told for told in record.told if told.position == entered.position]
    nothing: tuple[Block, ...] = () if reports else (Paragraph(words("record", "nothing_told")),)
    yield Section(name, 2, (table, *nothing))
    for number, told in enumerate(reports, start=1):
        title = words("record", "report", number=number, kind=words("kinds", told.kind))
        about = words("record", "about_report", stage=name)
        yield Section(title, 3, (details(about, _report_rows(told, record, wording)),))


def _stage_rows(entered: StageEntered, record: Record) -> Iterator[Row]:
    set_days, ours = entered.timeframe_working_days, entered.number_source == "ours"
    yield words("record", "standing"), _standing(entered, record)
    yield words("record", "number"), words("record", "number_ours" if ours else "number_text")
    yield words("record", "entered_on"), day(london_day(entered.entered_at))
    yield words("record", "actor"), words("actors", entered.actor)
    yield words("record", "contacts"), "\n".join(contact_line(contact) for contact in entered.contacts)
    yield words("record", "timescale"), entered.timescale_text
    yield words("record", "timeframe"), words("record", "timeframe_days", days=set_days) if set_days else None
    yield words("record", "due"), day(entered.due) if entered.due else words("record", "no_due")
    yield words("record", "stage_outcome"), _outcome(entered)


def _standing(entered: StageEntered, record: Record) -> str:
    if entered is not record.present:
        return words("record", "passed")
    return words("record", "stands_here" if record.is_open else "stood_here")


def _outcome(entered: StageEntered) -> str:
    if entered.outcome is None:
        return words("record", "no_outcome")
    on = day(london_day(entered.outcome_at))
    return words("record", "stage_outcome_on", kind=words("kinds", entered.outcome), day=on)


def _report_rows(told: Told, record: Record, wording: Wording) -> Iterator[Row]:
    """The rows of one report. What belongs to few reports has a row only where it was given."""
    yield words("record", "kind"), words("kinds", told.kind)
    yield words("record", "happened_on"), day(told.happened_on)
    yield words("record", "who"), words("speakers", told.who) if told.who else None
    for name in ("said", "agreed", "child_outcome"):
        yield words("record", name), getattr(told, name)
    yield words("record", "reason"), told.reason
    if told.urgency is not None:
        yield words("record", "told_urgency"), wording.answer("urgency", told.urgency)
    if told.raiser_told is not None:
        yield words("record", "raiser_told"), yes_or_no(told.raiser_told)
    if told.learning is not None:
        yield words("record", "learning"), told.learning
    if told.moved_to is not None:
        yield words("record", "moved_to"), _moved(told.moved_to, record)
    yield words("record", "reported_on"), day(london_day(told.reported_at))


def _moved(position: int, record: Record) -> str | None:
    entered = [stage for stage in record.stages if stage.position == position]
    return words("record", "moved", stage=stage_name(entered[0])) if entered else None
