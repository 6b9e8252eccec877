"""The question that was just asked, and how it weighs the readings of the answer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from nlu.ranking import DANGER, Guess


def weighed(ranking: Sequence[Guess], asked: str | None) -> list[Guess]:
    """The ranking as it stands once the question is taken into account; `asked` is its key, or None."""
    fitting = _fitting(asked or "")
    if not fitting:
        return list(ranking)
    times = {DANGER: _sheet()["likelier"], **{intent: _sheet()["likelier"] for intent in fitting}}
    weights = [guess["confidence"] * times.get(guess["name"], 1) for guess in ranking]
    total = sum(weights)
    guesses = [
        {"name": guess["name"], "confidence": weight / total} for guess, weight in zip(ranking, weights, strict=True)
    ]
    return sorted(guesses, key=lambda guess: -guess["confidence"])


def _fitting(asked: str) -> frozenset[str]:
    key = asked.strip().lower()
    return frozenset(_sheet()["fits"].get(_sheet()["names"].get(key, key), ()))


@cache
def _sheet() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("asked.yml").read_text(encoding="utf-8"))
    return content
