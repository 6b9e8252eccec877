"""Finding the two Pythons: 3.10 exactly for Rasa, 3.11 or newer for everything else."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Iterator, NamedTuple, Sequence

from launch.fault import LaunchFault
from launch.steps import carry_out, say

# Anything that imports these can make a sound environment; a Python built without them cannot.
# The base executable, because a Python that itself lives in an environment may be about to be rebuilt.
PROBE = (
    "import sys, venv, ensurepip, ssl, sqlite3\n"
    "print(sys.version_info[0], sys.version_info[1], getattr(sys, '_base_executable', sys.executable))"
)


class Interpreter(NamedTuple):
    path: str
    version: tuple[int, int]


class Wanted(NamedTuple):
    """Which Python is looked for; `names` in the order of preference."""

    least: tuple[int, int]
    exactly: bool
    names: tuple[str, ...]
    advice: str

    def admits(self, version: tuple[int, int]) -> bool:
        return version == self.least if self.exactly else version >= self.least

    @property
    def request(self) -> str:
        return "{}.{}".format(*self.least)


FOR_RASA = Wanted(
    (3, 10),
    True,
    ("python3.10", "python3"),
    "Python 3.10 is missing (Rasa runs on no other). Get it with `uv python install 3.10`, "
    "`pyenv install 3.10` or from python.org, then run make again.",
)
FOR_THE_REST = Wanted(
    (3, 11),
    False,
    ("python3.13", "python3.12", "python3.11", "python3"),
    "Python 3.11 or newer is missing (with its venv module). Get it with `uv python install 3.11`, "
    "`pyenv install 3.11`, or on Debian and Ubuntu `apt install python3 python3-venv`, then run make again.",
)


def find(wanted: Wanted, environment: dict[str, str] | None = None) -> Interpreter | None:
    """The first candidate that runs and is of the wanted version."""
    environment = dict(os.environ) if environment is None else environment
    for candidate in _candidates(wanted, environment):
        found = probe(candidate, environment)
        if found is not None and wanted.admits(found.version):
            return found
    return None


def fetch(wanted: Wanted, uv: str, log: Path, environment: dict[str, str]) -> Interpreter | None:
    """Has uv download the wanted Python, which lands in uv's own folder under the home folder."""
    say(f"Python {wanted.request} is not on this computer: asking uv for it (about 1 minute)")
    try:
        carry_out(
            [uv, "python", "install", "--no-bin", wanted.request],
            doing=f"fetching Python {wanted.request}",
            failing="uv could not fetch it.",
            log=log,
            environment=environment,
            folder=log.parent,
        )
    except LaunchFault:
        return None  # the caller says what is missing, which is the line that helps
    found = _output([uv, "python", "find", "--no-project", wanted.request], environment, patience=60)
    return probe(found.strip(), environment) if found else None


def probe(candidate: str, environment: dict[str, str]) -> Interpreter | None:
    """Runs the candidate to see its version: a shim can lie on the path and still have nothing to run."""
    answer = _output([candidate, "-I", "-c", PROBE], environment, patience=30)
    words = answer.strip().split(" ", 2) if answer else []
    if len(words) != 3 or not (words[0].isdigit() and words[1].isdigit()):
        return None
    return Interpreter(words[2], (int(words[0]), int(words[1])))


def _candidates(wanted: Wanted, environment: dict[str, str]) -> Iterator[str]:
    path = environment.get("PATH", "")
    for name in wanted.names:
        for folder in path.split(os.pathsep):
            found = shutil.which(name, path=folder) if folder else None
            if found:
                yield found
    yield from _pyenv_candidates(environment)
    uv = shutil.which("uv", path=path)
    if uv:
        request = wanted.request if wanted.exactly else f">={wanted.request}"
        found = _output([uv, "python", "find", "--no-project", request], environment, patience=60)
        if found:
            yield found.strip()


def _pyenv_candidates(environment: dict[str, str]) -> Iterator[str]:
    home = environment.get("PYENV_ROOT") or os.path.join(environment.get("HOME") or str(Path.home()), ".pyenv")
    versions = Path(home) / "versions"
    by_age = sorted(versions.glob("*/bin/python"), key=lambda path: _numbers(path.parts[-3]), reverse=True)
    yield from (str(path) for path in by_age)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdigit() else -1 for part in version.split("."))


def _output(command: Sequence[str], environment: dict[str, str], patience: float) -> str | None:
    try:
        done = subprocess.run(
            command,
            env={**environment, "UV_PYTHON_DOWNLOADS": environment.get("UV_PYTHON_DOWNLOADS", "manual")},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=patience,
            encoding="utf-8",
            errors="replace",
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
