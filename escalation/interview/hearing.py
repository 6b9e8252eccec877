"""How a message is heard: which answers it gives or changes, and what is said at once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from escalation.facts import Urgency
from escalation.interview.draft import ANSWERS, IN_OWN_WORDS, SKIPPED, Draft
from escalation.interview.questions import Question, label, next_question, question, sheet
from escalation.interview.replies import EMERGENCY, ERROR, NOTICE, Reply
from escalation.interview.told_at_once import danger_in_the_procedure, emergency, missing_route
from escalation.library import Library
from escalation.reading.agencies import agency_answer, other_agency_said, own_agency_said
from escalation.reading.areas import clear_area
from escalation.reading.commands import command_said
from escalation.reading.conferences import conference_said
from escalation.reading.corrections import correction_said, is_correction
from escalation.reading.danger import danger_said
from escalation.reading.places import Place, Places
from escalation.reading.said import Said
from escalation.reading.steps import steps_answer, steps_tried_said
from escalation.reading.urgency import urgency_answer, urgency_said
from escalation.words import words

LONGEST_REFERENCE = 40
_TWO_NAMES = 2
_MOST_PARTS_OF_A_REFERENCE = 4


@dataclass(frozen=True)
class Message:
    """What came in. `asked` is the key of the question that the person saw when answering.

    `aside` is true where the dialogue engine takes the message for something other than an answer: thanks, a
    question, a wish to stop. An aside is left to its own rule, unless the words turn out to be an answer.
    `danger` is true where the engine takes it for a child in danger; the danger words are heard in any case.
    """

    text: str
    choice: str | None = None
    asked: str | None = None
    aside: bool = False
    danger: bool = False


@dataclass(frozen=True)
class Heard:
    """What a message came to. Where `aside` is true nothing was taken from it."""

    draft: Draft
    replies: tuple[Reply, ...] = ()
    aside: bool = False


class Listener:
    """Hears messages with the procedures of one library in mind."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.places = Places(_places(library))

    def hear(self, draft: Draft, message: Message) -> Heard:
        """What the message changes in the draft, and what is to be said before the next question."""
        if message.choice is not None:
            return self._chosen(draft, message)
        return self._typed(draft, message)

    # --- clicked ---------------------------------------------------------------------------------------------

    def _chosen(self, draft: Draft, message: Message) -> Heard:
        choice = message.choice or ""
        asked = self._asked(draft, message)
        if asked is None or choice not in self._values(asked, draft):
            return Heard(draft, (Reply(ERROR, words("interview", "stale")),))
        if asked.asks in ("confirm", "change"):
            return Heard(self._confirmed(draft, choice))
        return self._answered(draft, {asked.asks: _value(asked.asks, choice)})

    def _asked(self, draft: Draft, message: Message) -> Question | None:
        """The question that the person saw; the present one where the door did not say."""
        if message.asked in sheet():
            return question(message.asked or "", draft, self.library)
        return next_question(draft, self.library) if message.asked is None else None

    def _values(self, asked: Question, draft: Draft) -> list[str]:
        choices = asked.choices
        if asked.asks == "confirm":
            choices += question("change", draft, self.library).choices
        return [choice.value for choice in choices]

    def _confirmed(self, draft: Draft, choice: str) -> Draft:
        if choice in ("yes", "no"):
            return replace(draft, confirm=choice, changing=None, misread=0)
        return replace(draft, confirm=None, changing=choice, misread=0)

    # --- typed -----------------------------------------------------------------------------------------------

    def _typed(self, draft: Draft, message: Message) -> Heard:
        asked = self._asked(draft, message) if message.asked else None
        danger = message.danger or danger_said(message.text) is not None
        if asked is not None and asked.asks in IN_OWN_WORDS:
            heard = self._own_words(draft, asked, message)
        else:
            heard = self._said(draft, asked, message, danger)
        return self._with_danger(draft, heard) if danger else heard

    def _with_danger(self, before: Draft, heard: Heard) -> Heard:
        """Danger acts at once and on every path: the words come first, whatever else the message was."""
        draft = replace(
            heard.draft.with_answer("urgency", Urgency.IMMEDIATE_DANGER.value), changing=heard.draft.changing
        )
        kept = tuple(reply for reply in heard.replies if reply.kind not in (EMERGENCY, ERROR))
        return Heard(draft, (emergency(draft, self.library), *kept))

    def _said(self, draft: Draft, asked: Question | None, message: Message, danger: bool) -> Heard:
        text = message.text
        if asked is not None:
            command = command_said(text)
            if asked.asks == "urgency" and command == "no":
                # "No" says that nobody is in danger now. It does not say that nothing is urgent.
                return Heard(draft, (Reply(NOTICE, words("interview", "not_in_danger")),))
            answer = self._answer(asked, text, draft)
            if answer is not None:
                return self._answered(draft, answer)
            if asked.asks == "confirm" and command in ("yes", "no", "change"):
                return Heard(self._confirmed(draft, command))
            if command == "skip":
                return self._skipped(draft, asked)
            if command == "dont_know":
                return self._unsure(draft, asked)
        volunteered = dict(self._volunteered(text, draft, asked))
        if volunteered:
            return self._answered(draft, volunteered, volunteered=True)
        wanted = correction_said(text)
        if wanted is not None and draft.answer(wanted) is not None:
            return Heard(replace(draft, changing=wanted, confirm=None, misread=0))
        if message.aside:
            return Heard(draft, aside=True)
        if asked is None or danger:
            return Heard(draft)
        return self._misread(draft)

    def _answer(self, asked: Question, text: str, draft: Draft) -> dict[str, Any] | None:
        """The answer to the question asked: the words of a choice, or what the readers make of it."""
        plain = text.casefold().strip(" .!")
        for choice in asked.choices:
            if plain in (choice.value.casefold(), choice.label.casefold()):
                if asked.asks in ("confirm", "change"):
                    return None
                return {asked.asks: _value(asked.asks, choice.value)}
        if asked.asks in ("partnership", "locality"):
            return dict(self._place_said(text)) or None
        reader = _ANSWERS.get(asked.asks)
        said = reader(text) if reader else None
        return {asked.asks: said.value} if said else None

    def _volunteered(self, text: str, draft: Draft, asked: Question | None) -> Iterator[tuple[str, Any]]:
        """Facts said unasked. One that is known already changes only where the person is correcting it."""
        correcting = is_correction(text)
        known = {key for key in ANSWERS if draft.answer(key) is not None}
        for key, value in self._place_said(text):
            if draft.answer(key) != value and (key not in known or correcting):
                yield key, value
        for key, reader in _UNASKED.items():
            said = reader(text) if key not in known or correcting else None
            if said is not None and draft.answer(key) != said.value:
                yield key, said.value

    def _place_said(self, text: str) -> Iterator[tuple[str, Any]]:
        found = self.places.find(text)
        partnerships = {place.partnership for place in found}
        if len(partnerships) != 1:
            return
        partnership = partnerships.pop()
        yield "partnership", partnership
        localities = {place.locality for place in found if place.locality}
        if len(localities) == 1:
            yield "locality", localities.pop()

    def _own_words(self, draft: Draft, asked: Question, message: Message) -> Heard:
        command = command_said(message.text)
        if command == "skip":
            return self._skipped(draft, asked)
        if command == "dont_know":
            return self._unsure(draft, asked)
        wanted = correction_said(message.text)
        if wanted is not None and draft.answer(wanted) is not None:
            return Heard(replace(draft, changing=wanted, misread=0))
        # A question back is no answer, even where any words would do for one.
        asking_back = message.aside and message.text.rstrip().endswith("?")
        if asking_back or command in ("stop", "start_again", "why", "meaning", "help"):
            return Heard(draft, aside=True)
        if asked.asks == "case_reference":
            fault = _fault_of_reference(message.text)
            if fault:
                return Heard(draft, (Reply(ERROR, fault),))
        return self._answered(draft, {asked.asks: message.text})

    # --- what follows ----------------------------------------------------------------------------------------

    def _answered(self, draft: Draft, answers: dict[str, Any], volunteered: bool = False) -> Heard:
        before, replies = draft, []
        for key, value in answers.items():
            draft = draft.with_answer(key, value)
        if volunteered:
            replies.append(self._understood(before, draft, answers))
        if answers.get("urgency") == Urgency.IMMEDIATE_DANGER:
            replies.insert(0, emergency(draft, self.library))
        elif "partnership" in answers and draft.said("urgency") == Urgency.IMMEDIATE_DANGER:
            replies += danger_in_the_procedure(draft, self.library)
        if answers.keys() & {"conference", "area", "partnership"}:
            replies += missing_route(draft, self.library)
        return Heard(draft, tuple(replies))

    def _understood(self, before: Draft, draft: Draft, answers: dict[str, Any]) -> Reply:
        changed = any(before.answer(key) is not None for key in answers)
        lines = [words("interview", "changed" if changed else "understood")]
        for key, value in answers.items():
            lines.append(
                "- "
                + words(
                    "interview",
                    "line",
                    label=sheet()[key]["label"],
                    value=label(key, value, draft, self.library),
                )
            )
        return Reply(NOTICE, "\n".join([*lines, words("interview", "check_later")]))

    def _skipped(self, draft: Draft, asked: Question) -> Heard:
        if "skip" not in sheet()[asked.asks]:
            return Heard(draft, (Reply(NOTICE, words("interview", "not_skippable")),))
        return Heard(draft.with_answer(asked.asks, SKIPPED))

    def _unsure(self, draft: Draft, asked: Question) -> Heard:
        unsure = sheet()[asked.asks].get("unsure")
        if unsure is None:
            return self._skipped(draft, asked)
        replies = (Reply(NOTICE, unsure["say"]),)
        if "value" not in unsure:
            return Heard(draft, replies)
        heard = self._answered(draft, {asked.asks: _value(asked.asks, unsure["value"])})
        return Heard(heard.draft, replies + heard.replies)

    def _misread(self, draft: Draft) -> Heard:
        again = words("interview", "misread_again" if draft.misread else "misread")
        return Heard(replace(draft, misread=draft.misread + 1), (Reply(NOTICE, again),))


_Reader = Callable[[str], Said | None]
_ANSWERS: dict[str, _Reader] = {
    "urgency": urgency_answer,
    "area": clear_area,
    "conference": conference_said,
    "agency": agency_answer,
    "other_agency": agency_answer,
    "tried": steps_answer,
    "timeframe_working_days": steps_answer,
}
_UNASKED: dict[str, _Reader] = {
    "area": clear_area,
    "urgency": urgency_said,
    "conference": conference_said,
    "agency": own_agency_said,
    "other_agency": other_agency_said,
    "tried": steps_tried_said,
}
_NUMBERS = ("tried", "timeframe_working_days")


def _value(key: str, choice: str) -> Any:
    return int(choice) if key in _NUMBERS and choice != SKIPPED else choice


def _fault_of_reference(text: str) -> str | None:
    if len(text) > LONGEST_REFERENCE:
        return words("interview", "too_long", most=LONGEST_REFERENCE)
    parts = text.split()
    if len(parts) > _MOST_PARTS_OF_A_REFERENCE or "?" in text:
        return words("interview", "no_reference")
    # Initials and references are short or hold a figure; two capitalised words are a name.
    if len(parts) >= _TWO_NAMES and all(part.isalpha() and part.istitle() and len(part) > 1 for part in parts):
        return words("interview", "looks_like_a_name")
    return None


def _places(library: Library) -> Iterator[Place]:
    for procedure in library:
        names = (
            procedure.partnership.replace("_", " "),
            procedure.name,
            *procedure.aliases,
            *procedure.towns,
        )
        yield Place(procedure.partnership, None, names)
        for locality in procedure.localities:
            yield Place(procedure.partnership, locality.code, (locality.name, *locality.aliases, *locality.towns))
