"""The end of the form: the record, if the person wanted one, and the guidance in any case."""

import asyncio
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.form import say
from actions.history import metadata_of
from actions.house import house
from actions.slots import draft_in, forgetting
from escalation import clock
from escalation.errors import NotRecorded
from escalation.interview.draft import Draft
from escalation.interview.questions import question
from escalation.interview.replies import CONFIRMATION, ERROR, NOTICE, Reply, asking
from escalation.interview.telling import tell
from escalation.recording import Recorded, Source, advise, open_escalation
from escalation.words import words


class Conclude(Action):
    """Records what was confirmed, says so only then, and tells the guidance."""

    def name(self) -> str:
        """The name by which the rules call this."""
        return "action_conclude"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """The core opens the record in one transaction; only its committed reference is ever said."""
        draft = draft_in(tracker)
        today = clock.today()
        if draft.confirm == "yes":
            try:
                recorded = await asyncio.to_thread(_record, draft, tracker, today)
            except NotRecorded as error:
                say(dispatcher, Reply(ERROR, error.message))
                say(dispatcher, asking(question("confirm", draft, house().library)))
                return [SlotSet("confirm", None)]
            name = "recorded" if recorded.new else "recorded_before"
            text = words("recording", name, reference=recorded.reference)
            say(dispatcher, Reply(CONFIRMATION, text, reference=recorded.reference))
        else:
            say(dispatcher, Reply(NOTICE, words("recording", "declined")))
        say(dispatcher, tell(advise(house().library, draft, today)))
        return forgetting()


def _record(draft: Draft, tracker: Tracker, today: Any) -> Recorded:
    metadata = metadata_of(tracker)
    source = Source(
        conversation=tracker.sender_id,
        message=str(metadata.get("message_id")),
        draft=str(tracker.get_slot("draft")),
        mode=str(metadata.get("mode")),
    )
    return open_escalation(house().engine, house().library, draft, source, today)
