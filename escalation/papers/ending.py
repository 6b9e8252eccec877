"""How an escalation ended: what its last reports say of the outcome, of who was told, and of what was learnt."""

from collections.abc import Iterator

from escalation.guidance import RuleGiven
from escalation.papers.content import Paragraph, Row, Section, day, details
from escalation.papers.wording import london_day, words, yes_or_no
from escalation.progress import ProgressKind
from escalation.record import DutyKept, Record, Told


def resolution(record: Record) -> Told | None:
    """The report that settled the matter, or None while there is none."""
    resolved = [told for told in record.told if told.kind == ProgressKind.RESOLVED]
    return resolved[-1] if resolved else None


def confirmation_rule(record: Record) -> RuleGiven | None:
    """The rule by which the procedure asks for a written confirmation, or None where it does not."""
    asked = [rule for rule in record.guidance_now["rule_texts"] if rule["code"] == "written_confirmation"]
    return asked[0] if asked else None


def done_on(duty: DutyKept) -> str:
    """The day on which a duty was done, or that it was not ticked off."""
    return day(duty.done_on) if duty.done_on else words("record", "not_done")


def end_section(record: Record) -> Section:
    """The end, or that there is none yet. What was already told of it stands there in either case."""
    table = details(words("record", "about_end"), _end_rows(record))
    said = (Paragraph(words("record", "still_open")),) if record.is_open else ()
    return Section(words("record", "end"), 1, (*said, table))


def _end_rows(record: Record) -> Iterator[Row]:
    settled, rule = resolution(record), confirmation_rule(record)
    yield words("record", "end_outcome"), words("kinds", settled.kind) if settled else None
    yield words("record", "closed_on"), day(london_day(record.closed_at))
    yield words("record", "agreed"), settled.agreed if settled else None
    yield words("record", "child_outcome"), settled.child_outcome if settled else None
    yield words("record", "raiser_told"), yes_or_no(raiser_told(record))
    yield words("record", "learning"), _learning(record)
    asked = words("record", "confirmation_asked", ref=rule["ref"]) if rule else None
    yield words("record", "confirmation"), asked or words("record", "confirmation_not_asked")


def raiser_told(record: Record) -> bool | None:
    """Whether the person who raised it was told, as was reported last."""
    said = [told.raiser_told for told in record.told if told.raiser_told is not None]
    return said[-1] if said else None


def _learning(record: Record) -> str | None:
    return "\n".join(told.learning for told in record.told if told.learning) or None
