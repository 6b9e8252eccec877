"""Coming back to an escalation in conversation: it is opened, what happened is heard, and the next stage is told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Engine

from escalation import access, clock
from escalation.access import NotAdmitted
from escalation.errors import NotRecorded
from escalation.interview import strand as strands
from escalation.interview.account import DUTY, NOTHING, report_of
from escalation.interview.draft import Draft
from escalation.interview.follow_up import MATTER, FollowUp, misread_reference
from escalation.interview.message import Asker, Message
from escalation.interview.replies import CONFIRMATION, ERROR, NOTICE, Reply
from escalation.interview.standing import page_of, tell_duties, tell_standing
from escalation.interview.strand import Strand, StrandHeard
from escalation.interview.strand_danger import danger_first, danger_is_over
from escalation.interview.telling import tell
from escalation.library import Library
from escalation.progress import Move, ProgressKind
from escalation.reading.matters import Matter, another_case_said, goes_on_said, matter_said, paper_said
from escalation.reading.references import looks_like_reference, reference_said
from escalation.record import Record
from escalation.recording import Source
from escalation.reporting import Reported, report_progress, tick_duty
from escalation.words import words

# What somebody wanted to be given once the record is open.
_WANTED = "wanted"


@dataclass(frozen=True)
class FollowUps:
    """Talks about records that exist."""

    engine: Engine
    library: Library

    # --- beginning -------------------------------------------------------------------------------------------

    def begin(self, matter: Matter, message: Message, asker: Asker, new_id: str) -> StrandHeard:
        """A new strand, from the message that asked for it."""
        strand = Strand(MATTER, new_id, {_WANTED: matter.value})
        known = access.references_of(self.engine, asker.conversation)
        reference = reference_said(message.text) or (known[0] if len(known) == 1 else None)
        if reference is None:
            wrong = (Reply(ERROR, misread_reference()),) if looks_like_reference(message.text) else ()
            return StrandHeard(strand, wrong)
        return self._with_reference(strand.with_answers({"follow_reference": reference}), message, asker)

    def knows_any(self, asker: Asker, named: str | None = None) -> bool:
        """Whether a record can be meant: one is named, or the conversation holds a key to one."""
        return named is not None or bool(access.references_of(self.engine, asker.conversation))

    def given_at_once(self, matter: Matter, message: Message, asker: Asker) -> Reply | None:
        """What somebody asks for in the middle of another case: of the one record that they can mean; else None."""
        known = access.records_of(self.engine, asker.conversation)
        named = reference_said(message.text)
        meant = [record for record in known if named in (None, record.reference)]
        return self._asked_for(meant[0], message) if len(meant) == 1 else None

    def begin_with_account(self, message: Message, asker: Asker, new_id: str) -> StrandHeard | None:
        """A strand for somebody who tells what happened and holds a key to an open record; else None."""
        if message.areas or message.aside or not goes_on_said(message.text):
            # It may tell of a new disagreement, and nothing of that must reach an old record.
            return None
        known = [record for record in access.records_of(self.engine, asker.conversation) if record.is_open]
        if not known or not self._script(known[0]).account(message.text):
            return None
        return self.begin(Matter.FOLLOW_UP, message, asker, new_id)

    def _with_reference(self, strand: Strand, message: Message, asker: Asker) -> StrandHeard:
        """Opens the record whose reference was given, if this conversation may, or has the code."""
        reference = str(strand.said("follow_reference"))
        try:
            if message.code is not None:
                record = access.unlock(self.engine, asker.conversation, asker.mode, reference, message.code)
            else:
                record = access.record_for(self.engine, asker.conversation, reference)
        except NotAdmitted as refused:
            return StrandHeard(strand, (Reply(ERROR, refused.message),) if message.code is not None else ())
        return self._opened(strand, record, message)

    def _opened(self, strand: Strand, record: Record, message: Message) -> StrandHeard:
        wanted = Matter(strand.said(_WANTED) or Matter.FOLLOW_UP)
        strand = replace(strand, reference=record.reference, version=record.version)
        if wanted in (Matter.PAPERS, Matter.NEW_CODE):
            given = self._given(wanted, record, message)
            return StrandHeard(strand.with_answers({"happened": NOTHING}), (given,))
        account = self._script(record).account(message.text) if record.is_open and message.choice is None else {}
        if wanted is Matter.DUTY and record.open_duties:
            account = {"happened": DUTY}
        return StrandHeard(strand.with_answers(account), (Reply(NOTICE, tell_standing(record, clock.today())),))

    def _given(self, wanted: Matter, record: Record, message: Message) -> Reply:
        if wanted is Matter.NEW_CODE:
            return Reply(NOTICE, words("standing", "new_code_page", path=page_of(record.reference)))
        paper = paper_said(message.text) or "record"
        return Reply(NOTICE, words("papers", paper, path=page_of(record.reference)))

    # --- hearing ---------------------------------------------------------------------------------------------

    def hear(self, strand: Strand, message: Message, asker: Asker) -> StrandHeard:
        """What a message changes, and what is said before the next question. Danger comes first, always."""
        record = self._record(strand, asker)
        over = danger_is_over(strand, message)
        if over is not None:
            return over
        heard = self._hear(strand, message, asker, record)
        return danger_first(strand, heard, message, _draft_of(record), self.library)

    def _hear(self, strand: Strand, message: Message, asker: Asker, record: Record | None) -> StrandHeard:
        script = self._script(record, asker)
        named = reference_said(message.text)
        if record is None and message.code is not None and (named or strand.said("follow_reference")):
            meant = strand.with_answers({"follow_reference": named}) if named else strand
            return self._with_reference(meant, message, asker)
        if record is not None and message.choice is None:
            aside = self._asked_for(record, message)
            if aside is not None:
                return StrandHeard(strand, (aside,))
            if another_case_said(message.text) and not script.takes_any_words(script.next_key(strand) or ""):
                return StrandHeard(strand, (Reply(NOTICE, words("standing", "sounds_like_another")),))
        heard = strands.hear(script, strand, message)
        if record is None and heard.strand.said("follow_reference") != strand.said("follow_reference"):
            return self._with_reference(heard.strand, message, asker)
        return heard

    def _asked_for(self, record: Record, message: Message) -> Reply | None:
        """What somebody asks for in the middle of telling, where it can simply be given."""
        matter = matter_said(message.text)
        if matter in (Matter.PAPERS, Matter.NEW_CODE):
            return self._given(matter, record, message)
        if matter in (Matter.STATUS, Matter.DEADLINES):
            return Reply(NOTICE, tell_standing(record, clock.today()))
        return None

    def ask(self, strand: Strand, asker: Asker) -> Reply | None:
        """The next question, or the summary to be checked; None when the strand has come to its end."""
        return strands.ask(self._script(self._record(strand, asker), asker), strand)

    def _script(self, record: Record | None, asker: Asker | None = None) -> FollowUp:
        known: Sequence[str] = ()
        if record is None and asker is not None:
            known = access.references_of(self.engine, asker.conversation)
        procedure = self.library.find(record.partnership) if record else None
        return FollowUp(record, procedure, clock.today(), known)

    def _record(self, strand: Strand, asker: Asker) -> Record | None:
        if strand.reference is None:
            return None
        return access.record_for(self.engine, asker.conversation, strand.reference)

    # --- the end ---------------------------------------------------------------------------------------------

    def conclude(self, strand: Strand, source: Source, today: date) -> tuple[Reply, ...]:
        """Records what was confirmed, and says what comes now. Where it could not be recorded it asks once more.

        The last reply asks again if it is a summary; the strand is then to be kept.
        """
        asker = Asker(source.conversation, source.mode)
        record = self._record(strand, asker)
        if record is None:
            return (Reply(NOTICE, words("standing", "nothing_told"), ends_turn=True),)
        if strand.said("happened") == DUTY and strand.confirm == "yes":
            return self._ticked(strand, record, source)
        report = report_of(strand, today)
        if report is None and strand.said("happened") != DUTY:
            given = strand.said(_WANTED) in (Matter.PAPERS, Matter.NEW_CODE)
            return (Reply(NOTICE, words("standing", "come_again" if given else "nothing_told"), ends_turn=True),)
        if strand.confirm != "yes" or report is None:
            return (Reply(NOTICE, words("reporting", "declined"), ends_turn=True),)
        if record.version != strand.version:
            return self._refused(NotRecorded(words("reporting", "meanwhile")), record, today)
        try:
            reported = report_progress(self.engine, self.library, record, report, source, today)
        except NotRecorded as error:
            again = access.record_for(self.engine, asker.conversation, record.reference)
            if again.version != record.version or not again.is_open:
                return self._refused(error, again, today)
            summary = strands.summary(self._script(record), replace(strand, confirm=None))
            return (Reply(ERROR, error.message), summary)
        return self._told(reported, report.kind, today)

    def _refused(self, error: NotRecorded, record: Record, today: date) -> tuple[Reply, ...]:
        return (Reply(ERROR, error.message), Reply(NOTICE, tell_standing(record, today), ends_turn=True))

    def _ticked(self, strand: Strand, record: Record, source: Source) -> tuple[Reply, ...]:
        day = date.fromisoformat(strand.said("happened_on"))
        try:
            ticked = tick_duty(self.engine, source, record.reference, str(strand.said(DUTY)), day)
        except NotRecorded as error:
            return (Reply(ERROR, error.message, ends_turn=True),)
        name = "ticked" if ticked else "ticked_before"
        again = access.record_for(self.engine, source.conversation, record.reference)
        text = "\n".join([words("reporting", name, reference=record.reference), *tell_duties(again)])
        return (Reply(CONFIRMATION, text, reference=record.reference, ends_turn=True, again=not ticked),)

    def _told(self, reported: Reported, kind: ProgressKind, today: date) -> tuple[Reply, ...]:
        record = reported.record
        name = "recorded" if reported.new else "recorded_before"
        confirmation = Reply(
            CONFIRMATION,
            words("reporting", name, reference=record.reference),
            reference=record.reference,
            again=not reported.new,
        )
        if reported.move is Move.NEXT:
            return (confirmation, tell(record.guidance_now))
        said = [words("reporting", reported.move.value, word=record.present.word)]
        if reported.move is Move.STAY and record.guidance_now["next"] is None:
            said = [words("ended", "say")]
        if kind is ProgressKind.EVENTS:
            said = [_see_it_through(record)]
        if reported.move is Move.CLOSE:
            said += [f"- {sentence}" for sentence in record.guidance_now["after"]]
        return (
            confirmation,
            Reply(NOTICE, "\n".join(said)),
            Reply(NOTICE, tell_standing(record, today), ends_turn=True),
        )


def _see_it_through(record: Record) -> str:
    """Why the procedure is still seen through although events have settled it: in its own words, where it has any."""
    rules = [rule for rule in record.guidance_now["rule_texts"] if rule["code"] == "carry_on"]
    if rules:
        return words("reporting", "carry_on", say=rules[0]["text"], ref=rules[0]["ref"])
    return words("reporting", "carry_on_not_stated")


def _draft_of(record: Record | None) -> Draft:
    if record is None:
        return Draft()
    facts = record.facts.model_dump(mode="json", exclude={"on"}, exclude_none=True)
    return Draft(answers={**facts, "tried": record.present.stage - 1})
