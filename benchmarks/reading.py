"""Reads messages with one model and is timed doing so: `python -m benchmarks.reading MODEL MESSAGES READINGS`.

Runs as a process of its own on one core. A reading is a whole parse by Rasa's processor, one message at a time.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import onnxruntime
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor

from benchmarks.process_measures import resident

# The first readings build what later ones use.
_UNTIMED = 20

Message = dict[str, Any]


def main(model: Path, messages: Path, readings: Path) -> None:
    """Writes a reading for each message, and the memory that the process holds after them, in MB."""
    processor = Agent.load(str(model)).processor
    asked = json.loads(messages.read_text(encoding="utf-8"))
    read = asyncio.run(_read(processor, asked))
    readings.write_text(json.dumps({"readings": read, "resident": resident()}), encoding="utf-8")


async def _read(processor: MessageProcessor, messages: list[Message]) -> list[dict[str, Any]]:
    for message in messages[:_UNTIMED]:
        await _timed(processor, message)
    return [await _timed(processor, message) for message in messages]


async def _timed(processor: MessageProcessor, message: Message) -> dict[str, Any]:
    given = UserMessage(message["text"], metadata={"asked": message["asked"]})
    began = time.perf_counter()
    parse = await processor.parse_message(given)
    milliseconds = (time.perf_counter() - began) * 1000
    return {
        "intent": parse["intent"]["name"],
        "guesses": _names(parse.get("intent_ranking")),
        "areas": _names(parse.get("areas")),
        "milliseconds": milliseconds,
    }


def _names(ranking: list[dict[str, Any]] | None) -> list[str]:
    return [guess["name"] for guess in ranking or []]


class _OneThread(onnxruntime.SessionOptions):  # type: ignore[misc]
    """onnxruntime takes a thread for each core, whatever cores its process may use, unless it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.intra_op_num_threads = 1


if __name__ == "__main__":
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    onnxruntime.SessionOptions = _OneThread
    main(*map(Path, sys.argv[1:]))
