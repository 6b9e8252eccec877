"""Words that say a child may be in danger now: a list that can be explained, a floor for cleverer reading.

It misses much that is said indirectly, up to half, so nothing may rest on its silence: everyone is asked, and
a button for danger always stands by. The words are in `danger_words.json`, which says how to read it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

_WORDS_FILE = Path(__file__).with_name("danger_words.json")
_WIDEST_GAP = 5  # words that ".." may stand for, and small words that may stand between two others
_LONGEST_STEM = 12  # letters before a "*"
_FURTHEST_DENIAL = 12  # words back from what is denied
_SHORT_CLAUSE = 4  # words: "in 2019," and "when she was five," speak of the clause beside them

_PIECE = re.compile(r"\[[^\[\]]{1,40} removed\]|\d+(?:[.,:]\d+)*|[^\W\d]\w*(?:['’&]\w+)*|\n|[^\w\s]")
_SENTENCE_ENDS = frozenset(".!?;\n…")
_PAUSES = frozenset(",:()[]-–—/") | _SENTENCE_ENDS
_JOINS_WORDS = re.compile(r"(?<=\w)[-–/](?=\w)")
_ENDINGS = {"n't": " not", "'ll": " will", "'re": " is", "'ve": " has", "'s": " is", "'m": " is"}
_ONE_FORM = {"are": "is", "am": "is", "were": "was", "have": "has", "having": "has"}
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Danger:
    """That danger was said, with the person's own words that said it."""

    said: str


def danger_said(text: str) -> Danger | None:
    """The first words in a text that say a child may be in danger now, or None.

    None where the words are denied, asked about, past or still to come, safe by now, quoted from a document,
    or a figure of speech. Time grows in line with the length of the text.
    """
    tokens = _tokens(text, _lexicon())
    found = _lexicon().first_danger(tokens)
    if found is None:
        return None
    return Danger(said=text[tokens[found.start].start : tokens[found.stop - 1].end])


@dataclass(frozen=True)
class _Token:
    keys: tuple[str, ...]  # every way in which a phrase may name this word
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


_Phrase = tuple[_Element, ...]


class _Phrases:
    """Phrases for one purpose, kept by their first word, so that time does not grow with their number."""

    def __init__(self, phrases: Iterable[_Phrase], small: frozenset[str], never_skipped: frozenset[str]) -> None:
        self._small_words, self._never_skipped = small, never_skipped
        self._by_first_word: dict[str, list[_Phrase]] = {}
        for phrase in phrases:
            for first in phrase[0].runs:
                self._by_first_word.setdefault(first, []).append(phrase)

    def found_in(self, tokens: list[_Token]) -> Iterator[range]:
        """The places of every phrase that stands in the tokens; no gap runs over a denying word."""
        for place, token in enumerate(tokens):
            for key in token.keys:
                for phrase in self._by_first_word.get(key, ()):
                    end = self._end(phrase, 0, tokens, place)
                    if end is not None:
                        yield range(place, end)

    def _end(self, phrase: _Phrase, at: int, tokens: list[_Token], place: int) -> int | None:
        """Where the elements from `at` on end, if they stand from `place` on, with small words and gaps."""
        if at == len(phrase):
            return place
        furthest = place + _WIDEST_GAP if at else place
        for here in range(place, min(furthest + 1, len(tokens))):
            if at and tokens[here].after_pause:
                break
            for after in _ends_of_runs(phrase[at], tokens, here):
                end = self._end(phrase, at + 1, tokens, after)
                if end is not None:
                    return end
            word = tokens[here].word
            if word not in self._small_words and (not phrase[at].gap_before or word in self._never_skipped):
                break
        return None


def _ends_of_runs(element: _Element, tokens: list[_Token], place: int) -> Iterator[int]:
    following = tokens[place + 1].keys if place + 1 < len(tokens) else ()
    for key in tokens[place].keys:
        for run in element.runs.get(key, ()):
            if len(run) > 1 and run[1] not in following:
                continue
            rest = zip(run[1:], tokens[place + 1 : place + len(run)], strict=False)
            if place + len(run) <= len(tokens) and all(w in t.keys and not t.after_pause for w, t in rest):
                yield place + len(run)


@dataclass(frozen=True)
class _Calm:
    """What in one message calms the danger that is said in it."""

    tokens: list[_Token]
    asked_from: dict[int, int]  # by sentence, the token from which it asks and does not tell
    other_times: set[int]  # clauses that speak of then, or of a document
    now: set[int]  # clauses that say now
    now_at: set[int]  # tokens
    safe_until: int  # the last clause that says safe: it speaks for what came before, too
    clause_lengths: Counter[int]

    def covers(self, found: range) -> bool:
        first, last = self.tokens[found.start], self.tokens[found.stop - 1]
        if found.stop > self.asked_from.get(first.sentence, found.stop):
            return True
        own = set(range(first.clause, last.clause + 1))
        beside = {n for n in (min(own) - 1, max(own) + 1) if self.clause_lengths[n] <= _SHORT_CLAUSE}
        if not own & self.now and (own | beside) & self.other_times:
            return True
        return first.clause <= self.safe_until and not self.now_at & set(found)


class _Lexicon:
    """The words file, read once: the phrases for each kind of harm, and what calms them."""

    def __init__(self, written: Mapping[str, Mapping[str, list[str]]]) -> None:
        self._lists = written["words"]
        single = written["single_words"]
        self.opened = dict(line.split(" = ") for line in single["run_together"])
        self.numbers = frozenset(single["numbers"])
        self._small_words = _one_form_each(single["small_words"])
        self._denying = _one_form_each(single["denying"])
        self._after_the_answer_no = _one_form_each(single["after_the_answer_no"])
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
        figurative = {place for found in self._figures_of_speech.found_in(tokens) for place in found}
        plain = [replace(t, keys=()) if place in figurative else t for place, t in enumerate(tokens)]
        harm = sorted(self._harm.found_in(plain), key=lambda found: (found.start, -found.stop))
        if not harm:
            return None
        calm = self._calm(plain)
        return next((at for at in harm if not (self._is_denied(plain, at) or calm.covers(at))), None)

    def _calm(self, tokens: list[_Token]) -> _Calm:
        questions = {t.sentence for t in tokens if t.word in self._question_words or t.word == "?"}
        asking = [found.stop - 1 for found in self._asked.found_in(tokens)]
        asking += [n for n, t in enumerate(tokens) if t.word in ("if", "when") and t.sentence in questions]
        now = list(self._now.found_in(tokens))
        other_times = [found for each in self._another_time for found in each.found_in(tokens)]
        safe = [found for found in self._safe_now.found_in(tokens) if not self._is_not_yet(tokens, found)]
        return _Calm(
            tokens=tokens,
            asked_from={tokens[place].sentence: place for place in sorted(asking, reverse=True)},
            other_times=_clauses(tokens, other_times),
            now=_clauses(tokens, now),
            now_at={found.start for found in now},
            safe_until=max(_clauses(tokens, safe), default=-1),
            clause_lengths=Counter(token.clause for token in tokens),
        )

    def _is_denied(self, tokens: list[_Token], found: range) -> bool:
        """Whether a denying word stands before with nothing of weight between: "not in any danger"."""
        for place in range(found.start - 1, max(found.start - 1 - _FURTHEST_DENIAL, -1), -1):
            if tokens[place + 1].after_pause or tokens[place + 1].clause != tokens[place].clause:
                return False
            if tokens[place].word in self._denying:
                return not (tokens[place].word == "no" and tokens[place + 1].word in self._after_the_answer_no)
            if tokens[place].word not in self._denial_reaches_over:
                return False
        return False

    def _is_not_yet(self, tokens: list[_Token], safe: range) -> bool:
        """Whether "safe" is denied or only wished for: "make sure that she is safe"."""
        before = tokens[max(safe.start - _FURTHEST_DENIAL, 0) : safe.start]
        wished = any(t.word in self._not_yet_safe and t.clause == tokens[safe.start].clause for t in before)
        return wished or self._is_denied(tokens, safe)

    def _phrases(self, written: Iterable[str]) -> _Phrases:
        readings = (phrase for line in written for phrase in self._readings(line.split()))
        return _Phrases(readings, self._small_words, self._denying)

    def _readings(self, marks: list[str]) -> Iterator[_Phrase]:
        """A written phrase with each [word] both there and left out."""
        for place, mark in enumerate(marks):
            if mark.startswith("["):
                yield from self._readings([*marks[:place], mark[1:-1], *marks[place + 1 :]])
                yield from self._readings([*marks[:place], *marks[place + 1 :]])
                return
        places = zip(["", *marks], marks, strict=False)
        yield tuple(_Element(self._runs(mark), before == "..") for before, mark in places if mark != "..")

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
        if choice.startswith("<"):
            for word in self._lists[choice[1:-1]]:
                yield from self._listed(word)
        else:
            yield choice


def _tokens(text: str, lexicon: _Lexicon) -> list[_Token]:
    """The words and question marks of a text, contractions opened, each with its sentence and clause."""
    tokens: list[_Token] = []
    sentence = clause = 0
    paused = True
    for piece in _PIECE.finditer(text):
        written = piece.group().lower().replace("’", "'")
        if written == "?":
            tokens.append(_Token((), "?", *piece.span(), sentence, clause, paused))
        if written in _PAUSES and not _JOINS_WORDS.match(text, piece.start()):
            paused = True
            sentence += written in _SENTENCE_ENDS
            clause += 2 if written in _SENTENCE_ENDS else 1  # only a comma sets one clause beside another
        if not (written[0].isalnum() or written.endswith(" removed]")):
            continue
        for word in _opened(written, lexicon.opened):
            clause += 2 if word in lexicon.clause_breaks else 0
            tokens.append(_Token(_keys(word, lexicon.numbers), word, *piece.span(), sentence, clause, paused))
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


def _keys(word: str, numbers: frozenset[str]) -> tuple[str, ...]:
    stems = (word[:length] + "*" for length in range(3, min(len(word), _LONGEST_STEM) + 1))
    number = ("####" if _YEAR.fullmatch(word) else "#",) if word[0].isdigit() or word in numbers else ()
    return (word, *number, *stems)


def _clauses(tokens: list[_Token], places: Iterable[range]) -> set[int]:
    return {tokens[place].clause for found in places for place in found}


def _one_form_each(words: list[str]) -> frozenset[str]:
    return frozenset(_ONE_FORM.get(word, word) for word in words)


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    return _Lexicon(json.loads(_WORDS_FILE.read_text(encoding="utf-8")))
