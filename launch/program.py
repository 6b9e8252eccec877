"""A program that we start, whose output goes to a file, and which ends when we do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Sequence

LEASH = Path(__file__).with_name("leash.py")
# Not an environment's Python: that environment may be the very thing that is being rebuilt.
PYTHON = getattr(sys, "_base_executable", sys.executable)
LARGE = 5_000_000


class Program:
    """One program on a leash held by this process."""

    def __init__(self, command: Sequence[str], log: Path, environment: dict[str, str], folder: Path) -> None:
        with log.open("ab") as output:
            self._leash = subprocess.Popen(
                leashed(command),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=environment,
                cwd=str(folder),
                start_new_session=True,
            )

    @property
    def has_ended(self) -> bool:
        return self._leash.poll() is not None

    @property
    def succeeded(self) -> bool:
        return self._leash.poll() == 0

    def end(self) -> None:
        """Returns when nothing is left of it: asked to end, and forced where it does not hear."""
        self._leash.terminate()
        self._leash.wait()


def leashed(command: Sequence[str]) -> list[str]:
    """The command as it is started so that it does not outlive this process."""
    return [PYTHON, "-I", "-S", str(LEASH), str(os.getpid()), *command]


def fresh_log(folder: Path, name: str) -> Path:
    """The path of a log to append to; one that has grown past 5 MB is first set aside as `<name>.log.1`."""
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / f"{name}.log"
    if log.exists() and log.stat().st_size > LARGE:
        log.replace(folder / f"{name}.log.1")
    return log
