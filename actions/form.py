"""The form: hears each message, and asks what the interview needs next."""

import uuid
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.asides import areas_in, is_aside, is_no_answer
from actions.history import FORM, aside_was_answered, form_was_running, metadata_of
from actions.house import house
from actions.slots import changes, draft_in, requesting
from escalation.interview.draft import ANSWERS
from escalation.interview.message import Message
from escalation.interview.questions import next_question, question
from escalation.interview.replies import Reply, asking
from escalation.interview.summary import summary
from escalation.reading.alarm import Alarm


def say(dispatcher: CollectingDispatcher, reply: Reply) -> None:
    """Hands a reply to the dialogue engine, which carries it to the door as it is."""
    dispatcher.utter_message(json_message=reply.as_json())


class ValidateEscalationForm(Action):
    """Hears the message, keeps what it says, and names the next question."""

    def name(self) -> str:
        """The name by which the dialogue engine calls this."""
        return f"validate_{FORM}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Hears the last message once. Coming back from an aside, only the question is found again."""
        metadata = metadata_of(tracker)
        running = form_was_running(tracker)
        heard_before = tracker.get_slot("turn") == metadata.get("message_id")
        if heard_before or (running and aside_was_answered(tracker)):
            return [requesting(_next_key(draft_in(tracker)))]
        return self._hear(dispatcher, tracker, metadata, running)

    def _hear(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, metadata: dict[str, Any], running: bool
    ) -> list[EventType]:
        before = draft_in(tracker)
        # A case that was confirmed and yet is still here was not recorded: it is to be confirmed anew.
        draft = before if running else replace(before, confirm=None)
        heard = house().listener.hear(draft, _message(tracker, metadata))
        if heard.aside and running:
            return []
        events: list[EventType] = [SlotSet("turn", metadata.get("message_id"))]
        if tracker.get_slot("draft") is None:
            events.append(SlotSet("draft", uuid.uuid4().hex))
        if not tracker.get_slot("opened"):
            dispatcher.utter_message(response="utter_opening")
            events.append(SlotSet("opened", True))
        for reply in heard.replies:
            say(dispatcher, reply)
        return [*events, *changes(before, heard.draft), requesting(_next_key(heard.draft))]


def _message(tracker: Tracker, metadata: dict[str, Any]) -> Message:
    latest: dict[str, Any] = tracker.latest_message or {}
    intent = latest.get("intent", {})
    name, confidence = intent.get("name"), float(intent.get("confidence") or 0)
    text = str(metadata.get("text") or "")
    return Message(
        text=text,
        choice=metadata.get("choice"),
        asked=metadata.get("asked"),
        aside=is_aside(name, confidence) and not is_no_answer(latest, text),
        alarm=Alarm(latest["danger"]) if latest.get("danger") else None,
        areas=areas_in(latest, metadata.get("asked")),
    )


def _next_key(draft: Any) -> str | None:
    upcoming = next_question(draft, house().library)
    return upcoming.asks if upcoming else None


class Asking(Action):
    """Asks one question. There is one such action for each, as the form wants it."""

    key = ""

    def name(self) -> str:
        """The name by which the form calls this."""
        return f"action_ask_{self.key}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Says the question, with the choices that the procedure gives."""
        draft = draft_in(tracker)
        reply = (
            summary(draft, house().library)
            if self.key == "confirm"
            else asking(question(self.key, draft, house().library))
        )
        say(dispatcher, reply)
        return []


def _asking(key: str) -> type[Asking]:
    return type(f"Ask{key.title().replace('_', '')}", (Asking,), {"key": key, "__module__": __name__})


ASKING = [_asking(key) for key in (*ANSWERS, "confirm", "change")]
