"""Where an escalation stands, in a few lines: its stage, by when an answer is due, and what is still to be done."""

from datetime import date

from escalation.day_words import spoken
from escalation.deadline import present_deadline
from escalation.record import Record
from escalation.words import words


def tell_standing(record: Record, today: date) -> str:
    """Where a record stands on a day, as a notice says it. Holds nothing that only the record's page should show."""
    present = record.present
    lines = [
        words(
            "standing",
            "stage",
            reference=record.reference,
            word=present.word,
            number=present.stage,
            title=present.title,
            since=spoken(_day(record)),
        )
    ]
    if record.closed_at is not None:
        lines.append(words("standing", "closed", day=spoken(record.closed_at.date())))
    else:
        lines.append(present_deadline(record, today).text)
        lines += [words("standing", "ended")] if record.ended else []
    lines += tell_duties(record)
    lines.append(words("standing", "page", path=page_of(record.reference)))
    return "\n".join(lines)


def tell_duties(record: Record) -> list[str]:
    """What the procedure asks for beside the stages and nobody has ticked off, as a list with its heading."""
    if not record.open_duties:
        return []
    return [words("standing", "duties"), *(f"- {duty.text} ({duty.cite})" for duty in record.open_duties)]


def page_of(reference: str) -> str:
    """The path of a record's own page."""
    return f"/escalations/{reference}"


def _day(record: Record) -> date:
    return record.standing(record.present.stage).since
