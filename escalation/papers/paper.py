"""Making a paper: its content once, then the form that was asked for."""

from collections.abc import Callable
from datetime import date

from escalation.day_words import spoken
from escalation.errors import EscalationError
from escalation.library import Library
from escalation.papers.confirmation import confirmation, what_is_missing
from escalation.papers.content import Notice, Paper, Paragraph
from escalation.papers.message import message
from escalation.papers.pdf import pdf
from escalation.papers.plain import plain
from escalation.papers.record_form import record_form
from escalation.papers.word import word
from escalation.papers.wording import words
from escalation.record import Record

PAPERS = ("record", "message", "confirmation")
FORMS = ("docx", "pdf", "txt")

_WRITERS: dict[str, Callable[[Paper], bytes]] = {"docx": word, "pdf": pdf, "txt": plain}
_MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
}


class PaperUnknown(EscalationError):
    """There is no paper of that name, or no such form of it."""


def make_paper(name: str, form: str, record: Record, library: Library, today: date) -> bytes:
    """The paper as a file. The same record on the same day gives the same bytes.

    Args:
        name: one of `PAPERS`.
        form: one of `FORMS`.
        record: the record that the paper is about.
        library: the procedures, for the words in which the partnership puts things.
        today: the day on which the paper is made. It bears no time of day.

    Raises:
        PaperUnknown: there is no such paper or form.
        PaperTooEarly: a confirmation was asked for before anything was reported as resolved.
        PaperTooLate: a message was asked for after the escalation was closed.
        PaperNotMade: the PDF could not be set.
    """
    _check(name, form)
    return _WRITERS[form](paper_of(name, record, library, today))


def paper_of(name: str, record: Record, library: Library, today: date) -> Paper:
    """The content of a paper, in no form yet.

    Raises:
        PaperUnknown: there is no such paper.
        PaperTooEarly, PaperTooLate: as `make_paper`.
    """
    if name == "record":
        sections = tuple(record_form(record, library))
    elif name == "message":
        sections = tuple(message(record, library, today))
    elif name == "confirmation":
        sections = tuple(confirmation(record, library))
    else:
        raise PaperUnknown(words("errors", "no_paper"))
    return Paper(
        title=words("titles", name),
        reference=words("labels", "reference", reference=record.reference),
        mark=words("labels", "training") if _is_training(record) else None,
        care=words("labels", "care"),
        made_on=today,
        opening=(*_training(record), *(what_is_missing(record) if name == "confirmation" else ())),
        sections=sections,
        closing=(Paragraph(words("labels", "made_on", day=spoken(today))),) if name != "message" else (),
    )


def _is_training(record: Record) -> bool:
    return record.mode == "training"


def _training(record: Record) -> tuple[Notice, ...]:
    return (Notice(words("labels", "training_said")),) if _is_training(record) else ()


def file_name(name: str, form: str, record: Record) -> str:
    """The name under which a paper is saved. Of the case it holds the reference only.

    Raises:
        PaperUnknown: there is no such paper or form.
    """
    _check(name, form)
    return f"{words('files', name)}-{record.reference}.{form}"


def media_type(form: str) -> str:
    """The media type of a form.

    Raises:
        PaperUnknown: there is no such form.
    """
    if form not in FORMS:
        raise PaperUnknown(words("errors", "no_form"))
    return _MEDIA_TYPES[form]


def _check(name: str, form: str) -> None:
    if name not in PAPERS:
        raise PaperUnknown(words("errors", "no_paper"))
    media_type(form)
