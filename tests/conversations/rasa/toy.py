"""A toy assistant and a toy action server, to try the real Rasa server with; small, so quickly trained."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

DOMAIN = """
version: "3.1"
intents: [greet, tell, answer, report_danger]
slots:
  heard:
    type: text
    influence_conversation: false
    mappings:
      - type: custom
responses:
  utter_greet:
    - text: "Good day.\\n\\nWhat is it about?"
actions: [action_hear]
session_config:
  session_expiration_time: 0
  carry_over_slots_to_new_session: false
"""

RULES = """
version: "3.1"
rules:
  - rule: greeting
    steps: [{intent: greet}, {action: utter_greet}]
  - rule: telling
    steps: [{intent: tell}, {action: action_hear}]
  - rule: choosing
    steps: [{intent: answer}, {action: action_hear}]
  - rule: danger
    steps: [{intent: report_danger}, {action: action_hear}]
"""

NLU = """
version: "3.1"
nlu:
  - intent: greet
    examples: |
      - hello
      - good day
      - hi there
  - intent: tell
    examples: |
      - the school was told about this
      - the school will fail to answer
      - the school was slow to answer
      - the school was odd about this
"""


def write_toy(folder: Path) -> None:
    """Lays the toy project out in a folder."""
    for name, text in {"domain.yml": DOMAIN, "data/rules.yml": RULES, "data/nlu.yml": NLU}.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


class ToyActions(ThreadingHTTPServer):
    """Answers each call as the message asks: "fail", "slow", "odd", or plainly. Keeps what it was sent."""

    daemon_threads = True
    secret = "secret of the actions"

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", port), ToyCall)
        self.calls: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []


class ToyCall(BaseHTTPRequestHandler):
    server: ToyActions

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        call = json.loads(body)
        self.server.calls.append(call)
        self.server.secrets.append(self.headers.get("X-Shared-Secret"))
        text = call["tracker"]["latest_message"]["metadata"]["text"]
        if "fail" in text:
            # As rasa-sdk does: the whole request stands in the answer.
            self.reply(500, body)
        elif "odd" in text:
            self.reply(200, json.dumps({"events": text}).encode())
        else:
            time.sleep(2 if "slow" in text else 0)
            self.reply(200, json.dumps(heard(text)).encode())

    def reply(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Silent."""


def heard(text: str) -> dict[str, Any]:
    return {
        "events": [{"event": "slot", "name": "heard", "value": text}],
        "responses": [{"custom": {"kind": "question", "text": f"You said: {text}", "asks": "area"}}],
    }


@contextmanager
def running(actions: ToyActions) -> Iterator[ToyActions]:
    threading.Thread(target=actions.serve_forever, daemon=True).start()
    yield actions
    actions.shutdown()
    actions.server_close()
