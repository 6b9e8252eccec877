"""The calendar file, read again as a calendar program reads it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar, Event

from escalation import clock
from escalation.calendar_file import NoDate, calendar_of
from tests.escalation.opening import DUE, Opening

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def a_tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def events(content: bytes) -> list[Event]:
    return [event for event in Calendar.from_ical(content).walk("VEVENT") if isinstance(event, Event)]


def test_a_date_is_a_whole_day_with_an_alarm_in_the_morning(opening: Opening) -> None:
    reference = opening.record()
    (event,) = events(calendar_of(opening.read(reference), "https://escalation.example.org/"))
    assert event["summary"] == f"Answer due: escalation {reference}, stage 1"
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (DUE, DUE + timedelta(days=1))
    assert event.decoded("dtstamp") == NOW
    assert event["sequence"] == 1
    assert event["url"] == f"https://escalation.example.org/escalations/{reference}"
    (alarm,) = event.walk("VALARM")
    assert alarm["action"] == "DISPLAY" and alarm["description"]
    assert alarm.decoded("trigger") == timedelta(hours=9)


def test_the_file_is_as_the_standard_wants_it(opening: Opening) -> None:
    content = calendar_of(opening.read(opening.record()), "https://a-rather-long-name.escalation.example.org/path")
    calendar = Calendar.from_ical(content)
    assert (calendar["method"], calendar["version"]) == ("PUBLISH", "2.0") and calendar["prodid"]
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


def test_nothing_of_the_case_stands_in_it(opening: Opening) -> None:
    record = opening.read(opening.record())
    content = calendar_of(record, "https://escalation.example.org").decode().replace("\r\n ", "")
    assert record.description and record.outcome_sought
    for text in (record.case_reference, record.description, record.outcome_sought, record.partnership, "ckingham"):
        assert text not in content


def test_without_a_public_address_there_is_no_link(opening: Opening) -> None:
    content = calendar_of(opening.read(opening.record()), None)
    assert b"http" not in content and b"URL" not in content


def test_a_later_version_changes_the_entry_that_is_there(opening: Opening) -> None:
    reference = opening.record()
    (before,) = events(calendar_of(opening.read(reference), None))
    opening.set_due(reference, date(2026, 12, 4))
    record = opening.read(reference)
    (after,) = events(calendar_of(replace(record, version=2), None))
    assert before["uid"] == after["uid"] and after["sequence"] > before["sequence"]
    assert after.decoded("dtstart") == date(2026, 12, 4)


def test_the_next_stage_has_an_entry_of_its_own(opening: Opening) -> None:
    reference = opening.record()
    (first,) = events(calendar_of(opening.read(reference), None))
    opening.next_stage(reference, date(2026, 12, 7))
    (second,) = events(calendar_of(opening.read(reference), None))
    assert first["uid"] != second["uid"] and second["summary"].endswith("stage 2")


def test_where_nothing_has_a_date_there_is_no_calendar(opening: Opening) -> None:
    closed = opening.record()
    opening.close(closed)
    for reference in (closed, opening.record("sefton"), opening.record("harrow")):
        with pytest.raises(NoDate, match="no date") as refused:
            calendar_of(opening.read(reference), None)
        assert refused.value.status == 404
