"""The API of escalations: those that a conversation may see, opened with a resume code, and carried along."""

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Request
from fastapi.responses import Response

from escalation import access
from escalation.errors import Refused
from escalation.record import Record
from web import keeping
from web.conversation_api import mode_for_bearer
from web.downloads import calendar_download, paper_file
from web.house import House, body_of, house_of
from web.intake import LARGEST_BODY, read_json
from web.record_schemas import (
    CodeOut,
    DutyIn,
    OpenerIn,
    RecordOut,
    RecordsOut,
    ReminderIn,
    RemindersOut,
    TickedOut,
    duties_out,
    record_out,
    records_out,
)
from web.safe_words import safe_words
from web.schemas import ProblemOut
from web.unlocking import read_opener, unlock

_PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": ProblemOut} for status in (400, 401, 403, 409, 413, 422, 429, 503)
}
_ONE = "/{reference}"
_FILES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "txt": "text/plain",
}
router = APIRouter(prefix="/api/conversations/{conversation}/escalations", tags=["escalations"], responses=_PROBLEMS)


class Caller:
    """A program that holds the token of a conversation, and what it asks for."""

    def __init__(self, request: Request, house: House, conversation: str, mode: str) -> None:
        self.request, self.house, self.conversation, self.mode = request, house, conversation, mode

    async def record(self, reference: str) -> Record:
        """The record, if the conversation may see it.

        Raises:
            NotAdmitted: it may not, or there is none.
        """
        return await asyncio.to_thread(keeping.record_of, self.house, self.conversation, reference)

    async def whole(self, record: Record) -> RecordOut:
        """The record with what its holder may know beside it."""
        code = await asyncio.to_thread(keeping.code_of, self.house, self.conversation, record.reference)
        emails = await asyncio.to_thread(keeping.addresses, self.house, self.conversation, record.reference)
        return record_out(record, code, emails)

    async def fields(self, *names: str) -> dict[str, str]:
        """The text fields of the request's body. One that is missing is empty.

        Raises:
            Refused: there are others, one is no text, or the requests come too fast.
        """
        self.house.message_pace.check(self.conversation)
        content = read_json(await body_of(self.request, LARGEST_BODY), names)
        for name, value in content.items():
            if value is not None and not isinstance(value, str):
                raise Refused("wrong_type", safe_words("refused", "wrong_type", field=name))
        return {name: content.get(name) or "" for name in names}


async def _caller(request: Request, conversation: str, authorization: Annotated[str | None, Header()] = None) -> Caller:
    house = house_of(request)
    return Caller(request, house, conversation, await mode_for_bearer(house, conversation, authorization))


Calling = Annotated[Caller, Depends(_caller)]


def _body(shape: Any) -> dict[str, Any]:
    content = {"application/json": {"schema": shape.model_json_schema()}}
    return {"requestBody": {"required": True, "content": content}}


@router.get("", response_model=RecordsOut)
async def list_records(caller: Calling) -> RecordsOut:
    """The escalations that this conversation may see: those that it recorded, and those that it has opened."""
    return records_out(await asyncio.to_thread(access.records_of, caller.house.engine, caller.conversation))


@router.post("", response_model=RecordOut, openapi_extra=_body(OpenerIn))
async def open_record(caller: Calling) -> RecordOut:
    """Opens an escalation with its reference and its resume code. Wrong tries are counted, and soon stopped."""
    given = await caller.fields(*OpenerIn.model_fields)
    opener = read_opener(caller.house, given["reference"], given["resume_code"])
    record = await asyncio.to_thread(unlock, caller.house, caller.conversation, caller.mode, opener)
    return await caller.whole(record)


@router.get(_ONE, response_model=RecordOut)
async def read_record(caller: Calling, reference: str) -> RecordOut:
    """A whole escalation: its stages, what was told of them, what is to be done, and by when."""
    return await caller.whole(await caller.record(reference))


@router.get(
    f"{_ONE}/papers/{{paper}}.{{form}}",
    response_class=Response,
    responses={200: {"content": {kind: {} for kind in _FILES.values()}}, 404: {"model": ProblemOut}},
)
async def read_paper(caller: Calling, reference: str, paper: str, form: str) -> Response:
    """A paper as a file, made anew from the record as it is now."""
    record = await caller.record(reference)
    caller.house.message_pace.check(caller.conversation)
    return await paper_file(caller.house, record, paper, form)


@router.get(
    f"{_ONE}/deadlines.ics",
    response_class=Response,
    responses={200: {"content": {"text/calendar": {}}}, 404: {"model": ProblemOut}},
)
async def read_calendar(caller: Calling, reference: str) -> Response:
    """The dates on which answers are awaited, as a calendar file, if there are any. It holds nothing of the case."""
    return await calendar_download(caller.house, await caller.record(reference))


@router.post(f"{_ONE}/duties", response_model=TickedOut, openapi_extra=_body(DutyIn))
async def tick_duty(caller: Calling, reference: str) -> TickedOut:
    """Ticks a duty off. Doing it again changes nothing."""
    record = await caller.record(reference)
    given = await caller.fields(*DutyIn.model_fields)
    ticked = await asyncio.to_thread(
        keeping.tick, caller.house, caller.conversation, record, given["duty"], given["done_on"]
    )
    return TickedOut(ticked=ticked, duties=duties_out(await caller.record(reference)))


@router.put(f"{_ONE}/reminders", response_model=RemindersOut, openapi_extra=_body(ReminderIn))
async def add_reminder(caller: Calling, reference: str) -> RemindersOut:
    """Has reminders sent to an address as well. Doing it again changes nothing."""
    await caller.record(reference)
    given = await caller.fields(*ReminderIn.model_fields)
    emails = await asyncio.to_thread(keeping.remind, caller.house, caller.conversation, reference, given["email"])
    return RemindersOut(emails=list(emails))


@router.delete(f"{_ONE}/reminders", response_model=RemindersOut, openapi_extra=_body(ReminderIn))
async def remove_reminder(caller: Calling, reference: str) -> RemindersOut:
    """Stops the reminders to an address. Doing it again changes nothing."""
    await caller.record(reference)
    given = await caller.fields(*ReminderIn.model_fields)
    emails = await asyncio.to_thread(
        keeping.stop_reminding, caller.house, caller.conversation, reference, given["email"]
    )
    return RemindersOut(emails=list(emails))


@router.post(f"{_ONE}/code", response_model=CodeOut)
async def renew_code(caller: Calling, reference: str) -> CodeOut:
    """Replaces the resume code. The one before opens nothing from then on."""
    await caller.record(reference)
    caller.house.message_pace.check(caller.conversation)
    await asyncio.to_thread(keeping.renew_code, caller.house, caller.conversation, reference)
    code = await asyncio.to_thread(keeping.code_of, caller.house, caller.conversation, reference)
    return CodeOut(resume_code=code)
