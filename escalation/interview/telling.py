"""How guidance is told: as one message to read, and in parts when somebody asks."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from escalation.day_words import spoken
from escalation.guidance import ContactGiven, Guidance
from escalation.interview.replies import GUIDANCE, Reply
from escalation.words import words

_PRINTED = ("printed", "malformed")


def tell(guidance: Guidance) -> Reply:
    """The whole guidance as a reply: its text says all that the fields hold, in the order in which it is needed."""
    parts = [list(part) for part in _parts(guidance)]
    text = "\n\n".join("\n".join(part) for part in parts if part)
    return Reply(GUIDANCE, text, guidance=dict(guidance), ends_turn=True)


def tell_part(topic: str, guidance: Guidance) -> str:
    """The part of the guidance that somebody asked about.

    Args:
        topic: stage, contact, timescale, next_step, record or decision_stands.
        guidance: the guidance as far as it is known.
    """
    tellers = {
        "stage": _stage,
        "contact": _contacts,
        "timescale": _timescale,
        "next_step": _next,
        "record": _record,
        "decision_stands": _decision_stands,
    }
    if guidance["stage"] is None:
        lines = [words("telling", "no_stage")]
    else:
        lines = list(tellers[topic](guidance))
        if guidance["needs"] is not None:
            lines.append(words("telling", "so_far"))
    if topic == "record":
        lines.append(words("telling", "kept_here"))
    return "\n".join(lines)


def _parts(guidance: Guidance) -> Iterator[Iterator[str]]:
    yield _stage(guidance)
    yield _contacts(guidance)
    yield _timescale(guidance)
    yield _listed("steps", guidance["steps"], numbered=True)
    yield _listed("record", guidance["record"])
    yield _next(guidance)
    yield _listed("rules", _rules(guidance))
    yield _listed("also", guidance["also"])
    yield _listed("after", guidance["after"])
    yield _listed("unknowns", _unknowns(guidance))
    yield _listed("warnings", guidance["warnings"])
    yield _source(guidance)


def _stage(guidance: Guidance) -> Iterator[str]:
    stage = guidance["stage"]
    if stage is None:
        yield words("telling", "no_stage")
        return
    of = words("telling", "of", of=stage["of"]) if stage["of"] else ""
    yield words(
        "telling",
        "stage",
        word=stage["word"].capitalize(),
        number=stage["number"],
        of=of,
        title=stage["title"],
    )
    if stage["number_source"] == "ours":
        yield words("telling", "ours")


def _contacts(guidance: Guidance) -> Iterator[str]:
    if guidance["contacts"]:
        yield words("telling", "contacts")
    for contact in guidance["contacts"]:
        yield f"- {words('sides', contact['side'])}: {_contact(contact)}"
    if any(contact["status"] == "role_only" for contact in guidance["contacts"]):
        yield words("telling", "role_only")


def _contact(contact: ContactGiven) -> str:
    if contact["status"] in _PRINTED:
        note = words("telling", contact["status"], phone=contact["phone"], as_of=contact["as_of"])
        return f"{contact['role']}. {note}"
    if contact["name"] is None:
        return contact["role"]
    named = [f"{contact['role']}: {contact['name']}"]
    # The telephone comes before e-mail.
    named += [words("telling", key, value=contact[key]) for key in ("phone", "email") if contact[key]]
    confirmed = contact["status"] == "confirmed" and contact["as_of"]
    day = spoken(date.fromisoformat(contact["as_of"])) if confirmed and contact["as_of"] else ""
    named.append(words("telling", "confirmed", day=day) if confirmed else words("telling", "unconfirmed"))
    return ". ".join(named)


def _timescale(guidance: Guidance) -> Iterator[str]:
    timescale = guidance["timescale"]
    if timescale is None:
        yield words("telling", "no_stage")
        return
    yield words("telling", "timescale", text=timescale["text"])
    if timescale["due"]:
        yield words("telling", "due", due=spoken(date.fromisoformat(timescale["due"])))


def _next(guidance: Guidance) -> Iterator[str]:
    following = guidance["next"]
    if following is not None:
        word = guidance["stage"]["word"] if guidance["stage"] else ""
        yield words("telling", "next", when=following["when"], word=word, **_of(following, "title", "stage"))


def _record(guidance: Guidance) -> Iterator[str]:
    yield from _listed("record", guidance["record"])


def _decision_stands(guidance: Guidance) -> Iterator[str]:
    said = [rule["text"] for rule in guidance["rule_texts"] if rule["code"] == "decision_stands"]
    yield said[0] if said else words("telling", "decision_stands_unknown")


def _rules(guidance: Guidance) -> list[str]:
    """The rules that are not among the steps already, with their paragraph."""
    return [
        f"{rule['text']} ({rule['ref']})" for rule in guidance["rule_texts"] if rule["text"] not in guidance["steps"]
    ]


def _unknowns(guidance: Guidance) -> list[str]:
    return [words("telling", "unknown", **_of(unknown, "text", "held_in")) for unknown in guidance["unknowns"]]


def _source(guidance: Guidance) -> Iterator[str]:
    procedure = guidance["procedure"]
    if procedure is None:
        return
    yield words("telling", "source", **_of(procedure, "title", "edition"))
    refs = list(dict.fromkeys(citation["ref"] for citation in guidance["citations"]))
    yield words("telling", "citations", refs="; ".join(refs))


def _listed(heading: str, sentences: list[str], numbered: bool = False) -> Iterator[str]:
    if sentences:
        yield words("telling", heading)
    for number, sentence in enumerate(sentences, start=1):
        yield f"{number}. {sentence}" if numbered else f"- {sentence}"


def _of(mapping: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {key: mapping[key] for key in keys}
