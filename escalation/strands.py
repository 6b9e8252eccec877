"""Which strand a message belongs to: a new disagreement, coming back to a record, or a challenge received."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Engine

from escalation.following_up import FollowUps
from escalation.interview import follow_up, questions, received
from escalation.interview.draft import IN_OWN_WORDS, Draft
from escalation.interview.message import Asker, Message
from escalation.interview.replies import NOTICE, SUMMARY, Reply
from escalation.interview.strand import Strand, StrandHeard
from escalation.library import Library
from escalation.reading.matters import Matter, matter_said
from escalation.reading.references import reference_said
from escalation.receiving import Receiving
from escalation.recording import Source
from escalation.words import words

# What can be answered in the middle of another case, without leaving it.
_GIVEN_AT_ONCE = (Matter.PAPERS, Matter.STATUS, Matter.DEADLINES, Matter.NEW_CODE)
# What means a record only for somebody who has one: others may ask the same of the procedure.
_ONLY_OF_A_RECORD = (Matter.STATUS, Matter.DEADLINES, Matter.DUTY)


@dataclass(frozen=True)
class Beside:
    """What is said to a message that belongs to no strand and yet asks for one; the interview goes on."""

    replies: tuple[Reply, ...]


class Strands:
    """Hears, asks and concludes whatever is not the interview about a new disagreement."""

    def __init__(self, engine: Engine, library: Library) -> None:
        self._follow_ups = FollowUps(engine, library)
        self._receiving = Receiving(engine, library)

    def hear(self, strand: Strand | None, draft: Draft, message: Message, asker: Asker) -> StrandHeard | Beside | None:
        """What a message comes to, if it belongs to a strand or begins one; None where it is the interview's."""
        if strand is not None:
            return self._talk(strand).hear(strand, message, asker)
        if message.choice is not None or message.asked in IN_OWN_WORDS:
            return None
        matter = matter_said(message.text)
        if draft.answers:
            return self._in_the_middle(matter, message, asker)
        return self._begun(matter, message, asker)

    def _begun(self, matter: Matter | None, message: Message, asker: Asker) -> StrandHeard | None:
        new_id = uuid.uuid4().hex
        if matter is Matter.RECEIVED:
            return self._receiving.begin(message, asker, new_id)
        means_a_record = matter not in _ONLY_OF_A_RECORD or reference_said(message.text) is not None
        if matter is not None and (means_a_record or self._follow_ups.knows_any(asker)):
            return self._follow_ups.begin(matter, message, asker, new_id)
        return self._follow_ups.begin_with_account(message, asker, new_id)

    def _in_the_middle(self, matter: Matter | None, message: Message, asker: Asker) -> Beside | None:
        """Another case is being talked about: it must be put aside first, so that no fact of it reaches a record."""
        if matter in _GIVEN_AT_ONCE:
            given = self._follow_ups.given_at_once(matter, message, asker)
            return Beside((given,)) if given else None
        if matter is Matter.FOLLOW_UP and self._follow_ups.knows_any(asker, reference_said(message.text)):
            return Beside((Reply(NOTICE, words("standing", "another_case_first")),))
        return None

    def ask(self, strand: Strand, asker: Asker) -> Reply | None:
        """The next question of a strand, or its summary; None when it has come to its end."""
        return self._talk(strand).ask(strand, asker)

    def conclude(self, strand: Strand, source: Source, today: date) -> tuple[Reply, ...]:
        """Records what was confirmed, and says what comes now."""
        return self._talk(strand).conclude(strand, source, today)

    def _talk(self, strand: Strand) -> FollowUps | Receiving:
        return self._receiving if strand.matter == received.MATTER else self._follow_ups


def all_questions() -> dict[str, Mapping[str, Any]]:
    """The words of every question that can be asked, by key, whichever talk it belongs to."""
    return {**received.sheet(), **follow_up.sheet(), **questions.sheet()}


def is_asking_again(replies: Sequence[Reply]) -> bool:
    """Whether the end of a strand is its summary once more, since nothing could be recorded."""
    return bool(replies) and replies[-1].kind == SUMMARY
