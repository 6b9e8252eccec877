"""One turn: the journal first, then the dialogue engine, then the journal again, and only then the answer.

Whatever fails on the way, the person gets words, and what the words say of the record is true.
"""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine, Row
from sqlalchemy.exc import SQLAlchemyError

from escalation import clock
from escalation.decision import decide
from escalation.facts import Facts, Urgency
from escalation.fault_log import log_fault
from escalation.interview.questions import Choice
from escalation.interview.replies import CONFIRMATION, EMERGENCY, ERROR, NOTICE, QUESTION, SUMMARY, Reply
from escalation.reading.danger import danger_said
from escalation.reminding.visits import mark_visited, visits_due
from escalation.store import escalations, journal, records
from escalation.store.engine import reading, writing
from escalation.words import words
from web.dialogue import Dialogue, DialogueFailed
from web.intake import Taken, for_the_engine
from web.resume_codes import ResumeCodes
from web.safe_words import safe_words
from web.turn_order import TurnOrder

_GRACE_SECONDS = 3
_WAIT_SECONDS = 0.2


@dataclass(frozen=True)
class Answer:
    """What the person gets: the replies with their ids, and the record, if there is one to speak of.

    `resume_code` is there only where this turn opened the record.
    """

    replies: list[dict[str, Any]]
    reference: str | None
    resume_code: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The answer as the API gives it."""
        record = {"reference": self.reference, "resume_code": self.resume_code}
        return {"replies": self.replies, "escalation": record if self.reference else None}


@dataclass(frozen=True)
class Turns:
    """Takes turns. One of these serves the whole application."""

    engine: Engine
    dialogue: Dialogue
    order: TurnOrder
    turn_seconds: float
    danger_turn_seconds: float
    codes: ResumeCodes

    async def take(self, conversation: str, mode: str, taken: Taken) -> Answer:
        """Takes one message and gives its answer. The same message, sent again, gets the same answer."""
        async with self.order.of(conversation):
            try:
                kept = await self._keep(conversation, taken)
            except SQLAlchemyError as error:
                log_fault("keeping a message", error)
                return _loose("not_kept", taken)
            if kept is None:
                return _loose("under_way", taken)
            try:
                if kept.outcome == journal.PENDING:
                    # The turn is finished even when its sender has gone: the answer is there when they come back.
                    await asyncio.shield(self._run(conversation, mode, kept, taken))
                return await asyncio.to_thread(self._answer, conversation, kept.id)
            except Exception as error:
                # Whatever it was, the person gets words. The turn is still open in the journal, and is ended there
                # when they come back; only then can it be said what came of it.
                log_fault("a turn", error)
                return _loose("unclear", taken)

    # --- the journal before ----------------------------------------------------------------------------------

    async def _keep(self, conversation: str, taken: Taken) -> journal.Kept | None:
        """Commits the message, waiting for a turn that another process may have under way."""
        give_up = time.monotonic() + self.turn_seconds + _GRACE_SECONDS
        while True:
            try:
                return await asyncio.to_thread(self._try_to_keep, conversation, taken)
            except journal.TurnUnderWay:
                if time.monotonic() > give_up:
                    return None
                await asyncio.sleep(_WAIT_SECONDS)

    def _try_to_keep(self, conversation: str, taken: Taken) -> journal.Kept:
        with writing(self.engine) as connection:
            self._end_what_died(connection, conversation)
            before = journal.find(connection, conversation, taken.incoming.client_message_id)
            if before is not None and before.outcome == journal.PENDING:
                raise journal.TurnUnderWay
            return journal.keep(connection, conversation, taken.incoming)

    def _end_what_died(self, connection: Any, conversation: str) -> None:
        """A turn older than any turn can be was cut off with its process. It is ended in words."""
        moment = clock.now() - timedelta(seconds=self.turn_seconds + _GRACE_SECONDS)
        dead = journal.pending_before(connection, conversation, moment)
        if dead is not None:
            self._settle_failure(connection, conversation, dead, slow=False, danger=False)

    # --- the turn --------------------------------------------------------------------------------------------

    async def _run(self, conversation: str, mode: str, kept: journal.Kept, taken: Taken) -> None:
        text = taken.incoming.text
        danger = danger_said(text) is not None
        last = await asyncio.to_thread(self._last_question, conversation)
        if taken.is_command:
            replies = [Reply(ERROR, safe_words("refused", "command")), *_again(last)]
            await asyncio.to_thread(self._settle, conversation, kept.id, _danger_first(replies, danger))
            return
        body = {
            "conversation": conversation,
            "message_id": kept.id,
            "text": for_the_engine(text),
            "choice": taken.incoming.choice,
            "asked": last.asks if last else None,
            "mode": mode,
            "code": self.codes.sealed(taken.code),
        }
        seconds = self.danger_turn_seconds if danger else self.turn_seconds
        try:
            replies = await self.dialogue.turn(body, seconds)
        except DialogueFailed as failure:
            await asyncio.to_thread(self._fail, conversation, kept.id, failure.slow, danger)
            return
        replies = _danger_first(_masked(taken.incoming.masked) + replies, danger)
        await asyncio.to_thread(self._settle, conversation, kept.id, replies)

    def _last_question(self, conversation: str) -> Row[Any] | None:
        with reading(self.engine) as connection:
            return journal.last_question(connection, conversation)

    # --- the journal after -----------------------------------------------------------------------------------

    def _settle(self, conversation: str, message: str, replies: Sequence[Reply]) -> None:
        with writing(self.engine) as connection:
            reference = records.written_by(connection, message)
            if not _is_true(connection, conversation, message, replies):
                danger = any(reply.kind == EMERGENCY for reply in replies)
                self._settle_failure(connection, conversation, message, slow=False, danger=danger)
                return
            if reference is None and not any(reply.asks for reply in replies):
                reference = escalations.newest_of(connection, conversation)
            due = [] if any(reply.kind == EMERGENCY for reply in replies) else visits_due(connection, conversation)
            told = [*(Reply(NOTICE, each.text) for each in due), *replies]
            if journal.settle(connection, conversation, message, journal.ANSWERED, told, reference):
                mark_visited(connection, [each.number for each in due])

    def _fail(self, conversation: str, message: str, slow: bool, danger: bool) -> None:
        with writing(self.engine) as connection:
            self._settle_failure(connection, conversation, message, slow, danger)

    def _settle_failure(self, connection: Any, conversation: str, message: str, slow: bool, danger: bool) -> None:
        """Ends a turn that failed. From here on no record can be opened for it, so what is said stays true."""
        reference = records.written_by(connection, message)
        if reference is not None:
            opened = escalations.opened_by(connection, message) is not None
            name = "failed_after_recording" if opened else "failed_after_reporting"
            replies = [Reply(ERROR, safe_words("turn", name, reference=reference))]
        else:
            text = safe_words("turn", "slow" if slow else "failed")
            replies = [Reply(ERROR, text), *_again(journal.last_question(connection, conversation))]
        journal.settle(connection, conversation, message, journal.FAILED, _danger_first(replies, danger), reference)

    def _answer(self, conversation: str, message: str) -> Answer:
        with reading(self.engine) as connection:
            rows = self.codes.filled_in(connection, conversation, journal.replies_to(connection, message))
            reference = journal.reference_of(connection, message)
            opened = escalations.opened_by(connection, message)
            code = self.codes.of(connection, conversation, opened) if opened else None
        return Answer([reply_json(row) for row in rows], reference, code)


def reply_json(row: Any) -> dict[str, Any]:
    """A reply of the journal, as the API gives it."""
    return {
        "id": row.id,
        "kind": row.kind,
        "text": row.text,
        "asks": row.asks,
        "choices": row.choices or [],
        "guidance": row.guidance,
    }


def _is_true(connection: Any, conversation: str, message: str, replies: Sequence[Reply]) -> bool:
    """Whether whatever the replies call recorded is in the database, and is this conversation's."""
    said = [reply for reply in replies if reply.kind == CONFIRMATION]
    return all(
        records.written_by(connection, message) == reply.reference
        or (reply.again and records.is_seen_by(connection, conversation, reply.reference))
        for reply in said
    )


def emergency_reply() -> Reply:
    """What to do in danger, for when nothing behind the door answers."""
    steps = decide(None, Facts(urgency=Urgency.IMMEDIATE_DANGER))["steps"]
    numbered = [f"{number}. {step}" for number, step in enumerate(steps, start=1)]
    return Reply(EMERGENCY, "\n".join([words("emergency", "opening"), *numbered]))


def _danger_first(replies: Sequence[Reply], danger: bool) -> list[Reply]:
    """The replies with the words on danger in front, whoever said them."""
    said = [reply for reply in replies if reply.kind == EMERGENCY]
    others = [reply for reply in replies if reply.kind != EMERGENCY]
    if danger and not said:
        said = [emergency_reply()]
    return [*said, *others]


def _masked(kinds: Sequence[str]) -> list[Reply]:
    if not kinds:
        return []
    named = ", ".join(safe_words("masked", kind) for kind in kinds)
    return [Reply(NOTICE, safe_words("masked", "said", kinds=named))]


def _again(last: Row[Any] | None) -> list[Reply]:
    """The question that the person was asked, once more."""
    if last is None:
        return []
    choices = tuple(Choice(choice["value"], choice["label"]) for choice in last.choices or ())
    kind = last.kind if last.kind in (QUESTION, SUMMARY) else QUESTION
    return [Reply(kind, last.text, last.asks, choices)]


def _loose(name: str, taken: Taken) -> Answer:
    """Words of the door that could not be journaled, after those on danger if danger was said."""
    danger = danger_said(taken.incoming.text) is not None
    replies = _danger_first([Reply(ERROR, safe_words("turn", name))], danger)
    return Answer([unkept_json(reply) for reply in replies], None)


def unkept_json(reply: Reply) -> dict[str, Any]:
    """A reply that stands in no journal, as the API gives it: it has no id."""
    said: dict[str, Any] = {**reply.as_json(), "id": None}
    return {key: said[key] for key in _FIELDS}


_FIELDS = ("id", "kind", "text", "asks", "choices", "guidance")
