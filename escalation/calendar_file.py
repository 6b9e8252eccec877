"""The deadlines of a record as a calendar file (iCalendar, RFC 5545), to be opened with any calendar program."""

from datetime import date, timedelta

from icalendar import Alarm, Calendar, Event

from escalation import clock
from escalation.deadline import Deadline, DeadlineState, deadline_words, deadlines_of
from escalation.errors import Refused
from escalation.record import Record

# Nine in the morning, by the clock of whoever has the calendar.
_MORNING = timedelta(hours=9)
_MAKER = "-//Escalation assistant//Deadlines//EN"
_NO_DATE = "There is no date to put into a calendar."


class NoDate(Refused):
    """No answer is awaited by a date. A calendar file must hold an event (RFC 5545, section 3.6), so there is none."""

    def __init__(self) -> None:
        super().__init__("no_date", _NO_DATE, 404)


def dates_awaited(record: Record) -> list[tuple[Deadline, date]]:
    """The deadlines of a record on which an answer is still awaited, each with its date."""
    deadlines = deadlines_of(record, clock.today())
    return [(each, each.due) for each in deadlines if each.due is not None and each.state is not DeadlineState.ENDED]


def calendar_of(record: Record, address: str | None) -> bytes:
    """The calendar file of a record: a whole day for each date on which an answer is still awaited, and an alarm.

    It holds the reference and the stage, and no case text. Opened again after a report, it changes the entry of a stage
    that is in the calendar already, and makes no second one.

    Args:
        record: the record.
        address: the assistant's public address, such as https://escalation.example.org; None for no link.

    Raises:
        NoDate: there is no such date.
    """
    awaited = dates_awaited(record)
    if not awaited:
        raise NoDate
    calendar = Calendar()
    calendar.add("prodid", _MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for deadline, due in awaited:
        calendar.add_component(_event(record, deadline, due, address))
    content: bytes = calendar.to_ical()
    return content


def _event(record: Record, deadline: Deadline, due: date, address: str | None) -> Event:
    named = {"reference": record.reference, "word": deadline.word, "stage": deadline.stage}
    event = Event()
    event.add("uid", f"{record.reference}-{deadline.position}@escalation-assistant")
    event.add("dtstamp", clock.now())
    event.add("sequence", record.version)
    event.add("dtstart", due)
    event.add("dtend", due + timedelta(days=1))
    event.add("summary", deadline_words("calendar", "summary", **named))
    event.add("description", deadline_words("calendar", "about"))
    # It lies on the day without taking the day's time.
    event.add("transp", "TRANSPARENT")
    if address:
        event.add("url", escalation_link(address, record.reference))
    event.add_component(_alarm(named))
    return event


def _alarm(named: dict[str, object]) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", deadline_words("calendar", "alarm", **named))
    alarm.add("trigger", _MORNING)
    return alarm


def escalation_link(address: str, reference: str) -> str:
    """Where somebody goes on with an escalation; it asks for the resume code."""
    return f"{address.rstrip('/')}/escalations/{reference}"
