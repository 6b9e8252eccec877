"""A ranking: what a message may be for, or about, likeliest first. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from escalation.reading.commands import command_said

DANGER = "report_danger"
NOT_OURS = "out_of_scope"
# The intent of each command that `escalation.reading.commands` knows.
INTENT_OF_COMMAND = {
    "stop": "stop",
    "start_again": "restart",
    "why": "ask_why",
    "meaning": "ask_meaning",
    "dont_know": "dont_know",
    "skip": "dont_know",
    "help": "help",
    "yes": "affirm",
    "no": "deny",
    "change": "correct_answer",
}

# Rasa keeps the name "restart" for an intent of its own, for which no rule may be written.
_IN_RASA = {"restart": "start_again"}

Guess = dict[str, Any]


def intent_of_command(text: str, asked: str | None) -> str | None:
    """The intent of a message that is wholly a command, or None. `asked` is the question just asked, if any."""
    command = command_said(text)
    if command == "meaning" and not asked:
        # With no question in view, "what does that mean" may be about anything.
        return None
    return INTENT_OF_COMMAND.get(command or "")


def in_rasa(intent: str) -> str:
    """The name that an intent of the training data has in Rasa's domain and rules."""
    return _IN_RASA.get(intent, intent)


def ranked(names: Iterable[str], chances: Iterable[float]) -> list[Guess]:
    """Rasa's form of a ranking, likeliest first."""
    guesses = [{"name": str(name), "confidence": float(chance)} for name, chance in zip(names, chances, strict=True)]
    return sorted(guesses, key=lambda guess: -guess["confidence"])


def with_first(name: str, ranking: Iterable[Guess], confidence: float = 1.0) -> list[Guess]:
    """An intent that goes before everything else that the message may be for; 1 where it is certain."""
    others = [guess for guess in ranking if guess["name"] != name]
    return [{"name": name, "confidence": confidence}, *others]
