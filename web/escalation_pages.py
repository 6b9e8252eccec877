"""The practitioner's pages of an escalation: the list, the way in, the record itself, and what can be done there."""

import asyncio
import secrets
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from escalation import access, clock
from escalation.access import NotAdmitted
from escalation.day_words import in_words
from escalation.errors import Refused
from escalation.interview.standing import page_of
from escalation.papers.paper import make_paper
from escalation.reading.resume_codes import without_code
from escalation.record import Record
from web import keeping
from web.downloads import calendar_download, paper_file
from web.forms import form_of
from web.holder import Holder, begin, check_pace, holder_of, remember
from web.house import House, house_of
from web.keeping import DONE_ON, DUTY, EMAIL
from web.notices import back_with, notice_of, said
from web.pages import page
from web.record_view import record_in_brief, show_record
from web.unlocking import CODE, REFERENCE, read_opener, unlock

router = APIRouter(prefix="/escalations", include_in_schema=False)

_LONGEST_SHOWN = 200
_OK, _SEE_OTHER, _FORBIDDEN, _NOT_FOUND = 200, 303, 403, 404


@dataclass(frozen=True)
class Problem:
    """What is wrong with one field of a form, and what was written there."""

    field: str
    message: str
    status: int
    given: str = ""


@router.get("")
async def show_all(request: Request) -> Response:
    """The escalations that this conversation may see, and the form that opens another."""
    house = house_of(request)
    holder = await holder_of(request, house)
    records = await asyncio.to_thread(access.records_of, house.engine, holder.conversation) if holder else []
    today = clock.today()
    shown = page(
        "escalations.html",
        records=[record_in_brief(record, today) for record in records],
        training=_is_training(holder),
        problem=None,
        reference="",
    )
    return said(request, shown)


@router.post("/open")
async def open_one(request: Request) -> Response:
    """Opens a record with its reference and its resume code. The code is in no page and no address after that."""
    house, form = house_of(request), await form_of(request)
    given = without_code(form.get(REFERENCE, ""))[:_LONGEST_SHOWN]
    holder = await holder_of(request, house)
    try:
        check_pace(request, house, holder)
        opener = read_opener(house, form.get(REFERENCE, ""), form.get(CODE, ""))
        holder = holder or await begin(house)
        record = await asyncio.to_thread(unlock, house, holder.conversation, holder.mode, opener)
        response = back_with(request, page_of(record.reference), "opened")
    except Refused as refused:
        field = refused.code if refused.code in (REFERENCE, CODE) else CODE
        response = _way_in(holder, given, Problem(field, refused.message, refused.status))
        if refused.wait_seconds is not None:
            response.headers["Retry-After"] = str(refused.wait_seconds)
    except NotAdmitted as refused:
        response = _way_in(holder, given, Problem(CODE, refused.message, _FORBIDDEN))
    if holder is not None:
        remember(request, response, holder)
    return response


@router.get("/open")
async def ask_again(request: Request) -> Response:
    """Where a browser comes that loads the address of the form anew."""
    return RedirectResponse("/escalations", _SEE_OTHER)


@router.get("/{reference}")
async def show_one(request: Request, reference: str) -> Response:
    """A record, for whoever holds a key to it; else the way in, whether or not there is such a record."""
    house = house_of(request)
    holder = await holder_of(request, house)
    record = await _record(house, holder, reference)
    if record is None or holder is None:
        return _way_in(holder, reference)
    return said(request, await _page_of(request, house, holder, record))


@router.get("/{reference}/deadlines.ics")
async def give_calendar(request: Request, reference: str) -> Response:
    """The calendar file."""
    house = house_of(request)
    holder = await holder_of(request, house)
    record = await _record(house, holder, reference)
    return _way_in(holder, reference, status=_FORBIDDEN) if record is None else await calendar_download(house, record)


@router.get("/{reference}/papers/{paper}.{form}")
async def give_paper(request: Request, reference: str, paper: str, form: str) -> Response:
    """A paper as a file."""
    house = house_of(request)
    holder = await holder_of(request, house)
    record = await _record(house, holder, reference)
    if record is None:
        return _way_in(holder, reference, status=_FORBIDDEN)
    check_pace(request, house, holder)
    return await paper_file(house, record, paper, form)


@router.post("/{reference}/duties")
async def tick(request: Request, reference: str) -> Response:
    """Ticks one duty off. A second click changes nothing."""
    house, form = house_of(request), await form_of(request)
    holder, record = await _kept(request, house, reference)
    duty, told = form.get(DUTY, ""), form.get(DONE_ON, "")
    try:
        ticked = await asyncio.to_thread(keeping.tick, house, holder.conversation, record, duty, told)
    except Refused as refused:
        if refused.code != DONE_ON:
            raise
        problem = Problem(f"done-{duty}", refused.message, refused.status, told[:_LONGEST_SHOWN])
        return await _page_of(request, house, holder, record, problem)
    return back_with(request, page_of(reference), "ticked" if ticked else "ticked_before")


@router.post("/{reference}/reminders")
async def change_reminders(request: Request, reference: str) -> Response:
    """Adds an address for reminders, or takes one out."""
    house, form = house_of(request), await form_of(request)
    holder, record = await _kept(request, house, reference)
    adding = "remove" not in form
    address = form.get(EMAIL, "") if adding else form["remove"]
    change = keeping.remind if adding else keeping.stop_reminding
    try:
        await asyncio.to_thread(change, house, holder.conversation, reference, address)
    except Refused as refused:
        if not house.settings.sends_mail:
            raise
        problem = Problem(EMAIL, refused.message, refused.status, address[:_LONGEST_SHOWN])
        return await _page_of(request, house, holder, record, problem)
    return back_with(request, page_of(reference), "reminder_added" if adding else "reminder_removed")


@router.post("/{reference}/code")
async def renew_code(request: Request, reference: str) -> Response:
    """Replaces the resume code that the page showed. The same form sent again changes nothing."""
    house, form = house_of(request), await form_of(request)
    holder, _ = await _kept(request, house, reference)
    issue = await asyncio.to_thread(keeping.issue_of, house, reference)
    if form.get("issue") == str(issue):
        await asyncio.to_thread(keeping.renew_code, house, holder.conversation, reference)
    return back_with(request, page_of(reference), "renewed")


@router.get("/{reference}/{part}")
async def go_back(reference: str, part: str) -> Response:
    """Where a browser comes that loads the address of one of the page's forms anew."""
    if part not in ("duties", "reminders", "code"):
        raise HTTPException(_NOT_FOUND)
    _check_reference(reference)
    return RedirectResponse(page_of(reference), _SEE_OTHER)


# --- whose record -------------------------------------------------------------------------------------------


async def _record(house: House, holder: Holder | None, reference: str) -> Record | None:
    """The record, if this is somebody who may see it."""
    _check_reference(reference)
    if holder is None:
        return None
    try:
        return await asyncio.to_thread(keeping.record_of, house, holder.conversation, reference)
    except NotAdmitted:
        return None


async def _kept(request: Request, house: House, reference: str) -> tuple[Holder, Record]:
    """The holder and the record, for what changes something.

    Raises:
        NotAdmitted: this is nobody who may see the record.
        Refused: they have to wait.
    """
    holder = await holder_of(request, house)
    check_pace(request, house, holder)
    _check_reference(reference)
    conversation = holder.conversation if holder else ""
    record = await asyncio.to_thread(keeping.record_of, house, conversation, reference)
    assert holder is not None
    return holder, record


def _check_reference(reference: str) -> None:
    if not keeping.is_reference(reference):
        raise HTTPException(_NOT_FOUND)


def _is_training(holder: Holder | None) -> bool:
    return holder is not None and holder.is_training


# --- what goes out ------------------------------------------------------------------------------------------


def _way_in(holder: Holder | None, reference: str, problem: Problem | None = None, status: int = _OK) -> Response:
    """The form that opens a record, with the reference that was given. A code is never put back."""
    status = problem.status if problem else status
    return page("unlock.html", status, training=_is_training(holder), problem=problem, reference=reference)


async def _page_of(
    request: Request, house: House, holder: Holder, record: Record, problem: Problem | None = None
) -> Response:
    content = await asyncio.to_thread(_content, house, holder, record)
    return page(
        "escalation.html",
        problem.status if problem else _OK,
        training=holder.is_training,
        notice=None if problem else notice_of(request),
        problem=problem,
        page_id=secrets.token_urlsafe(12),
        **content,
    )


def _content(house: House, holder: Holder, record: Record) -> dict[str, Any]:
    today = clock.today()
    return {
        "today": in_words(today.isoformat()),
        "record": show_record(record, house.library, today),
        "message": _message_to_copy(house, record) if record.is_open else None,
        "code": keeping.code_of(house, holder.conversation, record.reference),
        "issue": keeping.issue_of(house, record.reference),
        "mails": house.settings.sends_mail and record.is_open and not holder.is_training,
        "addresses": keeping.addresses(house, holder.conversation, record.reference),
    }


def _message_to_copy(house: House, record: Record) -> str:
    """The message to the other agency, for a box from which it can be copied."""
    text = make_paper("message", "txt", record, house.library, clock.today())
    return text.decode().strip()
