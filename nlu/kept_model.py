"""The intent model, and how it is kept: numbers and words in two plain files, so that loading runs no code.

A pickle would run what stands in it; skops, which Rasa's own classifier uses, takes seconds to import.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline, make_union

WORDS_FILE = "intent.json"
NUMBERS_FILE = "intent.npz"


def make_model(config: dict[str, Any]) -> Pipeline:
    """An untrained model. `words` and `letters` are n-gram lengths, from and to; `strictness` is C."""
    words = TfidfVectorizer(ngram_range=tuple(config["words"]), token_pattern=r"\S+", sublinear_tf=True)
    letters = TfidfVectorizer(ngram_range=tuple(config["letters"]), analyzer="char_wb", sublinear_tf=True)
    regression = LogisticRegression(C=config["strictness"], class_weight="balanced", max_iter=300, random_state=1)
    return make_pipeline(make_union(words, letters), regression)


def keep(model: Pipeline, folder: Path) -> None:
    """Writes what the model has learnt into a folder."""
    regression = model[-1]
    learnt = {
        "intents": [str(name) for name in regression.classes_],
        "terms": [list(one.get_feature_names_out()) for one in vectorizers(model)],
    }
    (folder / WORDS_FILE).write_text(json.dumps(learnt), encoding="utf-8")
    weights = {f"idf_{place}": one.idf_ for place, one in enumerate(vectorizers(model))}
    np.savez(folder / NUMBERS_FILE, coef=regression.coef_, intercept=regression.intercept_, **weights)


def recall(model: Pipeline, folder: Path) -> None:
    """Gives an untrained model what `keep` wrote. Raises OSError or KeyError for a folder without it."""
    learnt = json.loads((folder / WORDS_FILE).read_text(encoding="utf-8"))
    numbers = np.load(folder / NUMBERS_FILE, allow_pickle=False)
    for place, one in enumerate(vectorizers(model)):
        one.vocabulary = {term: column for column, term in enumerate(learnt["terms"][place])}
        one.idf_ = numbers[f"idf_{place}"]
    regression = model[-1]
    regression.classes_ = np.array(learnt["intents"])
    regression.coef_, regression.intercept_ = numbers["coef"], numbers["intercept"]


def vectorizers(model: Pipeline) -> list[TfidfVectorizer]:
    return [one for _, one in model[0].transformer_list]
