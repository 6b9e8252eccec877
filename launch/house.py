"""`.venv/bin/python -m launch.house run|train|read`: what happens once the environments are there."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FrameType

from escalation.errors import ProcedureError
from escalation.library import PROCEDURES, Library
from launch import dotfile
from launch.fault import LaunchFault
from launch.parts import parts
from launch.ports import require_free
from launch.program import fresh_log
from launch.settings import Settings, check_with_application, resolve
from launch.steps import carry_out, say
from launch.supervisor import Supervisor
from launch.training import provide_model
from launch.turn import own_turn, sole_use

ROOT = Path(__file__).resolve().parent.parent
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m launch.house", description="Runs the assistant.")
    parser.add_argument("task", choices=["run", "train", "read"])
    parser.add_argument(
        "reading", nargs="*", help="read: the module of evaluation/ to run with the model, and its files"
    )
    parser.add_argument(
        "--stop-with-parent", action="store_true", help="stop when the program that started this is gone"
    )
    given = parser.parse_args(arguments)
    keeper = os.getppid() if given.stop_with_parent else None
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        settings = read_settings(ROOT, os.environ)
        if given.task == "read":
            return read(settings, given.reading)
        train(settings) if given.task == "train" else run(settings, keeper)
    except LaunchFault as fault:
        print(fault, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped before the assistant was running.", file=sys.stderr)
        return INTERRUPTED
    return 0


def read_settings(root: Path, environment: Mapping[str, str]) -> Settings:
    """Settings and secrets; these are made on the first run. Raises LaunchFault naming line or setting."""
    path = root / ".env"
    with own_turn(root / "var" / "settings.lock", "writing the settings"):
        dotfile.provide_secrets(path)
    settings = resolve(root, environment, dotfile.read(path))
    check_with_application(settings)
    check_procedures(settings)
    return settings


def check_procedures(settings: Settings) -> None:
    """Reads every procedure file now. Raises LaunchFault with the first fault: file, line and field."""
    folder = settings.root / Path(settings.environment.get("PROCEDURES", PROCEDURES)).expanduser()
    try:
        Library.load(folder)
    except ProcedureError as error:
        raise LaunchFault(f"The procedures cannot be used. {error.faults[0]}") from None


def train(settings: Settings) -> None:
    say(f"The model is {provide_model(settings)}")


def read(settings: Settings, reading: Sequence[str]) -> int:
    """Reads messages with the model, trained first if need be; no server is started. Returns the exit status."""
    module, *files = reading
    python = str(settings.root / ".venv-rasa" / "bin" / "python")
    command = [python, "-m", f"evaluation.{module}", str(provide_model(settings)), *files]
    return subprocess.run(command, cwd=settings.root, env=dict(settings.environment), check=False).returncode


def run(settings: Settings, keeper: int | None = None) -> None:
    """Everything from free ports to a running assistant; returns when that has been stopped."""
    require_free(settings)
    _make_private(settings.var)
    with sole_use(settings.var / "running.lock") as ours:
        if not ours:
            raise LaunchFault(
                f"Another assistant keeps its data in {settings.var}. Choose another: make run VAR=folder"
            )
        model = provide_model(settings)
        migrate(settings)
        Supervisor(parts(settings, model), settings, keeper=keeper).run()


def migrate(settings: Settings) -> None:
    """Brings the database to the present form. Raises LaunchFault naming the log when it cannot."""
    carry_out(
        [str(settings.root / ".venv" / "bin" / "escalation"), "database", "upgrade"],
        doing="preparing the database",
        failing="Preparing the database did not succeed.",
        log=fresh_log(settings.logs, "database"),
        environment=dict(settings.environment),
        folder=settings.root,
    )


def _make_private(folder: Path) -> None:
    """What practitioners write is kept here: nobody else on this computer is to read it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as problem:
        raise LaunchFault(f"The data folder {folder} cannot be used: {problem.strerror}.") from None


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
