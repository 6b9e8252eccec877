"""The chat page: a conversation by ordinary forms, which also works without JavaScript."""

import asyncio
import hashlib
import secrets
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.exc import SQLAlchemyError

from escalation.errors import Refused
from escalation.fault_log import log_fault
from escalation.store import conversations
from escalation.store.engine import writing
from web.conversation_api import mode_for_holder, transcript
from web.entries import Conversation, conversation_of
from web.house import House, address_of, body_of, house_of
from web.intake import Taken, speaks_of_danger, take
from web.pages import page, page_words
from web.prose import blocks
from web.safe_words import safe_words
from web.turn import emergency_reply

router = APIRouter(include_in_schema=False)

_COOKIE = "conversation"
# Enough for a message many times too long, so that it can be given back in its box.
_LARGEST_FORM = 512 * 1024
_MOST_FIELDS = 20
_LONGEST_PAGE_ID = 40
_SEE_OTHER = 303
_FORBIDDEN = 403
_UNAVAILABLE = 503


@dataclass(frozen=True)
class Holder:
    """Whoever holds the cookie of a conversation."""

    conversation: str
    token: str
    mode: str


@dataclass(frozen=True)
class Problem:
    """Why a message was not taken, for beside its box. `danger` shows what to do in danger as well."""

    status: int
    message: str
    danger: bool = False


@router.get("/")
async def show(request: Request) -> Response:
    """The conversation that the cookie opens, or the page on which one begins."""
    house = house_of(request)
    return await _page(house, await _holder(request, house))


@router.post("/")
async def send(request: Request) -> Response:
    """Takes a message from the form. Sent twice, the same form is answered once."""
    _refuse_other_sites(request)
    house = house_of(request)
    form = _read_form(await body_of(request, _LARGEST_FORM))
    written = form.get("text", "")
    holder: Holder | None = None
    try:
        holder = await _holder(request, house)
        taken = _take(form, house.settings.message_limit)
        _check_pace(request, house, holder)
        opened = holder if holder is not None else await asyncio.to_thread(_open, house)
        answer = await house.turns.take(opened.conversation, opened.mode, taken)
    except Refused as refused:
        response = await _refuse(house, holder, written, refused.status, refused.message)
        if refused.wait_seconds is not None:
            response.headers["Retry-After"] = str(refused.wait_seconds)
        return response
    except SQLAlchemyError as error:
        log_fault("the database", error)
        return await _refuse(house, None, written, _UNAVAILABLE, safe_words("turn", "not_kept"))
    if any(reply["id"] is None for reply in answer.replies):
        # Nothing of this answer is in the journal, so it can only be shown here, with the message kept.
        message = "\n".join(reply["text"] for reply in answer.replies if reply["kind"] == "error")
        response = await _refuse(house, opened, written, _UNAVAILABLE, message)
    elif taken.incoming.choice is not None and written.strip():
        # A choice was clicked while something stood in the box: it is not sent, and must not be lost.
        response = await _page(house, opened, text=written, unsent=True)
    else:
        response = RedirectResponse("/#latest", _SEE_OTHER)
    _remember(request, response, opened)
    return response


@router.post("/new")
async def begin_anew(request: Request) -> Response:
    """Forgets the conversation in this browser. What was said in it stays in the journal."""
    _refuse_other_sites(request)
    response = RedirectResponse("/", _SEE_OTHER)
    response.delete_cookie(_COOKIE, path="/", secure=_is_secure(request), httponly=True, samesite="strict")
    return response


# --- what comes in ------------------------------------------------------------------------------------------


def _refuse_other_sites(request: Request) -> None:
    """A form may come from our own page only.

    Raises:
        Refused: the browser says that another site sent it.
    """
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None:
        ours = site in ("same-origin", "none")
    else:
        ours = origin is None or urlsplit(origin).netloc == request.headers.get("Host")
    if not ours:
        raise Refused("other_site", page_words()["other_site"], _FORBIDDEN)


def _read_form(body: bytes) -> dict[str, str]:
    """The fields of a form, with the line ends that the person typed.

    Raises:
        Refused: it is no form of ours.
    """
    try:
        fields = parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise Refused("not_a_form", page_words()["not_a_form"]) from None
    # Browsers send each line end as two characters; the limit counts what people see.
    return {name: values[0].replace("\r\n", "\n") for name, values in fields.items()}


def _take(form: dict[str, str], most: int) -> Taken:
    """The message in a form: the choice that was clicked, or the text. `Start` alone says hello."""
    page_id = form.get("client_message_id", "")[:_LONGEST_PAGE_ID]
    content: dict[str, Any] = {"client_message_id": page_id}
    if "choice" in form:
        content["choice"] = form["choice"]
    elif "start" in form and not form.get("text", "").strip():
        content["text"] = page_words()["start"]["hello"]
    else:
        content["text"] = form.get("text", "")
    taken = take(content, most)
    # A page that was gone back to may send another text under its old id. That is another message.
    kept = f"{taken.incoming.choice}\n{taken.incoming.text}"
    mark = hashlib.sha256(kept.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return replace(taken, incoming=replace(taken.incoming, client_message_id=f"{page_id}.{mark}"))


def _check_pace(request: Request, house: House, holder: Holder | None) -> None:
    if holder is None:
        house.opening_pace.check(address_of(request))
    else:
        house.message_pace.check(holder.conversation)


# --- who it is ----------------------------------------------------------------------------------------------


async def _holder(request: Request, house: House) -> Holder | None:
    conversation, _, token = request.cookies.get(_COOKIE, "").partition(".")
    if not conversation or not token:
        return None
    mode = await asyncio.to_thread(mode_for_holder, house, conversation, token)
    return Holder(conversation, token, mode) if mode else None


def _open(house: House) -> Holder:
    with writing(house.engine) as connection:
        opened = conversations.open_conversation(connection, channel="web")
    return Holder(opened.id, opened.token, "live")


def _remember(request: Request, response: Response, holder: Holder) -> None:
    """Gives the browser its key, until it is closed: computers at work are shared."""
    response.set_cookie(
        _COOKIE,
        f"{holder.conversation}.{holder.token}",
        path="/",
        secure=_is_secure(request),
        httponly=True,
        samesite="strict",
    )


def _is_secure(request: Request) -> bool:
    return request.url.scheme == "https"


# --- what goes out ------------------------------------------------------------------------------------------


async def _refuse(house: House, holder: Holder | None, written: str, status: int, message: str) -> Response:
    """The page again, with the reason, and with what was written still in its box."""
    problem = Problem(status, message, await asyncio.to_thread(speaks_of_danger, written))
    return await _page(house, holder, text=written, problem=problem)


async def _page(
    house: House, holder: Holder | None, text: str = "", problem: Problem | None = None, unsent: bool = False
) -> Response:
    conversation = Conversation()
    if holder is not None:
        try:
            conversation = conversation_of(await asyncio.to_thread(transcript, house, holder.conversation))
        except SQLAlchemyError:
            # With a problem to tell, the message in its box matters more than the conversation above it.
            if problem is None:
                raise
    return page(
        "chat.html",
        problem.status if problem else 200,
        conversation=conversation,
        started=holder is not None,
        page_id=secrets.token_urlsafe(12),
        text=text,
        problem=problem,
        emergency=blocks(emergency_reply().text) if problem and problem.danger else (),
        unsent=unsent,
        limit=house.settings.message_limit,
        partnerships=[procedure.name for procedure in house.library],
    )
