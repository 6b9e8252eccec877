"""How many steps of the route have been tried without resolution, where the words make it plain.

The words are in `step_words.json`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from escalation.reading.abbreviations import SpeltOut, spelt_out
from escalation.reading.said import Said, word_count

_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_NUMBERS |= {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_NUMBERS |= {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_NUMBERS |= {str(number): number for number in range(1, 9)}
_NO_STEPS = frozenset(("0", "zero", "none", "nothing", "nil", "no", "nope", "not"))
_SHORT = 12  # words: a longer story that mentions a talk is not yet a step tried
_ASKED_BACK = re.compile(r"\A\W*(?:how|what|which|where)\b[^?]{0,30}\?\s*(?=\S)", re.IGNORECASE)  # "How far? Stage 2."

_LISTS = json.loads(Path(__file__).with_name("step_words.json").read_text(encoding="utf-8"))
_PARTS: dict[str, str] = {}


def _filled(pattern: str) -> str:
    return re.sub(r"\{([a-z_]+)\}", lambda match: _PARTS[match.group(1)], pattern)


for _key, _part in _LISTS["parts"].items():
    _PARTS[_key] = _filled(_part)
# A step's number is a named group, which may stand only once in a pattern: these are never joined into one.
_NUMBERED = {key: tuple(re.compile(_filled(line)) for line in lines) for key, lines in _LISTS["numbered"].items()}
_P = {key: re.compile("|".join(map(_filled, lines))) for key, lines in _LISTS["patterns"].items()}


def steps_tried_said(text: str) -> Said | None:
    """The number of steps tried without resolution, or None where it is not said or said in two ways."""
    spelt = spelt_out(_ASKED_BACK.sub("", text))
    if _P["question"].match(spelt.text) or _is_settled(spelt.text):
        return None
    stages = [*_stages(spelt), *_counted(spelt)]
    if len({said.value for said in stages}) > 1:
        return None
    # Whoever tells of a later talk than the stage that they name has come further than that stage.
    return max([*stages[:1], *_conversations(spelt)], key=lambda said: int(said.value), default=None)


def steps_answer(text: str) -> Said | None:
    """The number in a short answer to the question how many steps have been tried."""
    spelt = spelt_out(text)
    bare = re.fullmatch(
        r"\W*(?:just |only |about |so far |the |yes |i have tried |we have tried )*(?:(?:steps?|stages?) )?"
        rf"(?P<word>[0-8]|{_PARTS['number']}|zero|none|nothing|nil|no|nope|not)"
        r"(?: (?:steps?|stages?|of them|so far|yet|tried|one|at all|only))*\W*",
        spelt.text,
    )
    ordinal = re.fullmatch(
        rf"\W*(?:just |only )*(?:the )?(?P<word>{_PARTS['ordinal']})(?: (?:stage|step|one))?\W*", spelt.text
    )
    match = bare or ordinal
    if not match:
        return steps_tried_said(text)
    word = match.group("word")
    return Said(0 if word in _NO_STEPS else _NUMBERS[word], spelt.words(*match.span("word")))


def _is_settled(text: str) -> bool:
    settled = _P["settled"].search(_P["not_settled"].sub(" ", text))
    return bool(settled) and not re.search(r"\bnot\b", text)


def _stages(spelt: SpeltOut) -> list[Said]:
    done = [_step(match, spelt, 0) for key in ("done_after", "done_before") for match in _numbered(key, spelt)]
    now = [_step(match, spelt, -1) for match in _numbered("now_at", spelt)]
    last_done = sorted(done, key=lambda said: -int(said.value))[:1]
    return [*last_done, *(said for said in now if not any(said.words in step.words for step in done))]


def _numbered(key: str, spelt: SpeltOut) -> Iterator[re.Match[str]]:
    for pattern in _NUMBERED[key]:
        yield from _facts(pattern, spelt)


def _facts(pattern: re.Pattern[str], spelt: SpeltOut) -> list[re.Match[str]]:
    """What the pattern finds, without what is only supposed, wished or still to come."""
    found = pattern.finditer(spelt.text)
    return [match for match in found if not _P["hypothetical"].search(spelt.text[: match.start()])]


def _step(match: re.Match[str], spelt: SpeltOut, less: int) -> Said:
    word = match.group("last") or match.group("number") or match.group("ordinal")
    return Said(max(_NUMBERS[word] + less, 0), spelt.words(*match.span()))


def _counted(spelt: SpeltOut) -> list[Said]:
    matches = [match for key in ("how_many", "first_few") for match in _numbered(key, spelt)]
    return [Said(_NUMBERS[match.group("number")], spelt.words(*match.span())) for match in matches[:1]]


def _conversations(spelt: SpeltOut) -> list[Said]:
    for number, key in ((2, "managers"), (0, "nothing_tried"), (1, "one_talk")):
        if (found := _facts(_P[key], spelt)) and not (number == 0 and _P["asks"].search(spelt.text)):
            return [Said(number, spelt.words(*found[0].span()))]
    talks = _facts(_P["spoken_to_worker"], spelt) if word_count(spelt.original) <= _SHORT else []
    talks += [match for match in _facts(_P["spoken_to_them"], spelt) if _P["still"].search(spelt.text, match.end())]
    return [Said(1, spelt.words(*match.span())) for match in talks[:1]]
