"""Wordings kept as data in JSON beside the module that reads them, and messages made ready to be held against them."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path

from escalation.reading.abbreviations import spelt_out
from escalation.reading.spelling import Spelling

# What somebody comes for stands at the beginning or the end; between them a longer account only costs time.
_MOST_AT_THE_BEGINNING, _MOST_AT_THE_END = 1_000, 500
_REPEATED = re.compile(r"([^\w\s])\1{2,}")
_PART = re.compile(r"\{([a-z_]+)\}")
_WORD = re.compile(r"[^\W\d_]{5,}")
_SPACES = re.compile(r"\s+")
_SLIPS = json.loads(Path(__file__).with_name("slips.json").read_text(encoding="utf-8"))
_SPELLING = Spelling(_SLIPS["mended"], frozenset(_SLIPS["kept"]))
_SHORT: dict[str, str] = _SLIPS["short"]
# "My decision's been challenged".
_HAS_BEEN = re.compile(r"(?<=\w)'s (?=(?:just |now |already |also )?been\b)")
_SHORT_WORD = re.compile(rf"(?<![\w'])(?:{'|'.join(sorted(_SHORT, key=len, reverse=True))})(?![\w'])", re.IGNORECASE)


class Wordings:
    """The patterns of one JSON file by their key: any line of a key may match. `{name}` stands for a named part.

    `needs` names words without which no line of a key can match, so that most messages are read at once.
    """

    def __init__(self, file: Path) -> None:
        lists = json.loads(file.read_text(encoding="utf-8"))
        self._parts: dict[str, str] = {}
        for name, part in lists["parts"].items():
            self._parts[name] = self._filled(part)
        self._patterns = {
            key: re.compile("|".join(f"(?:{self._filled(line)})" for line in lines))
            for key, lines in lists["patterns"].items()
        }
        self._needs = {key: re.compile(words) for key, words in lists.get("needs", {}).items()}

    def said(self, key: str, text: str) -> bool:
        """Whether one of the wordings of this key stands in a text that `readable` made."""
        needed = self._needs.get(key)
        return (needed is None or needed.search(text) is not None) and self._patterns[key].search(text) is not None

    def last(self, key: str, text: str) -> int:
        """Where the last wording of this key ends; -1 where none stands in the text."""
        return max((match.end() for match in self._patterns[key].finditer(text)), default=-1)

    def without(self, key: str, text: str) -> str:
        """The text with every wording of this key blanked out; all else keeps its place."""
        return self._patterns[key].sub(lambda match: "…" * len(match.group()), text)

    def _filled(self, pattern: str) -> str:
        return _PART.sub(lambda name: f"(?:{self._parts[name.group(1)]})", pattern)


@lru_cache(maxsize=4)
def readable(text: str) -> str:
    """A message in lower case, spelt out, on one line, with slips in the words of an escalation mended.

    Of a message longer than 1,500 characters the middle is left out.
    """
    if len(text) > _MOST_AT_THE_BEGINNING + _MOST_AT_THE_END:
        text = f"{text[:_MOST_AT_THE_BEGINNING]} … {text[-_MOST_AT_THE_END:]}"
    text = _REPEATED.sub(r"\1\1", text)
    short = _SHORT_WORD.sub(lambda word: _SHORT.get(word.group().lower(), word.group()), text.replace("’", "'"))
    spelt = _HAS_BEEN.sub(" has ", _SPACES.sub(" ", spelt_out(short).text).strip())
    return _WORD.sub(lambda word: _mended(word.group()), spelt)


@lru_cache(maxsize=4_000)
def _mended(word: str) -> str:
    meant = _SPELLING.meant(word)
    return next(iter(meant)) if len(meant) == 1 else word
