"""The running product: the supervisor and its three parts, on ports and in a folder of their own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from sqlalchemy import Engine

from escalation.store.engine import connect

ROOT = Path(__file__).parents[2]
START_SECONDS = 180


@dataclass(frozen=True)
class Running:
    """Where the product runs, and where it keeps things."""

    address: str
    port: int
    var: Path
    supervisor: subprocess.Popen[str]
    engine: Engine
    client: httpx.Client

    def pid_of(self, module: str) -> int:
        """The process that runs a part, by the module that it was started with."""
        found = subprocess.run(
            ["pgrep", "-f", "--", f"-m {module} .*--port {self.port_of(module)}"],
            capture_output=True,
            text=True,
            check=True,
        )
        return int(found.stdout.split()[-1])

    def port_of(self, module: str) -> int:
        """The port that a part listens on."""
        return {"web": self.port, "rasa_server": self.port + 1, "actions": self.port + 2}[module]

    @contextmanager
    def hanging(self, module: str) -> Iterator[None]:
        """Lets a part hang, as one does whose disk or network stalls."""
        pid = self.pid_of(module)
        os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(pid, signal.SIGCONT)


@contextmanager
def product(var: Path, **settings: str) -> Iterator[Running]:
    """Starts the product and stops it again, as a person would with Ctrl-C."""
    port = _free_ports()
    environment = {**os.environ, "PORT": str(port), "VAR": str(var), **settings}
    output = var / "supervisor.log"
    with output.open("w") as log:
        supervisor = subprocess.Popen(
            [sys.executable, "-m", "launch.house", "run"],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
    address = f"http://127.0.0.1:{port}"
    engine = connect(f"sqlite:///{var / 'escalation.db'}")
    try:
        _wait_until_ready(address, supervisor, output)
        with httpx.Client(base_url=address, timeout=40, trust_env=False) as client:
            yield Running(address, port, var, supervisor, engine, client)
    finally:
        engine.dispose()
        supervisor.send_signal(signal.SIGINT)
        try:
            supervisor.wait(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(supervisor.pid, signal.SIGKILL)
            raise


def _wait_until_ready(address: str, supervisor: subprocess.Popen[str], output: Path) -> None:
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up:
        if supervisor.poll() is not None:
            break
        try:
            if httpx.get(f"{address}/health/ready", timeout=2, trust_env=False).status_code == httpx.codes.OK:
                return
        except httpx.HTTPError:
            pass  # not listening yet
        time.sleep(0.3)
    raise AssertionError(f"the product did not start:\n{output.read_text()}")


def _free_ports() -> int:
    """The first of three neighbouring ports that nobody uses."""
    for first in range(20_000 + os.getpid() % 5_000, 30_000, 7):
        if all(_is_free(first + offset) for offset in range(3)):
            return first
    raise AssertionError("no free ports")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def six_procedures(folder: Path) -> Path:
    """The five procedures and the sixth of docs/add-a-procedure.md, in a folder of their own."""
    shutil.copytree(ROOT / "procedures", folder)
    page = (ROOT / "docs" / "add-a-procedure.md").read_text(encoding="utf-8")
    text = page.split("```yaml\n")[1].split("```")[0]
    (folder / "riverside.yml").write_text(text, encoding="utf-8")
    return folder
