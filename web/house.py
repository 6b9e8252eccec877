"""What the pages and the API share for as long as the application lives."""

from dataclasses import dataclass

from fastapi import Request
from sqlalchemy import Engine

from escalation.errors import Refused
from escalation.library import Library
from escalation.settings import Settings
from web.dialogue import Dialogue
from web.pace import Pace
from web.safe_words import safe_words
from web.turn import Turns

_TOO_LARGE = 413


@dataclass(frozen=True)
class House:
    """The settings, the database, the procedures, the dialogue engine and the order of turns."""

    settings: Settings
    engine: Engine
    library: Library
    dialogue: Dialogue
    turns: Turns
    opening_pace: Pace
    message_pace: Pace


def house_of(request: Request) -> House:
    """The house that this request came to."""
    house: House = request.app.state.house
    return house


def address_of(request: Request) -> str:
    """The network address that a request came from."""
    return request.client.host if request.client else "unknown"


async def body_of(request: Request, largest: int) -> bytes:
    """The body of a request, read only as far as it may go.

    Raises:
        Refused: it is larger than that.
    """
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > largest:
            raise Refused("too_large", safe_words("refused", "too_large"), _TOO_LARGE)
    return body
