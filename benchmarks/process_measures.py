"""A process of its own for each training and each reading, and what that process took. Needs Linux."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_TOLD = 5  # lines of a failed process's log
_QUIET = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}
ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
}


class ProcessFault(Exception):
    """A process did not succeed; the text is the end of its log."""


def run(module: str, *arguments: Path, folder: Path, settings: dict[str, str] | None = None) -> float:
    """Runs a module of ours with this Python; returns the most memory that it held, in MB.

    Whatever it writes lies in `folder`, Rasa's cache too: one shared between runs would spare the second its training.
    Raises ProcessFault where the process fails. This process must stay small: on Linux a new process's peak begins
    at the size of the one that started it.
    """
    places = {"RASA_CACHE_DIRECTORY": str(folder / "cache"), "TMPDIR": str(folder)}
    environment = {**os.environ, **_QUIET, **places, **(settings or {})}
    command = [sys.executable, "-m", module, *map(str, arguments)]
    log = folder / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT)
        peak = _peak_of(process)
    if process.returncode != 0:
        end = log.read_text(encoding="utf-8", errors="replace").splitlines()[-_TOLD:]
        raise ProcessFault("\n".join([f"{module} ended with status {process.returncode}.", *end]))
    return peak


def _peak_of(process: subprocess.Popen[bytes]) -> float:
    """Waits for a process to end; its peak in MB."""
    try:
        _, status, used = os.wait4(process.pid, 0)
    except BaseException:
        process.kill()
        process.wait()
        raise
    process.returncode = os.waitstatus_to_exitcode(status)
    return _megabytes(used.ru_maxrss)


def resident() -> float:
    """How much memory this process holds now, in MB."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return _megabytes(next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")))


def _megabytes(kibibytes: int) -> float:
    return kibibytes * 1024 / 1e6
