"""What a disagreement is about, where the words make it plain. The words stand in `areas.json`."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from escalation.reading.abbreviations import SpeltOut, spelt_out
from escalation.reading.said import Said

MOST_AREAS = 3
_SAID_FROM = 4  # one plain cue, or two likely ones
_NEAR = 3  # how far behind the best an area may be and still be offered
_LEAD = 2  # how far ahead the best must be to be taken without asking

_GAP = r"(?:[\w'-]+[^\w.?!]+){0,4}?"
_BETWEEN_WORDS = r"[\s,:;/-]+"
_DENIED_BEFORE = re.compile(
    r"\b(?:not about|nothing to do with|rather than|instead of|not so much|not really about|no problem with)"
    r"\s+(?:the\s+|a\s+|an\s+|any\s+|whether\s+)*$"
)


# A question about how this works is no account of a disagreement.
_ASKS_THE_WAY = re.compile(
    r"\W*(?:(?:how|what|when|where|who)\s+(?:do|does|should|can|will|would|long|many|soon|quickly|is the"
    r"|are the|is my)"
    r"|within how|do (?:i|we|you|they)|should (?:i|we)|are you|does (?:the|my|it|this)|is (?:the|this|it)"
    r"|can they"
    r"|who is responsible for (?:escalat|this procedure))\b"
)


@dataclass(frozen=True)
class _Cue:
    weight: int
    needed: tuple[str, ...]  # one of these stands in any text that the pattern fits
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class _AreaCues:
    code: str
    gives_way: bool
    cues: tuple[_Cue, ...]


@dataclass(frozen=True)
class _Hit:
    weight: int
    start: int
    end: int


@dataclass(frozen=True)
class _Score:
    code: str
    points: int
    plainly: bool
    gives_way: bool
    words: str


def areas_said(text: str) -> tuple[Said, ...]:
    """The areas that the words speak for, best first, at most three; none where it is unsure."""
    scores = _scores(text)
    if not scores:
        return ()
    near = [score for score in scores if score.plainly or score.points >= scores[0].points - _NEAR]
    return tuple(Said(score.code, score.words) for score in near[:MOST_AREAS])


def clear_area(text: str) -> Said | None:
    """The one area that is plainly ahead of every other, or None."""
    scores = _scores(text)
    if not scores or not scores[0].plainly:
        return None
    if any(other.plainly or scores[0].points - other.points < _LEAD for other in scores[1:]):
        return None
    return Said(scores[0].code, scores[0].words)


@lru_cache(maxsize=64)
def _scores(text: str) -> tuple[_Score, ...]:
    spelt = spelt_out(text)
    if _ASKS_THE_WAY.match(spelt.text):
        return ()
    scores = [score for area in _areas() if (score := _score(area, spelt)) is not None]
    if any(score.plainly and not score.gives_way for score in scores):
        scores = [score for score in scores if not score.gives_way]
    return tuple(sorted(scores, key=lambda score: (score.gives_way, -score.points)))


def _score(area: _AreaCues, spelt: SpeltOut) -> _Score | None:
    hits = _hits(area, spelt.text)
    points = sum(hit.weight for hit in hits)
    if points < _SAID_FROM:
        return None
    best = max(hits, key=lambda hit: hit.weight)
    plainly = best.weight >= _SAID_FROM
    return _Score(area.code, points, plainly, area.gives_way, spelt.words(best.start, best.end))


def _hits(area: _AreaCues, text: str) -> list[_Hit]:
    hits: list[_Hit] = []
    for cue in area.cues:  # strongest first
        if cue.needed and not any(word in text for word in cue.needed):
            continue
        match = cue.pattern.search(text)
        if match is None or _DENIED_BEFORE.search(text[: match.start()]):
            continue
        start, end = match.span()
        # The same words count once for an area, however many cues they fit.
        again = cue.weight > 0 and any(hit.weight > 0 and hit.start < end and start < hit.end for hit in hits)
        if not again:
            hits.append(_Hit(cue.weight, start, end))
    return hits


@lru_cache(maxsize=1)
def _areas() -> tuple[_AreaCues, ...]:
    table = json.loads(Path(__file__).with_name("areas.json").read_text(encoding="utf-8"))
    groups = {name: _group(wordings) for name, wordings in table["groups"].items()}
    return tuple(_area(code, entry, table["weights"], groups) for code, entry in table["areas"].items())


def _area(code: str, entry: dict[str, Any], weights: dict[str, int], groups: dict[str, str]) -> _AreaCues:
    cues = [
        _Cue(weight, _needed(wording), re.compile(rf"(?<![\w'-]){_cue(wording, groups)}(?![\w-])"))
        for strength, weight in weights.items()
        for wording in entry[strength]
    ]
    return _AreaCues(code, bool(entry.get("gives_way")), tuple(cues))


def _group(wordings: list[str]) -> str:
    return "(?:" + "|".join(_cue(wording, {}) for wording in wordings) + ")"


def _cue(wording: str, groups: dict[str, str]) -> str:
    pattern = ""
    for part in wording.split():
        if part == "...":
            pattern += _BETWEEN_WORDS + _GAP
            continue
        if pattern and not pattern.endswith(_GAP):
            pattern += _BETWEEN_WORDS
        pattern += groups[part[1:-1]] if part.startswith("[") else _alternatives(part)
    return pattern


def _needed(wording: str) -> tuple[str, ...]:
    # Looking for a plain word is far quicker than trying a pattern, and most cues fit no message.
    own_words = [part for part in wording.split() if part != "..." and not part.startswith("[")]
    rarest = min(own_words, key=lambda part: (part.count("/"), -len(part)), default="")
    return tuple(word.split()[0].rstrip("*") for word in _wordings(rarest) if word)


def _wordings(part: str) -> list[str]:
    return [spelt_out(word.replace("_", " ")).text for word in part.split("/")]


def _alternatives(part: str) -> str:
    words = map(re.escape, _wordings(part))
    return "(?:" + "|".join(word.replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in words) + ")"
