"""What a procedure file may say: one model a noun, every fact with the paragraph that it rests on."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, model_validator

from escalation.condition import ALWAYS, Code, Number, Part, Ref, When, Words
from escalation.contact import Contact, SuggestedContact
from escalation.facts import Area, RouteCode


class Status(StrEnum):
    """Whether the text states a route, links to it, or leaves it out."""

    STATED = "stated"
    LINKED = "linked"
    NOT_STATED = "not_stated"


class Actor(StrEnum):
    """Who acts at a stage."""

    PRACTITIONER = "practitioner"
    MANAGER = "manager"
    PARTNERSHIP = "partnership"
    EXTERNAL = "external"


class TimescaleKind(StrEnum):
    """How a procedure says by when: a number of days, the practitioner's own, words only, or nothing."""

    FIXED = "fixed"
    SET_BY_USER = "set_by_user"
    WORDS = "words"
    NOT_STATED = "not_stated"


class NumberSource(StrEnum):
    """Whether the text numbers its stages or we do."""

    TEXT = "text"
    OURS = "ours"


class Statement(Part):
    """One thing the procedure says, in our words, with its paragraph and the facts under which it holds."""

    say: Words
    cite: Ref
    when: When = ALWAYS


class Timescale(Part):
    """By when. Days are working days unless `say` tells otherwise; `max_days` is as the text has it."""

    kind: TimescaleKind
    say: Words
    cite: Ref
    working_days: Number | None = None
    max_days: Number | None = None
    held_in: Words | None = Field(None, description="Where the answer is held, if the text does not state it.")

    @model_validator(mode="after")
    def _days_only_where_fixed(self) -> "Timescale":
        if (self.kind is TimescaleKind.FIXED) != (self.working_days is not None):
            raise ValueError("`working_days` belongs to kind `fixed`, and to no other kind")
        if self.max_days is not None and self.working_days is None:
            raise ValueError("`max_days` needs `working_days`")
        if (self.kind is TimescaleKind.NOT_STATED) != (self.held_in is not None):
            raise ValueError("`held_in` belongs to kind `not_stated`, and to no other kind")
        return self


class Stage(Part):
    """One stage of a route."""

    title: Words
    number_source: NumberSource
    actor: Actor
    cite: Ref
    contacts: Annotated[tuple[Contact, ...], Field(min_length=1)]
    timescale: Timescale
    steps: Annotated[tuple[Statement, ...], Field(min_length=1)]
    record: Annotated[tuple[Statement, ...], Field(min_length=1)]
    next_when: Statement | None = Field(None, description="What leads on to the next stage; the last has none.")


class Route(Part):
    """A line along which a disagreement can be taken, stage by stage, or where the text keeps it instead."""

    status: Status
    cite: Ref
    say: Words
    held_in: Words | None = None
    count_is_stated: bool = Field(True, description="Whether the text says how many stages there are.")
    stages: tuple[Stage, ...] = ()

    @model_validator(mode="after")
    def _stages_or_where_held(self) -> "Route":
        if self.status is Status.STATED:
            if not self.stages:
                raise ValueError("a stated route needs `stages`")
            for number, stage in enumerate(self.stages, start=1):
                if (stage.next_when is None) != (number == len(self.stages)):
                    raise ValueError(f"stage {number}: every stage but the last needs `next_when`")
        elif self.stages or not self.held_in:
            raise ValueError("a route that is not stated has `held_in` and no `stages`")
        return self


class Rule(Part):
    """A rule of the procedure, with the code that callers know it by."""

    code: Code
    say: Words
    cite: Ref
    when: When = ALWAYS
    as_step: bool = Field(False, description="Whether it is among the first things to do.")
    from_stage: Number | None = Field(None, description="The stage on which the person starts where it applies.")
    lets_skip: bool = Field(False, description="Whether it lets somebody leave stages out, for a reason.")


class Unknown(Part):
    """What the procedure does not state, and where the answer is held."""

    code: Code
    say: Words
    held_in: Words
    cite: Ref
    when: When = ALWAYS


class DutyTime(StrEnum):
    """When a duty falls due: on a stage, or at the end, once the matter is settled."""

    STAGE = "stage"
    END = "end"


class Duty(Part):
    """Something that the procedure asks to be done beside the stage itself, to be ticked off. Listed in order."""

    code: Code
    say: Words
    cite: Ref
    at: DutyTime = DutyTime.STAGE
    when: When = ALWAYS


class Asked(Statement):
    """Something that the procedure asks of those who are challenged, or what it leaves open for them."""

    held_in: Words | None = Field(None, description="Where the answer is held, if the text does not state it.")


class Trouble(StrEnum):
    """What may stand between a practitioner and the procedure."""

    BLOCKED = "blocked"
    AFRAID = "afraid"
    OWN_AGENCY = "own_agency"


class Support(Part):
    """What the procedure says to somebody who is blocked, is afraid, or disagrees within their own agency."""

    trouble: Trouble
    say: Words
    cite: Ref
    held_in: Words | None = Field(None, description="Where the answer is held, if the text does not state it.")


class Person(Part):
    """Somebody or some body that the procedure speaks of, for whoever asks who that is."""

    name: Words
    aliases: tuple[Words, ...] = ()
    say: Words
    cite: Ref
    held_in: Words | None = Field(None, description="Where the answer is held, if the text does not say who that is.")


class Panel(Part):
    """A body that the procedure sets up to settle a disagreement."""

    code: Code
    name: Words
    members: Words
    powers: Words
    report: Words | None = None
    cite: Ref


class LocalArea(Part):
    """An area of disagreement in the procedure's own terms, and the shared code it answers to."""

    area: Area
    wording: Words
    cite: Ref


class Locality(Part):
    """A partnership served by a procedure that several share."""

    code: Code
    name: Words
    aliases: tuple[Words, ...] = ()
    towns: tuple[Words, ...] = ()


class Newer(Part):
    """What is known of a newer version, and how."""

    say: Words
    source: Words


class Document(Part):
    """The text that the file was made from."""

    title: Words
    edition: Words
    as_of: Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$", description="2021, 2021-11 or 2021-11-05")]
    owner: Words
    cite: Ref
    review_due: Words | None = None
    newer_known: Newer | None = None
    read_with: tuple[Words, ...] = ()


class Expectation(Part):
    """What an example expects of the answer. Text fields are looked for without regard to capitals."""

    route: RouteCode | None = None
    stage: Number | None = None
    ended: bool | None = None
    emergency: bool | None = None
    needs: str | None = None
    actor: Actor | None = None
    timescale: TimescaleKind | None = None
    due: date | None = None
    no_due: bool = False
    rules: tuple[Code, ...] = ()
    without_rules: tuple[Code, ...] = ()
    unknowns: tuple[Code, ...] = ()
    cites: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


class Example(Part):
    """A sentence that a policy owner can read, the facts it means and the answer it must get."""

    sentence: Words
    facts: dict[str, Any]
    expect: Expectation


class Procedure(Part):
    """One local procedure, whole."""

    partnership: Code
    name: Words
    board: Words
    aliases: tuple[Words, ...] = ()
    towns: tuple[Words, ...] = ()
    localities: tuple[Locality, ...] = ()
    stage_word: Annotated[str, Field(pattern=r"^[a-z]+$")]
    document: Document
    paragraphs: dict[Ref, Words]
    scope: tuple[Statement, ...] = ()
    principles: tuple[Statement, ...] = ()
    areas: Annotated[tuple[LocalArea, ...], Field(min_length=1)]
    before: tuple[Statement, ...] = Field((), description="What comes before the first stage.")
    routes: dict[RouteCode, Route]
    rules: tuple[Rule, ...] = ()
    also: tuple[Statement, ...] = ()
    after: tuple[Statement, ...] = ()
    duties: tuple[Duty, ...] = Field((), description="What is ticked off around the stages, in order.")
    receiving: tuple[Asked, ...] = Field((), description="What it asks of those who are challenged.")
    support: tuple[Support, ...] = ()
    people: tuple[Person, ...] = ()
    panels: tuple[Panel, ...] = ()
    unknowns: tuple[Unknown, ...] = ()
    warnings: tuple[Statement, ...] = ()
    suggested_contacts: tuple[SuggestedContact, ...] = ()
    examples: Annotated[tuple[Example, ...], Field(min_length=3)]

    def locality(self, code: str | None) -> Locality | None:
        """The locality of that code, where this procedure serves it."""
        return next((locality for locality in self.localities if locality.code == code), None)
