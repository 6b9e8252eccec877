"""The field's abbreviations, and English contractions, spelt out.

`abbreviations.json` is one flat table. A key in lower case is read however it is typed. A key in capitals is
read only in capitals, because otherwise it is another word: "TA" is a teaching assistant, "ta" is thanks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from escalation.reading.said import plain

_ABBREVIATIONS: dict[str, str] = json.loads(Path(__file__).with_name("abbreviations.json").read_text(encoding="utf-8"))

_VERBS = "do does did has have had is are was were would could should need must"
_CONTRACTIONS: dict[str, str] = {f"{verb}n't": f"{verb} not" for verb in _VERBS.split()}
_CONTRACTIONS |= {
    "can't": "can not",
    "cannot": "can not",
    "won't": "will not",
    "shan't": "shall not",
    "let's": "let us",
}
_CONTRACTIONS |= {"i'm": "i am", "gonna": "going to", "wanna": "want to"}
_CONTRACTIONS |= {f"{who}'re": f"{who} are" for who in ("we", "you", "they")}
_CONTRACTIONS |= {f"{who}'ve": f"{who} have" for who in ("i", "we", "you", "they")}
_CONTRACTIONS |= {f"{who}'ll": f"{who} will" for who in ("i", "we", "you", "they", "he", "she", "it")}
_CONTRACTIONS |= {f"{who}'d": f"{who} would" for who in ("i", "we", "you", "they", "he", "she")}
_CONTRACTIONS |= {
    f"{who}'s": f"{who} is" for who in ("it", "that", "there", "what", "who", "he", "she", "here", "nothing")
}
# Without its apostrophe each of these is an ordinary word, so only the apostrophe makes it a contraction.
_NEED_APOSTROPHE = {
    "we're", "we'll", "i'll", "she'll", "he'll", "i'd", "we'd", "she'd", "he'd", "it'll", "ain't", "you'd",
}  # fmt: skip
_CONTRACTIONS |= {
    short.replace("'", ""): full for short, full in _CONTRACTIONS.items() if short not in _NEED_APOSTROPHE
}


@dataclass(frozen=True)
class SpeltOut:
    """A message made ready for reading, which can still give back the words as they were typed."""

    original: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def words(self, start: int, end: int) -> str:
        """The person's own words for the characters `start` to `end` of `text`."""
        if end <= start:
            return ""
        return self.original[self.starts[start] : self.ends[end - 1]].strip()


def expand(text: str) -> str:
    """The text with the field's abbreviations spelt out and nothing else changed."""
    pieces: list[str] = []
    done = 0
    for start, end, full in _replacements(text, _ABBREVIATIONS, _abbreviation_pattern()):
        pieces += [text[done:start], full]
        done = end
    return "".join([*pieces, text[done:]])


@lru_cache(maxsize=64)
def spelt_out(text: str) -> SpeltOut:
    """Lower case, abbreviations and contractions spelt out ("they won't" becomes "they will not")."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def keep(first: int, last: int) -> None:
        letters.append(plain(text[first:last]))
        starts.extend(range(first, last))
        ends.extend(range(first + 1, last + 1))

    done = 0
    table = {**_ABBREVIATIONS, **_CONTRACTIONS}
    for start, end, full in _replacements(text, table, _reading_pattern()):
        keep(done, start)
        letters.append(full.lower())
        starts.extend([start] * len(full))
        ends.extend([end] * len(full))
        done = end
    keep(done, len(text))
    return SpeltOut(text, "".join(letters), tuple(starts), tuple(ends))


def _replacements(text: str, table: Mapping[str, str], pattern: re.Pattern[str]) -> Iterator[tuple[int, int, str]]:
    for match in pattern.finditer(plain(text)):
        typed = text[match.start() : match.end()]
        full = table.get(match.group()) or table.get(typed)
        if full:
            yield match.start(), match.end(), full


def _pattern(keys: Mapping[str, str]) -> re.Pattern[str]:
    longest_first = sorted({key.lower() for key in keys}, key=len, reverse=True)
    return re.compile(r"(?<![\w'&])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w&]|'[a-rt-z])")


@lru_cache(maxsize=1)
def _abbreviation_pattern() -> re.Pattern[str]:
    return _pattern(_ABBREVIATIONS)


@lru_cache(maxsize=1)
def _reading_pattern() -> re.Pattern[str]:
    return _pattern({**_ABBREVIATIONS, **_CONTRACTIONS})
