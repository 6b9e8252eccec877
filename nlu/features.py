"""What a message is known by: its words, its letters, and what it means as a sentence.

Words and letters catch the field's terms and the misspelt ones; the sentence catches what was put another way. Each
alone was worse by far: see docs/understanding.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from nlu.sentences import Sentences

# A term of one or two messages alone teaches nothing that holds for another.
_WORDS = {"ngram_range": (1, 2), "token_pattern": r"\S+", "min_df": 2}
_LETTERS = {"ngram_range": (3, 5), "analyzer": "char_wb", "min_df": 3}
# Rows of length 1 would leave the learner underconfident; found by leaving out one writer at a time.
_WEIGHT_OF_TERMS, _WEIGHT_OF_SENTENCE = 6.0, 8.0


class Features:
    """Makes rows of numbers from messages. Without `sentences` it makes do with words and letters."""

    def __init__(self, sentences: Sentences | None) -> None:
        self.sentences = sentences
        self._terms = [_vectorizer(**settings) for settings in (_WORDS, _LETTERS)]

    def learn(self, texts: Sequence[str]) -> Any:
        """Learns the terms of the texts, and gives their rows."""
        return self._beside([one.fit_transform(texts) for one in self._terms], texts)

    def of(self, texts: Sequence[str]) -> Any:
        """The rows of texts, by the terms learnt."""
        return self._beside([one.transform(texts) for one in self._terms], texts)

    def _beside(self, terms: list[Any], texts: Sequence[str]) -> Any:
        parts = [part * _WEIGHT_OF_TERMS for part in terms]
        if self.sentences:
            parts.insert(0, sparse.csr_matrix(self.sentences.of(texts) * _WEIGHT_OF_SENTENCE))
        return sparse.hstack(parts, format="csr", dtype=np.float32)

    def learnt(self) -> tuple[list[list[str]], list[np.ndarray]]:
        """The terms of each kind, and the weights that they were found to have."""
        return [[str(term) for term in one.get_feature_names_out()] for one in self._terms], [
            one.idf_ for one in self._terms
        ]

    def recall(self, terms: list[list[str]], weights: list[np.ndarray]) -> None:
        """Takes back what `learnt` gave."""
        for one, known, weight in zip(self._terms, terms, weights, strict=True):
            one.vocabulary = {term: column for column, term in enumerate(known)}
            one._validate_vocabulary()
            one.idf_ = weight


def _vectorizer(**settings: Any) -> TfidfVectorizer:
    return TfidfVectorizer(sublinear_tf=True, dtype=np.float32, **settings)
