"""What the tracker tells about the turn under way. The form's own calls look alike; only the events tell them apart."""

from typing import Any

from rasa_sdk import Tracker

from escalation.interview.message import Asker

FORM = "escalation_form"
# What the engine does by itself in a turn; anything else there is an answer to an aside.
_ITS_OWN = frozenset({FORM, "action_listen", "action_session_start", "action_extract_slots"})


def metadata_of(tracker: Tracker) -> dict[str, Any]:
    """What the door sent along with the last message: `text`, `choice`, `asked`, `message_id` and `mode`."""
    _, message, _ = _parts(tracker)
    return dict(message.get("metadata") or {})


def asker_in(tracker: Tracker) -> Asker:
    """Who is talking."""
    return Asker(tracker.sender_id, str(metadata_of(tracker).get("mode")))


def form_was_running(tracker: Tracker) -> bool:
    """Whether a case was open before the last message came."""
    before, _, _ = _parts(tracker)
    loops = [event.get("name") for event in before if event.get("event") == "active_loop"]
    return bool(loops) and loops[-1] == FORM


def aside_was_answered(tracker: Tracker) -> bool:
    """Whether something was said or done to the last message already, before the form came back."""
    _, _, since = _parts(tracker)
    return any(event.get("event") == "action" and event.get("name") not in _ITS_OWN for event in since)


def _parts(tracker: Tracker) -> tuple[list[dict[str, Any]], dict[str, Any], list[dict[str, Any]]]:
    """The events before the last message, the message, and the events since."""
    for place in range(len(tracker.events) - 1, -1, -1):
        if tracker.events[place].get("event") == "user":
            return tracker.events[:place], tracker.events[place], tracker.events[place + 1 :]
    return tracker.events, {}, []
