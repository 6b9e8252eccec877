"""A stand-in for a checkout: tiny programs in place of the parts, and a driver that runs the house in it."""

from __future__ import annotations

import contextlib
import os
import shlex
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

REAL_ROOT = Path(__file__).resolve().parents[2]

DRIVER = """
import sys
from pathlib import Path
from launch import house
house.ROOT = Path(sys.argv[1])
sys.exit(house.main(sys.argv[2:]))
"""

# Each part notes its process id, so that a test can see whether it is gone.
NOTE_PID = """
import os, signal, subprocess, sys, time
def note(pid):
    with open(os.path.join(os.environ["VAR"], "pids"), "a") as file:
        file.write(f"{pid}\\n")
note(os.getpid())
"""
RASA_SERVER = (
    NOTE_PID
    + """
note(subprocess.Popen(["sleep", "300"]).pid)  # a worker of its own, as real servers have
print("dialogue engine here", flush=True)
time.sleep(300)
"""
)
ACTIONS = (
    NOTE_PID
    + """
flag = os.path.join(os.environ["VAR"], "end-now")
if "DEAF" in os.environ:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
while not os.path.exists(flag):
    time.sleep(0.05)
print("these are my last words", flush=True)
sys.exit(0)
"""
)
WEB = (
    NOTE_PID
    + """
from http.server import BaseHTTPRequestHandler, HTTPServer
class Door(BaseHTTPRequestHandler):
    def do_GET(self):
        with open(os.path.join(os.environ["VAR"], "pids")) as noted:
            others_are_there = len(noted.readlines()) >= 5  # four parts and a worker
        ready = self.path == "/health/ready" and others_are_there
        self.send_response(200 if ready else 503)
        self.end_headers()
arguments = sys.argv
host, port = arguments[arguments.index("--host") + 1], arguments[arguments.index("--port") + 1]
HTTPServer((host, int(port)), Door).serve_forever()
"""
)
REMINDERS = (
    NOTE_PID
    + """
print("reminders here", flush=True)
time.sleep(300)
"""
)
RASA = """
import os, pathlib, sys, time
arguments = sys.argv
name, out = arguments[arguments.index("--fixed-model-name") + 1], arguments[arguments.index("--out") + 1]
with open(os.path.join(os.environ["VAR"], "trainings"), "a") as file:
    file.write(f"{os.getpid()}\\n")
if "broken" in pathlib.Path("config.yml").read_text():
    sys.exit("This configuration cannot be trained")
half = pathlib.Path(out, name + ".tar.gz")
half.write_text("half")
while "endless" in pathlib.Path("config.yml").read_text():
    time.sleep(0.05)
half.write_text("whole")
"""


class Checkout:
    """The stand-in checkout, and what was started in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.var = root / "var"
        self.port = free_ports()
        self.started: list[subprocess.Popen[str]] = []

    def start(self, task: str = "run", under_make: bool = False, **environment: str) -> subprocess.Popen[str]:
        """The house with its output in a pipe; under a make of two lines, if so wished."""
        settings = {"PORT": str(self.port), "PATH": os.environ["PATH"], "PYTHONPATH": str(REAL_ROOT)}
        command = [sys.executable, "-c", DRIVER, str(self.root), task]
        if under_make:
            recipe = shlex.join([*command[:2], 'exec(__import__("os").environ["DRIVER"])', *command[3:]])
            (self.root / "Makefile").write_text(f"run:\n\t@exec {recipe} --stop-with-parent\n")
            environment["DRIVER"] = DRIVER
            command = ["make", "-C", str(self.root), "run"]
        house = subprocess.Popen(
            command,
            env={**settings, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.started.append(house)
        return house

    def start_and_wait_until_running(self, under_make: bool = False, **environment: str) -> subprocess.Popen[str]:
        house = self.start(under_make=under_make, **environment)
        assert house.stdout is not None
        for line in house.stdout:
            if "is running at" in line:
                return house
        pytest.fail("the house ended before it was running")

    def clear(self) -> None:
        """Ends whatever a failed test has left; what it tests may be the very thing that ends programs."""
        for house in self.started:
            kill(-house.pid)  # its whole process group
            house.wait()
            assert house.stdout is not None
            house.stdout.close()
        for pid in self.pids:
            kill(pid)

    @property
    def pids(self) -> list[int]:
        noted = self.var / "pids"
        return [int(line) for line in noted.read_text().split()] if noted.exists() else []

    @property
    def trainings(self) -> int:
        noted = self.var / "trainings"
        return len(noted.read_text().split()) if noted.exists() else 0


def free_ports() -> int:
    """A port with two free ones after it."""
    while True:
        with socket.socket() as first:
            first.bind(("127.0.0.1", 0))
            port: int = first.getsockname()[1]
            try:
                for step in (1, 2):
                    with socket.socket() as other:
                        other.bind(("127.0.0.1", port + step))
            except (OSError, OverflowError):
                continue
            return port


def kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def is_alive(pid: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()
    return bool(state) and not state.startswith("Z")


def furnish(root: Path) -> None:
    """Puts the stand-ins where the house looks for the real ones."""
    python = Path(sys.executable).resolve()
    for name in (".venv", ".venv-rasa"):
        (root / name / "bin").mkdir(parents=True)
        (root / name / "bin" / "python").symlink_to(python)
    migrate = root / ".venv" / "bin" / "escalation"
    migrate.write_text('#!/bin/sh\necho "$@ $DATABASE_URL" >> "$VAR/migrations"\n')
    migrate.chmod(0o755)
    (root / "config.yml").write_text("language: en\n")
    programs = {"rasa_server": RASA_SERVER, "actions": ACTIONS, "reminders": REMINDERS, "web": WEB, "rasa": RASA}
    for name, text in programs.items():
        (root / f"{name}.py").write_text(text)
