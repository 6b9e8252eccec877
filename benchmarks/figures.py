"""The figures of one side, ours or stock, from what its processes measured."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.messages import Message, Reading, percent_right


@dataclass(frozen=True)
class Cost:
    """What a model took. Memory is in MB of 1,000,000 bytes; `resident` is that of a process that reads with it."""

    training_seconds: float
    training_peak: float
    median_milliseconds: float
    slow_milliseconds: float
    resident: float


@dataclass(frozen=True)
class Figures:
    """One side's column of the table. What is right is in percent, None where nothing was to be read."""

    answered: float | None
    first_guess: float | None
    untold: float | None
    area: float | None
    cost: Cost


def cost_of(seconds: float, peak: float, readings: Sequence[Reading], resident: float) -> Cost:
    times = sorted(reading.milliseconds for reading in readings)
    return Cost(seconds, peak, median(times), ninety_fifth(times), resident)


def figures_of(
    messages: Sequence[Message],
    told: Sequence[Reading],
    untold: Sequence[Reading],
    areas: Sequence[str | None],
    cost: Cost,
) -> Figures:
    """The figures of readings, one for each message; `areas` are the areas read."""
    intents = [message.intent for message in messages]
    with_area = [(read, message.area) for read, message in zip(areas, messages, strict=True) if message.area]
    return Figures(
        percent_right([reading.intent for reading in told], intents),
        percent_right([reading.first_guess for reading in told], intents),
        percent_right([reading.first_guess for reading in untold], intents),
        percent_right([read for read, _ in with_area], [area for _, area in with_area]),
        cost,
    )


def ninety_fifth(ordered: Sequence[float]) -> float:
    """The least of the values that 95 of 100 do not go beyond; they are given in order."""
    return ordered[math.ceil(len(ordered) * 0.95) - 1]
