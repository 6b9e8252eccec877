"""What is asked next, with its choices in the partnership's own words."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from escalation.decision import decide, next_fact
from escalation.facts import Area, Facts
from escalation.interview.draft import ANSWERS, SKIPPED, Draft
from escalation.library import Library
from escalation.procedure import Procedure, TimescaleKind
from escalation.routing import route_taken
from escalation.words import words
from escalation.yaml_file import YamlFile

_FILE = Path(__file__).with_name("questions.yml")
# A choice that changes one answer, offered beside the words that said it: "change:area".
CHANGE = "change:"
# The choice that shows all areas instead of the likeliest.
MORE = "more"
# What the record needs beyond what the decision needs, in the order in which it is asked.
_FOR_THE_RECORD = ("case_reference", "other_agency", "description", "outcome_sought")


@dataclass(frozen=True)
class Choice:
    """One answer that can be clicked."""

    value: str
    label: str


@dataclass(frozen=True)
class Question:
    """What is asked. `asks` is the key of the fact or of the part of the record."""

    asks: str
    text: str
    choices: tuple[Choice, ...] = ()


@cache
def sheet() -> Mapping[str, Mapping[str, Any]]:
    """The words of all questions, by key."""
    content: Mapping[str, Mapping[str, Any]] = YamlFile(_FILE).content
    return content


def next_question(draft: Draft, library: Library) -> Question | None:
    """The next thing to ask, or None once the person has confirmed or declined."""
    if draft.changing:
        return question(draft.changing, draft, library)
    key = next_key(draft, library)
    return question(key, draft, library) if key else None


def next_key(draft: Draft, library: Library) -> str | None:
    """The key of the next question, leaving aside what is being changed."""
    facts = draft.facts(library)
    procedure = library.find(facts.partnership)
    needed = next_fact(procedure, facts)
    if needed is not None:
        return needed
    for key in _FOR_THE_RECORD:
        if draft.answer(key) is None:
            return key
    if draft.answer("timeframe_working_days") is None and procedure and sets_own_time(procedure, facts):
        return "timeframe_working_days"
    return "confirm" if draft.confirm is None else None


def sets_own_time(procedure: Procedure, facts: Facts) -> bool:
    """Whether the procedure lets the person say by when they need an answer at this step."""
    guidance = decide(procedure, facts)
    timescale = guidance["timescale"]
    return timescale is not None and timescale["kind"] == TimescaleKind.SET_BY_USER and not guidance["ended"]


def question(key: str, draft: Draft, library: Library) -> Question:
    """One question, with choices made from the procedure files where they come from there."""
    words = sheet()[key]
    choices = _choices(key, draft, library)
    if key == "area" and draft.likely_areas:
        return Question(key, words["likely"], (*_likeliest(choices, draft), Choice(MORE, words["more"])))
    if "skip" in words:
        choices = (*choices, Choice(SKIPPED, words["skip"]))
    return Question(key, words["ask"], choices)


def _likeliest(choices: tuple[Choice, ...], draft: Draft) -> list[Choice]:
    return [choice for area in draft.likely_areas for choice in choices if choice.value == area]


def choice_to_change(key: str) -> Choice:
    """The button by which an answer that was read from a message is changed."""
    return Choice(CHANGE + key, words("interview", "change_this", label=sheet()[key]["label"]))


def in_words(key: str, value: object, draft: Draft, library: Library) -> str:
    """An answer as part of a sentence."""
    said: str = sheet()[key]["said"]
    return said.format(value=label(key, value, draft, library))


def urgency_in_words(code: str) -> str:
    """How urgent it is, as a summary has it."""
    shown: str = sheet()["urgency"]["shown"][code]
    return shown


def _choices(key: str, draft: Draft, library: Library) -> tuple[Choice, ...]:
    procedure = library.find(draft.said("partnership"))
    if key == "partnership":
        return tuple(Choice(each.partnership, each.name) for each in library)
    if key == "locality" and procedure:
        return tuple(Choice(locality.code, locality.name) for locality in procedure.localities)
    if key == "area" and procedure:
        return _areas(procedure)
    if key == "tried" and procedure:
        return _steps(procedure, draft.facts(library))
    if key == "other_agency":
        key = "agency"
    if key == "change":
        return _changes(draft)
    return tuple(Choice(value, label) for value, label in sheet()[key].get("choices", {}).items())


def _areas(procedure: Procedure) -> tuple[Choice, ...]:
    """The areas that the procedure names, in its own terms and first; then the others, in ours."""
    ours = sheet()["area"]["choices"]
    named = [Choice(local.area.value, local.wording) for local in procedure.areas]
    values = {choice.value for choice in named}
    rest = [Choice(area.value, ours[area.value]) for area in Area if area.value not in values]
    return tuple(named + rest)


def _steps(procedure: Procedure, facts: Facts) -> tuple[Choice, ...]:
    words = sheet()["tried"]
    stages = procedure.routes[route_taken(procedure, facts)].stages
    steps = [
        Choice(
            str(number),
            words["step"].format(word=procedure.stage_word.capitalize(), number=number, title=stage.title),
        )
        for number, stage in enumerate(stages, start=1)
    ]
    return (*(Choice(value, label) for value, label in words["choices"].items()), *steps)


def _changes(draft: Draft) -> tuple[Choice, ...]:
    given = [Choice(key, sheet()[key]["label"]) for key in ANSWERS if draft.answer(key) is not None]
    return (
        *given,
        Choice("yes", sheet()["confirm"]["choices"]["yes"]),
        Choice("no", sheet()["confirm"]["choices"]["no"]),
    )


def line(key: str, value: object, draft: Draft, library: Library) -> str:
    """An answer as one line of a list: what was asked, and what was answered."""
    said = words("interview", "line", label=sheet()[key]["label"], value=label(key, value, draft, library))
    return f"- {said}"


def label(key: str, value: object, draft: Draft, library: Library) -> str:
    """How an answer reads in the summary: the words of its choice, or what the person wrote."""
    if value == SKIPPED:
        return words("interview", "left_out")
    shown: Mapping[str, str] = sheet()[key].get("shown", {})
    if str(value) in shown:
        return shown[str(value)]
    for choice in _choices(key, draft, library):
        if choice.value == str(value):
            return choice.label
    return str(value)
