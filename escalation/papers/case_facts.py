"""The facts of the case, as the record form lists them."""

from collections.abc import Iterator

from escalation.day_words import in_words
from escalation.papers.content import Row, day
from escalation.papers.wording import Wording, london_day, words, yes_or_no
from escalation.record import Record


def case_rows(record: Record, wording: Wording) -> Iterator[Row]:
    """Every fact of the case in its own row. The free texts have sections of their own."""
    yield from _where_it_stands(record)
    yield from _whose_procedure(record, wording)
    yield from _what_it_is_about(record, wording)


def _where_it_stands(record: Record) -> Iterator[Row]:
    yield words("record", "reference"), record.reference
    yield words("record", "mode"), words("modes", record.mode)
    yield words("record", "status"), words("status", record.status)
    yield words("record", "opened_on"), day(london_day(record.opened_at))
    yield words("record", "started_on"), day(record.started_on)
    yield words("record", "closed_on"), day(london_day(record.closed_at))
    yield words("record", "case_reference"), record.case_reference


def _whose_procedure(record: Record, wording: Wording) -> Iterator[Row]:
    given = record.guidance["procedure"]
    yield words("record", "partnership"), wording.partnership
    yield words("record", "locality"), wording.locality
    yield words("record", "procedure"), record.procedure_title
    yield words("record", "edition"), record.procedure_edition
    yield words("record", "as_of"), in_words(record.procedure_as_of)
    yield words("record", "newer"), given["newer_known"] if given else None


def _what_it_is_about(record: Record, wording: Wording) -> Iterator[Row]:
    facts = record.facts
    for key in ("agency", "other_agency", "area", "conference"):
        yield words("record", key), wording.answer(key, getattr(facts, key))
    yield words("record", "urgency"), wording.answer("urgency", facts.urgency)
    yield words("record", "urgency_now"), wording.answer("urgency", record.urgency)
    yield words("record", "emergency"), yes_or_no(record.emergency)
    yield words("record", "route"), words("routes", record.route)
    yield words("record", "tried"), None if facts.tried is None else str(facts.tried)
