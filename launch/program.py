"""A program that we start, whose output goes to a file, and which ends when we do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Iterable, Sequence

LEASH = Path(__file__).with_name("leash.py")
# Not an environment's Python: that environment may be the very thing that is being rebuilt.
PYTHON = getattr(sys, "_base_executable", sys.executable)
PATIENCE = 10.0
LARGE = 5_000_000


class Program:
    """One program in a process group of its own, on a leash held by this process."""

    def __init__(self, command: Sequence[str], log: Path, environment: dict[str, str], folder: Path) -> None:
        with log.open("ab") as output:
            self._leash = subprocess.Popen(
                [PYTHON, "-I", "-S", str(LEASH), str(os.getpid()), *command],
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

    def ask_to_end(self) -> None:
        self._signal_group(signal.SIGTERM)

    def force_to_end(self) -> None:
        """Ends whatever is left of the group, also workers whose parent is already gone."""
        self._signal_group(signal.SIGKILL)
        self._leash.wait()

    def _signal_group(self, number: int) -> None:
        try:
            os.killpg(self._leash.pid, number)
        except ProcessLookupError:
            pass  # nothing is left of it, which is what we wanted
        except PermissionError:
            pass  # macOS answers so where only an unburied process is left


def end_all(programs: Iterable[Program], patience: float = PATIENCE) -> None:
    """Asks all programs to end, waits up to `patience` seconds for the slowest, then forces the rest."""
    programs = list(programs)
    for program in programs:
        program.ask_to_end()
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline and not all(program.has_ended for program in programs):
        time.sleep(0.05)
    for program in programs:
        program.force_to_end()


def fresh_log(folder: Path, name: str) -> Path:
    """The path of a log to append to; one that has grown past 5 MB is first set aside as `<name>.log.1`."""
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / f"{name}.log"
    if log.exists() and log.stat().st_size > LARGE:
        log.replace(folder / f"{name}.log.1")
    return log
