"""The API of conversations: open one, send a message, read the transcript."""

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request
from fastapi.responses import JSONResponse

from escalation.errors import Refused
from escalation.store import conversations, journal
from escalation.store.engine import reading, writing
from web.house import House, address_of, body_of, house_of
from web.intake import LARGEST_BODY, read_json, speaks_of_danger, take
from web.safe_words import safe_words
from web.schemas import AnswerOut, ConversationOpened, MessageIn, ProblemOut, TranscriptOut
from web.turn import reply_json

router = APIRouter(prefix="/api", tags=["conversations"])

_UNAUTHORISED = 401
_FORBIDDEN = 403
_BEARER = "bearer "
_PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": ProblemOut} for status in (400, 401, 403, 413, 422, 429, 503)
}
_MESSAGE_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": MessageIn.model_json_schema()}},
    }
}


@router.post("/conversations", status_code=201, response_model=ConversationOpened, responses=_PROBLEMS)
async def open_conversation(request: Request) -> dict[str, str]:
    """Opens a conversation and gives the token that continues it."""
    house = house_of(request)
    house.opening_pace.check(address_of(request))
    await body_of(request, LARGEST_BODY)
    opened = await asyncio.to_thread(_open, house)
    return {"id": opened.id, "token": opened.token}


@router.post(
    "/conversations/{conversation}/messages",
    response_model=AnswerOut,
    responses=_PROBLEMS,
    openapi_extra=_MESSAGE_BODY,
)
async def send_message(
    request: Request, conversation: str, authorization: Annotated[str | None, Header()] = None
) -> JSONResponse:
    """Takes a message and answers it.

    The same `client_message_id` again gets the same answer, and does nothing twice.
    """
    house = house_of(request)
    mode = await mode_for_bearer(house, conversation, authorization)
    content = read_json(await body_of(request, LARGEST_BODY))
    try:
        taken = take(content, house.settings.message_limit)
        house.message_pace.check(conversation)
    except Refused as refused:
        refused.danger = await asyncio.to_thread(speaks_of_danger, content.get("text"))
        raise
    answer = await house.turns.take(conversation, mode, taken)
    return JSONResponse(answer.as_json())


@router.get("/conversations/{conversation}/messages", response_model=TranscriptOut, responses=_PROBLEMS)
async def read_transcript(
    request: Request, conversation: str, authorization: Annotated[str | None, Header()] = None
) -> dict[str, Any]:
    """The conversation so far: what the person said and what was answered, in order."""
    house = house_of(request)
    await mode_for_bearer(house, conversation, authorization)
    rows = await asyncio.to_thread(transcript, house, conversation)
    return {"messages": [_entry(row) for row in rows]}


def _open(house: House) -> conversations.Opened:
    with writing(house.engine) as connection:
        return conversations.open_conversation(connection, channel="api")


async def mode_for_bearer(house: House, conversation: str, authorization: str | None) -> str:
    """The mode of the conversation, for the holder of its token only.

    Raises:
        Refused: there is no token, or it does not open this conversation.
    """
    if authorization is None or not authorization.lower().startswith(_BEARER):
        raise Refused("no_token", safe_words("refused", "no_token"), _UNAUTHORISED)
    token = authorization[len(_BEARER) :].strip()
    mode = await asyncio.to_thread(mode_for_holder, house, conversation, token)
    if mode is None:
        raise Refused("wrong_token", safe_words("refused", "wrong_token"), _FORBIDDEN)
    return mode


def mode_for_holder(house: House, conversation: str, token: str) -> str | None:
    """The mode of the conversation, if this token opens it."""
    if "\x00" in conversation:
        return None
    with reading(house.engine) as connection:
        return conversations.mode_for_holder(connection, conversation, token)


def transcript(house: House, conversation: str) -> list[Any]:
    """The rows of a conversation, in order."""
    with reading(house.engine) as connection:
        rows = journal.transcript(connection, conversation)
        return house.turns.codes.filled_in(connection, conversation, rows)


def _entry(row: Any) -> dict[str, Any]:
    if row.author == "assistant":
        return {"author": row.author, "at": row.at.isoformat(), **reply_json(row)}
    return {
        "author": row.author,
        "at": row.at.isoformat(),
        "id": row.id,
        "client_message_id": row.client_message_id,
        "text": row.text,
        "choice": row.choice,
        "outcome": row.outcome,
    }
