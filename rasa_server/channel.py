"""The one door into Rasa: a turn comes in from the web application, its replies go back in the answer."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from rasa.shared.exceptions import RasaException
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from rasa_server.action_call import TurnFailed
from rasa_server.secret import holds_secret
from rasa_server.turn import BadTurn, Turn, read_turn

CHANNEL = "door"
LAST_TURNS_SECONDS = 10

Handler = Callable[[UserMessage], Awaitable[Any]]
log = logging.getLogger(__name__)


class Replies(OutputChannel):
    """Collects what one turn answers."""

    def __init__(self) -> None:
        self.said: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        return CHANNEL

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Takes one reply. Raises ValueError for one that the web application could not show."""
        custom = message.get("custom")
        if custom:
            self.said.append(shown(custom))
        elif message.get("text"):
            self.said.append(notice(message["text"]))
        else:
            raise ValueError("a reply without words")


def shown(custom: Any) -> dict[str, Any]:
    if not isinstance(custom, dict) or "kind" not in custom:
        raise ValueError("a reply of no kind")
    return custom


def notice(text: str) -> dict[str, Any]:
    return {"kind": "notice", "text": text, "asks": None, "choices": [], "guidance": None}


class FrontDoor(InputChannel):
    """POST /webhooks/door/turns, and nothing else."""

    def __init__(self, secret: str) -> None:
        if not secret:
            raise RasaException("The door needs a secret.")
        self.secret = secret
        self.turns: set[asyncio.Task[None]] = set()

    @classmethod
    def name(cls) -> str:
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "FrontDoor":
        return cls(str((credentials or {}).get("secret") or ""))

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        door = Blueprint(CHANNEL)

        @door.post("/turns")
        async def take(request: Request) -> HTTPResponse:
            if not holds_secret(request.headers, self.secret):
                return refusal(401, "not known")
            if not is_json(request):
                return refusal(400, "the content type is not JSON")
            try:
                turn = read_turn(request.body)
            except BadTurn as bad:
                return refusal(400, bad.words)
            return await self.answer(turn, on_new_message)

        return door

    async def answer(self, turn: Turn, on_new_message: Handler) -> HTTPResponse:
        replies = Replies()
        message = UserMessage(
            turn.words_for_rasa,
            replies,
            turn.conversation,
            input_channel=CHANNEL,
            message_id=turn.message_id,
            metadata=turn.metadata(),
        )
        try:
            # A client that goes away cancels this handler; the turn it began is made all the same.
            await asyncio.shield(self.begin(on_new_message(message)))
        except (Exception, TurnFailed):
            return refusal(500, "turn failed")
        return response.json({"replies": replies.said})

    def begin(self, turn: Awaitable[None]) -> "asyncio.Task[None]":
        task = asyncio.ensure_future(turn)
        self.turns.add(task)
        task.add_done_callback(self.end)
        return task

    def end(self, task: "asyncio.Task[None]") -> None:
        self.turns.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            log.error("a turn failed", exc_info=error)

    async def finish_turns(self) -> None:
        """Waits, for some seconds, for the turns whose clients have gone."""
        if self.turns:
            await asyncio.wait(self.turns, timeout=LAST_TURNS_SECONDS)


def is_json(request: Request) -> bool:
    return (request.headers.get("content-type") or "").split(";")[0].strip().lower() == "application/json"


def refusal(status: int, words: str) -> HTTPResponse:
    return response.json({"error": words}, status=status)
