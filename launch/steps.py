"""Long steps with a sign of life: what is done, about how long it takes, and that it has not stopped."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Sequence

from launch.fault import LaunchFault
from launch.program import Program

SIGN_OF_LIFE = 7.0


def say(line: str) -> None:
    print(line, flush=True)


class Pulse:
    """Says every seven seconds that something is still going on, and for how long it has."""

    def __init__(self, what: str, every: float = SIGN_OF_LIFE) -> None:
        self._what = what
        self._every = every
        self._begun = time.monotonic()
        self._next = self._begun + every

    def beat(self) -> None:
        now = time.monotonic()
        if now >= self._next:
            say(f"  still {self._what}, {now - self._begun:.0f} s so far")
            self._next = now + self._every


def carry_out(
    command: Sequence[str],
    *,
    doing: str | Pulse,
    failing: str,
    log: Path,
    environment: dict[str, str],
    folder: Path,
) -> None:
    """Runs a command to its end, with signs of life; several commands of one step share a pulse.

    Raises LaunchFault when it fails: `failing` with the place of the log.
    """
    program = Program(command, log, environment, folder)
    pulse = Pulse(doing) if isinstance(doing, str) else doing
    try:
        while not program.has_ended:
            pulse.beat()
            time.sleep(0.1)
        if not program.succeeded:
            raise LaunchFault(f"{failing} The reason is at the end of {log}")
    finally:
        program.end()
