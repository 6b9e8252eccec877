"""The fixed words of the papers, and facts of a record in the words that people know them by."""

from datetime import date, datetime
from pathlib import Path

from escalation.clock import LONDON
from escalation.day_words import in_words
from escalation.guidance import ContactGiven
from escalation.interview.draft import Draft
from escalation.interview.questions import label
from escalation.library import Library
from escalation.record import Record, StageEntered
from escalation.words import Wordbook

words = Wordbook(Path(__file__).with_name("words.yml"))


class Wording:
    """How one record's facts read: in the partnership's own terms where it has them."""

    def __init__(self, record: Record, library: Library) -> None:
        self._record = record
        self._library = library
        self._draft = Draft({"partnership": record.partnership})

    def answer(self, key: str, value: object) -> str | None:
        """The answer to a question of the interview, as its summary words it; None where there is none."""
        return None if value is None else label(key, value, self._draft, self._library)

    @property
    def own_agency(self) -> str:
        """The kind of agency that escalated."""
        return self.answer("agency", self._record.facts.agency) or words("labels", "own_side")

    @property
    def other_agency(self) -> str:
        """The kind of agency that it disagrees with."""
        return self.answer("other_agency", self._record.facts.other_agency) or words("labels", "other_side")

    @property
    def partnership(self) -> str:
        """The partnership's name, or its code where its file is gone."""
        procedure = self._library.find(self._record.partnership)
        return procedure.name if procedure else self._record.partnership

    @property
    def locality(self) -> str | None:
        """The name of the local partnership, where several share the procedure."""
        procedure = self._library.find(self._record.partnership)
        locality = procedure.locality(self._record.locality) if procedure else None
        return locality.name if locality else self._record.locality

    @property
    def procedure(self) -> str:
        """The procedure with its edition."""
        return words("labels", "procedure", title=self._record.procedure_title, edition=self._record.procedure_edition)


def stage_name(entered: StageEntered) -> str:
    """A stage as the partnership calls it: Stage 2: The managers."""
    return words("labels", "stage", word=entered.word.capitalize(), number=entered.stage, title=entered.title)


def role_line(contact: ContactGiven) -> str:
    """Somebody to speak to, by side and role."""
    return words("contacts", "line", side=words("sides", contact["side"]), role=contact["role"])


def contact_line(contact: ContactGiven) -> str:
    """Somebody to speak to, with what was known of the person."""
    line = role_line(contact)
    known = [part for part in (contact["name"], contact["phone"], contact["email"]) if part]
    if not known:
        return line
    note = words("contacts", contact["status"], as_of=in_words(contact["as_of"] or ""))
    return words("contacts", "known", line=line, details=", ".join(known), note=note)


def london_day(moment: datetime | None) -> date | None:
    """The day of a moment, in London. The time of day stays in the record and is on no paper."""
    return moment.astimezone(LONDON).date() if moment else None


def yes_or_no(value: bool | None) -> str | None:
    """Yes or no, in words; None where it is not known."""
    return None if value is None else words("labels", "yes" if value else "no")
