"""Being challenged: what somebody who has received an escalation is asked."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from escalation.day_words import spoken
from escalation.errors import FactError
from escalation.facts import Agency, Facts, RouteCode, Urgency
from escalation.interview import questions
from escalation.interview.case_reference import fault_of_reference
from escalation.interview.challenge import Challenge, challenge_words
from escalation.interview.challenge_heard import (
    is_not_said,
    own_agency_of_the_challenged,
    sender_said,
    stage_answer,
    stage_said,
)
from escalation.interview.draft import SKIPPED, Draft
from escalation.interview.facts_heard import FactsHeard
from escalation.interview.message import Message
from escalation.interview.other_side import seen_from_the_other_side
from escalation.interview.questions import Choice
from escalation.interview.strand import Answers, Fault, Strand
from escalation.interview.strand_danger import URGENCY
from escalation.library import Library
from escalation.procedure import Procedure, Stage
from escalation.reading.answers import ANSWER_READERS
from escalation.reading.coming_days import UNCLEAR, coming_day_said
from escalation.reading.commands import command_said
from escalation.reading.days import day_said
from escalation.reading.references import looks_like_reference, reference_said
from escalation.words import words
from escalation.working_days import after_working_days
from escalation.yaml_file import YamlFile

MATTER = "received"
PARTNERSHIP, LOCALITY, STAGE = "received_partnership", "received_locality", "received_stage"
AGENCY, SENDER, CASE = "received_agency", "received_from", "received_reference"
DAY, ASKED_FOR, ANSWER_BY, SENDERS_REFERENCE = "received_on", "asked_for", "answer_by", "senders_reference"
ASKED = (PARTNERSHIP, LOCALITY, STAGE, AGENCY, SENDER, CASE, DAY, ASKED_FOR, ANSWER_BY, SENDERS_REFERENCE)
_FILE = Path(__file__).with_name("received.yml")
_DAYS = (DAY, ANSWER_BY)
# The questions of the interview whose readers serve here as well.
_READ_LIKE = {AGENCY: "agency", SENDER: "other_agency"}


@cache
def sheet() -> Mapping[str, Mapping[str, Any]]:
    """The words of all questions of this strand, by key, with what they take over from the interview's."""
    own: Mapping[str, Mapping[str, Any]] = YamlFile(_FILE).content["questions"]
    return {key: {**questions.sheet().get(said.get("like", ""), {}), **said} for key, said in own.items()}


@dataclass(frozen=True)
class Challenged:
    """The script of having been challenged.

    Args:
        library: the procedures.
        facts: reads places with that library in mind.
        today: the date in London.
    """

    library: Library
    facts: FactsHeard
    today: date
    confirming: str = "confirm_challenge"

    # --- what is asked ---------------------------------------------------------------------------------------

    def next_key(self, strand: Strand) -> str | None:
        """The next question: the place, then what was received, then the check."""
        if strand.changing in ASKED:
            return strand.changing
        missing = [key for key in self._keys(strand) if key not in strand.answers]
        if missing:
            return missing[0]
        return None if strand.confirm is not None else self.confirming

    def _keys(self, strand: Strand) -> Iterator[str]:
        procedure = self._procedure(strand)
        without_localities = procedure is not None and not procedure.localities
        return (key for key in ASKED if not (key == LOCALITY and without_localities))

    def _procedure(self, strand: Strand) -> Procedure | None:
        return self.library.find(strand.said(PARTNERSHIP))

    def _stages(self, strand: Strand) -> tuple[Stage, ...]:
        procedure = self._procedure(strand)
        return procedure.routes[RouteCode.ESCALATION].stages if procedure else ()

    def sheet(self, key: str) -> Mapping[str, Any]:
        """The words of a question."""
        return sheet()[key]

    def choices(self, key: str, strand: Strand) -> Iterator[Choice]:
        """The choices of a question, made from the procedure where they come from there."""
        if key == STAGE:
            yield from self._steps(strand)
        elif "like" in sheet()[key]:
            draft = Draft({"partnership": strand.said(PARTNERSHIP), "locality": strand.said(LOCALITY)})
            offered = questions.question(sheet()[key]["like"], draft, self.library).choices
            yield from (choice for choice in offered if choice.value != SKIPPED)
        else:
            yield from (Choice(value, label) for value, label in sheet()[key].get("choices", {}).items())

    def _steps(self, strand: Strand) -> Iterator[Choice]:
        procedure = self._procedure(strand)
        word = procedure.stage_word.capitalize() if procedure else ""
        for number, stage in enumerate(self._stages(strand), start=1):
            title = seen_from_the_other_side(stage.title)
            yield Choice(str(number), sheet()[STAGE]["step"].format(word=word, number=number, title=title))

    # --- what an answer comes to -----------------------------------------------------------------------------

    def chosen(self, key: str, value: str, strand: Strand) -> Answers:
        """What a choice comes to."""
        if key == DAY:
            return {key: (self.today - timedelta(days=value == "yesterday")).isoformat()}
        return {key: int(value) if key == STAGE else value}

    def outdated_by(self, answers: Answers, strand: Strand) -> Collection[str]:
        """Places and stages belong to one procedure, and nothing is to be answered before it was received."""
        outdated = set()
        if answers.get(PARTNERSHIP, strand.said(PARTNERSHIP)) != strand.said(PARTNERSHIP):
            outdated.add(LOCALITY)
            stage, procedure = strand.said(STAGE), self.library.find(answers[PARTNERSHIP])
            stages = procedure.routes[RouteCode.ESCALATION].stages if procedure else ()
            if strand.said(PARTNERSHIP) is not None or (stage or 0) > len(stages):
                outdated.add(STAGE)
        answer_by = strand.said(ANSWER_BY)
        if DAY in answers and answer_by is not None and answer_by < answers[DAY]:
            outdated.add(ANSWER_BY)
        return outdated

    def read(self, key: str, message: Message, strand: Strand) -> Answers | Fault | None:
        """What an answer in words comes to."""
        text = message.text
        if "skip" in sheet()[key] and not self.takes_any_words(key) and is_not_said(text):
            return {key: SKIPPED}
        if key in (PARTNERSHIP, LOCALITY):
            return self._place(key, text, strand)
        if key == STAGE:
            return self._stage(text, strand)
        if key in _READ_LIKE:
            return _first_read(key, text)
        if key == CASE:
            return _case_reference(text)
        if key == DAY:
            return self._received_on(text)
        if key == ANSWER_BY:
            return self._answer_by(text, strand)
        if key == SENDERS_REFERENCE:
            reference = reference_said(text)
            return {key: reference} if reference else _wrong_reference(text)
        return None

    def _place(self, key: str, text: str, strand: Strand) -> Answers | None:
        said = {f"received_{name}": value for name, value in self.facts.place(text, sheet()[key]["like"]).items()}
        tells_something = key in said or said.get(PARTNERSHIP, strand.said(PARTNERSHIP)) != strand.said(PARTNERSHIP)
        return said if tells_something else None

    def _stage(self, text: str, strand: Strand) -> Answers | Fault | None:
        number = stage_answer(text)
        if number is None:
            return None
        return {STAGE: number} if number <= len(self._stages(strand)) else Fault(sheet()[STAGE]["too_high"])

    def _received_on(self, text: str) -> Answers | Fault | None:
        said = day_said(text, self.today)
        if said.day is not None:
            return {DAY: said.day.isoformat()}
        return Fault(words("days", said.fault)) if said.fault not in (None, UNCLEAR) else None

    def _answer_by(self, text: str, strand: Strand) -> Answers | Fault | None:
        received = strand.said(DAY)
        since = date.fromisoformat(received) if received else self.today
        said = coming_day_said(text, since, self.today, after_working_days)
        if said.day is not None:
            return {ANSWER_BY: said.day.isoformat()}
        return Fault(challenge_words("faults", said.fault)) if said.fault not in (None, UNCLEAR) else None

    def takes_any_words(self, key: str) -> bool:
        """Whether an answer stands as it was written."""
        return key == ASKED_FOR

    def told_at_first(self, message: Message) -> dict[str, Any]:
        """What the message that begins the talk tells already, where it is plain, in the order of the questions."""
        text = message.text
        told: dict[str, Any] = {f"received_{key}": value for key, value in self.facts.place(text, "").items()}
        procedure = self.library.find(told.get(PARTNERSHIP))
        stages = procedure.routes[RouteCode.ESCALATION].stages if procedure else None
        stage = stage_said(text)
        if stage is not None and (stages is None or stage <= len(stages)):
            told[STAGE] = stage
        told |= {AGENCY: own_agency_of_the_challenged(text), SENDER: sender_said(text)}
        told |= {SENDERS_REFERENCE: reference_said(text)}
        return {key: told[key] for key in ASKED if told.get(key) is not None}

    # --- what is shown ---------------------------------------------------------------------------------------

    def line(self, key: str, strand: Strand) -> str | None:
        """An answer as a line of the summary."""
        if key not in self._keys(strand):
            return None
        return "- " + words("interview", "line", label=sheet()[key]["label"], value=self.label(key, strand))

    def in_words(self, key: str, strand: Strand) -> str:
        """An answer as part of a sentence."""
        said: str = sheet()[key]["said"]
        return said.format(value=self.label(key, strand))

    def label(self, key: str, strand: Strand) -> str:
        """How an answer reads."""
        value = strand.answers[key]
        if value == SKIPPED:
            return str(sheet()[key].get("left_out", words("interview", "left_out")))
        if key in _DAYS:
            return spoken(date.fromisoformat(value))
        labels = {choice.value: choice.label for choice in self.choices(key, strand)}
        return labels.get(str(value), str(value))


def _first_read(key: str, text: str) -> Answers | None:
    said = next((said for reader in ANSWER_READERS[_READ_LIKE[key]] if (said := reader(text)) is not None), None)
    return {key: said.value} if said is not None else None


def _case_reference(text: str) -> Answers | Fault:
    if command_said(text) == "skip":
        return Fault(words("interview", "not_skippable"))
    fault = fault_of_reference(text)
    return Fault(fault) if fault else {CASE: text}


def _wrong_reference(text: str) -> Fault | None:
    return Fault(sheet()[SENDERS_REFERENCE]["misread"]) if looks_like_reference(text) else None


def challenge_of(strand: Strand) -> Challenge:
    """The challenge that a strand's answers tell of.

    Raises:
        FactError: an answer is missing, or is none that can be.
    """
    needed = [key for key in (PARTNERSHIP, AGENCY, CASE, DAY) if strand.said(key) is None]
    if needed:
        raise FactError(needed[0], sheet()[needed[0]]["ask"])
    sender, answer_by = strand.said(SENDER), strand.said(ANSWER_BY)
    return Challenge(
        partnership=strand.said(PARTNERSHIP),
        locality=strand.said(LOCALITY),
        stage=strand.said(STAGE),
        agency=Agency(strand.said(AGENCY)),
        sender=Agency(sender) if sender else None,
        case_reference=strand.said(CASE),
        received_on=date.fromisoformat(strand.said(DAY)),
        asked_for=strand.said(ASKED_FOR),
        answer_by=date.fromisoformat(answer_by) if answer_by else None,
        senders_reference=strand.said(SENDERS_REFERENCE),
        in_danger=strand.said(URGENCY) == Urgency.IMMEDIATE_DANGER,
    )


def facts_of(strand: Strand) -> Facts:
    """The facts of the one who is challenged, as far as their answers tell them."""
    stage = strand.said(STAGE)
    return Facts(
        partnership=strand.said(PARTNERSHIP),
        locality=strand.said(LOCALITY),
        agency=strand.said(AGENCY),
        other_agency=strand.said(SENDER),
        tried=stage - 1 if stage else None,
    )
