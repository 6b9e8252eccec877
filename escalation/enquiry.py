"""What somebody asks in the middle of a talk, answered from the procedure that the talk is about."""

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine

from escalation.access import record_for, references_of
from escalation.deadline import present_deadline
from escalation.explaining.answers import (
    explain_contact,
    explain_decision_stands,
    explain_next,
    explain_person,
    explain_receiving,
    explain_record,
    explain_stage,
    explain_support,
    explain_timescale,
    stage_asked,
)
from escalation.facts import Facts
from escalation.interview import received
from escalation.interview.draft import Draft
from escalation.interview.message import Asker
from escalation.interview.strand import Strand
from escalation.interview.telling import tell_part
from escalation.library import Library
from escalation.procedure import Procedure, Trouble
from escalation.record import Record
from escalation.recording import advise_with_directory
from escalation.words import words

_EXPLAINING = {
    "stage": explain_stage,
    "contact": explain_contact,
    "timescale": explain_timescale,
    "next_step": explain_next,
    "record": explain_record,
}
# What the procedure says to one side only: the one who is challenged is told what it asks of them instead.
_OF_ONE_SIDE = ("stage", "contact", "next_step")
TOPICS = (*_EXPLAINING, "decision_stands")
_WHO = re.compile(
    r"\W*(?:sorry,? |ok,? |and |so )*(?:(?:who|what)(?: exactly)?(?:['’]?s| is| are| does)\b|tell me (?:about|who)\b"
    r"|explain (?:who|what)\b)",
    re.IGNORECASE,
)

_WHO_IS = re.compile(r"\W*(?:and |so )?who(?:['’]?s| is| are) (?:the|an?|our)\b", re.IGNORECASE)
_A_CONTACT = re.compile(
    r"\b(?:contact|person|people|speak|talk|ring|call|next|right|manager|go to|tell|one|other side|higher)\b",
    re.IGNORECASE,
)


def asks_who(text: str) -> bool:
    """Whether a message may ask who somebody is. It is told from the words alone, before anything is looked up."""
    return _WHO.match(text) is not None


@dataclass(frozen=True)
class InView:
    """What a question is about: a procedure, the facts so far, and the record if there is one.

    `receiving` is true for somebody who was challenged; the facts are then theirs.
    """

    procedure: Procedure | None
    facts: Facts
    record: Record | None = None
    receiving: bool = False


@dataclass(frozen=True)
class Enquiry:
    """Answers questions from the procedures, with their paragraphs."""

    engine: Engine
    library: Library

    def in_view(self, strand: Strand | None, draft: Draft, asker: Asker) -> InView:
        """What a question is about: the record that is open, else the case, else this conversation's newest record."""
        if strand is not None and strand.reference is not None:
            return self._of_record(record_for(self.engine, asker.conversation, strand.reference))
        if strand is not None and strand.matter == received.MATTER:
            facts = received.facts_of(strand)
            return InView(self.library.find(facts.partnership), facts, receiving=True)
        facts = draft.facts(self.library)
        # In the middle of a new case a question is never answered out of an old record.
        known = [] if draft.answers else references_of(self.engine, asker.conversation)
        if known:
            return self._of_record(record_for(self.engine, asker.conversation, known[0]))
        return InView(self.library.find(facts.partnership), facts)

    def _of_record(self, record: Record) -> InView:
        facts = record.facts.model_copy(update={"tried": record.present.stage - 1})
        return InView(self.library.find(record.partnership), facts, record)

    def answer(self, topic: str, text: str, view: InView, today: date) -> str:
        """The answer to a question.

        Args:
            topic: one of `TOPICS`.
            text: the question, which may name a stage or a person.
            view: what it is about.
            today: the date in London.
        """
        person = self.who(text, view) or self._nobody(text, view)
        if person is not None:
            return person
        number = stage_asked(text)
        if view.receiving and number is None and topic in _OF_ONE_SIDE:
            said = explain_receiving(view.procedure, view.facts)
        elif topic == "decision_stands":
            said = explain_decision_stands(view.procedure, view.facts)
        elif topic == "contact" and number is None and view.procedure is not None:
            said = self._contacts(view, today)
        else:
            said = _EXPLAINING[topic](view.procedure, view.facts, number)
        return "\n".join([*self._about(view), said, *self._besides(topic, number, view, today)])

    def who(self, text: str, view: InView) -> str | None:
        """Who somebody is that the procedure speaks of, if that is what is asked."""
        if view.procedure is None or not asks_who(text):
            return None
        return explain_person(view.procedure, text)

    def _nobody(self, text: str, view: InView) -> str | None:
        """That the procedure does not speak of somebody, where a question names somebody and means no contact."""
        if view.procedure is None or not _WHO_IS.match(text) or _A_CONTACT.search(text):
            return None
        return words("telling", "nobody_of_that_name", name=view.procedure.name)

    def support(self, trouble: Trouble, view: InView) -> str:
        """What the procedure says to somebody who is blocked, is afraid, or disagrees within their own agency."""
        return explain_support(view.procedure, trouble)

    def _contacts(self, view: InView, today: date) -> str:
        """Whom to speak to now, with the people whom the directory names."""
        if view.record is not None:
            return tell_part("contact", view.record.guidance_now)
        answers = view.facts.model_dump(mode="json", exclude_none=True, exclude={"on"})
        guidance = advise_with_directory(self.engine, self.library, Draft(answers), today)
        return tell_part("contact", guidance)

    def _about(self, view: InView) -> list[str]:
        return [words("interview", "about", reference=view.record.reference)] if view.record else []

    def _besides(self, topic: str, number: int | None, view: InView, today: date) -> list[str]:
        lines = []
        if topic == "timescale" and number is None and view.record is not None and view.record.is_open:
            lines.append(present_deadline(view.record, today).text)
        if topic == "record":
            lines.append(words("telling", "kept_here"))
        return lines
