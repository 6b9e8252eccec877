"""Words that say a child may be in danger now: a list that can be explained, a floor for cleverer reading.

It misses much that is said indirectly, four in ten or more, so nothing may rest on its silence: everyone is
asked, and a button for danger always stands by. The words are in `danger_words.json`, which says how to read it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from escalation.reading.phrases import ONE_FORM, Element, Message, Phrase, Phrases, Token, Writing, message_of

_WORDS_FILE = Path(__file__).with_name("danger_words.json")
_FURTHEST_DENIAL = 12  # words back from what is denied
_SHORT_CLAUSE = 4  # words: "in 2019," and "when she was five," speak of the clause beside them

_NEIGHBOURS = 1  # sentences on either side in which the second half of a pair may stand


@dataclass(frozen=True)
class Danger:
    """That danger was said, with the person's own words that said it."""

    said: str


def danger_said(text: str) -> Danger | None:
    """The first words in a text that say a child may be in danger now, or None.

    None where the words are denied, asked about, past or still to come, safe by now, quoted from a document,
    or a figure of speech. Time grows in line with the length of the text.
    """
    tokens = message_of(text, _lexicon().writing)
    found = _lexicon().first_danger(tokens)
    if found is None:
        return None
    return Danger(said=text[tokens[found.start].start : tokens[found.stop - 1].end])


@dataclass(frozen=True)
class _Calm:
    """What in one message calms the danger that is said in it."""

    tokens: list[Token]
    asked_from: dict[int, int]  # by sentence, the token from which it asks and does not tell
    other_times: set[int]  # clauses that speak of then, or of a document
    other_sentences: set[int]
    now: set[int]  # clauses that say now
    now_at: set[int]  # tokens
    no_hurry: bool  # the person says in their own voice that it is not urgent, and no "but" follows
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
        return (self.no_hurry or first.clause <= self.safe_until) and not self.now_at & set(found)

    def covers_a_half(self, found: range) -> bool:
        """Half a pair says less than a whole phrase, so anything calm in its sentence or in what follows calms it."""
        first = self.tokens[found.start]
        return self.covers(found) or self.safe_until >= 0 or first.sentence in self.other_sentences


@dataclass(frozen=True)
class _Pair:
    """Words that are no danger alone, and the signs that make them danger when they stand near."""

    words: Phrases
    sign: str


class _Lexicon:
    """The words file, read once: the phrases for each kind of harm, and what calms them."""

    def __init__(self, written: Mapping[str, Any]) -> None:
        self._lists = written["words"]
        single = written["single_words"]
        self._stems: set[str] = set()
        self._small_words = _one_form_each(single["small_words"])
        self._denying = _one_form_each(single["denying"])
        self._after_the_answer_no = _one_form_each(single["after_the_answer_no"])
        self._denial_reaches_over = _one_form_each(single["denial_reaches_over"])
        self._not_yet_safe = _one_form_each(single["not_yet_safe"])
        self._telling = frozenset(single["telling"])
        self._question_words = _one_form_each(single["question_words"])
        self._whole_messages = frozenset(single["whole_messages"])
        self._harm = self._phrases(phrase for kind in written["kinds"].values() for phrase in kind)
        self._signs = {name: self._phrases(phrases) for name, phrases in written["signs"].items()}
        self._pairs = [_Pair(self._phrases(pair["words"]), pair["with"]) for pair in written["pairs"].values()]
        self._now = self._phrases(["<now>"])
        calming = {reason: self._phrases(phrases) for reason, phrases in written["calming"].items()}
        self._figures_of_speech = calming.pop("figures_of_speech")
        self._safe_now = calming.pop("safe_now")
        self._asked = calming.pop("asked")
        self._not_urgent = calming.pop("not_urgent")
        self._out_of_reach = calming["out_of_reach"]  # calms its own clause as another time does, and what came before
        self._another_time = list(calming.values())
        self.writing = Writing(
            opened=dict(line.split(" = ") for line in single["run_together"]),
            numbers=frozenset(single["numbers"]),
            clause_breaks=_one_form_each(single["breaks_a_clause"]),
            stems=frozenset(self._stems),
        )

    def first_danger(self, tokens: Message) -> range | None:
        """Where danger is said first and nothing calms it, the longest words for it."""
        if " ".join(token.word for token in tokens) in self._whole_messages:
            return range(len(tokens))
        figurative = {place for found in self._figures_of_speech.found_in(tokens) for place in found}
        plain = Message(replace(t, keys=()) if place in figurative else t for place, t in enumerate(tokens))
        harm = _in_order(self._harm.found_in(plain))
        calm = self._calm(plain) if harm else None
        said = next((at for at in harm if calm and not (self._is_denied(plain, at) or calm.covers(at))), None)
        if said is not None:
            return said
        halves = [(found, pair.sign) for pair in self._pairs for found in pair.words.found_in(plain)]
        return self._first_pair(plain, halves, calm or self._calm(plain)) if halves else None

    def _first_pair(self, tokens: Message, halves: list[tuple[range, str]], calm: _Calm) -> range | None:
        """The first half of a pair that nothing calms and whose other half stands in or beside its sentence."""
        halves = [half for half in halves if not (self._is_denied(tokens, half[0]) or calm.covers_a_half(half[0]))]
        number = _numbered(token.sentence for token in tokens)
        signs = {sign: list(self._signs[sign].found_in(tokens)) for sign in {sign for _, sign in halves}}
        seen = {sign: [at for at in found if not self._is_denied(tokens, at)] for sign, found in signs.items()}

        def near(one: range, other: range) -> bool:
            apart = number[tokens[one.start].sentence] - number[tokens[other.start].sentence]
            return abs(apart) <= _NEIGHBOURS and (one.stop <= other.start or other.stop <= one.start)

        in_order = sorted(halves, key=lambda half: (half[0].start, -half[0].stop))
        return next((found for found, sign in in_order if any(near(found, at) for at in seen[sign])), None)

    def _calm(self, tokens: Message) -> _Calm:
        questions = {t.sentence for t in tokens if t.word in self._question_words or t.word == "?"}
        asking = [found.stop - 1 for found in self._asked.found_in(tokens)]
        asking += [n for n, t in enumerate(tokens) if t.word in ("if", "when") and t.sentence in questions]
        now = list(self._now.found_in(tokens))
        other_times = [found for each in self._another_time for found in each.found_in(tokens)]
        calm_at = [*self._safe_now.found_in(tokens), *self._out_of_reach.found_in(tokens)]
        safe = [found for found in calm_at if not self._is_not_yet(tokens, found)]
        return _Calm(
            tokens=tokens,
            asked_from={tokens[place].sentence: place for place in sorted(asking, reverse=True)},
            other_times=_clauses(tokens, other_times),
            now=_clauses(tokens, now),
            now_at={found.start for found in now},
            no_hurry=self._says_no_hurry(tokens),
            safe_until=max(_clauses(tokens, safe), default=-1),
            other_sentences={tokens[place].sentence for found in other_times for place in found},
            clause_lengths=Counter(token.clause for token in tokens),
        )

    def _says_no_hurry(self, tokens: Message) -> bool:
        """Whether a sentence begins with "not urgent" or the like, and nobody else is said to have said it."""
        reported = {token.sentence for token in tokens if token.word in self._telling}
        begins = {
            place
            for place, token in enumerate(tokens)
            if token.sentence not in reported and (not place or token.sentence != tokens[place - 1].sentence)
        }
        if not any(found.start in begins for found in self._not_urgent.found_in(tokens)):
            return False
        return not any(token.word in ("but", "however", "now") for token in tokens)

    def _is_denied(self, tokens: list[Token], found: range) -> bool:
        """Whether a denying word stands before with nothing of weight between, or a bare no after: "danger, no"."""
        after = [*tokens[found.stop : found.stop + 2]]
        if after and after[0].word == "no" and (len(after) == 1 or after[1].after_pause):
            return True
        for place in range(found.start - 1, max(found.start - 1 - _FURTHEST_DENIAL, -1), -1):
            if tokens[place + 1].after_pause or tokens[place + 1].clause != tokens[place].clause:
                return False
            if tokens[place].word in self._denying:
                return not (tokens[place].word == "no" and tokens[place + 1].word in self._after_the_answer_no)
            if tokens[place].word not in self._denial_reaches_over:
                return False
        return False

    def _is_not_yet(self, tokens: list[Token], safe: range) -> bool:
        """Whether "safe" is denied or only wished for: "make sure that she is safe"."""
        before = tokens[max(safe.start - _FURTHEST_DENIAL, 0) : safe.start]
        wished = any(t.word in self._not_yet_safe and t.clause == tokens[safe.start].clause for t in before)
        return wished or self._is_denied(tokens, safe)

    def _phrases(self, written: Iterable[str]) -> Phrases:
        readings = (phrase for line in written for phrase in self._readings(line.split()))
        return Phrases(readings, self._small_words, self._denying)

    def _readings(self, marks: list[str]) -> Iterator[Phrase]:
        """A written phrase with each [word] both there and left out."""
        for place, mark in enumerate(marks):
            if mark.startswith("["):
                yield from self._readings([*marks[:place], mark[1:-1], *marks[place + 1 :]])
                yield from self._readings([*marks[:place], *marks[place + 1 :]])
                return
        places = zip(["", *marks], marks, strict=False)
        yield tuple(Element(self._runs(mark), before == "..") for before, mark in places if mark != "..")

    def _runs(self, mark: str) -> dict[str, list[tuple[str, ...]]]:
        runs: dict[str, list[tuple[str, ...]]] = {}
        for choice in mark.split("/"):
            for run in self._listed(choice):
                words = tuple(ONE_FORM.get(word, word) for word in run.split())
                self._stems.update(word for word in words if word.endswith("*"))
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


def _in_order(found: Iterable[range]) -> list[range]:
    """By where they begin, the longest first."""
    return sorted(found, key=lambda at: (at.start, -at.stop))


def _numbered(sentences: Iterable[int]) -> dict[int, int]:
    """Each sentence's place among those that hold words: "..." ends one sentence, not three."""
    return {sentence: place for place, sentence in enumerate(sorted(set(sentences)))}


def _clauses(tokens: list[Token], places: Iterable[range]) -> set[int]:
    return {tokens[place].clause for found in places for place in found}


def _one_form_each(words: list[str]) -> frozenset[str]:
    return frozenset(ONE_FORM.get(word, word) for word in words)


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    return _Lexicon(json.loads(_WORDS_FILE.read_text(encoding="utf-8")))
