"""What is said to an aside, before the question comes back."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.forms import REQUESTED_SLOT

from actions.form import say
from actions.history import metadata_of
from actions.house import house
from actions.slots import draft_in, forgetting
from escalation import clock
from escalation.interview.message import Message
from escalation.interview.questions import sheet
from escalation.interview.replies import NOTICE, Reply
from escalation.interview.telling import tell_part
from escalation.recording import advise
from escalation.words import words


class _Explaining(Action):
    """Explains the question that was asked."""

    part = ""

    def name(self) -> str:
        return f"action_explain_{self.part}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        asked = metadata_of(tracker).get("asked") or tracker.get_slot(REQUESTED_SLOT)
        text = sheet()[asked][self.part] if asked in sheet() else words("interview", "nothing_asked")
        say(dispatcher, Reply(NOTICE, text))
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
        # The question may name the place or the step that it asks about. What is heard here is not kept.
        asked = Message(str(metadata_of(tracker).get("text") or ""))
        draft = house().listener.hear(draft_in(tracker), asked).draft
        guidance = advise(house().library, draft, clock.today())
        say(dispatcher, Reply(NOTICE, tell_part(self.topic, guidance)))
        return []


def _telling(topic: str) -> type[_TellingPart]:
    return type(f"Tell{topic.title().replace('_', '')}", (_TellingPart,), {"topic": topic, "__module__": __name__})


TELLING = [_telling(topic) for topic in ("stage", "contact", "timescale", "next_step", "record", "decision_stands")]


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
