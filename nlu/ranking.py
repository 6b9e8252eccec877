"""A ranking of intents: what a message may be for, likeliest first. Plain Python."""

from collections.abc import Iterable
from typing import Any

DANGER = "report_danger"
# The intent of each command that `escalation.reading.commands` knows.
INTENT_OF_COMMAND = {
    "stop": "stop",
    "start_again": "start_again",
    "why": "ask_why",
    "meaning": "ask_meaning",
    "dont_know": "dont_know",
    "skip": "skip",
    "help": "help",
    "yes": "affirm",
    "no": "deny",
    "change": "correct_answer",
}

Guess = dict[str, Any]


def ranked(names: Iterable[str], chances: Iterable[float]) -> list[Guess]:
    """Rasa's form of a ranking, likeliest first."""
    guesses = [{"name": str(name), "confidence": float(chance)} for name, chance in zip(names, chances, strict=True)]
    return sorted(guesses, key=lambda guess: -guess["confidence"])


def with_first(name: str, ranking: list[Guess]) -> list[Guess]:
    """An intent that is certain, before everything else that the message may be for."""
    others = [guess for guess in ranking if guess["name"] != name]
    return [{"name": name, "confidence": 1.0}, *others]
