"""Having been challenged: what was received is recorded on the receiver's own side, and they are told how to answer."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from escalation import clock
from escalation.directory.keeping import with_directory
from escalation.errors import FactError, NotRecorded
from escalation.guidance import Guidance
from escalation.interview import strand as strands
from escalation.interview.challenge import Challenge, challenge_words
from escalation.interview.challenge_told import tell_advice, tell_received
from escalation.interview.draft import Draft
from escalation.interview.facts_heard import FactsHeard
from escalation.interview.message import Asker, Message
from escalation.interview.other_side import facts_of_the_sender, guidance_to_the_receiver, told_to_the_sender
from escalation.interview.questions import CHANGE, Choice
from escalation.interview.received import LOCALITY, MATTER, PARTNERSHIP, Challenged, challenge_of
from escalation.interview.replies import CONFIRMATION, ERROR, NOTICE, Reply
from escalation.interview.strand import Strand, StrandHeard
from escalation.interview.strand_danger import danger_first, danger_is_over
from escalation.library import Library
from escalation.procedure import Procedure
from escalation.recording import Source
from escalation.reference import new_reference
from escalation.store import audit, challenges, journal
from escalation.store.engine import reading, writing
from escalation.words import words

_TRIES = 5


@dataclass(frozen=True)
class Received:
    """A committed challenge, with its guidance. `new` is false where the same strand had been recorded before."""

    reference: str
    new: bool
    guidance: Guidance


def guidance_for(library: Library, strand: Strand, today: date) -> Guidance:
    """The guidance to the one who is challenged, without the directory's people.

    Raises:
        FactError: an answer is missing, or is none that the procedures here know.
    """
    challenge = challenge_of(strand)
    procedure = _procedure_of(library, challenge)
    return guidance_to_the_receiver(procedure, challenge, told_to_the_sender(procedure, challenge))


def _procedure_of(library: Library, challenge: Challenge) -> Procedure:
    procedure = library.find(challenge.partnership)
    if procedure is None:
        raise FactError("partnership", challenge_words("recording", "not_recorded"), library.codes())
    return procedure


def _guidance_with_directory(connection: Connection, library: Library, challenge: Challenge, today: date) -> Guidance:
    """The guidance with the people whom the directory names, on either side."""
    procedure = _procedure_of(library, challenge)
    told = told_to_the_sender(procedure, challenge)
    if challenge.stage is not None:
        # The directory answers to the procedure's own words, so it is asked before the sides change places.
        facts = facts_of_the_sender(challenge, challenge.stage)
        told = [with_directory(connection, each, facts, today) for each in told]
    return guidance_to_the_receiver(procedure, challenge, told)


def open_challenge(engine: Engine, library: Library, strand: Strand, source: Source, today: date) -> Received:
    """Writes down a challenge that was received, once its strand is confirmed, and gives its own reference.

    A second call for the same strand gives the first one's reference and writes nothing. Nothing is written for a
    message whose turn has ended. The sender's reference is only written down: it is never looked up.

    Raises:
        NotRecorded: nothing was written.
    """
    try:
        for _ in range(_TRIES):
            received = _try_to_open(engine, library, strand, source, today)
            if received is not None:
                return received
    except (SQLAlchemyError, FactError):
        # The cause may hold what the practitioner wrote, so it is not passed on.
        raise NotRecorded(challenge_words("recording", "not_recorded")) from None
    raise NotRecorded(challenge_words("recording", "not_recorded"))


def _try_to_open(engine: Engine, library: Library, strand: Strand, source: Source, today: date) -> Received | None:
    """One try. None where the reference drawn was taken, or another call for this strand won the race."""
    try:
        with writing(engine) as connection:
            before = challenges.of_strand(connection, strand.id)
            if before is not None and before["conversation_id"] == source.conversation:
                return Received(before["reference"], new=False, guidance=before["guidance"])
            if strand.confirm != "yes" or not journal.is_pending(connection, source.message):
                raise NotRecorded(challenge_words("recording", "not_recorded"))
            reference = new_reference()
            if challenges.is_taken(connection, reference):
                return None
            challenge = challenge_of(strand)
            guidance = _guidance_with_directory(connection, library, challenge, today)
            challenges.add(connection, _row(reference, challenge, strand.id, source, guidance))
            audit.note(
                connection,
                f"conversation:{source.conversation}",
                "challenge_received",
                reference,
                {"mode": source.mode, "partnership": challenge.partnership, "stage": challenge.stage},
            )
    except IntegrityError:
        return None
    return Received(reference, new=True, guidance=guidance)


def _row(reference: str, challenge: Challenge, strand: str, source: Source, guidance: Guidance) -> dict[str, Any]:
    procedure = guidance["procedure"]
    assert procedure is not None
    return {
        "reference": reference,
        "draft": strand,
        "conversation_id": source.conversation,
        "mode": source.mode,
        "opened_by": source.message,
        "opened_at": clock.now(),
        "partnership": challenge.partnership,
        "locality": challenge.locality,
        "agency": challenge.agency.value,
        "other_agency": challenge.sender.value if challenge.sender else None,
        "stage": challenge.stage,
        "received_on": challenge.received_on,
        "answer_by": challenge.answer_by,
        "case_reference": challenge.case_reference,
        "asked_for": challenge.asked_for,
        "senders_reference": challenge.senders_reference,
        "procedure_title": procedure["title"],
        "procedure_edition": procedure["edition"],
        "procedure_as_of": procedure["as_of"],
        "guidance": guidance,
    }


def replies_after(
    library: Library, challenge: Challenge, guidance: Guidance, received: Received | None, today: date
) -> tuple[Reply, ...]:
    """What is said at the end: the reference, only if something was committed, and then what to do.

    Args:
        library: the procedures.
        challenge: what the receiver has told.
        guidance: theirs.
        received: the committed challenge; None where they wanted nothing recorded.
        today: the date in London.
    """
    if received is None:
        first = Reply(NOTICE, challenge_words("recording", "declined"))
    else:
        said = [
            challenge_words(
                "recording", "recorded" if received.new else "recorded_before", reference=received.reference
            )
        ]
        if challenge.senders_reference is not None:
            said.append(challenge_words("recording", "linked"))
        first = Reply(CONFIRMATION, " ".join(said), reference=received.reference, again=not received.new)
    board = _procedure_of(library, challenge).board
    return (first, tell_received(guidance, board), tell_advice(challenge, today))


class Receiving:
    """Talks with people who have been challenged."""

    def __init__(self, engine: Engine, library: Library) -> None:
        self._engine = engine
        self._library = library
        self._facts = FactsHeard(library)

    def begin(self, message: Message, asker: Asker, new_id: str) -> StrandHeard:
        """A new strand, from the message that asked for it, with what that message tells already."""
        script = self._script()
        strand = Strand(MATTER, new_id, script.told_at_first(message))
        replies = [Reply(NOTICE, challenge_words("telling", "begins"))]
        if strand.answers:
            facts = "; ".join(script.in_words(key, strand) for key in strand.answers)
            changes = tuple(
                Choice(CHANGE + key, words("interview", "change_this", label=script.sheet(key)["label"]))
                for key in strand.answers
            )
            replies.append(Reply(NOTICE, words("interview", "understood", facts=facts), choices=changes))
        return self._with_danger(strand, StrandHeard(strand, tuple(replies)), message)

    def hear(self, strand: Strand, message: Message, asker: Asker) -> StrandHeard:
        """What a message changes, and what is said before the next question. Danger comes first, always."""
        over = danger_is_over(strand, message)
        return over or self._with_danger(strand, strands.hear(self._script(), strand, message), message)

    def _with_danger(self, before: Strand, heard: StrandHeard, message: Message) -> StrandHeard:
        place = {"partnership": heard.strand.said(PARTNERSHIP), "locality": heard.strand.said(LOCALITY)}
        draft = Draft({key: value for key, value in place.items() if value})
        return danger_first(before, heard, message, draft, self._library)

    def ask(self, strand: Strand, asker: Asker) -> Reply | None:
        """The next question, or the summary to be checked; None when the strand has come to its end."""
        return strands.ask(self._script(), strand)

    def conclude(self, strand: Strand, source: Source, today: date) -> tuple[Reply, ...]:
        """Records what was confirmed, and says what to do. Where it could not be recorded it asks once more."""
        challenge = challenge_of(strand)
        if strand.confirm != "yes":
            return replies_after(self._library, challenge, self._advise(strand, challenge, today), None, today)
        try:
            received = open_challenge(self._engine, self._library, strand, source, today)
        except NotRecorded as error:
            return (Reply(ERROR, error.message), strands.summary(self._script(), replace(strand, confirm=None)))
        return replies_after(self._library, challenge, received.guidance, received, today)

    def _advise(self, strand: Strand, challenge: Challenge, today: date) -> Guidance:
        try:
            with reading(self._engine) as connection:
                return _guidance_with_directory(connection, self._library, challenge, today)
        except SQLAlchemyError:
            return guidance_for(self._library, strand, today)

    def _script(self) -> Challenged:
        return Challenged(self._library, self._facts, clock.today())
