"""A strand: a talk with questions of its own, beside the one about a new disagreement.

Coming back to an escalation is one, having been challenged is another. What is asked, and what an answer may be, is its
script's; how an answer is heard is the same for all.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Protocol

from escalation.interview.draft import SKIPPED
from escalation.interview.message import Message
from escalation.interview.questions import CHANGE, Choice, Question, sheet, urgency_in_words
from escalation.interview.replies import ERROR, NOTICE, SUMMARY, Reply, asking
from escalation.reading.commands import command_said
from escalation.reading.consent import consent_said
from escalation.words import words

_CHANGE_SOMETHING = "change"
_CONTROL = ("stop", "start_again", "why", "meaning", "help")


@dataclass(frozen=True)
class Strand:
    """Where such a talk stands. Nothing of it is recorded until it is confirmed.

    `reference` and `version` are those of the record that is open, as the person saw it.
    """

    matter: str
    id: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    reference: str | None = None
    version: int | None = None
    confirm: str | None = None
    changing: str | None = None
    misread: int = 0

    def as_json(self) -> dict[str, Any]:
        """The strand as a slot holds it."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any] | None) -> "Strand | None":
        """The strand that a slot holds, or None."""
        return cls(**kept) if kept else None

    def said(self, key: str) -> Any:
        """The answer to a question, or None where there is none or it was left out."""
        value = self.answers.get(key)
        return None if value == SKIPPED else value

    def with_answers(self, answers: Mapping[str, Any], outdated: Collection[str] = ()) -> "Strand":
        """The strand with answers given or changed. Whatever was confirmed is to be checked again.

        Args:
            answers: the new ones.
            outdated: the keys of earlier ones that no longer count.
        """
        kept = {key: value for key, value in self.answers.items() if key not in outdated}
        return replace(self, answers={**kept, **answers}, confirm=None, changing=None, misread=0)


class Fault(str):
    """What is wrong with an answer, in words for the one who gave it."""


Answers = Mapping[str, Any]


class Script(Protocol):
    """What a strand asks."""

    @property
    def confirming(self) -> str:
        """The key of the question that asks whether all is right."""

    def next_key(self, strand: Strand) -> str | None:
        """The key of the next question; None when the strand has come to its end."""

    def sheet(self, key: str) -> Mapping[str, Any]:
        """The words of a question."""

    def choices(self, key: str, strand: Strand) -> Iterable[Choice]:
        """The choices that belong to a question, apart from leaving it out."""

    def read(self, key: str, message: Message, strand: Strand) -> Answers | Fault | None:
        """What an answer in words comes to; None where it says nothing to the question."""

    def chosen(self, key: str, value: str, strand: Strand) -> Answers:
        """What a choice comes to."""

    def outdated_by(self, answers: Answers, strand: Strand) -> Collection[str]:
        """The keys of answers that these ones do away with."""

    def takes_any_words(self, key: str) -> bool:
        """Whether an answer stands as it was written."""

    def line(self, key: str, strand: Strand) -> str | None:
        """An answer as a line of the summary; None for what is not shown."""


@dataclass(frozen=True)
class StrandHeard:
    """What a message came to. Where `aside` is true nothing was taken from it."""

    strand: Strand
    replies: tuple[Reply, ...] = ()
    aside: bool = False


def question(script: Script, key: str, strand: Strand) -> Question:
    """A question, with its choices; the last of them leaves it out, where that may be."""
    words_of_it = script.sheet(key)
    skipping = (Choice(SKIPPED, words_of_it["skip"]),) if "skip" in words_of_it else ()
    return Question(key, words_of_it["ask"], (*script.choices(key, strand), *skipping))


def ask(script: Script, strand: Strand) -> Reply | None:
    """The next question, or the summary to be checked; None when the strand has come to its end."""
    key = script.next_key(strand)
    if key is None:
        return None
    return summary(script, strand) if key == script.confirming else asking(question(script, key, strand))


def hear(script: Script, strand: Strand, message: Message) -> StrandHeard:
    """What a message changes in a strand, and what is to be said before the next question."""
    key = script.next_key(strand)
    if message.choice is not None:
        return _chosen(script, strand, message.choice, key)
    if key is None:
        return StrandHeard(strand)
    return _typed(script, strand, message, key)


def _chosen(script: Script, strand: Strand, choice: str, key: str | None) -> StrandHeard:
    if choice.startswith(CHANGE) and choice.removeprefix(CHANGE) in strand.answers:
        return StrandHeard(replace(strand, changing=choice.removeprefix(CHANGE), confirm=None, misread=0))
    offered = [each.value for each in question(script, key, strand).choices] if key else []
    if key is None or choice not in offered:
        return StrandHeard(strand, (Reply(ERROR, words("interview", "stale")),))
    return _taken(script, strand, key, choice)


def _taken(script: Script, strand: Strand, key: str, choice: str) -> StrandHeard:
    """A choice that was offered, clicked or typed."""
    if key == script.confirming:
        if choice == _CHANGE_SOMETHING:
            return StrandHeard(strand, (_what_to_change(script, strand),))
        return StrandHeard(replace(strand, confirm=choice, misread=0))
    if choice == SKIPPED:
        return StrandHeard(strand.with_answers({key: SKIPPED}))
    return _given(script, strand, script.chosen(key, choice, strand))


def _given(script: Script, strand: Strand, answers: Answers, *replies: Reply) -> StrandHeard:
    return StrandHeard(strand.with_answers(answers, script.outdated_by(answers, strand)), replies)


def _typed(script: Script, strand: Strand, message: Message, key: str) -> StrandHeard:
    text, command = message.text, command_said(message.text)
    asking_back = message.aside and text.rstrip().endswith("?")
    if command in _CONTROL or asking_back:
        return StrandHeard(strand, aside=True)
    clicked = _typed_choice(question(script, key, strand).choices, text)
    if key == script.confirming:
        clicked = clicked or consent_said(text) or (command if command in ("yes", "no", "change") else None)
    if clicked is not None:
        return _taken(script, strand, key, clicked)
    if command == "skip" and "skip" in script.sheet(key):
        return StrandHeard(strand.with_answers({key: SKIPPED}))
    if command == "dont_know":
        return _unsure(script, strand, key)
    if command == "change" and strand.answers:
        return StrandHeard(strand, (_what_to_change(script, strand),))
    read = script.read(key, message, strand)
    if isinstance(read, Fault):
        return StrandHeard(replace(strand, misread=strand.misread + 1), (Reply(ERROR, str(read)),))
    if read is not None:
        return _given(script, strand, read)
    if script.takes_any_words(key):
        return StrandHeard(strand.with_answers({key: text}))
    if message.aside:
        return StrandHeard(strand, aside=True)
    return _misread(script, strand, key)


def _typed_choice(choices: tuple[Choice, ...], text: str) -> str | None:
    plain = text.casefold().strip(" .!")
    return next((each.value for each in choices if plain in (each.value.casefold(), each.label.casefold())), None)


def _unsure(script: Script, strand: Strand, key: str) -> StrandHeard:
    unsure = script.sheet(key).get("unsure")
    if unsure is None:
        skippable = "skip" in script.sheet(key)
        said = (Reply(NOTICE, words("interview", "not_skippable")),)
        return StrandHeard(strand.with_answers({key: SKIPPED})) if skippable else StrandHeard(strand, said)
    replies = (Reply(NOTICE, unsure["say"]),)
    if "value" not in unsure:
        return StrandHeard(strand, replies)
    return _given(script, strand, script.chosen(key, unsure["value"], strand), *replies)


def _misread(script: Script, strand: Strand, key: str) -> StrandHeard:
    """Once: other words. Twice: the buttons. From the third time on: a person to ring."""
    told = (script.sheet(key).get("misread") or words("interview", "misread"), words("interview", "misread_again"))
    text = told[strand.misread] if strand.misread < len(told) else words("interview", "misread_person")
    return StrandHeard(replace(strand, misread=strand.misread + 1), (Reply(NOTICE, text),))


def _what_to_change(script: Script, strand: Strand) -> Reply:
    given = tuple(
        Choice(CHANGE + key, words("interview", "change_this", label=script.sheet(key)["label"]))
        for key in strand.answers
        if script.line(key, strand) is not None
    )
    return Reply(NOTICE, words("interview", "what_to_change"), choices=given)


def summary(script: Script, strand: Strand) -> Reply:
    """All answers in words, and the question whether they are right."""
    lines = [words("interview", "about", reference=strand.reference)] if strand.reference else []
    lines += [line for key in strand.answers if (line := script.line(key, strand)) is not None]
    urgency = strand.said("urgency")
    if urgency is not None:
        # What was told in passing is recorded too, so it must be seen.
        label = sheet()["urgency"]["label"]
        lines.append(f"- {words('interview', 'line', label=label, value=urgency_in_words(urgency))}")
    asked = question(script, script.confirming, strand)
    text = "\n".join([words("interview", "summary"), *lines, asked.text])
    return Reply(SUMMARY, text, script.confirming, asked.choices, ends_turn=True)
