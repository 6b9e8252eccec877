"""How a message is heard: which answers it gives or changes, and what is said at once."""

from dataclasses import replace
from typing import Any

from escalation.facts import Urgency
from escalation.interview.area_heard import area_heard, areas_to_offer
from escalation.interview.case_reference import fault_of_reference
from escalation.interview.draft import ANSWERS, IN_OWN_WORDS, SKIPPED, Draft
from escalation.interview.facts_heard import FactsHeard
from escalation.interview.message import Heard, Message
from escalation.interview.questions import (
    CHANGE,
    MORE,
    Choice,
    Question,
    choice_to_change,
    in_words,
    next_question,
    question,
    sheet,
)
from escalation.interview.replies import EMERGENCY, ERROR, NOTICE, Reply
from escalation.interview.told_at_once import danger_in_the_procedure, emergency, missing_route
from escalation.library import Library
from escalation.reading.alarm import Alarm
from escalation.reading.answers import ANSWER_READERS
from escalation.reading.commands import command_said
from escalation.reading.consent import consent_said
from escalation.reading.corrections import correction_said, is_correction
from escalation.reading.danger import danger_said
from escalation.reading.safety import not_safe_said, perhaps_said, safe_now_said
from escalation.reading.urgency import urgency_said
from escalation.words import words

_MOST_WORDS_OF_A_REMARK = 10


class Listener:
    """Hears messages with the procedures of one library in mind."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.facts = FactsHeard(library)

    def hear(self, draft: Draft, message: Message) -> Heard:
        """What the message changes in the draft, and what is to be said before the next question."""
        if message.choice is not None:
            return self._chosen(draft, message)
        return self._typed(draft, message)

    # --- clicked ---------------------------------------------------------------------------------------------

    def _chosen(self, draft: Draft, message: Message) -> Heard:
        choice = message.choice or ""
        if choice.removeprefix(CHANGE) in draft.answers and choice.startswith(CHANGE):
            return Heard(replace(draft, changing=choice.removeprefix(CHANGE), confirm=None, misread=0))
        asked = self._asked(draft, message)
        if asked is None or choice not in self._values(asked, draft):
            return Heard(draft, (Reply(ERROR, words("interview", "stale")),))
        if asked.asks in ("confirm", "change"):
            return Heard(self._confirmed(draft, choice))
        if asked.asks == "area" and choice == MORE:
            return Heard(replace(draft, likely_areas=()))
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
        alarm = alarm_of(message)
        danger = alarm is Alarm.CERTAIN
        if asked is not None and asked.asks in IN_OWN_WORDS:
            heard = self._own_words(draft, asked, message, danger)
        else:
            heard = self._said(draft, asked, message, alarm)
        if danger:
            return self._with_danger(heard)
        return self._with_suspicion(heard, asked) if alarm else heard

    def _with_suspicion(self, heard: Heard, asked: Question | None) -> Heard:
        """It may be danger: that is asked before anything else, unless this very message has answered it."""
        urgency = heard.draft.said("urgency")
        answered_now = asked is not None and asked.asks == "urgency" and urgency is not None
        if answered_now or urgency == Urgency.IMMEDIATE_DANGER:
            return heard
        kept = tuple(reply for reply in heard.replies if reply.kind != ERROR)
        changing = "urgency" if urgency is not None else heard.draft.changing
        draft = replace(heard.draft, changing=changing, confirm=None)
        return Heard(draft, (Reply(NOTICE, words("emergency", "suspected")), *kept))

    def _with_danger(self, heard: Heard) -> Heard:
        """Danger acts at once and on every path: the words come first, whatever else the message was."""
        in_danger = heard.draft.with_answer("urgency", Urgency.IMMEDIATE_DANGER.value)
        draft = replace(in_danger, changing=heard.draft.changing)
        kept = tuple(reply for reply in heard.replies if reply.kind not in (EMERGENCY, ERROR))
        return Heard(draft, (emergency(draft, self.library), *kept))

    def _said(self, draft: Draft, asked: Question | None, message: Message, alarm: Alarm | None) -> Heard:
        text = message.text
        if asked is not None:
            answered = self._to_the_question(draft, asked, message)
            if answered is not None:
                return answered
        volunteered = dict(self.facts.volunteered(message, draft, asked.asks if asked else None))
        draft = self._with_likely_areas(draft, message)
        if volunteered:
            return self._answered(draft, volunteered, shown=volunteered)
        corrected = self._corrected(draft, text, alarm is Alarm.CERTAIN)
        if corrected is not None:
            return corrected
        if message.aside:
            return Heard(draft, aside=True)
        if asked is None or alarm or self._narrowed(asked, draft):
            return Heard(draft)
        return self._misread(draft, asked)

    def _with_likely_areas(self, draft: Draft, message: Message) -> Draft:
        """Remembers the areas to choose from, where the message was about one and none was plain."""
        if draft.answer("area") is not None and draft.changing != "area":
            return draft
        offered = areas_to_offer(message.text, message.areas)
        return replace(draft, likely_areas=offered) if offered else draft

    def _narrowed(self, asked: Question, draft: Draft) -> bool:
        """Whether the answer has narrowed the choices: that is progress, and not a misunderstanding."""
        return asked.asks == "area" and len(question("area", draft, self.library).choices) < len(asked.choices)

    def _to_the_question(self, draft: Draft, asked: Question, message: Message) -> Heard | None:
        """What the message says to the question asked, or None where it says nothing to it."""
        text = message.text
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
        answer = self._answer(asked, message)
        if answer is not None:
            # Facts said beside the answer count as well, and are shown.
            beside = {
                key: value
                for key, value in self.facts.volunteered(message, draft, asked.asks if asked else None)
                if key not in answer
            }
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
        if wanted is None and command_said(text) == "change" and draft.answers:
            return Heard(draft, (_what_to_change(draft),))
        if wanted is None and not danger and draft.said("urgency") == Urgency.IMMEDIATE_DANGER and safe_now_said(text):
            wanted = "urgency"
        if wanted is None or draft.answer(wanted) is None:
            return None
        return Heard(replace(draft, changing=wanted, confirm=None, misread=0))

    def _answer(self, asked: Question, message: Message) -> dict[str, Any] | None:
        """What the readers make of an answer to the question asked."""
        text = message.text
        if asked.asks in ("partnership", "locality"):
            return self.facts.place(text, asked.asks) or None
        if asked.asks == "area":
            area = area_heard(text, message.areas)
            return {"area": area} if area else None
        for reader in ANSWER_READERS.get(asked.asks, ()):
            said = reader(text)
            if said is not None:
                return {asked.asks: said.value}
        return None

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
            changed = dict(self.facts.volunteered(message, draft, asked.asks if asked else None))
            if changed:
                return self._answered(draft, changed, shown=changed)
        # A question back is no answer, even where any words would do for one.
        asking_back = message.aside and text.rstrip().endswith("?")
        if asking_back or command in ("stop", "start_again", "why", "meaning", "help"):
            return Heard(draft, aside=True)
        known = draft.said("urgency") == Urgency.IMMEDIATE_DANGER
        if danger and not known and (is_short or asked.asks != "description"):
            # A cry for help is no description. Said once more, it is taken as it stands: nobody may be held up by it.
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
        """What was taken from the message, in one sentence; each part can be clicked to change it."""
        changed = any(before.answer(key) is not None for key in answers)
        facts = "; ".join(in_words(key, value, draft, self.library) for key, value in answers.items())
        text = words("interview", "changed" if changed else "understood", facts=facts)
        return Reply(NOTICE, text, choices=tuple(choice_to_change(key) for key in answers))

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
        """Once: other words. Twice: the buttons. From the third time on: a person to ring."""
        told = (
            sheet()[asked.asks].get("misread") or words("interview", "misread"),
            words("interview", "misread_again"),
        )
        text = told[draft.misread] if draft.misread < len(told) else words("interview", "misread_person")
        return Heard(replace(draft, misread=draft.misread + 1), (Reply(NOTICE, text),))


def _what_to_change(draft: Draft) -> Reply:
    """Every answer that was given, to be clicked; the question that was asked stays."""
    given = tuple(choice_to_change(key) for key in ANSWERS if draft.answer(key) is not None)
    return Reply(NOTICE, words("interview", "what_to_change"), choices=given)


def alarm_of(message: Message) -> Alarm | None:
    """Danger in the words themselves, or as far as the engine sees it and the words do not say otherwise."""
    if danger_said(message.text) is not None or not_safe_said(message.text):
        return Alarm.CERTAIN
    return None if safe_now_said(message.text) else message.alarm


_NUMBERS = ("tried", "timeframe_working_days")


def _value(key: str, choice: str) -> Any:
    return int(choice) if key in _NUMBERS and choice != SKIPPED else choice
