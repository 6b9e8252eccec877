"""The record form: everything that was recorded of an escalation, from its opening to its end."""

from collections.abc import Iterator

from escalation.library import Library
from escalation.papers.case_facts import case_rows
from escalation.papers.content import Paragraph, Section, details, listing, said
from escalation.papers.ending import done_on, end_section
from escalation.papers.stage_story import stage_sections
from escalation.papers.wording import Wording, stage_name, words
from escalation.record import Record


def record_form(record: Record, library: Library) -> Iterator[Section]:
    """The sections of the record form."""
    wording = Wording(record, library)
    yield Section(words("record", "case"), 1, (details(words("record", "about_case"), case_rows(record, wording)),))
    yield Section(words("record", "disagreement"), 1, ())
    yield Section(words("record", "description"), 2, said(record.description))
    yield Section(words("record", "outcome_sought"), 2, said(record.outcome_sought))
    stages = Paragraph(words("record", "stages_said", count=len(record.stages)))
    yield Section(words("record", "stages"), 1, (stages,))
    for entered in record.stages:
        yield from stage_sections(entered, record, wording)
    yield _duties(record)
    yield end_section(record)
    yield _unknowns(record)
    yield _citations(record, wording)


def _duties(record: Record) -> Section:
    title = words("record", "duties")
    if not record.duties:
        return Section(title, 1, (Paragraph(words("record", "no_duties")),))
    names = {entered.position: stage_name(entered) for entered in record.stages}
    table = listing(
        words("record", "about_duties"),
        tuple(words("record", name) for name in ("duty", "duty_stage", "duty_cite", "duty_done")),
        (42, 24, 16, 18),
        ((duty.text, names.get(duty.position), duty.cite, done_on(duty)) for duty in record.duties),
    )
    return Section(title, 1, (table,))


def _unknowns(record: Record) -> Section:
    title = words("record", "unknowns")
    guidances = [record.guidance, *(entered.guidance for entered in record.stages if entered.guidance)]
    found = dict.fromkeys((given["text"], given["held_in"]) for guidance in guidances for given in guidance["unknowns"])
    if not found:
        return Section(title, 1, (Paragraph(words("record", "no_unknowns")),))
    columns = (words("record", "unknown"), words("record", "held_in"))
    return Section(title, 1, (listing(words("record", "about_unknowns"), columns, (55, 45), found),))


def _citations(record: Record, wording: Wording) -> Section:
    cited = dict.fromkeys((given["ref"], given["summary"]) for entered in record.stages for given in entered.citations)
    columns = (words("record", "paragraph"), words("record", "summary"))
    source = Paragraph(words("record", "citations_said", procedure=wording.procedure))
    table = listing(words("record", "about_citations"), columns, (30, 70), cited)
    return Section(words("record", "citations"), 1, (source, table))
