"""Whose page it is: the conversation whose key a browser holds, in a cookie that no script can read."""

import asyncio
from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import Response

from escalation.store import conversations
from escalation.store.engine import writing
from web.conversation_api import mode_for_holder
from web.house import House, address_of

_COOKIE = "conversation"


@dataclass(frozen=True)
class Holder:
    """Whoever holds the cookie of a conversation."""

    conversation: str
    token: str
    mode: str

    @property
    def is_training(self) -> bool:
        """Whether nothing here is about a real child."""
        return self.mode == "training"


async def holder_of(request: Request, house: House) -> Holder | None:
    """The holder of the conversation that the cookie opens, if it opens one."""
    conversation, _, token = request.cookies.get(_COOKIE, "").partition(".")
    if not conversation or not token:
        return None
    mode = await asyncio.to_thread(mode_for_holder, house, conversation, token)
    return Holder(conversation, token, mode) if mode else None


def check_pace(request: Request, house: House, holder: Holder | None) -> None:
    """Counts one request of somebody who may have no conversation yet.

    Raises:
        Refused: they have to wait.
    """
    if holder is None:
        house.opening_pace.check(address_of(request))
    else:
        house.message_pace.check(holder.conversation)


async def begin(house: House) -> Holder:
    """Opens a conversation for a browser that has none."""
    return await asyncio.to_thread(_begin, house)


def _begin(house: House) -> Holder:
    with writing(house.engine) as connection:
        opened = conversations.open_conversation(connection, channel="web")
    return Holder(opened.id, opened.token, "live")


def remember(request: Request, response: Response, holder: Holder) -> None:
    """Gives the browser its key, until it is closed: computers at work are shared."""
    response.set_cookie(
        _COOKIE,
        f"{holder.conversation}.{holder.token}",
        path="/",
        secure=is_secure(request),
        httponly=True,
        samesite="strict",
    )


def forget(request: Request, response: Response) -> None:
    """Takes the key out of the browser."""
    response.delete_cookie(_COOKIE, path="/", secure=is_secure(request), httponly=True, samesite="strict")


def is_secure(request: Request) -> bool:
    """Whether the browser came over HTTPS, so that its cookies may be kept to that."""
    return request.url.scheme == "https"
