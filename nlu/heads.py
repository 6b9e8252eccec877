"""One question put to every message (its intent, its area, its danger ...), answered with chances.

A logistic regression for each possible answer against all others. That trains in seconds where one regression over
all of them takes minutes, and was as good.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from joblib import Parallel, delayed
from sklearn.linear_model import LogisticRegression

Array = np.ndarray


class Head:
    """Learns which answer messages have been given. `strictness` is C: more follows the examples closer."""

    def __init__(self, strictness: float = 1.0, balanced: bool = False) -> None:
        self.answers: list[str] = []
        self.weights = np.zeros((0, 0), np.float32)
        self.shifts = np.zeros(0, np.float32)
        self._strictness = strictness
        self._balanced = balanced

    def learn(self, rows: Any, answers: Sequence[str]) -> None:
        """Learns from rows of `Features` and their answers, on every core."""
        given = np.array(answers)
        self.answers = sorted(set(answers))
        # The solver lets go of Python's lock, so threads are enough.
        found = Parallel(n_jobs=-1, prefer="threads")(
            delayed(self._against_all_others)(rows, given == answer) for answer in self.answers
        )
        self.weights = np.stack([weights for weights, _ in found], axis=1).astype(np.float32)
        self.shifts = np.array([shift for _, shift in found], np.float32)

    def _against_all_others(self, rows: Any, is_answer: Array) -> tuple[Array, float]:
        regression = LogisticRegression(
            C=self._strictness,
            solver="liblinear",
            dual=True,
            tol=0.1,
            class_weight="balanced" if self._balanced else None,
            random_state=1,
        )
        regression.fit(rows, is_answer)
        return regression.coef_[0], float(regression.intercept_[0])

    def scores(self, rows: Any) -> Array:
        """The chance of each answer by itself, from 0 to 1: one row for each message."""
        return 1 / (1 + np.exp(-(rows @ self.weights + self.shifts)))

    def chances(self, rows: Any) -> Array:
        """The chance of each answer among all of them: each row adds up to 1."""
        scores = self.scores(rows) + 1e-9
        return scores / scores.sum(axis=1, keepdims=True)
