"""The message to the other agency: what is disagreed, why, what is asked for, and by when. A draft to be checked."""

from collections.abc import Iterator
from datetime import date

from escalation.errors import Refused
from escalation.facts import Urgency
from escalation.library import Library
from escalation.papers.content import Block, Bullets, Notice, Paragraph, Row, Section, day, details, one_line, said
from escalation.papers.wording import Wording, role_line, stage_name, words
from escalation.procedure import Actor, TimescaleKind
from escalation.record import Record
from escalation.words import words as spoken_words


class PaperTooLate(Refused):
    """The escalation is closed, so there is nothing left to ask the other agency for."""

    def __init__(self) -> None:
        super().__init__("too_late", words("errors", "too_late"), 409)


def message(record: Record, library: Library, today: date) -> Iterator[Section]:
    """The sections of the message.

    Raises:
        PaperTooLate: the escalation is closed.
    """
    if not record.is_open:
        raise PaperTooLate
    wording = Wording(record, library)
    yield Section(words("message", "note"), 1, tuple(_notes(record)))
    about = details(words("message", "about_from_to"), _from_to(record, wording, today))
    yield Section(words("message", "from_to"), 1, (about,))
    yield Section(words("message", "disagreement"), 1, tuple(_disagreement(record, wording)))
    yield Section(words("message", "evidence"), 1, said(record.description))
    yield Section(words("message", "outcome"), 1, said(record.outcome_sought))
    if tried := _tried(record):
        yield Section(words("message", "tried"), 1, (Bullets(tried),))
    yield Section(words("message", "by_when"), 1, tuple(_by_when(record, today)))
    yield Section(words("message", "procedure"), 1, tuple(_procedure(record, wording)))
    yield Section(words("message", "next"), 1, tuple(_next(record)))
    answer = (Paragraph(words("message", "please")), Paragraph(words("message", "thanks")))
    yield Section(words("message", "answer"), 1, answer)


def _notes(record: Record) -> Iterator[Block]:
    """What the sender reads and takes out."""
    if record.urgency == Urgency.IMMEDIATE_DANGER:
        yield Notice(spoken_words("emergency", "ring_999"))
    yield Notice(words("message", "draft"))
    yield Paragraph(words("message", "names"))
    if record.present.actor != Actor.PRACTITIONER:
        yield Paragraph(words("message", "not_alone"))
    if _awaits_a_date(record):
        yield Paragraph(words("message", "write_the_date"))
    # The procedure's roles are told from the practitioner's side ("your manager"), so they are no address.
    yield Paragraph(words("message", "roles"))
    yield Bullets(tuple(role_line(contact) for contact in record.present.contacts))


def _from_to(record: Record, wording: Wording, today: date) -> Iterator[Row]:
    actor = record.present.actor
    yield words("message", "from"), words("senders", actor, agency=wording.own_agency)
    yield words("message", "to"), words("receivers", actor, agency=wording.other_agency)
    yield words("message", "our_case"), record.case_reference
    yield words("message", "our_reference"), record.reference
    yield words("message", "date"), day(today)


def _disagreement(record: Record, wording: Wording) -> Iterator[Block]:
    yield Paragraph(words("message", "dear"))
    yield Paragraph(words("message", "opening"))
    yield Bullets((one_line(wording.answer("area", record.facts.area)),))
    yield Paragraph(words("message", "urgency", urgency=wording.answer("urgency", record.urgency)))


def _tried(record: Record) -> tuple[str, ...]:
    """The stages that are over: which, how it went, and when. What was said there is not passed on."""
    names = {entered.position: stage_name(entered) for entered in record.stages}
    return tuple(
        words(
            "message",
            "tried_line",
            stage=names[told.position],
            kind=words("kinds", told.kind),
            day=day(told.happened_on),
        )
        for told in record.told
        if told.moved_to is not None and told.position in names
    )


def _awaits_a_date(record: Record) -> bool:
    """Whether the practitioner is to say by when, and has not yet."""
    return record.present.timescale_kind == TimescaleKind.SET_BY_USER and record.present.due is None


def _by_when(record: Record, today: date) -> Iterator[Paragraph]:
    present = record.present
    if present.due is not None:
        yield Paragraph(words("message", "due" if present.due >= today else "overdue", due=day(present.due)))
    kind = TimescaleKind(present.timescale_kind)
    if kind is TimescaleKind.NOT_STATED:
        yield Paragraph(words("message", "not_stated"))
    elif kind is TimescaleKind.SET_BY_USER:
        yield Paragraph(words("message", "set_by_user" if _awaits_a_date(record) else "due_set"))
    else:
        fixed = kind is TimescaleKind.FIXED
        yield Paragraph(words("message", "due_fixed" if fixed else "words_only", text=present.timescale_text))


def _procedure(record: Record, wording: Wording) -> Iterator[Paragraph]:
    yield Paragraph(words("message", "acting_under", procedure=wording.procedure))
    yield Paragraph(words("message", "acting_at", stage=stage_name(record.present)))
    supports = ("stage", "route", "timescale", "step")
    refs = dict.fromkeys(given["ref"] for given in record.present.citations if given["supports"] in supports)
    yield Paragraph(words("message", "paragraphs", refs="; ".join(refs)))


def _next(record: Record) -> Iterator[Paragraph]:
    following = record.guidance_now["next"]
    if following is None:
        yield Paragraph(words("message", "no_next"))
        return
    number, title = following["stage"], following["title"]
    yield Paragraph(words("message", "next_step", word=record.present.word, number=number, title=title))
