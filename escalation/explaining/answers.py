"""What a procedure says, explained at any time: a stage, a time, a record, a contact, a person, support. Pure.

All that is told comes from the procedure file and ends with the paragraphs it rests on. Where the file states nothing,
the answer says so and names where to ask. `procedure` is None while nobody knows which partnership it is.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from escalation.decision import decide
from escalation.explaining.names import person_asked
from escalation.explaining.stage import (
    StageExplained,
    explained,
    held,
    no_such_stage,
    place_of,
    source,
    whole_text,
)
from escalation.facts import Facts, Urgency
from escalation.procedure import Asked, Procedure, Support, Trouble
from escalation.routing import route_taken, stage_number
from escalation.words import words

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NUMBERED = re.compile(
    r"\b(?:stages?|steps?|levels?|tiers?|phases?|stg|stge|satge|stgae)[ \t]*(?:number|num|no\.?|#|-|:)?[ \t]*"
    rf"(\d{{1,2}}|{'|'.join(_NUMBERS)})\b(?![.:/]\d|[ \t]+(?:working[ \t]+)?(?:hours?|days?|weeks?|months?)\b)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)|({'|'.join(_ORDINALS)}))[ \t]+(?:stage|step|level|tier|phase)\b", re.IGNORECASE
)
# Rules that say what goes on while a decision is challenged, whether or not it stands.
_MEANWHILE = ("life_threatening", "remain_involved", "interim_safeguarding")


def stage_asked(text: str) -> int | None:
    """The number of the stage that a question names ("stage 3", "step two", "third stage"), if it names one."""
    found = _NUMBERED.search(text) or _COUNTED.search(text)
    if found is None:
        return None
    named = next(group for group in found.groups() if group).casefold()
    row = _NUMBERS if named in _NUMBERS else _ORDINALS
    return row.index(named) + 1 if named in row else int(named)


def explain_stage(procedure: Procedure | None, facts: Facts, number: int | None = None) -> str:
    """What a stage is: who acts, whom to speak to, what is done, by when, what is written down and what comes next.

    Args:
        procedure: that of `facts.partnership`.
        facts: what is known so far; `tried` tells the present stage.
        number: the stage from 1, or None for the present one.
    """
    supports = ("contact", "step", "timescale", "record", "next")
    return _of_stage(procedure, facts, number, StageExplained.whole, *supports)


def explain_timescale(procedure: Procedure | None, facts: Facts, number: int | None = None) -> str:
    """By when a stage is to be finished; as `explain_stage`."""
    return _of_stage(procedure, facts, number, StageExplained.timescale, "timescale")


def explain_record(procedure: Procedure | None, facts: Facts, number: int | None = None) -> str:
    """What is written down at a stage; as `explain_stage`."""
    return _of_stage(procedure, facts, number, StageExplained.record, "record")


def explain_contact(procedure: Procedure | None, facts: Facts, number: int | None = None) -> str:
    """Whom to speak to at a stage; as `explain_stage`."""
    return _of_stage(procedure, facts, number, StageExplained.contacts, "contact")


def explain_next(procedure: Procedure | None, facts: Facts, number: int | None = None) -> str:
    """What comes after a stage; as `explain_stage`."""
    return _of_stage(procedure, facts, number, StageExplained.next, "next")


def explain_decision_stands(procedure: Procedure | None, facts: Facts) -> str:
    """Whether a decision stands while it is challenged, and what else goes on in the meantime."""
    if procedure is None:
        return explained("early", "partnership")
    rules = decide(procedure, facts)["rule_texts"]
    stands = [rule for rule in rules if rule["code"] == "decision_stands"]
    meanwhile = [rule for rule in rules if rule["code"] in _MEANWHILE]
    lines, refs = [rule["text"] for rule in stands], [rule["ref"] for rule in stands]
    if not stands:
        lines, refs = _not_said_to_stand(procedure, facts)
    if meanwhile:
        lines += [explained("decision", "meanwhile"), *(f"- {rule['text']}" for rule in meanwhile)]
        refs += [rule["ref"] for rule in meanwhile]
    return _ending(procedure, lines, refs)


def explain_person(procedure: Procedure | None, text: str) -> str | None:
    """Who the person or body is that a question names, or None where it names nobody of the procedure."""
    if procedure is None:
        return explained("early", "partnership")
    person = person_asked(procedure.people, text)
    if person is None:
        return None
    lines = [explained("person", "named", name=person.name, say=person.say)]
    lines += [held(person.held_in)] if person.held_in else []
    return _ending(procedure, lines, [person.cite])


def explain_support(procedure: Procedure | None, trouble: Trouble) -> str:
    """What the procedure says to somebody who is blocked, is afraid, or disagrees within their own agency."""
    if procedure is None:
        return explained("early", "support")
    said = [each for each in procedure.support if each.trouble is trouble]
    lines = [_with_where(each) for each in said]
    if not said:
        lines = [explained("support", "silent", place=place_of(procedure)), held(explained("source", "lead"))]
    return _ending(procedure, lines, [each.cite for each in said])


def explain_receiving(procedure: Procedure | None, facts: Facts) -> str:
    """What the procedure asks of somebody who is challenged.

    Args:
        procedure: that of `facts.partnership`.
        facts: those of the one who is challenged. `agency` is theirs, and `tried` is one less than the stage at which
            the challenge stands; without it only what holds at every stage is told.
    """
    if procedure is None:
        return explained("early", "partnership")
    route = route_taken(procedure, facts)
    number, _ = stage_number(procedure, facts, route)
    word, asked = procedure.stage_word, list(_asked(procedure, facts))
    lines = [words("emergency", "ring_999")] if facts.urgency is Urgency.IMMEDIATE_DANGER else []
    if facts.tried is not None:
        title = procedure.routes[route].stages[number - 1].title
        lines.append(explained("receiving", "at", word=word, number=number, title=title))
    heading = "heading" if asked else "silent"
    lines.append(explained("receiving", heading, place=place_of(procedure)))
    lines += [f"- {_with_where(each)}" for each in asked]
    if facts.tried is None:
        lines.append(explained("receiving", "stage_unknown", word=word))
    return _ending(procedure, lines, [each.cite for each in asked])


def _asked(procedure: Procedure, facts: Facts) -> Iterator[Asked]:
    route = route_taken(procedure, facts)
    number, ended = stage_number(procedure, facts, route)
    for each in procedure.receiving:
        if each.when.holds(facts, route, number, ended) and (facts.tried is not None or not each.when.stage):
            yield each


def _of_stage(
    procedure: Procedure | None,
    facts: Facts,
    number: int | None,
    lines: Callable[[StageExplained], Iterable[str]],
    *supports: str,
) -> str:
    if procedure is None:
        return explained("early", "partnership")
    stage = StageExplained.of(procedure, facts, number)
    if stage is None:
        assert number is not None
        return no_such_stage(procedure, facts, number)
    return stage.told(lines(stage), *supports)


def _not_said_to_stand(procedure: Procedure, facts: Facts) -> tuple[list[str], list[str]]:
    """That these facts do not let the procedure say whether the decision stands, and for which others it does."""
    unknowns = [each for each in decide(procedure, facts)["unknowns"] if each["code"] == "decision_stands"]
    if unknowns:
        refs = [each.cite for each in procedure.unknowns if each.say == unknowns[0]["text"]]
        return [unknowns[0]["text"], held(unknowns[0]["held_in"])], refs
    place, where = place_of(procedure), held(explained("decision", "held"))
    elsewhere = [rule for rule in procedure.rules if rule.code == "decision_stands"]
    if elsewhere:
        said = explained("decision", "elsewhere", place=place, say=elsewhere[0].say)
        return [said, where], [elsewhere[0].cite]
    return [explained("decision", "silent", place=place), where], []


def _with_where(said: Asked | Support) -> str:
    return f"{said.say} {held(said.held_in)}" if said.held_in else said.say


def _ending(procedure: Procedure, lines: list[str], refs: list[str]) -> str:
    """The lines, and where they stand. Where the text is silent there is no paragraph, so the whole text is named."""
    return "\n".join([*lines, source(procedure, refs) if refs else whole_text(procedure)])
