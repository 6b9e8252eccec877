"""A practitioner at the API: says things, chooses, and remembers what was asked."""

import uuid
from typing import Any

import httpx

from tests.conversations.running import Running
from tests.escalation.interview.talk import PLAIN

Json = dict[str, Any]
OWN_WORDS = ("case_reference", "description", "outcome_sought")


class Practitioner:
    """One person in one conversation."""

    def __init__(self, running: Running) -> None:
        self.client = running.client
        opened = self.client.post("/api/conversations")
        assert opened.status_code == 201
        self.id, self.token = opened.json()["id"], opened.json()["token"]
        self.answer: Json = {}

    def post(self, **body: Any) -> httpx.Response:
        """Sends a message as it is."""
        body.setdefault("client_message_id", uuid.uuid4().hex)
        return self.client.post(f"/api/conversations/{self.id}/messages", json=body, headers=self.headers)

    @property
    def headers(self) -> dict[str, str]:
        """The token, as the API wants it."""
        return {"Authorization": f"Bearer {self.token}"}

    def say(self, text: str, **body: Any) -> Json:
        """Types something."""
        return self._take(self.post(text=text, **body))

    def choose(self, value: str, **body: Any) -> Json:
        """Clicks a choice."""
        return self._take(self.post(choice=value, **body))

    def _take(self, response: httpx.Response) -> Json:
        assert response.status_code == 200, response.text
        self.answer = response.json()
        return self.answer

    @property
    def asks(self) -> str | None:
        """What the last reply asks."""
        asked: str | None = self.answer["replies"][-1]["asks"]
        return asked

    @property
    def kinds(self) -> list[str]:
        """The kinds of the replies to the last message."""
        return [reply["kind"] for reply in self.answer["replies"]]

    @property
    def text(self) -> str:
        """All that was said to the last message."""
        return "\n".join(reply["text"] for reply in self.answer["replies"])

    @property
    def reference(self) -> str | None:
        """The reference given with the last answer."""
        return self.answer["escalation"]["reference"] if self.answer["escalation"] else None

    def reply(self, kind: str) -> Json:
        """The reply of a kind among the last ones."""
        return next(reply for reply in self.answer["replies"] if reply["kind"] == kind)

    def replies_of_kind(self, kind: str) -> list[str]:
        """The texts of the last replies of a kind."""
        return [reply["text"] for reply in self.answer["replies"] if reply["kind"] == kind]

    def go_on_until(self, stop: str = "confirm", **values: str) -> None:
        """Answers what is asked, from these values and else the plainest, until a question comes."""
        answers = {**PLAIN, **values}
        for _ in range(30):
            asked = self.asks
            if asked is None or asked == stop:
                return
            if asked in OWN_WORDS:
                self.say(answers[asked])
            else:
                self.choose(answers[asked])
        raise AssertionError(f"{stop} never came")

    def transcript(self) -> list[Json]:
        """The conversation as the API tells it."""
        response = self.client.get(f"/api/conversations/{self.id}/messages", headers=self.headers)
        assert response.status_code == 200
        messages: list[Json] = response.json()["messages"]
        return messages
