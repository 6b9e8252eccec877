"""Slips of the finger: which name a misspelt word was meant for.

A letter left out, doubled or swapped with its neighbour, and one vowel for another, is a slip. In a longer name so
is the key beside the right one. Any other consonant makes another word (Sefton, sexton), so it costs too much.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

_SLIP_FROM = 6  # letters: a shorter name is too close to other words for a slip to be forgiven
_LAST_LETTER_FROM = 8
_TWO_SLIPS_FROM = 9
_THREE_SLIPS_FROM = 12
_NEXT_KEY_FROM = 8
_MOST_WORDS_KEPT = 4_000

_VOWELS = frozenset("aeiouy")
_KEY_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEXT_KEYS = frozenset(pair for row in _KEY_ROWS for a, b in pairwise(row) for pair in ((a, b), (b, a)))


class Spelling:
    """The words of all names, and how far a typed word is from each."""

    def __init__(self, words: Iterable[str], other_words: frozenset[str]) -> None:
        self._exact = frozenset(words)
        self._other_words = other_words
        self._by_ends: dict[tuple[str, str], list[str]] = {}
        self._without_last: dict[str, list[str]] = {}
        for word in sorted(self._exact):
            if len(word) >= _SLIP_FROM and word.isalpha():
                self._by_ends.setdefault((word[0], word[-1]), []).append(word)
            if len(word) >= _LAST_LETTER_FROM:
                self._without_last.setdefault(word[:-1], []).append(word)
        self._kept: dict[str, dict[str, int]] = {}

    def meant(self, typed: str) -> dict[str, int]:
        """The words that `typed` may have been meant for, each with its number of slips; 0 is the word itself."""
        kept = self._kept.get(typed)
        if kept is None:
            kept = self._meant(typed)
            if len(self._kept) < _MOST_WORDS_KEPT:
                self._kept[typed] = kept
        return kept

    def _meant(self, typed: str) -> dict[str, int]:
        if typed in self._exact:
            return {typed: 0}
        if typed in self._other_words or len(typed) < _SLIP_FROM - 1:
            return {}
        if typed[-1] == "s" and typed[:-1] in self._exact:
            return {typed[:-1]: 0}  # "seftons decision": the apostrophe was left out
        found = dict.fromkeys((*self._without_last.get(typed, ()), *self._with_another_end(typed)), 1)
        for word in self._by_ends.get((typed[0], typed[-1]), ()):
            slips = _slips(word, typed)
            if slips is not None:
                found[word] = slips
        fewest = min(found.values(), default=0)
        return {word: slips for word, slips in found.items() if slips == fewest}

    def _with_another_end(self, typed: str) -> list[str]:
        """The name with a letter too many at its end, or with its last two letters swapped."""
        ends = []
        if typed[:-1] in self._exact and len(typed) > _LAST_LETTER_FROM:
            ends.append(typed[:-1])
        swapped = typed[:-2] + typed[-1] + typed[-2]
        if swapped in self._exact and len(typed) >= _SLIP_FROM:
            ends.append(swapped)
        return ends


def _slips(word: str, typed: str) -> int | None:
    """How many slips of the finger make `typed` of `word`; None where it is another word."""
    if abs(len(word) - len(typed)) > 2:
        return None
    slips = _distance(word, typed, next_keys=len(word) >= _NEXT_KEY_FROM)
    return slips if slips <= _allowed(word, typed) else None


def _allowed(word: str, typed: str) -> int:
    # Two slips in a word of the same length may be one consonant for another (Sheffield, Shenfield).
    if len(word) == len(typed) or len(word) < _TWO_SLIPS_FROM:
        return 1
    return 3 if len(word) >= _THREE_SLIPS_FROM else 2


def _distance(word: str, typed: str, *, next_keys: bool) -> int:
    rows = [list(range(len(typed) + 1))]
    for i, wanted in enumerate(word, start=1):
        row = [i]
        for j, got in enumerate(typed, start=1):
            cost = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + _swap(wanted, got, next_keys))
            if i > 1 and j > 1 and wanted == typed[j - 2] and word[i - 2] == got:
                cost = min(cost, rows[i - 2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]


def _swap(wanted: str, got: str, next_keys: bool) -> int:
    if wanted == got:
        return 0
    alike = {wanted, got} <= _VOWELS or (next_keys and (wanted, got) in _NEXT_KEYS)
    return 1 if alike else 2
