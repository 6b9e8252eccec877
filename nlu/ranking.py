"""A ranking of intents: what a message may be for, likeliest first. Plain Python."""

from collections.abc import Iterable
from typing import Any

DANGER = "report_danger"

Guess = dict[str, Any]


def ranked(names: Iterable[str], chances: Iterable[float]) -> list[Guess]:
    """Rasa's form of a ranking, likeliest first."""
    guesses = [
        {"name": str(name), "confidence": float(chance)} for name, chance in zip(names, chances, strict=True)
    ]
    return sorted(guesses, key=lambda guess: -guess["confidence"])


def with_danger_first(ranking: list[Guess]) -> list[Guess]:
    """Danger, certain, before everything else that the message may be for."""
    others = [guess for guess in ranking if guess["name"] != DANGER]
    return [{"name": DANGER, "confidence": 1.0}, *others]
