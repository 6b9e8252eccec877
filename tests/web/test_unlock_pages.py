"""Opening a record with its reference and its resume code, and who sees nothing of it."""

import re

import pytest
from sqlalchemy import select

from escalation.access import MOST_WRONG_IN_A_CONVERSATION
from escalation.reading.references import check_figure, written
from escalation.store.engine import reading
from escalation.store.tables import code_attempts, conversations
from tests.web.browser import Opening, rows_in
from tests.web.record_pages import path_of, show, somebody_else, unlock, words
from tests.web.records import Elsewhere

NOBODYS = written([*[1] * 8, check_figure([1] * 8)])
WRONG = "amber-amber-amber-amber"


def field_error(page: str) -> str | None:
    """The name of the field beside which an error stands."""
    found = re.search(r'id="([a-z_]+)-error"', page)
    return found[1] if found else None


def test_a_reference_and_its_code_open_the_record_in_a_browser_that_knew_nothing(opening: Opening) -> None:
    browser = opening()
    record = Elsewhere(browser.house).begin()
    unlock(browser, record)
    assert browser.response.url.path == path_of(record)
    assert f"Escalation {record.reference}" in words(browser)
    assert record.reference in show(browser, "/escalations")


@pytest.mark.parametrize("join", [" ", "-", ", ", " then "])
def test_both_are_read_however_they_are_written(opening: Opening, join: str) -> None:
    browser = opening()
    record = Elsewhere(browser.house).begin()
    form = {"reference": record.reference.replace("-", " "), "resume_code": join.join(record.code.upper().split("-"))}
    response = browser.client.post("/escalations/open", data=form, follow_redirects=False)
    assert response.status_code == 303


@pytest.mark.parametrize(
    ("reference", "code", "field", "status"),
    [
        ("", WRONG, "reference", 422),
        ("1234", WRONG, "reference", 422),
        ("<script>", WRONG, "reference", 422),
        ("of the record", "", "resume_code", 422),
        ("of the record", "secret", "resume_code", 422),
        ("of the record", "x" * 5000, "resume_code", 422),
        ("of the record", WRONG, "resume_code", 403),
        ("of no record", WRONG, "resume_code", 403),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_the_code_is_not_put_back(
    opening: Opening, reference: str, code: str, field: str, status: int
) -> None:
    browser = opening()
    record = Elsewhere(browser.house).begin()
    given = {"of the record": record.reference, "of no record": NOBODYS}.get(reference, reference)
    browser.keep(browser.client.post("/escalations/open", data={"reference": given, "resume_code": code}))
    assert browser.response.status_code == status
    assert field_error(browser.html) == field
    assert f'href="#{field}"' in browser.html
    assert "<script>" not in browser.html
    assert not code or code not in browser.html
    assert re.search(r'<input id="reference"[^>]* value="([^"]*)"', browser.html)
    assert re.search(r'<input id="resume_code"[^>]* value=""', browser.html)


def test_a_code_in_the_field_of_the_reference_is_not_put_back_either(opening: Opening) -> None:
    browser = opening()
    record = Elsewhere(browser.house).begin()
    form = {"reference": f"{record.reference} {record.code}", "resume_code": ""}
    browser.keep(browser.client.post("/escalations/open", data=form))
    assert record.reference in browser.html and record.code not in browser.html


def test_whether_there_is_such_a_record_is_not_told(opening: Opening) -> None:
    browser = opening()
    record = Elsewhere(browser.house).begin()
    pages = []
    for reference in (record.reference, NOBODYS):
        browser.client.cookies.clear()
        shown = browser.client.get(f"/escalations/{reference}")
        form = {"reference": reference, "resume_code": WRONG}
        tried = browser.client.post("/escalations/open", data=form)
        pages.append([(each.status_code, each.text.replace(reference, "")) for each in (shown, tried)])
    assert pages[0] == pages[1]
    assert pages[0][0][0] == 200


def test_wrong_codes_are_counted_and_soon_the_right_one_opens_nothing(opening: Opening) -> None:
    browser = opening()
    record = Elsewhere(browser.house).begin()
    for _ in range(MOST_WRONG_IN_A_CONVERSATION):
        unlock(browser, record, WRONG)
    unlock(browser, record)
    assert browser.response.status_code == 403
    assert "15 minutes" in words(browser)
    with reading(browser.house.engine) as connection:
        tried = connection.execute(select(code_attempts.c.conversation_id)).scalars().all()
    assert len(tried) == MOST_WRONG_IN_A_CONVERSATION and len(set(tried)) == 1


def test_what_is_no_reference_and_no_code_opens_no_conversation(opening: Opening) -> None:
    browser = opening()
    browser.keep(browser.client.post("/escalations/open", data={"reference": "x", "resume_code": "y"}))
    assert rows_in(browser, conversations) == 0
    assert "set-cookie" not in browser.response.headers


def test_too_many_tries_in_a_minute_have_to_wait(opening: Opening) -> None:
    browser = opening(messages_per_minute=1)
    record = Elsewhere(browser.house).begin()
    for _ in range(3):
        unlock(browser, record, WRONG)
    assert browser.response.status_code == 429
    assert int(browser.response.headers["retry-after"]) >= 1


@pytest.mark.parametrize("part", ["open", "1234-5678-9/duties", "1234-5678-9/reminders", "1234-5678-9/code"])
def test_a_form_from_another_site_is_refused(opening: Opening, part: str) -> None:
    browser = opening()
    response = browser.client.post(f"/escalations/{part}", headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403


@pytest.mark.parametrize("reference", ["1234", "abc", "12345-678-9", "1234-5678-9x", "%3Cscript%3E"])
def test_what_is_no_reference_has_no_page(opening: Opening, reference: str) -> None:
    browser = opening()
    for rest in ("", "/deadlines.ics", "/papers/record.pdf", "/duties"):
        response = browser.client.get(f"/escalations/{reference}{rest}")
        assert response.status_code == 404 and "<script>" not in response.text


@pytest.mark.parametrize("rest", ["", "/deadlines.ics", "/papers/record.docx", "/papers/nonsense.exe"])
def test_a_stranger_sees_nothing_of_a_record(opening: Opening, rest: str) -> None:
    browser = opening()
    record = Elsewhere(browser.house).begin()
    unlock(browser, record)
    with somebody_else(browser) as stranger:
        response = stranger.get(path_of(record, rest))
        assert 'action="/escalations/open"' in response.text
        assert "JB" not in response.text and record.record.present.title not in response.text
        assert response.status_code == (403 if rest else 200)
        assert record.reference not in stranger.get("/escalations").text


@pytest.mark.parametrize("part", ["duties", "reminders", "code"])
@pytest.mark.parametrize("known", [True, False])
def test_a_stranger_changes_nothing(opening: Opening, part: str, known: bool) -> None:
    browser = opening()
    record = Elsewhere(browser.house).begin()
    code, duty = record.code, record.record.duties[0].code
    with somebody_else(browser) as stranger:
        if not known:
            stranger.cookies.clear()
        form = {"duty": duty, "done_on": "today", "email": "a@example.org", "issue": "1"}
        response = stranger.post(path_of(record, f"/{part}"), data=form)
        assert response.status_code == 403
    assert record.code == code
    assert all(each.done_on is None for each in record.record.duties)


def test_a_training_conversation_opens_training_records_only(opening: Opening) -> None:
    browser = opening()
    live, training = Elsewhere(browser.house).begin(), Elsewhere(browser.house, "training").begin()
    browser.client.cookies.set("conversation", Elsewhere(browser.house, "training").cookie)
    unlock(browser, live)
    assert browser.response.status_code == 403
    unlock(browser, training)
    assert browser.response.url.path == path_of(training)
    assert 'class="training"' in browser.html
    assert live.reference not in show(browser, "/escalations")
    assert 'class="training"' in browser.html


def test_a_live_conversation_does_not_open_a_training_record(opening: Opening) -> None:
    browser = opening()
    training = Elsewhere(browser.house, "training").begin()
    unlock(browser, training)
    assert browser.response.status_code == 403
    assert 'class="training"' not in browser.html
