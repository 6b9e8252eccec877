"""The real Rasa server as a process of its own, and the commands that train for it."""

import os
import signal
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.conversations.rasa.toy import ToyActions

ROOT = Path(__file__).resolve().parents[3]
RASA_PYTHON = ROOT / ".venv-rasa/bin/python"
PORTS = range(8700, 8800)
SECRET = "secret of the door"
START_SECONDS = 120


@dataclass
class RasaProcess:
    """A Rasa server of its own process, with what can be seen of it from outside."""

    process: subprocess.Popen[bytes]
    url: str
    log_file: Path
    database: Path

    def say(self, text: str, conversation: str = "conversation-1", **other: Any) -> httpx.Response:
        turn = {"conversation": conversation, "message_id": "m1", "text": text, "mode": "live"}
        return self.post({**turn, **other})

    def post(self, turn: dict[str, Any], secret: str = SECRET, timeout: float = 30) -> httpx.Response:
        return httpx.post(
            f"{self.url}/webhooks/door/turns", json=turn, headers={"X-Shared-Secret": secret}, timeout=timeout
        )

    def post_bytes(self, body: bytes, content_type: str = "application/json") -> httpx.Response:
        headers = {"X-Shared-Secret": SECRET, "Content-Type": content_type}
        return httpx.post(f"{self.url}/webhooks/door/turns", content=body, headers=headers, timeout=30)

    def get(self, path: str, secret: str = SECRET) -> httpx.Response:
        return httpx.get(f"{self.url}{path}", headers={"X-Shared-Secret": secret}, timeout=30)

    def kept(self, conversation: str) -> list[str]:
        """The kinds of events that the database keeps of a conversation, in order."""
        with closing(sqlite3.connect(self.database)) as database:
            query = "select type_name from events where sender_id = ? order by id"
            return [kind for (kind,) in database.execute(query, (conversation,))]

    def log(self) -> str:
        return self.log_file.read_text(encoding="utf-8", errors="replace")


def free_port() -> int:
    for port in PORTS:
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise RuntimeError("no port is free")


def rasa_environment(folder: Path, actions_port: int) -> dict[str, str]:
    return {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "RASA_SECRET": SECRET,
        "ACTIONS_PORT": str(actions_port),
        "ACTIONS_SECRET": ToyActions.secret,
        "RASA_DATABASE_URL": f"sqlite:///{folder / 'rasa.db'}",
        "LOG_LEVEL": "DEBUG",
    }


def run_rasa(*arguments: str) -> None:
    """One Rasa command, from the root, so that our components can be imported."""
    done = subprocess.run(
        [str(RASA_PYTHON), "-m", "rasa", *arguments],
        cwd=ROOT,
        env={**os.environ, "RASA_TELEMETRY_ENABLED": "false"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def serving(model: Path, folder: Path, environment: dict[str, str]) -> Iterator[RasaProcess]:
    """Starts the server as the launcher does, waits until it is ready, and stops it."""
    port = free_port()
    log_file = folder / "rasa.log"
    with log_file.open("wb") as log:
        process = subprocess.Popen(
            [str(RASA_PYTHON), "-m", "rasa_server", "--port", str(port), "--model", str(model)],
            cwd=ROOT, env=environment, stdout=log, stderr=log,
        )  # fmt: skip
    served = RasaProcess(process, f"http://127.0.0.1:{port}", log_file, folder / "rasa.db")
    try:
        wait_until_ready(served)
        yield served
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def wait_until_ready(served: RasaProcess) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        assert served.process.poll() is None, served.log()
        try:
            if served.get("/ready").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.25)
    raise AssertionError(served.log())
