"""Coming back to an escalation: which one it is, what happened, and what comes now."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from escalation.day_words import spoken
from escalation.facts import MOST_WORKING_DAYS, RouteCode, Urgency
from escalation.interview.account import DUTY, NEXT, NOTHING, SKIP, STAY, account_of, report_of
from escalation.interview.draft import SKIPPED
from escalation.interview.message import Message
from escalation.interview.questions import Choice
from escalation.interview.strand import Answers, Fault, Strand
from escalation.procedure import Procedure, Stage, TimescaleKind
from escalation.progress import (
    Move,
    ProgressKind,
    Report,
    Standing,
    move_after,
    stages_to_go_to,
    step_after,
)
from escalation.reading.days import day_said
from escalation.reading.happenings import Happening, happening_said, speaker_said
from escalation.reading.matters import Matter, matter_said
from escalation.reading.references import looks_like_reference, reference_said
from escalation.reading.steps import steps_answer
from escalation.record import Record
from escalation.words import words
from escalation.yaml_file import YamlFile

MATTER = "follow_up"
_FILE = Path(__file__).with_name("follow_up.yml")
IN_ANY_WORDS = ("said", "agreed", "child_outcome", "reason", "learning")
# Who records late may tell of a talk before the record; a day long before it is a slip.
_BEFORE_THE_RECORD = timedelta(days=31)


@cache
def sheet() -> Mapping[str, Mapping[str, Any]]:
    """The words of all questions of this strand, by key."""
    content: Mapping[str, Mapping[str, Any]] = YamlFile(_FILE).content
    return content


@dataclass(frozen=True)
class FollowUp:
    """The script of coming back.

    Args:
        record: the record that is open, or None while it is still to be found.
        procedure: the procedure that it follows; None where that is no longer here.
        today: the date in London.
        known: the references that this conversation may open without a code.
    """

    record: Record | None
    procedure: Procedure | None
    today: date
    known: Sequence[str] = ()

    @property
    def confirming(self) -> str:
        """The key of the question that asks whether all is right."""
        return "confirm_report"

    # --- what is asked ---------------------------------------------------------------------------------------

    def next_key(self, strand: Strand) -> str | None:
        """The next question: first which record, then what happened, then all that belongs to that."""
        if strand.changing in list(self._keys(strand)) or (strand.changing == "happened" and self.record is not None):
            return strand.changing
        if self.record is None:
            return "resume_code" if strand.said("follow_reference") else "follow_reference"
        if "happened" not in strand.answers:
            return "happened"
        missing = [key for key in self._keys(strand) if key not in strand.answers]
        if missing:
            return missing[0]
        return None if strand.said("happened") == NOTHING or strand.confirm is not None else self.confirming

    def _keys(self, strand: Strand) -> Iterator[str]:
        """What is asked about what happened, in order."""
        happened = strand.said("happened")
        if happened == DUTY:
            yield from (DUTY, "happened_on")
        if happened in (ProgressKind.NO_AGREEMENT, ProgressKind.RESOLVED, ProgressKind.EVENTS, ProgressKind.NOTE):
            yield "happened_on"
        if happened in (ProgressKind.NO_AGREEMENT, ProgressKind.RESOLVED):
            yield "who"
        if happened == ProgressKind.RESOLVED:
            yield from ("agreed", "child_outcome", "raiser_told", "learning")
        if happened in (ProgressKind.NO_AGREEMENT, ProgressKind.EVENTS, ProgressKind.NOTE) or (
            happened == ProgressKind.NO_REPLY and strand.said("said")
        ):
            yield "said"
        if happened in (ProgressKind.NO_AGREEMENT, ProgressKind.EVENTS):
            yield "child_outcome"
        yield from self._moving(strand)

    def _moving(self, strand: Strand) -> Iterator[str]:
        happened, going = strand.said("happened"), strand.said("go_on")
        if happened in (ProgressKind.NO_AGREEMENT, ProgressKind.NO_REPLY) and self._may_move(strand):
            yield "go_on"
        if happened == SKIP or going == SKIP:
            yield from ("skip_to", "reason")
        if self._next_lets_them_set_the_time(strand):
            yield "next_timeframe"

    def _may_move(self, strand: Strand) -> bool:
        """Whether there is something to choose: a next stage now, or a later one."""
        return self._moves_on(strand) or bool(self._later(strand))

    def _moves_on(self, strand: Strand) -> bool:
        report = Report(ProgressKind(strand.said("happened")), self.today)
        return self._standing is not None and move_after(self._standing, report, self.today) is Move.NEXT

    def _later(self, strand: Strand) -> list[int]:
        """The stages that can be gone to directly."""
        if self.record is None or self.procedure is None or self._standing is None:
            return []
        urgency = strand.said("urgency")
        route = RouteCode(self.record.route)
        return stages_to_go_to(self.procedure, route, self._standing, Urgency(urgency) if urgency else None)

    @property
    def _stages(self) -> Sequence[Stage]:
        if self.record is None or self.procedure is None:
            return ()
        return self.procedure.routes[RouteCode(self.record.route)].stages

    @property
    def _standing(self) -> Standing | None:
        return self.record.standing(len(self._stages)) if self.record and self._stages else None

    def _next_lets_them_set_the_time(self, strand: Strand) -> bool:
        report = report_of(strand, self.today)
        if report is None or self.procedure is None or self._standing is None:
            return False
        step = step_after(self.procedure, self._standing, report, self.today)
        timescale = step.guidance["timescale"]
        return step.move is Move.NEXT and timescale is not None and timescale["kind"] == TimescaleKind.SET_BY_USER.value

    def sheet(self, key: str) -> Mapping[str, Any]:
        """The words of a question."""
        return sheet()[key]

    def choices(self, key: str, strand: Strand) -> Iterator[Choice]:
        """The choices of a question, made from the procedure where they come from there."""
        if key == "follow_reference":
            yield from (Choice(reference, reference) for reference in self.known)
        elif key == "happened":
            yield from self._happenings(strand)
        elif key == "go_on":
            yield from self._ways_on(strand)
        elif key == "skip_to":
            yield from (Choice(str(number), self._named("skip_to", "step", number)) for number in self._later(strand))
        elif key == DUTY:
            yield from (Choice(duty.code, duty.text) for duty in (self.record.open_duties if self.record else ()))
            yield Choice(NOTHING, sheet()[DUTY]["none"])
        else:
            yield from (Choice(value, label) for value, label in sheet()[key].get("choices", {}).items())

    def _happenings(self, strand: Strand) -> Iterator[Choice]:
        """What can have happened: of a closed escalation nothing more, save what is still to be ticked off."""
        record = self.record
        for value, label in sheet()["happened"]["choices"].items():
            closed = record is not None and not record.is_open and value not in (DUTY, NOTHING)
            no_duty = value == DUTY and record is not None and not record.open_duties
            no_skipping = value == SKIP and not bool(self._later(strand))
            if not (closed or no_duty or no_skipping):
                yield Choice(value, label)

    def _ways_on(self, strand: Strand) -> Iterator[Choice]:
        if self._moves_on(strand) and self._standing is not None:
            yield Choice(NEXT, self._named("go_on", NEXT, self._standing.stage + 1))
        yield Choice(STAY, sheet()["go_on"][STAY])
        if bool(self._later(strand)):
            yield Choice(SKIP, sheet()["go_on"][SKIP])

    def _named(self, key: str, name: str, number: int) -> str:
        word = self.procedure.stage_word if self.procedure else ""
        title = self._stages[number - 1].title
        text: str = sheet()[key][name]
        return text.format(word=word.capitalize() if name != NEXT else word, number=number, title=title)

    # --- what an answer comes to -----------------------------------------------------------------------------

    def chosen(self, key: str, value: str, strand: Strand) -> Answers:
        """What a choice comes to."""
        if key == "happened":
            return {"happened": value, **({"happened_on": self.today.isoformat()} if value == SKIP else {})}
        if key == "happened_on":
            day = self.today - timedelta(days=1) if value == "yesterday" else self.today
            return {key: day.isoformat()}
        if key in ("skip_to", "next_timeframe"):
            return {key: int(value)}
        return {"happened": NOTHING} if (key, value) == (DUTY, NOTHING) else {key: value}

    def outdated_by(self, answers: Answers, strand: Strand) -> Collection[str]:
        """Another account of what happened does away with all that belonged to the last one."""
        anew = "happened" in answers and "happened" in strand.answers
        return [key for key in strand.answers if key in sheet()] if anew else ()

    def read(self, key: str, message: Message, strand: Strand) -> Answers | Fault | None:
        """What an answer in words comes to."""
        text = message.text
        if key == "resume_code":
            reference = reference_said(text)
            return {"follow_reference": reference} if reference else None
        if key == "follow_reference":
            reference = reference_said(text)
            return {key: reference} if reference else _fault(looks_like_reference(text))
        if key == "happened":
            if matter_said(text) is Matter.DUTY and self.record is not None and self.record.open_duties:
                return {"happened": DUTY}
            if happening_said(text) is Happening.SKIPPED and not self._later(strand):
                return Fault(words("reporting", "no_skipping_here"))
            account = self.account(text, strand)
            closed = self.record is not None and not self.record.is_open
            return Fault(words("reporting", "closed")) if account and closed else account or None
        if key == "happened_on":
            return self._day(text)
        if key == "who":
            speaker = speaker_said(text)
            return {key: speaker} if speaker else None
        if key in ("skip_to", "next_timeframe"):
            return self._number(key, text, strand)
        return None

    def account(self, text: str, strand: Strand | None = None) -> dict[str, Any]:
        """What a message tells of what happened; without a strand it is no answer, and only what is plain is taken."""
        return account_of(text, self.today, answering=strand is not None, skipping=bool(strand and self._later(strand)))

    def _day(self, text: str) -> Answers | Fault | None:
        said = day_said(text, self.today)
        if said.day is not None:
            began = self.record.started_on if self.record else self.today
            if said.day < began - _BEFORE_THE_RECORD:
                return Fault(words("days", "before", day=spoken(began)))
            return {"happened_on": said.day.isoformat()}
        return Fault(words("days", said.fault)) if said.fault not in (None, "unclear") else None

    def _number(self, key: str, text: str, strand: Strand) -> Answers | None:
        said = steps_answer(text)
        number = int(said.value) if said is not None else 0
        fits = number in self._later(strand) if key == "skip_to" else 1 <= number <= MOST_WORKING_DAYS
        return {key: number} if fits else None

    def takes_any_words(self, key: str) -> bool:
        """Whether an answer stands as it was written."""
        return key in IN_ANY_WORDS

    # --- what is shown ---------------------------------------------------------------------------------------

    def line(self, key: str, strand: Strand) -> str | None:
        """An answer as a line of the summary."""
        if key != "happened" and key not in self._keys(strand):
            return None
        said = words("interview", "line", label=sheet()[key]["label"], value=self._label(key, strand))
        return f"- {said}"

    def _label(self, key: str, strand: Strand) -> str:
        value = strand.answers[key]
        if value == SKIPPED and key != "happened":
            return words("interview", "left_out")
        if key == "happened_on":
            return spoken(date.fromisoformat(value))
        labels = {choice.value: choice.label for choice in self.choices(key, strand)}
        return labels.get(str(value), str(value))


def misread_reference() -> str:
    """What is said to figures that are nearly a reference."""
    said: str = sheet()["follow_reference"]["misread"]
    return said


def _fault(wrong: bool) -> Fault | None:
    return Fault(misread_reference()) if wrong else None
