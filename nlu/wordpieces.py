"""Words cut into the pieces that the sentence model knows: BERT's lower-case WordPiece. Standard library only.

The library that does this (tokenizers) brings a hub client along, which has no place in a process that reads cases.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

FIRST, LAST, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
_LONGEST_WORD = 100
# Words, and every mark by itself. ASCII signs such as + and $ are marks here, though not to Unicode.
_WORD_OR_MARK = re.compile(r"[^\W_]+|[^\s\w]|_")


class WordPieces:
    """A vocabulary, and how a text reads in it."""

    def __init__(self, vocabulary: list[str]) -> None:
        self._number = {piece: number for number, piece in enumerate(vocabulary)}

    @classmethod
    def load(cls, path: Path) -> WordPieces:
        """Reads a vocabulary, one piece a line. Raises OSError where there is none."""
        return cls(path.read_text(encoding="utf-8").splitlines())

    def numbers(self, text: str, at_most: int) -> list[int]:
        """The text's pieces as numbers, `at_most` with the two marks that begin and end it."""
        pieces = [piece for word in _words(text) for piece in self._pieces(word)]
        return [self._number[FIRST], *pieces[: at_most - 2], self._number[LAST]]

    def _pieces(self, word: str) -> list[int]:
        """The longest known beginning, again and again; a word that cannot be cut so is unknown as a whole."""
        pieces: list[int] = []
        start = 0
        while start < len(word):
            end = next((end for end in range(len(word), start, -1) if self._known(word, start, end)), 0)
            if not end or len(word) > _LONGEST_WORD:
                return [self._number[UNKNOWN]]
            pieces.append(self._number[_piece(word, start, end)])
            start = end
        return pieces

    def _known(self, word: str, start: int, end: int) -> bool:
        return _piece(word, start, end) in self._number


def _piece(word: str, start: int, end: int) -> str:
    return word[start:end] if start == 0 else "##" + word[start:end]


def _words(text: str) -> list[str]:
    apart = unicodedata.normalize("NFD", text.lower())
    return _WORD_OR_MARK.findall("".join(character for character in apart if unicodedata.category(character) != "Mn"))
