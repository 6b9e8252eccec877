"""Words that say a child may be in danger now: a list that can be explained, the floor under any cleverer reading.

It misses much that is said indirectly (about half, in the study behind this project), so nothing may rest on its
silence: everyone is asked, and a button for danger always stands by. `danger_words.json` holds the words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_WORDS_FILE = Path(__file__).with_name("danger_words.json")
_WIDEST_GAP = 5  # words that ".." may stand for, and small words that may stand between two others
_LONGEST_STEM = 12  # letters before a "*"
_SHORT_CLAUSE = 6  # words: "in 2019," and "when she was five," speak of the clause beside them

_PIECE = re.compile(r"\[[^\[\]]{1,40} removed\]|\d+(?:[.,:]\d+)*|[^\W\d]\w*(?:['’&]\w+)*|\n|[^\w\s]")
_SENTENCE_ENDS = frozenset(".!?;\n…")
_PAUSES = frozenset(",:()[]-–—/") | _SENTENCE_ENDS
_JOINS_WORDS = re.compile(r"(?<=\w)[-–/](?=\w)")
_ENDINGS = {
    "n't": " not",
    "'ll": " will",
    "'re": " is",
    "'ve": " has",
    "'s": " is",
    "'m": " is",
    "'d": " would",
}
_ONE_FORM = {"are": "is", "am": "is", "were": "was", "have": "has", "having": "has", "it's": "it is"}
_NUMBERS = frozenset(
    {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}
)
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Danger:
    """That danger was said, with the person's own words that said it."""

    said: str


def danger_said(text: str) -> Danger | None:
    """The first words in a text that say a child may be in danger now, or None.

    None where the words are denied, asked about, past or still to come, safe by now, quoted from a document, or a
    figure of speech. Time grows in line with the length of the text.
    """
    lexicon = _lexicon()
    tokens = _tokens(text, lexicon)
    found = lexicon.first_danger(tokens)
    return (
        None if found is None else Danger(said=text[tokens[found.start].start : tokens[found.stop - 1].end])
    )


@dataclass(frozen=True)
class _Token:
    keys: frozenset[str]  # every way in which a phrase may name this word
    word: str
    start: int
    end: int
    sentence: int
    clause: int
    after_pause: bool


@dataclass(frozen=True)
class _Element:
    """One place in a phrase: the runs of words that may stand there, by the first word of each."""

    runs: Mapping[str, list[tuple[str, ...]]]
    gap_before: bool


class _Phrases:
    """Phrases for one purpose, kept by their first word, so that time does not grow with their number."""

    def __init__(self, phrases: Iterable[tuple[_Element, ...]], small_words: frozenset[str]) -> None:
        self._small_words = small_words
        self._by_first_word: dict[str, list[tuple[_Element, ...]]] = {}
        for phrase in phrases:
            for first in phrase[0].runs:
                self._by_first_word.setdefault(first, []).append(phrase)

    def found_in(self, tokens: list[_Token], stops: frozenset[str] = frozenset()) -> Iterator[range]:
        """The places of every phrase that stands in the tokens; no gap runs over one of `stops`."""
        for place, token in enumerate(tokens):
            for key in token.keys:
                for phrase in self._by_first_word.get(key, ()):
                    end = self._end(phrase, 0, tokens, place, stops)
                    if end is not None:
                        yield range(place, end)

    def _end(
        self, phrase: tuple[_Element, ...], at: int, tokens: list[_Token], place: int, stops: frozenset[str]
    ) -> int | None:
        """Where the elements from `at` on end, if they stand from `place` on with small words and gaps between."""
        if at == len(phrase):
            return place
        furthest = place + _WIDEST_GAP if at else place
        for here in range(place, min(furthest + 1, len(tokens))):
            if at and tokens[here].after_pause:
                break
            for after in _ends_of_runs(phrase[at], tokens, here):
                end = self._end(phrase, at + 1, tokens, after, stops)
                if end is not None:
                    return end
            word = tokens[here].word
            if word not in self._small_words and (not phrase[at].gap_before or word in stops):
                break
        return None


def _ends_of_runs(element: _Element, tokens: list[_Token], place: int) -> Iterator[int]:
    for key in tokens[place].keys:
        for run in element.runs.get(key, ()):
            rest = tokens[place + 1 : place + len(run)]
            if len(rest) == len(run) - 1 and all(
                word in token.keys and not token.after_pause
                for word, token in zip(run[1:], rest, strict=True)
            ):
                yield place + len(run)


class _Lexicon:
    """The words file, read once: the phrases for each kind of harm, and what calms them."""

    def __init__(self, written: Mapping[str, Mapping[str, list[str]]]) -> None:
        self._lists = written["words"]
        single = written["single_words"]
        self.opened = dict(line.split(" = ") for line in single["run_together"])
        self._small_words = _one_form_each(single["small_words"])
        self._denying = _one_form_each(single["denying"])
        self._denial_reaches_over = _one_form_each(single["denial_reaches_over"])
        self.clause_breaks = _one_form_each(single["breaks_a_clause"])
        self._not_yet_safe = _one_form_each(single["not_yet_safe"])
        self._question_words = _one_form_each(single["question_words"])
        self._whole_messages = frozenset(single["whole_messages"])
        self._harm = self._phrases(phrase for kind in written["kinds"].values() for phrase in kind)
        self._now = self._phrases(["<now>"])
        calming = {reason: self._phrases(phrases) for reason, phrases in written["calming"].items()}
        self._figures_of_speech = calming.pop("figures_of_speech")
        self._safe_now = calming.pop("safe_now")
        self._asked = calming.pop("asked")
        self._another_time = list(calming.values())

    def first_danger(self, tokens: list[_Token]) -> range | None:
        """Where danger is said first and nothing calms it, the longest words for it."""
        if " ".join(token.word for token in tokens) in self._whole_messages:
            return range(len(tokens))
        plain = self._without_figures_of_speech(tokens)
        for found in sorted(
            self._harm.found_in(plain, self._denying), key=lambda place: (place.start, -place.stop)
        ):
            if not (
                self._is_denied(plain, found)
                or self._is_asked(plain, found)
                or self._is_another_time(plain, found)
                or self._is_safe_now(plain, found)
            ):
                return found
        return None

    def _without_figures_of_speech(self, tokens: list[_Token]) -> list[_Token]:
        figurative = {place for found in self._figures_of_speech.found_in(tokens) for place in found}
        return [
            _Token(frozenset(), "", token.start, token.end, token.sentence, token.clause, token.after_pause)
            if place in figurative
            else token
            for place, token in enumerate(tokens)
        ]

    def _is_denied(self, tokens: list[_Token], found: range) -> bool:
        """Whether a denying word stands before the danger with nothing of weight between: "not in any danger"."""
        for place in range(found.start - 1, -1, -1):
            if tokens[place + 1].after_pause or tokens[place + 1].clause != tokens[place].clause:
                return False
            if tokens[place].word in self._denying:
                return True
            if tokens[place].word not in self._denial_reaches_over:
                return False
        return False

    def _is_asked(self, tokens: list[_Token], found: range) -> bool:
        """Whether the sentence asks what would count or what to do if, and does not tell."""
        before = [t for t in tokens[: found.stop] if t.sentence == tokens[found.start].sentence]
        whole = [t for t in tokens if t.sentence == tokens[found.start].sentence]
        if any(True for _ in self._asked.found_in(before)):
            return True
        supposes = any(token.word in ("if", "when") for token in before)
        return supposes and any(t.word in self._question_words or t.word == "?" for t in whole)

    def _is_another_time(self, tokens: list[_Token], found: range) -> bool:
        """Whether its clause, or a short one beside it, speaks of then or of a document, and no word says now."""
        clauses = _clauses_of_sentence(tokens, tokens[found.start].sentence)
        own = {tokens[place].clause for place in found}
        near = [t for number in own for t in clauses[number]]
        if any(True for _ in self._now.found_in(near)):
            return False
        for number in (min(own) - 1, max(own) + 1):
            beside = clauses.get(number, [])
            if len(beside) <= _SHORT_CLAUSE:
                near = beside + near if number < min(own) else near + beside
        return any(True for phrases in self._another_time for _ in phrases.found_in(near))

    def _is_safe_now(self, tokens: list[_Token], found: range) -> bool:
        """Whether the same clause or a later one says safe, and the danger is not said to be now."""
        own = {tokens[place].clause for place in found}
        near = [token for token in tokens if token.clause in own]
        if any(True for _ in self._now.found_in([tokens[place] for place in found])):
            return False
        first = near[0]
        later = [token for token in tokens if token.clause >= first.clause]
        return any(not self._is_not_yet(later, safe) for safe in self._safe_now.found_in(later))

    def _is_not_yet(self, tokens: list[_Token], safe: range) -> bool:
        """Whether "safe" is denied or only wished for: "make sure that she is safe"."""
        clause = tokens[safe.start].clause
        before = [token for token in tokens[: safe.start] if token.clause == clause]
        return self._is_denied(tokens, safe) or any(token.word in self._not_yet_safe for token in before)

    def _phrases(self, written: Iterable[str]) -> _Phrases:
        return _Phrases(
            (phrase for line in written for phrase in self._readings(line.split())), self._small_words
        )

    def _readings(self, marks: list[str]) -> Iterator[tuple[_Element, ...]]:
        """A written phrase with each [word] both there and left out."""
        for place, mark in enumerate(marks):
            if mark.startswith("["):
                yield from self._readings([*marks[:place], mark[1:-1], *marks[place + 1 :]])
                yield from self._readings([*marks[:place], *marks[place + 1 :]])
                return
        gaps = [place > 0 and marks[place - 1] == ".." for place in range(len(marks))]
        yield tuple(
            _Element(self._runs(mark), gap) for mark, gap in zip(marks, gaps, strict=True) if mark != ".."
        )

    def _runs(self, mark: str) -> dict[str, list[tuple[str, ...]]]:
        runs: dict[str, list[tuple[str, ...]]] = {}
        for choice in mark.split("/"):
            for run in self._listed(choice):
                words = tuple(_ONE_FORM.get(word, word) for word in run.split())
                runs.setdefault(words[0], []).append(words)
                if words[0] == "has":  # "she's got" has been opened to "she is got"
                    runs.setdefault("is", []).append(("is", *words[1:]))
        return runs

    def _listed(self, choice: str) -> Iterator[str]:
        if not choice.startswith("<"):
            yield choice
            return
        for word in self._lists[choice[1:-1]]:
            yield from self._listed(word)


def _tokens(text: str, lexicon: _Lexicon) -> list[_Token]:
    """The words of a text, contractions opened, each with its place, sentence and clause; and question marks."""
    tokens: list[_Token] = []
    sentence = clause = 0
    paused = True
    for piece in _PIECE.finditer(text):
        written = piece.group().lower().replace("’", "'")
        if written == "?":
            tokens.append(_Token(frozenset(), "?", *piece.span(), sentence, clause, paused))
        if written in _PAUSES and not _JOINS_WORDS.match(text, piece.start()):
            paused = True
            clause += 1
            sentence += written in _SENTENCE_ENDS
        if not (written[0].isalnum() or written.endswith(" removed]")):
            continue
        for word in _opened(written, lexicon.opened):
            clause += word in lexicon.clause_breaks
            tokens.append(_Token(_keys(word), word, *piece.span(), sentence, clause, paused))
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
    return [_ONE_FORM.get(word, word) for word in opened.split()]


def _keys(word: str) -> frozenset[str]:
    keys = {word, *(word[:length] + "*" for length in range(3, min(len(word), _LONGEST_STEM) + 1))}
    if word[0].isdigit() or word in _NUMBERS:
        keys.add("####" if _YEAR.fullmatch(word) else "#")
    return frozenset(keys)


def _clauses_of_sentence(tokens: list[_Token], sentence: int) -> dict[int, list[_Token]]:
    clauses: dict[int, list[_Token]] = {}
    for token in tokens:
        if token.sentence == sentence:
            clauses.setdefault(token.clause, []).append(token)
    return clauses


def _one_form_each(words: list[str]) -> frozenset[str]:
    return frozenset(_ONE_FORM.get(word, word) for word in words)


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    return _Lexicon(json.loads(_WORDS_FILE.read_text(encoding="utf-8")))
