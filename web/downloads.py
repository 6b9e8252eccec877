"""Files to take along: the papers of a record, and its deadlines for a calendar."""

import asyncio

from fastapi.responses import Response

from escalation import clock
from escalation.calendar_file import calendar_of
from escalation.papers.paper import file_name, make_paper, media_type
from escalation.record import Record
from web.house import House

_CALENDAR = "text/calendar; charset=utf-8"


async def paper_file(house: House, record: Record, name: str, form: str) -> Response:
    """A paper of a record.

    Raises:
        PaperUnknown, PaperTooEarly, PaperNotMade: in words.
    """
    named, kind = file_name(name, form, record), media_type(form)
    content = await asyncio.to_thread(make_paper, name, form, record, house.library, clock.today())
    return _file(content, kind, named)


async def calendar_download(house: House, record: Record) -> Response:
    """The dates on which answers to a record are awaited. The file holds no case text."""
    content = await asyncio.to_thread(calendar_of, record, house.settings.public_address or None)
    return _file(content, _CALENDAR, f"escalation-{record.reference}.ics")


def _file(content: bytes, kind: str, named: str) -> Response:
    return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{named}"'})
