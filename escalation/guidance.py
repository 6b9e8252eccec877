"""The shape of an answer. Its names are fixed by the decision's contract; fields may be added, none renamed."""

from typing import TypedDict


class StageGiven(TypedDict):
    """Where in the route the person stands. `of` is null where the text does not say how many there are."""

    number: int
    of: int | None
    title: str
    word: str
    number_source: str


class ContactGiven(TypedDict):
    """Somebody to speak to. Null is what neither the procedure nor the local directory gives."""

    side: str
    role: str
    sector: str | None
    name: str | None
    phone: str | None
    email: str | None
    status: str
    as_of: str | None


class TimescaleGiven(TypedDict):
    """By when. `due` is an ISO date, and only where the kind permits one. Days are working days."""

    kind: str
    text: str
    working_days: int | None
    max: int | None
    due: str | None


class NextGiven(TypedDict):
    """What comes if this does not resolve it."""

    when: str
    title: str
    stage: int


class CitationGiven(TypedDict):
    """The paragraph that one claim of the answer rests on."""

    id: str
    ref: str
    supports: str
    summary: str


class UnknownGiven(TypedDict):
    """What the procedure does not state, and where the answer is held."""

    code: str
    text: str
    held_in: str


class RuleGiven(TypedDict):
    """A rule that applied, in words."""

    code: str
    text: str
    ref: str


class DutyGiven(TypedDict):
    """Something to do beside the stage itself; `at` is `stage`, or `end` where it waits until all is settled."""

    code: str
    text: str
    ref: str
    at: str


class ProcedureGiven(TypedDict):
    """The text that the answer comes from."""

    partnership: str
    title: str
    edition: str
    as_of: str
    newer_known: str | None


class Guidance(TypedDict):
    """The whole answer."""

    emergency: bool
    needs: str | None
    route: str | None
    stage: StageGiven | None
    ended: bool
    actor: str | None
    contacts: list[ContactGiven]
    timescale: TimescaleGiven | None
    steps: list[str]
    record: list[str]
    next: NextGiven | None
    rules: list[str]
    rule_texts: list[RuleGiven]
    also: list[str]
    after: list[str]
    duties: list[DutyGiven]
    citations: list[CitationGiven]
    unknowns: list[UnknownGiven]
    warnings: list[str]
    procedure: ProcedureGiven | None
