"""The chat page: a conversation by ordinary forms, which also works without JavaScript."""

import asyncio
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.exc import SQLAlchemyError

from escalation import access, clock
from escalation.errors import Refused
from escalation.fault_log import log_fault
from web.conversation_api import transcript
from web.entries import Conversation, conversation_of
from web.forms import Form, form_of
from web.holder import Holder, begin, check_pace, forget, holder_of, remember
from web.house import House, house_of
from web.intake import Taken, speaks_of_danger, take
from web.pages import page, page_words
from web.prose import blocks
from web.record_view import RecordInBrief, record_in_brief
from web.safe_words import safe_words
from web.turn import emergency_reply

router = APIRouter(include_in_schema=False)

_LONGEST_PAGE_ID = 40
# The buttons that begin with something else than a disagreement.
_BEGIN = "begin"
_SEE_OTHER = 303
_UNAVAILABLE = 503


@dataclass(frozen=True)
class Problem:
    """Why a message was not taken, for beside its box. `danger` shows what to do in danger as well."""

    status: int
    message: str
    danger: bool = False


@dataclass(frozen=True)
class _Shown:
    """What the page shows of a conversation. One that cannot be read has begun all the same."""

    conversation: Conversation = field(default_factory=Conversation)
    escalations: Sequence[RecordInBrief] = ()
    has_begun: bool = True


@router.get("/")
async def show(request: Request) -> Response:
    """The conversation that the cookie opens, or the page on which one begins."""
    house = house_of(request)
    return await _page(house, await holder_of(request, house))


@router.post("/")
async def send(request: Request) -> Response:
    """Takes a message from the form. Sent twice, the same form is answered once."""
    house, form = house_of(request), await form_of(request)
    written = form.get("text", "")
    holder: Holder | None = None
    try:
        holder = await holder_of(request, house)
        taken = _take(form, house.settings.message_limit)
        check_pace(request, house, holder)
        opened = holder if holder is not None else await begin(house)
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
    elif written.strip() and (taken.incoming.choice is not None or _BEGIN in form):
        # A button was clicked while something stood in the box: it is not sent, and must not be lost.
        response = await _page(house, opened, text=written, unsent=True)
    else:
        response = RedirectResponse("/#latest", _SEE_OTHER)
    remember(request, response, opened)
    return response


@router.post("/new")
async def begin_anew(request: Request) -> Response:
    """Forgets the conversation in this browser. What was said in it stays in the journal."""
    await form_of(request)
    response = RedirectResponse("/", _SEE_OTHER)
    forget(request, response)
    return response


# --- what comes in ------------------------------------------------------------------------------------------


def _take(form: Form, most: int) -> Taken:
    """The message in a form: what the button says that was clicked, or the text. `Start` alone says hello."""
    page_id = form.get("client_message_id", "")[:_LONGEST_PAGE_ID]
    content: dict[str, Any] = {"client_message_id": page_id}
    if "choice" in form:
        content["choice"] = form["choice"]
    elif _BEGIN in form:
        content["text"] = page_words()["start"]["says"].get(form[_BEGIN], "")
    elif "start" in form and not form.get("text", "").strip():
        content["text"] = page_words()["start"]["hello"]
    else:
        content["text"] = form.get("text", "")
    taken = take(content, most)
    # A page that was gone back to may send another text under its old id. That is another message.
    kept = f"{taken.incoming.choice}\n{taken.incoming.text}"
    mark = hashlib.sha256(kept.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return replace(taken, incoming=replace(taken.incoming, client_message_id=f"{page_id}.{mark}"))


# --- what goes out ------------------------------------------------------------------------------------------


async def _refuse(house: House, holder: Holder | None, written: str, status: int, message: str) -> Response:
    """The page again, with the reason, and with what was written still in its box."""
    problem = Problem(status, message, await asyncio.to_thread(speaks_of_danger, written))
    return await _page(house, holder, text=written, problem=problem)


async def _page(
    house: House, holder: Holder | None, text: str = "", problem: Problem | None = None, unsent: bool = False
) -> Response:
    shown = _Shown()
    if holder is not None:
        try:
            shown = await asyncio.to_thread(_show, house, holder)
        except SQLAlchemyError:
            # With a problem to tell, the message in its box matters more than the conversation above it.
            if problem is None:
                raise
    return page(
        "chat.html",
        problem.status if problem else 200,
        conversation=shown.conversation,
        escalations=shown.escalations,
        started=holder is not None and shown.has_begun,
        training=holder is not None and holder.is_training,
        page_id=secrets.token_urlsafe(12),
        text=text,
        problem=problem,
        emergency=blocks(emergency_reply().text) if problem and problem.danger else (),
        unsent=unsent,
        limit=house.settings.message_limit,
        partnerships=[procedure.name for procedure in house.library],
    )


def _show(house: House, holder: Holder) -> _Shown:
    conversation = conversation_of(transcript(house, holder.conversation))
    records, today = access.records_of(house.engine, holder.conversation), clock.today()
    # A conversation that was opened with a resume code has a key before anything was said in it.
    return _Shown(conversation, [record_in_brief(record, today) for record in records], bool(conversation.entries))
