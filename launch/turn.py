"""One at a time: a folder's work is done by whoever holds its lock; others wait or are told."""

from __future__ import annotations

import fcntl
import time
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Iterator

from launch.steps import Pulse, say


@contextmanager
def own_turn(lock: Path, waiting_for: str) -> Iterator[None]:
    """Waits until nobody else holds `lock`, and holds it; the system lets go of it even if we are killed."""
    with _opened(lock) as file:
        if not _taken(file):
            say(f"Waiting for another run that is {waiting_for}.")
            pulse = Pulse("waiting")
            while not _taken(file):
                pulse.beat()
                time.sleep(0.2)
        yield


@contextmanager
def sole_use(lock: Path) -> Iterator[bool]:
    """Holds `lock` if it is free; tells whether it was."""
    with _opened(lock) as file:
        yield _taken(file)


def _opened(lock: Path) -> IO[str]:
    lock.parent.mkdir(parents=True, exist_ok=True)
    return lock.open("a")


def _taken(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
