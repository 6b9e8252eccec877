"""An escalation record, whole: what was recorded, every stage entered, what was told of it, what was ticked off."""

from dataclasses import dataclass
from datetime import date, datetime

from escalation import clock
from escalation.facts import Facts, Urgency
from escalation.guidance import CitationGiven, ContactGiven, Guidance
from escalation.progress import Standing


@dataclass(frozen=True)
class StageEntered:
    """A stage on which the escalation has stood. `position` counts in order of entry, `stage` is its own number."""

    position: int
    stage: int
    word: str
    title: str
    number_source: str
    actor: str
    contacts: list[ContactGiven]
    timescale_kind: str
    timescale_text: str
    working_days: int | None
    due: date | None
    citations: list[CitationGiven]
    entered_at: datetime
    outcome: str | None
    outcome_at: datetime | None
    guidance: Guidance | None
    timeframe_working_days: int | None


@dataclass(frozen=True)
class Told:
    """One report of what happened at a stage."""

    position: int
    kind: str
    happened_on: date
    who: str | None
    said: str | None
    agreed: str | None
    child_outcome: str | None
    reason: str | None
    urgency: str | None
    raiser_told: bool | None
    learning: str | None
    moved_to: int | None
    reported_at: datetime


@dataclass(frozen=True)
class DutyKept:
    """A duty of a stage, with the day on which it was done, if it was."""

    position: int
    code: str
    text: str
    cite: str
    done_on: date | None


@dataclass(frozen=True)
class Record:
    """The whole record. `facts` and `guidance` are those of the opening."""

    reference: str
    mode: str
    status: str
    opened_at: datetime
    closed_at: datetime | None
    version: int
    partnership: str
    locality: str | None
    procedure_title: str
    procedure_edition: str
    procedure_as_of: str
    facts: Facts
    started_on: date
    case_reference: str
    description: str | None
    outcome_sought: str | None
    route: str
    emergency: bool
    guidance: Guidance
    stages: tuple[StageEntered, ...]
    told: tuple[Told, ...]
    duties: tuple[DutyKept, ...]

    @property
    def present(self) -> StageEntered:
        """The stage on which it stands, or stood last."""
        return self.stages[-1]

    @property
    def guidance_now(self) -> Guidance:
        """The guidance of the present stage."""
        return self.present.guidance or self.guidance

    @property
    def is_open(self) -> bool:
        """Whether it has not been closed."""
        return self.status == "open"

    @property
    def urgency(self) -> str:
        """How urgent it is, as told last."""
        told = [report.urgency for report in self.told if report.urgency is not None]
        assert self.facts.urgency is not None
        return told[-1] if told else self.facts.urgency.value

    @property
    def open_duties(self) -> tuple[DutyKept, ...]:
        """What has not been ticked off."""
        return tuple(duty for duty in self.duties if duty.done_on is None)

    @property
    def ended(self) -> bool:
        """Whether every stage of the route has been tried."""
        return self.guidance_now["ended"]

    def standing(self, stages_of_the_route: int) -> Standing:
        """Where it stands, as a decision needs it."""
        present = self.present
        return Standing(
            facts=self.facts.model_copy(update={"urgency": Urgency(self.urgency)}),
            stage=present.stage,
            of=stages_of_the_route,
            since=present.entered_at.astimezone(clock.LONDON).date(),
            due=present.due,
            timeframe_working_days=present.timeframe_working_days,
        )
