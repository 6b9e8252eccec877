"""The dialogue engine, as the door sees it: one turn in, replies out, or a clear failure."""

from typing import Any

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError

from escalation.interview.questions import Choice
from escalation.interview.replies import KINDS, NOTICE, Reply


class DialogueFailed(Exception):
    """The engine gave no whole turn. `slow` tells whether it ran out of time. It holds no case text."""

    def __init__(self, slow: bool = False) -> None:
        super().__init__("the dialogue engine gave no whole turn")
        self.slow = slow


class _ChoiceSaid(BaseModel):
    value: str
    label: str


class _ReplySaid(BaseModel):
    model_config = ConfigDict(extra="ignore")

    kind: str = NOTICE
    text: str
    asks: str | None = None
    choices: list[_ChoiceSaid] = []
    guidance: dict[str, Any] | None = None
    ends_turn: bool = False
    reference: str | None = None
    again: bool = False


class _TurnSaid(BaseModel):
    replies: list[_ReplySaid]


class Dialogue:
    """Speaks to the engine over loopback, with the shared secret."""

    def __init__(self, address: str, secret: str) -> None:
        self._client = httpx.AsyncClient(
            base_url=address,
            headers={"X-Shared-Secret": secret},
            limits=httpx.Limits(max_connections=64, max_keepalive_connections=16),
            trust_env=False,
        )

    async def turn(self, body: dict[str, Any], seconds: float) -> list[Reply]:
        """One turn.

        Args:
            body: conversation, message_id, text, choice, asked and mode.
            seconds: how long the whole turn may take.

        Raises:
            DialogueFailed: no answer in time, an error, or a turn that was broken off in the middle.
        """
        try:
            answer = await self._client.post("/webhooks/door/turns", json=body, timeout=seconds)
            answer.raise_for_status()
            said = _TurnSaid.model_validate(answer.json())
        except httpx.TimeoutException:
            raise DialogueFailed(slow=True) from None
        except (httpx.HTTPError, ValidationError, ValueError):
            # Causes may quote the message, so they are not passed on.
            raise DialogueFailed from None
        replies = [_reply(each) for each in said.replies]
        if not is_whole(replies):
            raise DialogueFailed
        return replies

    async def is_ready(self) -> bool:
        """Whether the engine answers and has its model."""
        try:
            answer = await self._client.get("/ready", timeout=2)
        except httpx.HTTPError:
            return False
        return answer.status_code == httpx.codes.OK

    async def close(self) -> None:
        """Closes the connections."""
        await self._client.aclose()


def _reply(said: _ReplySaid) -> Reply:
    return Reply(
        kind=said.kind if said.kind in KINDS else NOTICE,
        text=said.text,
        asks=said.asks,
        choices=tuple(Choice(choice.value, choice.label) for choice in said.choices),
        guidance=said.guidance,
        ends_turn=said.ends_turn,
        reference=said.reference,
        again=said.again,
    )


def is_whole(replies: list[Reply]) -> bool:
    """Whether the turn came to its end: when an action fails, the engine carries on and says only half."""
    return bool(replies) and replies[-1].ends_turn
