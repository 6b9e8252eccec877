"""How the guidance to somebody who is challenged is told, and our own advice on answering well."""

from collections.abc import Iterator, Sequence
from datetime import date

from escalation.day_words import spoken
from escalation.guidance import Guidance
from escalation.interview.challenge import Challenge, challenge_words
from escalation.interview.replies import GUIDANCE, NOTICE, Reply
from escalation.interview.telling import tell_part
from escalation.words import words


def tell_received(guidance: Guidance, board: str) -> Reply:
    """The guidance as a reply.

    Args:
        guidance: as the receiver gets it (`other_side.guidance_to_the_receiver`).
        board: the name of the partnership whose procedure it is.
    """
    parts = [list(part) for part in _parts(guidance, board)]
    return Reply(GUIDANCE, "\n\n".join("\n".join(part) for part in parts if part), guidance=dict(guidance))


def tell_advice(challenge: Challenge, today: date) -> Reply:
    """How to answer well, plainly marked as ours."""
    lines = [challenge_words("advice", "opening")]
    lines += [f"- {sentence}" for sentence in _advice(challenge, today)]
    return Reply(NOTICE, "\n".join(lines), ends_turn=True)


def _parts(guidance: Guidance, board: str) -> Iterator[Sequence[str]]:
    yield [challenge_words("telling", "opening", board=board)]
    if guidance["stage"] is not None:
        yield [tell_part("stage", guidance)]
        yield [tell_part("contact", guidance)] if guidance["contacts"] else []
    else:
        yield [challenge_words("telling", "any_stage")]
    timescale = guidance["timescale"]
    yield [words("telling", "timescale", text=timescale["text"])] if timescale is not None else []
    yield _listed(challenge_words("telling", "asked"), guidance["steps"])
    yield _listed(words("telling", "record"), guidance["record"])
    yield [tell_part("next_step", guidance)] if guidance["next"] is not None else []
    rules = [
        f"{rule['text']} ({rule['ref']})" for rule in guidance["rule_texts"] if rule["text"] not in guidance["steps"]
    ]
    yield _listed(challenge_words("telling", "rules"), rules)
    yield _listed(words("telling", "after"), guidance["after"])
    unknowns = [
        words("telling", "unknown", text=unknown["text"], held_in=unknown["held_in"])
        for unknown in guidance["unknowns"]
    ]
    yield _listed(words("telling", "unknowns"), unknowns)
    yield _listed(words("telling", "warnings"), guidance["warnings"])
    yield _source(guidance)


def _source(guidance: Guidance) -> list[str]:
    procedure = guidance["procedure"]
    if procedure is None:
        return []
    refs = "; ".join(dict.fromkeys(citation["ref"] for citation in guidance["citations"]))
    return [
        words("telling", "source", title=procedure["title"], edition=procedure["edition"]),
        words("telling", "citations", refs=refs),
    ]


def _listed(heading: str, sentences: Sequence[str]) -> list[str]:
    return [heading, *(f"- {sentence}" for sentence in sentences)] if sentences else []


def _advice(challenge: Challenge, today: date) -> Iterator[str]:
    named = challenge.answer_by
    day = spoken(named) if named is not None else ""
    yield challenge_words("advice", "lead")
    yield challenge_words("advice", "child")
    if challenge.stage is None:
        yield challenge_words("advice", "ask_stage")
    if named is None:
        yield challenge_words("advice", "ask_day")
        yield challenge_words("advice", "in_writing")
    elif named < today:
        yield challenge_words("advice", "day_is_over", day=day)
        yield challenge_words("advice", "in_writing")
    else:
        yield challenge_words("advice", "by_day", day=day)
    for name in ("answer", "next", "thanks", "note"):
        yield challenge_words("advice", name)
