"""The written confirmation of the agreed outcome, for both sides to check and sign."""

from collections.abc import Iterator

from escalation.errors import EscalationError
from escalation.library import Library
from escalation.papers.content import (
    Block,
    Bullets,
    Notice,
    Paragraph,
    Row,
    Section,
    Signature,
    day,
    details,
    is_said,
    one_line,
    said,
)
from escalation.papers.ending import confirmation_rule, raiser_told, resolution
from escalation.papers.wording import Wording, stage_name, words, yes_or_no
from escalation.record import Record, Told


class PaperTooEarly(EscalationError):
    """Nothing was resolved yet, so there is nothing to confirm."""


def confirmation(record: Record, library: Library) -> Iterator[Section]:
    """The sections of the confirmation.

    Raises:
        PaperTooEarly: nothing was reported as resolved.
    """
    settled = resolution(record)
    if settled is None:
        raise PaperTooEarly(words("errors", "too_early"))
    wording = Wording(record, library)
    yield Section(words("confirmation", "why"), 1, tuple(_why(record, wording)))
    case = details(words("confirmation", "about_case"), _case_rows(record, settled, wording))
    yield Section(words("confirmation", "case"), 1, (case,))
    yield Section(words("confirmation", "disagreed"), 1, tuple(_disagreed(record, wording)))
    yield Section(words("confirmation", "agreed"), 1, _agreed(settled))
    yield Section(words("confirmation", "outcome"), 1, said(settled.child_outcome))
    yield Section(words("confirmation", "open"), 1, (_still_open(),))
    told = yes_or_no(raiser_told(record)) or words("labels", "not_given")
    line = words("confirmation", "raiser", told=told)
    yield Section(words("confirmation", "told"), 1, (Paragraph(line),))
    yield Section(words("confirmation", "signed"), 1, tuple(_signatures(wording)))


def what_is_missing(record: Record) -> tuple[Notice, ...]:
    """What stands at the top where nobody told what was agreed. A closed record takes no further report of it."""
    settled = resolution(record)
    return () if settled is None or is_said(settled.agreed) else (Notice(words("confirmation", "agreed_missing")),)


def _why(record: Record, wording: Wording) -> Iterator[Paragraph]:
    rule = confirmation_rule(record)
    if rule is None:
        yield Paragraph(words("confirmation", "not_asked", procedure=wording.procedure))
    else:
        asked = {"procedure": wording.procedure, "ref": rule["ref"], "text": rule["text"]}
        yield Paragraph(words("confirmation", "asked", **asked))
    yield Paragraph(words("confirmation", "check"))


def _case_rows(record: Record, settled: Told, wording: Wording) -> Iterator[Row]:
    between = {"own": wording.own_agency, "other": wording.other_agency}
    stages = [stage_name(entered) for entered in record.stages if entered.position == settled.position]
    yield words("record", "reference"), record.reference
    yield words("record", "case_reference"), record.case_reference
    yield words("confirmation", "between"), words("confirmation", "both", **between)
    yield words("record", "procedure"), wording.procedure
    yield words("confirmation", "stage"), "\n".join(stages)
    yield words("confirmation", "agreed_on"), day(settled.happened_on)


def _disagreed(record: Record, wording: Wording) -> Iterator[Block]:
    yield Bullets((one_line(wording.answer("area", record.facts.area)),))
    yield from said(record.description)


def _agreed(settled: Told) -> tuple[Block, ...]:
    if is_said(settled.agreed):
        return said(settled.agreed)
    lines = tuple(words("confirmation", name) for name in ("agreed_what", "agreed_more", "agreed_who"))
    return (Signature(words("confirmation", "agreed_write"), lines),)


def _still_open() -> Signature:
    """Lines for what concerns both sides. The duties of the side that escalated are its own affair."""
    lines = tuple(words("confirmation", name) for name in ("open_what", "open_how", "open_when"))
    return Signature(words("confirmation", "open_write"), lines)


def _signatures(wording: Wording) -> Iterator[Block]:
    yield Paragraph(words("confirmation", "signed_said"))
    lines = tuple(words("confirmation", name) for name in ("role", "signature", "signed_on"))
    for agency in (wording.own_agency, wording.other_agency):
        yield Signature(words("confirmation", "for_side", agency=agency), lines)
