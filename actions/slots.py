"""Between the dialogue engine's slots and the core's draft. A slot's name is the key of its answer."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.forms import REQUESTED_SLOT

from escalation.interview.draft import ANSWERS, Draft
from escalation.interview.strand import Strand

# A talk about a record that is there already, or about a challenge received (escalation/interview/strand.py).
STRAND = "strand"
# What a case is made of. All of it is forgotten when the case ends, so that nothing of it reaches the next one.
CASE = (*ANSWERS, "confirm", "changing", "misread", "likely_areas", "draft", STRAND)


def draft_in(tracker: Tracker) -> Draft:
    """The case as the slots hold it."""
    answers = {key: value for key in ANSWERS if (value := tracker.get_slot(key)) is not None}
    return Draft(
        answers=answers,
        confirm=tracker.get_slot("confirm"),
        changing=tracker.get_slot("changing"),
        misread=int(tracker.get_slot("misread") or 0),
        likely_areas=tuple(tracker.get_slot("likely_areas") or ()),
    )


def changes(before: Draft, after: Draft) -> list[EventType]:
    """The events that make the slots hold the case as it is now."""
    events: list[EventType] = [
        SlotSet(key, after.answer(key)) for key in ANSWERS if before.answer(key) != after.answer(key)
    ]
    for name in ("confirm", "changing", "misread"):
        if getattr(before, name) != getattr(after, name):
            events.append(SlotSet(name, getattr(after, name)))
    if before.likely_areas != after.likely_areas:
        events.append(SlotSet("likely_areas", list(after.likely_areas)))
    return events


def strand_in(tracker: Tracker) -> Strand | None:
    """The strand that is being talked about, if there is one."""
    return Strand.from_json(tracker.get_slot(STRAND))


def keeping(strand: Strand) -> EventType:
    """The event by which the slots hold a strand as it is now."""
    return SlotSet(STRAND, strand.as_json())


def requesting(key: str | None) -> EventType:
    """The event by which the form asks for this answer next; None ends the form."""
    return SlotSet(REQUESTED_SLOT, key)


def forgetting() -> list[EventType]:
    """The events by which nothing of the case remains."""
    return [SlotSet(name, None) for name in CASE]
