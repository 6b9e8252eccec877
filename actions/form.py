"""The form: hears each message, and asks what the interview or a strand needs next."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.asides import areas_in, is_aside, is_no_answer
from actions.history import FORM, aside_was_answered, asker_in, form_was_running, metadata_of
from actions.house import house
from actions.slots import STRAND, changes, draft_in, keeping, requesting, strand_in
from escalation.enquiry import asks_who
from escalation.interview.draft import ANSWERS, IN_OWN_WORDS, Draft
from escalation.interview.follow_up import IN_ANY_WORDS as STRAND_IN_OWN_WORDS
from escalation.interview.hearing import alarm_of
from escalation.interview.message import Heard, Message
from escalation.interview.questions import next_question, question
from escalation.interview.replies import NOTICE, Reply, asking
from escalation.interview.strand import Strand, StrandHeard
from escalation.interview.summary import summary
from escalation.procedure import Trouble
from escalation.reading.alarm import Alarm
from escalation.reading.troubles import trouble_said

_A_SENTENCE = 15  # words


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
            return [requesting(_next_of(tracker))]
        return self._hear(dispatcher, tracker, metadata, running)

    def _hear(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, metadata: dict[str, Any], running: bool
    ) -> list[EventType]:
        message = message_in(tracker)
        before = draft_in(tracker)
        strand = strand_in(tracker)
        if strand is not None:
            told = _told_beside(tracker, before, message)
            if told and alarm_of(message) is None:
                return self._tell(dispatcher, tracker, metadata, told, _next_of_strand(strand, tracker))
        of_strand = house().strands.hear(strand, before, message, asker_in(tracker))
        if isinstance(of_strand, StrandHeard):
            return self._hear_strand(dispatcher, tracker, metadata, of_strand, running)
        if of_strand is not None:
            return self._tell(dispatcher, tracker, metadata, of_strand.replies, _next_key(before))
        # A case that was confirmed and yet is still here was not recorded: it is to be confirmed anew.
        draft = before if running else replace(before, confirm=None)
        told = _told_beside(tracker, draft, message)
        safe = alarm_of(message) is None
        # "My manager told me to drop it" answers no question. A longer account may tell of the disagreement as well.
        only_told = bool(told) and safe and len(message.text.split()) <= _A_SENTENCE
        heard = Heard(draft) if only_told else house().listener.hear(draft, message)
        if heard.aside and running and not told:
            return []
        events = self._begin(dispatcher, tracker, metadata)
        if tracker.get_slot("draft") is None:
            events.append(SlotSet("draft", uuid.uuid4().hex))
        for reply in (*heard.replies, *told):
            say(dispatcher, reply)
        return [*events, *changes(before, heard.draft), requesting(_next_key(heard.draft))]

    def _hear_strand(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        metadata: dict[str, Any],
        heard: StrandHeard,
        running: bool,
    ) -> list[EventType]:
        if heard.aside and running:
            return []
        upcoming = _next_of_strand(heard.strand, tracker)
        return [keeping(heard.strand), *self._tell(dispatcher, tracker, metadata, heard.replies, upcoming)]

    def _tell(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        metadata: dict[str, Any],
        replies: Sequence[Reply],
        upcoming: str | None,
    ) -> list[EventType]:
        """Says something beside the questions, which then go on."""
        events = self._begin(dispatcher, tracker, metadata)
        for reply in replies:
            say(dispatcher, reply)
        return [*events, requesting(upcoming)]

    def _begin(self, dispatcher: CollectingDispatcher, tracker: Tracker, metadata: dict[str, Any]) -> list[EventType]:
        """What goes before any answer: the message counts as heard, and the first one is met with the opening."""
        events: list[EventType] = [SlotSet("turn", metadata.get("message_id"))]
        if not tracker.get_slot("opened"):
            dispatcher.utter_message(response="utter_opening")
            events.append(SlotSet("opened", True))
        return events


def _told_beside(tracker: Tracker, draft: Draft, message: Message) -> list[Reply]:
    """What the procedure says to a trouble that somebody speaks of, or of a person whom they ask about."""
    if message.choice is not None or message.asked in (*IN_OWN_WORDS, *STRAND_IN_OWN_WORDS):
        return []
    trouble = trouble_said(message.text)
    if trouble is None and not asks_who(message.text):
        return []
    enquiry = house().enquiry
    view = enquiry.in_view(strand_in(tracker), draft, asker_in(tracker))
    if trouble is not None:
        return [Reply(NOTICE, enquiry.support(Trouble(trouble), view))]
    who = enquiry.who(message.text, view)
    return [Reply(NOTICE, who)] if who else []


def message_in(tracker: Tracker) -> Message:
    """The last message, as the interview hears it."""
    latest: dict[str, Any] = tracker.latest_message or {}
    metadata = metadata_of(tracker)
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
        code=metadata.get("code"),
    )


def _next_of(tracker: Tracker) -> str | None:
    strand = strand_in(tracker)
    return _next_key(draft_in(tracker)) if strand is None else _next_of_strand(strand, tracker)


def _next_of_strand(strand: Strand, tracker: Tracker) -> str | None:
    return STRAND if house().strands.ask(strand, asker_in(tracker)) is not None else None


def _next_key(draft: Draft) -> str | None:
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


class AskStrand(Action):
    """Asks the next question of a strand."""

    def name(self) -> str:
        """The name by which the form calls this."""
        return f"action_ask_{STRAND}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Says the question, with the choices that its script gives."""
        strand = strand_in(tracker)
        asked = house().strands.ask(strand, asker_in(tracker)) if strand else None
        if asked is not None:
            say(dispatcher, asked)
        return []


ASKING = [*(_asking(key) for key in (*ANSWERS, "confirm", "change")), AskStrand]
