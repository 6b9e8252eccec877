"""Reads a message: what it is for, what the disagreement is about, and whether a child is in danger now.

One reader, trained once, with a head for each of these. Rasa's pipeline uses it (nlu/understanding.py), and so does
`make understand`, without a server.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from escalation.reading.abbreviations import expand
from nlu.features import Features
from nlu.heads import Head
from nlu.ranking import DANGER, NOT_OURS, Guess, ranked
from nlu.sentences import Sentences

_WORDS_FILE, _NUMBERS_FILE = "reader.json", "reader.npz"


@dataclass(frozen=True)
class Example:
    """A message of the training data, and what it teaches. `area` and `kind` are None where they do not apply."""

    text: str
    intent: str
    area: str | None = None
    kind: str | None = None


@dataclass(frozen=True)
class Reading:
    """What a message says by itself. `danger` is a chance from 0 to 1; rankings are likeliest first."""

    intents: list[Guess]
    areas: list[Guess]
    kinds: list[Guess]
    danger: float


class Reader:
    """Learns from examples and reads messages. A text is given as its words with spaces between."""

    def __init__(self, sentences: Sentences | None) -> None:
        self._features = Features(sentences)
        self._heads = {
            "intents": Head(),
            "areas": Head(strictness=1.5),
            "kinds": Head(),
            # Few messages say danger, and those few must not be outvoted.
            "danger": Head(balanced=True),
        }

    def learn(self, examples: Sequence[Example]) -> None:
        """Learns every head. An intent without examples is never read from text."""
        rows = self._features.learn([expand(one.text) for one in examples])
        lessons = {
            "intents": [one.intent for one in examples],
            "areas": [one.area for one in examples],
            "kinds": [one.kind if one.intent == NOT_OURS else None for one in examples],
            "danger": [str(one.intent == DANGER) for one in examples],
        }
        for name, answers in lessons.items():
            taught = [place for place, answer in enumerate(answers) if answer is not None]
            if len({answers[place] for place in taught}) > 1:
                self._heads[name].learn(rows[taught], [str(answers[place]) for place in taught])

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """One reading for each text."""
        rows = self._features.of([expand(text) for text in texts])
        found = {name: self._rankings(name, rows) for name in ("intents", "areas", "kinds")}
        danger = self._heads["danger"]
        scores = danger.scores(rows)[:, danger.answers.index("True")] if danger.answers else np.zeros(len(texts))
        return [
            Reading(found["intents"][place], found["areas"][place], found["kinds"][place], float(scores[place]))
            for place in range(len(texts))
        ]

    def _rankings(self, name: str, rows: Any) -> list[list[Guess]]:
        head = self._heads[name]
        if not head.answers:
            return [[] for _ in range(rows.shape[0])]
        return [ranked(head.answers, chances) for chances in head.chances(rows)]

    def keep(self, folder: Path) -> None:
        """Writes what was learnt: numbers and words in two plain files, so that loading runs no code."""
        terms, weights = self._features.learnt()
        words = {
            "terms": terms,
            "answers": {name: head.answers for name, head in self._heads.items()},
            "sentences": self._features.sentences is not None,
        }
        (folder / _WORDS_FILE).write_text(json.dumps(words), encoding="utf-8")
        numbers = {f"terms_{place}": one for place, one in enumerate(weights)}
        for name, head in self._heads.items():
            numbers |= {f"{name}_weights": head.weights, f"{name}_shifts": head.shifts}
        np.savez(folder / _NUMBERS_FILE, **numbers)

    def recall(self, folder: Path) -> None:
        """Takes back what `keep` wrote.

        Raises OSError or KeyError for a folder without it, ValueError where it was learnt with the sentence weights
        and they are missing now, or the other way round.
        """
        words = json.loads((folder / _WORDS_FILE).read_text(encoding="utf-8"))
        if words["sentences"] != (self._features.sentences is not None):
            raise ValueError("The sentence weights came or went since the training. Train the model again: make train")
        with np.load(folder / _NUMBERS_FILE, allow_pickle=False) as numbers:
            self._features.recall(words["terms"], [numbers[f"terms_{place}"] for place in range(len(words["terms"]))])
            for name, head in self._heads.items():
                head.answers = words["answers"][name]
                head.weights, head.shifts = numbers[f"{name}_weights"], numbers[f"{name}_shifts"]
