"""One fact that a person said, with the words that said it."""

from __future__ import annotations

from dataclasses import dataclass

_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"'})
_STRAIGHT |= str.maketrans({"–": "-", "—": "-", "\n": " ", "\r": " ", "\t": " ", "\u00a0": " "})


@dataclass(frozen=True)
class Said:
    """A value (a code of the contract, or a number of steps) and the person's own words for it."""

    value: str | int
    words: str


def plain(text: str) -> str:
    """Lower case, straight apostrophes, ordinary spaces; every character keeps its place."""
    return "".join(_lowered(character) for character in text.translate(_STRAIGHT))


def word_count(text: str) -> int:
    """How many words, as a person would count them."""
    return len(text.split())


def _lowered(character: str) -> str:
    # A few letters grow when lower-cased, which would shift every position after them.
    lower = character.lower()
    return lower if len(lower) == 1 else character
