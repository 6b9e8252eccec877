"""How a message is heard: which answers it gives or changes, and what is said at once."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from escalation.facts import Urgency
from escalation.interview.case_reference import fault_of_reference
from escalation.interview.draft import ANSWERS, IN_OWN_WORDS, SKIPPED, Draft
from escalation.interview.questions import Choice, Question, line, next_question, question, sheet
from escalation.interview.readers import ANSWER_READERS, UNASKED_READERS
from escalation.interview.replies import EMERGENCY, ERROR, NOTICE, Reply
from escalation.interview.told_at_once import danger_in_the_procedure, emergency, missing_route
from escalation.library import Library
from escalation.reading.commands import command_said
from escalation.reading.consent import consent_said
from escalation.reading.corrections import correction_said, is_correction
from escalation.reading.danger import danger_said
from escalation.reading.places import Place, Places
from escalation.reading.safety import not_safe_said, perhaps_said, safe_now_said
from escalation.reading.urgency import urgency_said
from escalation.words import words

_MOST_WORDS_OF_A_REMARK = 10


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

    def _choices(self, asked: Question, draft: Draft) -> tuple[Choice, ...]:
        """What may be chosen. The question what to change is a part of confirming, so both lists count there."""
        if asked.asks != "confirm":
            return asked.choices
        return asked.choices + question("change", draft, self.library).choices

    def _values(self, asked: Question, draft: Draft) -> list[str]:
        return [choice.value for choice in self._choices(asked, draft)]

    def _confirmed(self, draft: Draft, choice: str) -> Draft:
        if choice in ("yes", "no"):
            return replace(draft, confirm=choice, changing=None, misread=0)
        return replace(draft, confirm=None, changing=choice, misread=0)

    # --- typed -----------------------------------------------------------------------------------------------

    def _typed(self, draft: Draft, message: Message) -> Heard:
        asked = self._asked(draft, message) if message.asked else None
        danger = _is_danger(message)
        if asked is not None and asked.asks in IN_OWN_WORDS:
            heard = self._own_words(draft, asked, message, danger)
        else:
            heard = self._said(draft, asked, message, danger)
        return self._with_danger(heard) if danger else heard

    def _with_danger(self, heard: Heard) -> Heard:
        """Danger acts at once and on every path: the words come first, whatever else the message was."""
        in_danger = heard.draft.with_answer("urgency", Urgency.IMMEDIATE_DANGER.value)
        draft = replace(in_danger, changing=heard.draft.changing)
        kept = tuple(reply for reply in heard.replies if reply.kind not in (EMERGENCY, ERROR))
        return Heard(draft, (emergency(draft, self.library), *kept))

    def _said(self, draft: Draft, asked: Question | None, message: Message, danger: bool) -> Heard:
        text = message.text
        if asked is not None:
            answered = self._to_the_question(draft, asked, text)
            if answered is not None:
                return answered
        volunteered = dict(self._volunteered(text, draft, asked))
        if volunteered:
            return self._answered(draft, volunteered, shown=volunteered)
        corrected = self._corrected(draft, text, danger)
        if corrected is not None:
            return corrected
        if message.aside:
            return Heard(draft, aside=True)
        if asked is None or danger:
            return Heard(draft)
        return self._misread(draft, asked)

    def _to_the_question(self, draft: Draft, asked: Question, text: str) -> Heard | None:
        """What the message says to the question asked, or None where it says nothing to it."""
        clicked = self._typed_choice(asked, text, draft)
        if asked.asks in ("confirm", "change"):
            choice = clicked or consent_said(text) or command_said(text)
            return Heard(self._confirmed(draft, choice)) if choice in self._values(asked, draft) else None
        if clicked is not None:
            return self._answered(draft, {asked.asks: _value(asked.asks, clicked)})
        command = command_said(text)
        if asked.asks == "urgency" and (command == "no" or safe_now_said(text)) and urgency_said(text) is None:
            # "No" says that nobody is in danger now. It does not say that nothing is urgent.
            return Heard(draft, (Reply(NOTICE, words("interview", "not_in_danger")),))
        if asked.asks == "urgency" and perhaps_said(text):
            return self._unsure(draft, asked)
        answer = self._answer(asked, text)
        if answer is not None:
            # Facts said beside the answer count as well, and are shown.
            beside = {key: value for key, value in self._volunteered(text, draft, asked) if key not in answer}
            return self._answered(draft, {**answer, **beside}, shown=beside)
        if command == "skip":
            return self._skipped(draft, asked)
        return self._unsure(draft, asked) if command == "dont_know" else None

    def _typed_choice(self, asked: Question, text: str, draft: Draft) -> str | None:
        """The choice whose value or words the message is."""
        plain = text.casefold().strip(" .!")
        for choice in self._choices(asked, draft):
            if plain in (choice.value.casefold(), choice.label.casefold()):
                return choice.value
        return None

    def _corrected(self, draft: Draft, text: str, danger: bool) -> Heard | None:
        """The answer that the person wants to change, asked anew."""
        wanted = correction_said(text)
        if wanted is None and not danger and draft.said("urgency") == Urgency.IMMEDIATE_DANGER and safe_now_said(text):
            wanted = "urgency"
        if wanted is None or draft.answer(wanted) is None:
            return None
        return Heard(replace(draft, changing=wanted, confirm=None, misread=0))

    def _answer(self, asked: Question, text: str) -> dict[str, Any] | None:
        """What the readers make of an answer to the question asked."""
        if asked.asks in ("partnership", "locality"):
            return dict(self._place_said(text)) or None
        for reader in ANSWER_READERS.get(asked.asks, ()):
            said = reader(text)
            if said is not None:
                return {asked.asks: said.value}
        return None

    def _volunteered(self, text: str, draft: Draft, asked: Question | None) -> Iterator[tuple[str, Any]]:
        """Facts said unasked. One that is known already changes only where the person is correcting it."""
        # Beside the summary every answer is in view, and whatever differs from it is meant to change it.
        correcting = is_correction(text) or (asked is not None and asked.asks in ("confirm", "change"))
        known = {key for key in ANSWERS if draft.answer(key) is not None}
        for key, value in self._place_said(text):
            if draft.answer(key) != value and (key not in known or correcting):
                yield key, value
        for key, reader in UNASKED_READERS.items():
            # How urgent it is has to be asked: "urgent" does not say whether a child is in danger now.
            wanted = correcting if key in known else key != "urgency"
            said = reader(text) if wanted else None
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

    def _own_words(self, draft: Draft, asked: Question, message: Message, danger: bool) -> Heard:
        text = message.text
        command = command_said(text)
        if command == "skip":
            return self._skipped(draft, asked)
        if command == "dont_know":
            return self._unsure(draft, asked)
        corrected = self._corrected(draft, text, danger)
        if corrected is not None:
            return corrected
        is_short = len(text.split()) <= _MOST_WORDS_OF_A_REMARK
        if is_short and is_correction(text):
            changed = dict(self._volunteered(text, draft, asked))
            if changed:
                return self._answered(draft, changed, shown=changed)
        # A question back is no answer, even where any words would do for one.
        asking_back = message.aside and text.rstrip().endswith("?")
        if asking_back or command in ("stop", "start_again", "why", "meaning", "help"):
            return Heard(draft, aside=True)
        if danger and (is_short or asked.asks != "description"):
            return Heard(draft)
        fault = fault_of_reference(text) if asked.asks == "case_reference" else None
        return Heard(draft, (Reply(ERROR, fault),)) if fault else self._answered(draft, {asked.asks: text})

    # --- what follows ----------------------------------------------------------------------------------------

    def _answered(self, draft: Draft, answers: dict[str, Any], shown: dict[str, Any] | None = None) -> Heard:
        """Takes the answers. Those in `shown` were said unasked, so they are said back."""
        before, replies = draft, []
        for key, value in answers.items():
            draft = draft.with_answer(key, value)
        if shown:
            replies.append(self._understood(before, draft, shown))
        if answers.get("urgency") == Urgency.IMMEDIATE_DANGER:
            replies.insert(0, emergency(draft, self.library))
        elif "partnership" in answers and draft.said("urgency") == Urgency.IMMEDIATE_DANGER:
            replies += danger_in_the_procedure(draft, self.library)
        missing = missing_route(draft, self.library)
        if missing != missing_route(before, self.library):
            replies += missing
        return Heard(draft, tuple(replies))

    def _understood(self, before: Draft, draft: Draft, answers: dict[str, Any]) -> Reply:
        changed = any(before.answer(key) is not None for key in answers)
        lines = [words("interview", "changed" if changed else "understood")]
        lines += [line(key, value, draft, self.library) for key, value in answers.items()]
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

    def _misread(self, draft: Draft, asked: Question) -> Heard:
        told = sheet()[asked.asks].get("misread")
        again = told or words("interview", "misread_again" if draft.misread else "misread")
        return Heard(replace(draft, misread=draft.misread + 1), (Reply(NOTICE, again),))


def _is_danger(message: Message) -> bool:
    """Danger in the words themselves, or where the engine sees it and the words do not say otherwise."""
    if danger_said(message.text) is not None or not_safe_said(message.text):
        return True
    return message.danger and not safe_now_said(message.text)


_NUMBERS = ("tried", "timeframe_working_days")


def _value(key: str, choice: str) -> Any:
    return int(choice) if key in _NUMBERS and choice != SKIPPED else choice


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
