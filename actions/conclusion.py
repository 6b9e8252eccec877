"""The end of the form: the record, if the person wanted one, and the guidance in any case."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.form import say
from actions.history import asker_in, metadata_of
from actions.house import house
from actions.slots import draft_in, forgetting, keeping, strand_in
from escalation import clock
from escalation.errors import NotRecorded
from escalation.interview.draft import Draft
from escalation.interview.questions import question
from escalation.interview.replies import CONFIRMATION, ERROR, NOTICE, Reply, asking
from escalation.interview.strand import Strand
from escalation.interview.telling import tell
from escalation.recording import Recorded, Source, advise_with_directory, open_escalation
from escalation.strands import is_asking_again
from escalation.words import words


class Conclude(Action):
    """Records what was confirmed, says so only then, and tells the guidance."""

    def name(self) -> str:
        """The name by which the rules call this."""
        return "action_conclude"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """The core opens the record in one transaction; only its committed reference is ever said."""
        today = clock.today()
        strand = strand_in(tracker)
        if strand is not None:
            return await self._conclude(strand, dispatcher, tracker, today)
        draft = draft_in(tracker)
        if draft.confirm == "yes":
            try:
                recorded = await asyncio.to_thread(_record, draft, tracker, today)
            except NotRecorded as error:
                say(dispatcher, Reply(ERROR, error.message))
                say(dispatcher, asking(question("confirm", draft, house().library)))
                return [SlotSet("confirm", None)]
            name = "recorded" if recorded.new else "recorded_before"
            text = words("recording", name, reference=recorded.reference)
            confirmation = Reply(CONFIRMATION, text, reference=recorded.reference, again=not recorded.new)
            say(dispatcher, confirmation)
            say(dispatcher, tell(recorded.guidance))
        else:
            say(dispatcher, Reply(NOTICE, words("recording", "declined")))
            advice = await asyncio.to_thread(advise_with_directory, house().engine, house().library, draft, today)
            say(dispatcher, tell(advice))
        return forgetting()

    async def _conclude(
        self, strand: Strand, dispatcher: CollectingDispatcher, tracker: Tracker, today: date
    ) -> list[EventType]:
        """The end of a strand. Where nothing could be recorded its summary is shown again, and it is kept."""
        source = _source(tracker, strand.id)
        replies = await asyncio.to_thread(house().strands.conclude, strand, source, today)
        for reply in replies:
            say(dispatcher, reply)
        if is_asking_again(replies):
            return [keeping(replace(strand, confirm=None))]
        return forgetting()


def _record(draft: Draft, tracker: Tracker, today: date) -> Recorded:
    source = _source(tracker, str(tracker.get_slot("draft")))
    return open_escalation(house().engine, house().library, draft, source, today, house().secret)


def _source(tracker: Tracker, draft: str) -> Source:
    asker = asker_in(tracker)
    message = str(metadata_of(tracker).get("message_id"))
    return Source(conversation=asker.conversation, message=message, draft=draft, mode=asker.mode)
