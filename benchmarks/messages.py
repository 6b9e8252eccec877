"""The messages of the development set, and how many of them were read right."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from escalation.reading.cleaning import clean
from nlu.ranking import in_rasa

FALLBACK = "nlu_fallback"


class MessagesFault(Exception):
    """The file of messages is not there or not what it should be; the text says how."""


@dataclass(frozen=True)
class Message:
    """A message and what it says by its labels. `asked` is the key of the question just asked, if any."""

    text: str
    asked: str | None
    intent: str
    area: str | None


@dataclass(frozen=True)
class Reading:
    """What a model read in a message: its answer, its guesses likeliest first, and how long it took."""

    intent: str
    guesses: list[str]
    areas: list[str]
    milliseconds: float

    @property
    def first_guess(self) -> str | None:
        """The likeliest intent, whether or not the model was sure enough to answer with it."""
        return next((guess for guess in self.guesses if guess != FALLBACK), None)


def messages_of(path: Path) -> list[Message]:
    """The labelled messages of a CSV file, cleaned as the web application does. Raises MessagesFault."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            messages = [_message(row) for row in csv.DictReader(file) if row["text"] and row["intent"]]
    except OSError as fault:
        raise MessagesFault(f"{path}: {fault.strerror}") from None
    except (KeyError, UnicodeDecodeError, csv.Error) as fault:
        raise MessagesFault(f"{path} cannot be read as CSV with the columns text and intent: {fault}") from None
    if not messages:
        raise MessagesFault(f"{path} holds no labelled message")
    return messages


def _message(row: dict[str, str]) -> Message:
    return Message(clean(row["text"]), row.get("asked") or None, in_rasa(row["intent"]), row.get("area") or None)


def put(messages: Sequence[Message], told: bool = True) -> list[dict[str, Any]]:
    """The messages without their labels, and where not `told` without the question just asked."""
    return [{"text": one.text, "asked": one.asked if told else None} for one in messages]


def percent_right(given: Iterable[str | None], wanted: Iterable[str]) -> float | None:
    """How many of 100 answers were the wanted ones; None where there are none. Rasa's own names count as ours."""
    pairs = [(answer and in_rasa(answer), want) for answer, want in zip(given, wanted, strict=True)]
    return 100 * sum(answer == want for answer, want in pairs) / len(pairs) if pairs else None
