"""What is said to an aside, before the question comes back."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.forms import REQUESTED_SLOT

from actions.form import say
from actions.history import asker_in, metadata_of
from actions.house import house
from actions.slots import draft_in, forgetting, strand_in
from escalation import clock
from escalation.enquiry import TOPICS, InView
from escalation.interview.message import Message
from escalation.interview.replies import NOTICE, Reply
from escalation.procedure import Trouble
from escalation.reading.troubles import trouble_said
from escalation.strands import all_questions
from escalation.words import words


class _Explaining(Action):
    """Explains the question that was asked."""

    part = ""

    def name(self) -> str:
        return f"action_explain_{self.part}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        who = house().enquiry.who(_text_of(tracker), _view_of(tracker))
        asked = metadata_of(tracker).get("asked") or tracker.get_slot(REQUESTED_SLOT)
        explained = all_questions().get(asked or "", {}).get(self.part)
        say(dispatcher, Reply(NOTICE, who or explained or words("interview", "nothing_asked")))
        return []


class ExplainWhy(_Explaining):
    """Says why a question is asked."""

    part = "why"


class ExplainMeaning(_Explaining):
    """Says what a question means."""

    part = "meaning"


class _TellingPart(Action):
    """Tells the part of the guidance that somebody asked about, as far as it is known."""

    topic = ""

    def name(self) -> str:
        return f"action_tell_{self.topic}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        text, view = _text_of(tracker), _view_of(tracker)
        say(dispatcher, Reply(NOTICE, house().enquiry.answer(self.topic, text, view, clock.today())))
        return []


def _text_of(tracker: Tracker) -> str:
    return str(metadata_of(tracker).get("text") or "")


def _view_of(tracker: Tracker) -> InView:
    """What the question is about. It may name the place or the step itself; what is heard here is not kept."""
    draft = house().listener.hear(draft_in(tracker), Message(_text_of(tracker))).draft
    return house().enquiry.in_view(strand_in(tracker), draft, asker_in(tracker))


def _telling(topic: str) -> type[_TellingPart]:
    return type(f"Tell{topic.title().replace('_', '')}", (_TellingPart,), {"topic": topic, "__module__": __name__})


TELLING = [_telling(topic) for topic in TOPICS]


class TellSupport(Action):
    """Tells somebody who hesitates what the procedure says of support, as far as their trouble is known."""

    def name(self) -> str:
        """The name by which the rules call this."""
        return "action_tell_support"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        trouble = trouble_said(_text_of(tracker)) or Trouble.AFRAID
        dispatcher.utter_message(response="utter_reluctance")
        say(dispatcher, Reply(NOTICE, house().enquiry.support(Trouble(trouble), _view_of(tracker))))
        return []


class TellNotOurs(Action):
    """Tells somebody whom this is not for where they belong, by the kind that the engine took them for."""

    def name(self) -> str:
        """The name by which the rules call this."""
        return "action_tell_not_ours"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        kinds = (tracker.latest_message or {}).get("kinds") or []
        kind = kinds[0]["name"] if kinds else "chat"
        say(dispatcher, Reply(NOTICE, words("not_ours", kind)))
        return []


class Forget(Action):
    """Forgets the case: nothing of it is recorded, and nothing of it reaches the next one."""

    def name(self) -> str:
        """The name by which the rules call this."""
        return "action_forget"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Empties every slot of the case."""
        return forgetting()
