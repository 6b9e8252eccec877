"""Phrases with gaps, and the words of a message that they are looked for in. Time grows in line with length."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

_WIDEST_GAP = 5  # words that ".." may stand for, and small words that may stand between two others
_LONGEST_STEM = 12  # letters before a "*"

_PIECE = re.compile(r"\[[^\[\]]{1,40} removed\]|\d+(?:[.,:]\d+)*|[^\W\d]\w*(?:['’&]\w+)*|\n|[^\w\s]")
_SENTENCE_ENDS = frozenset(".!?;\n…")
_PAUSES = frozenset(",:()[]-–—/") | _SENTENCE_ENDS
_JOINS_WORDS = re.compile(r"(?<=\w)[-–/](?=\w)")
_ENDINGS = {"n't": " not", "'ll": " will", "'re": " is", "'ve": " has", "'s": " is", "'m": " is"}
ONE_FORM = {"are": "is", "am": "is", "were": "was", "have": "has", "having": "has"}
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Token:
    keys: tuple[str, ...]  # every way in which a phrase may name this word
    word: str
    start: int
    end: int
    sentence: int
    clause: int
    after_pause: bool


@dataclass(frozen=True)
class Element:
    """One place in a phrase: the runs of words that may stand there, by the first word of each."""

    runs: Mapping[str, list[tuple[str, ...]]]
    gap_before: bool


Phrase = tuple[Element, ...]


class Message(list[Token]):
    """The words of a message, with the places at which each of their keys stands."""

    @cached_property
    def places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for place, token in enumerate(self):
            for key in token.keys:
                places.setdefault(key, []).append(place)
        return places


class Phrases:
    """Phrases for one purpose, kept by their first word, so that time does not grow with their number."""

    def __init__(self, phrases: Iterable[Phrase], small: frozenset[str], never_skipped: frozenset[str]) -> None:
        self._small_words, self._never_skipped = small, never_skipped
        self._by_first_word: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            for first in phrase[0].runs:
                self._by_first_word.setdefault(first, []).append(phrase)

    def found_in(self, message: Message) -> Iterator[range]:
        """The places of every phrase that stands in the message; no gap runs over a denying word."""
        for first in self._by_first_word.keys() & message.places.keys():
            for phrase in self._by_first_word[first]:
                if not all(_any_in(element.runs, message.places) for element in phrase[1:]):
                    continue
                for place in message.places[first]:
                    ends = (self._end(phrase, 1, message, after) for after in _ends_of_runs(phrase[0], message, place))
                    end = next((end for end in ends if end is not None), None)
                    if end is not None:
                        yield range(place, end)

    def _end(self, phrase: Phrase, at: int, tokens: list[Token], place: int) -> int | None:
        """Where the elements from `at` on end, if they stand from `place` on, with small words and gaps."""
        if at == len(phrase):
            return place
        element = phrase[at]
        for here in range(place, min(place + _WIDEST_GAP + 1, len(tokens))):
            token = tokens[here]
            if token.after_pause:
                break
            if not element.runs.keys().isdisjoint(token.keys):
                for after in _ends_of_runs(element, tokens, here):
                    end = self._end(phrase, at + 1, tokens, after)
                    if end is not None:
                        return end
            word = token.word
            if word not in self._small_words and (not element.gap_before or word in self._never_skipped):
                break
        return None


def _any_in(runs: Mapping[str, object], places: Mapping[str, object]) -> bool:
    return not runs.keys().isdisjoint(places.keys())


def _ends_of_runs(element: Element, tokens: list[Token], place: int) -> Iterator[int]:
    following = tokens[place + 1].keys if place + 1 < len(tokens) else ()
    for key in tokens[place].keys:
        for run in element.runs.get(key, ()):
            if len(run) == 1:
                yield place + 1
            elif run[1] in following and _stands(run, tokens, place):
                yield place + len(run)


def _stands(run: tuple[str, ...], tokens: list[Token], place: int) -> bool:
    """Whether a run of words stands from a place on, with no pause in it."""
    rest = zip(run[1:], tokens[place + 1 : place + len(run)], strict=False)
    return place + len(run) <= len(tokens) and all(word in t.keys and not t.after_pause for word, t in rest)


@dataclass(frozen=True)
class Writing:
    """How words are read: those run together ("isnt"), numbers ("four"), new clauses ("but") and stems."""

    opened: Mapping[str, str]
    numbers: frozenset[str]
    clause_breaks: frozenset[str]
    stems: frozenset[str]  # "threat*" for each that a phrase names: no other need be looked for


def message_of(text: str, writing: Writing) -> Message:
    """The words and question marks of a text, contractions opened, each with its sentence and clause."""
    tokens = Message()
    sentence = clause = 0
    paused = True
    for piece in _PIECE.finditer(text):
        written = piece.group().lower().replace("’", "'")
        if written == "?":
            tokens.append(Token((), "?", *piece.span(), sentence, clause, paused))
        if written in _PAUSES and not _JOINS_WORDS.match(text, piece.start()):
            paused = True
            sentence += written in _SENTENCE_ENDS
            clause += 2 if written in _SENTENCE_ENDS else 1  # only a comma sets one clause beside another
        if not (written[0].isalnum() or written.endswith(" removed]")):
            continue
        for word in _opened(written, writing.opened):
            clause += 2 if word in writing.clause_breaks else 0
            tokens.append(Token(_keys(word, writing), word, *piece.span(), sentence, clause, paused))
            paused = False
    return tokens


def _opened(written: str, run_together: Mapping[str, str]) -> list[str]:
    """The words in one written word: "isn't" is two; masked words stand for someone."""
    if written.endswith(" removed]"):
        return ["someone"]
    opened = run_together.get(written)
    if opened is None:
        ending = next((end for end in _ENDINGS if written.endswith(end) and len(written) > len(end)), None)
        opened = written if ending is None else written[: -len(ending)] + _ENDINGS[ending]
    return [ONE_FORM.get(word, word) for word in opened.split()]


def _keys(word: str, writing: Writing) -> tuple[str, ...]:
    stems = (word[:length] + "*" for length in range(3, min(len(word), _LONGEST_STEM) + 1))
    number = ("####" if _YEAR.fullmatch(word) else "#",) if word[0].isdigit() or word in writing.numbers else ()
    return (word, *number, *(stem for stem in stems if stem in writing.stems))
