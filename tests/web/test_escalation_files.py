"""The files that the page of a record gives: its papers and its calendar, and when it gives none."""

import html
import re
from io import BytesIO

import pytest
from docx import Document
from icalendar import Calendar

from escalation.progress import ProgressKind
from tests.web.browser import Browser, Opening
from tests.web.record_pages import path_of, show, unlock
from tests.web.records import Elsewhere


def opened(opening: Opening) -> tuple[Browser, Elsewhere]:
    """A browser on the page of a record that has just begun."""
    browser = opening()
    record = Elsewhere(browser.house).begin()
    unlock(browser, record)
    return browser, record


def test_the_papers_come_as_files_under_their_own_names(opening: Opening) -> None:
    browser, record = opened(opening)
    links = re.findall(r'href="(/escalations/[^"]+/papers/[^"]+)"', browser.html)
    assert len(links) == 6
    for link in links:
        response = browser.client.get(link)
        assert response.status_code == 200
        name = response.headers["content-disposition"]
        assert name.startswith("attachment; ") and record.reference in name and "JB" not in name
    word = browser.client.get(path_of(record, "/papers/record.docx"))
    assert any(
        record.reference in cell.text for row in Document(BytesIO(word.content)).tables[0].rows for cell in row.cells
    )
    assert browser.client.get(path_of(record, "/papers/record.pdf")).content.startswith(b"%PDF")


def test_a_paper_before_its_time_is_told_in_words(opening: Opening) -> None:
    browser, record = opened(opening)
    said = show(browser, path_of(record, "/papers/confirmation.docx"))
    assert browser.response.status_code == 409
    assert "resolved" in said and f'href="{path_of(record)}"' in browser.html
    record.report(ProgressKind.RESOLVED, agreed="The case is opened again.")
    assert browser.client.get(path_of(record, "/papers/confirmation.docx")).status_code == 200


def test_the_message_is_not_offered_after_the_end_and_the_page_says_why(opening: Opening) -> None:
    browser, record = opened(opening)
    assert "/papers/message." in browser.html
    assert browser.client.get(path_of(record, "/papers/message.docx")).status_code == 200
    record.report(ProgressKind.RESOLVED, agreed="The case is opened again.")
    said = show(browser, path_of(record))
    assert "/papers/message." not in browser.html and 'id="message"' not in browser.html
    assert "The escalation is closed, so there is nothing left to ask" in said
    assert browser.html.count("/papers/confirmation.") == browser.html.count("/papers/record.") == 3
    said = show(browser, path_of(record, "/papers/message.docx"))
    assert browser.response.status_code == 409
    assert "closed" in said and f'href="{path_of(record)}"' in browser.html


@pytest.mark.parametrize("paper", ["nonsense.pdf", "record.exe", "record"])
def test_a_paper_that_is_none_is_not_found(opening: Opening, paper: str) -> None:
    browser, record = opened(opening)
    show(browser, path_of(record, f"/papers/{paper}"))
    assert browser.response.status_code == 404


def test_the_message_can_be_copied_from_the_page(opening: Opening) -> None:
    browser, record = opened(opening)
    text = browser.client.get(path_of(record, "/papers/message.txt")).text.strip()
    assert text in html.unescape(browser.html)


def test_the_calendar_file_holds_the_date_and_nothing_of_the_case(opening: Opening) -> None:
    browser, record = opened(opening)
    response = browser.client.get(path_of(record, "/deadlines.ics"))
    assert response.headers["content-type"].startswith("text/calendar")
    assert "attachment" in response.headers["content-disposition"]
    events = Calendar.from_ical(response.content).walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [record.record.present.due]
    assert "JB" not in response.text


def test_there_is_no_calendar_where_no_date_is(opening: Opening) -> None:
    browser = opening()
    record = Elsewhere(browser.house).begin(partnership="harrow")
    unlock(browser, record)
    assert record.record.present.due is None and "deadlines.ics" not in browser.html
    said = show(browser, path_of(record, "/deadlines.ics"))
    assert browser.response.status_code == 404 and "There is no date to put into a calendar." in said


def test_once_it_is_closed_there_is_no_calendar(opening: Opening) -> None:
    browser, record = opened(opening)
    assert "deadlines.ics" in browser.html
    record.report(ProgressKind.RESOLVED)
    show(browser, path_of(record))
    assert "deadlines.ics" not in browser.html
    assert browser.client.get(path_of(record, "/deadlines.ics")).status_code == 404
