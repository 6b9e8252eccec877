"""The stock pipeline: what Rasa's own guide proposes where nobody has looked further. DIET is left at its defaults."""

from __future__ import annotations

from typing import Any

Configuration = dict[str, Any]

_PIPELINE: tuple[dict[str, Any], ...] = (
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {"name": "DIETClassifier"},
    {"name": "FallbackClassifier"},
)


def stock(ours: Configuration, epochs: int) -> Configuration:
    """Our configuration with the stock pipeline in place of ours; `epochs` is how long DIET learns."""
    pipeline = [{**part, "epochs": epochs} if part["name"] == "DIETClassifier" else dict(part) for part in _PIPELINE]
    return {**understanding_only(ours), "pipeline": pipeline}


def understanding_only(configuration: Configuration) -> Configuration:
    """A configuration without its policies, which learn conversations and are not measured here."""
    return {key: value for key, value in configuration.items() if key != "policies"}
