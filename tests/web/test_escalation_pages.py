"""The page of a record: where it stands, what has happened, and what can be done there."""

import html
import re
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select, update

from escalation import clock
from escalation.day_words import spoken
from escalation.progress import ProgressKind, Speaker
from escalation.store.engine import reading, writing
from escalation.store.tables import audit, reminder_addresses, stages
from tests.web.browser import Browser, Opening
from tests.web.record_pages import MAIL, notice, path_of, post, show, unlock, words
from tests.web.records import Elsewhere

HOSTILE = "<script>alert(1)</script> & \U0001f9d2 {{ 7 * 7 }}"


def opened(opening: Opening, **others: str) -> tuple[Browser, Elsewhere]:
    """A browser on the page of a record that has just begun."""
    browser = opening(**others)
    record = Elsewhere(browser.house).begin()
    unlock(browser, record)
    return browser, record


# --- what it shows ------------------------------------------------------------------------------------------


def test_the_page_says_where_it_stands_and_what_comes_now(opening: Opening) -> None:
    browser, record = opened(opening)
    present, said = record.record.present, words(browser)
    assert f"Stage 1: {present.title}" in said
    assert present.due is not None and spoken(present.due) in said
    assert '<section class="card"' in browser.html
    assert all(step in said for step in record.record.guidance["steps"])
    assert "JB" in said and "They closed the case while the same worries went on." in said
    assert record.code in said


def test_the_case_reference_stands_in_no_title_and_no_address(opening: Opening) -> None:
    browser, _ = opened(opening)
    assert "JB" not in re.findall(r"<title>(.*?)</title>", browser.html)[0]
    assert not [address for address in re.findall(r'(?:href|action)="([^"]*)"', browser.html) if "JB" in address]


def test_headings_go_down_one_level_at_a_time(opening: Opening) -> None:
    browser, record = opened(opening)
    record.report(ProgressKind.NO_AGREEMENT, who=Speaker.MANAGER, said="They did not agree.")
    for path in (path_of(record), "/escalations"):
        show(browser, path)
        levels = [int(level) for level in re.findall(r"<h([1-6])", browser.html[browser.html.index("<main") :])]
        assert levels[0] == 1 and levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_stage_is_told_with_all_that_was_said_of_it(opening: Opening) -> None:
    browser, record = opened(opening)
    first = record.record.present.title
    record.report(
        ProgressKind.NO_AGREEMENT, who=Speaker.MANAGER, said=HOSTILE, child_outcome="Nothing has changed for JB."
    )
    said = show(browser, path_of(record))
    assert f"Stage 1: {first}" in said and f"Stage 2: {record.record.present.title}" in said
    assert "Their manager" in said and "Nothing has changed for JB." in said
    assert html.escape(HOSTILE) in browser.html and "<script>" not in browser.html
    assert browser.html.count(html.escape(HOSTILE)) == 1
    assert said.index(f"Stage 1: {first}") < said.index("Their manager") < said.index("Nothing has been told")


def test_a_closed_record_tells_how_it_ended(opening: Opening) -> None:
    browser, record = opened(opening)
    told = {"agreed": "The case is opened again.", "child_outcome": "JB is visited.", "learning": "Give reasons."}
    record.report(ProgressKind.RESOLVED, who=Speaker.PRACTITIONER, raiser_told=True, **told)
    said = show(browser, path_of(record))
    assert all(text in said for text in told.values())
    assert "Closed" in said and "Say what happened" not in said
    assert '<section class="card"' not in browser.html
    assert "Closed" in show(browser, "/escalations")


@pytest.mark.parametrize(("days", "state"), [(-3, "overdue"), (0, "due"), (3, "coming")])
def test_how_the_deadline_stands_is_said_in_words_everywhere(opening: Opening, days: int, state: str) -> None:
    browser, record = opened(opening)
    with writing(browser.house.engine) as connection:
        connection.execute(update(stages).values(due=clock.today() + timedelta(days=days)))
    for path in (path_of(record), "/escalations", "/"):
        show(browser, path)
        assert f'class="tag {state}"' in browser.html


def test_the_list_is_not_shown_to_somebody_who_knows_no_record(opening: Opening) -> None:
    browser = opening()
    Elsewhere(browser.house).begin()
    assert 'action="/escalations/open"' in browser.client.get("/escalations").text
    assert '<ul class="records">' not in browser.client.get("/escalations").text


def test_every_page_is_kept_nowhere(opening: Opening) -> None:
    browser, record = opened(opening)
    for path in (
        "/escalations",
        path_of(record),
        path_of(record, "/deadlines.ics"),
        path_of(record, "/papers/record.txt"),
    ):
        assert browser.client.get(path).headers["cache-control"] == "no-store"


# --- duties -------------------------------------------------------------------------------------------------


def test_a_duty_is_ticked_off_once_with_its_day(opening: Opening) -> None:
    browser, record = opened(opening)
    duty, yesterday = record.record.duties[0], clock.today() - timedelta(days=1)
    post(browser, record, "duties", duty=duty.code, done_on="yesterday")
    assert browser.response.url.path == path_of(record)
    first = notice(browser)
    post(browser, record, "duties", duty=duty.code, done_on="today")
    assert first and notice(browser) and notice(browser) != first
    assert record.record.duties[0].done_on == yesterday
    assert spoken(yesterday) in words(browser)
    show(browser, path_of(record))
    assert notice(browser) is None


def test_today_is_filled_in(opening: Opening) -> None:
    browser, record = opened(opening)
    found = re.search(r'name="done_on" type="text" value="([^"]+)"', browser.html)
    assert found
    post(browser, record, "duties", duty=record.record.duties[0].code, done_on=found[1])
    assert record.record.duties[0].done_on == clock.today()


@pytest.mark.parametrize("day", ["31 February 2026", "3 November 2035", "whenever", HOSTILE, "x" * 5000, "\x00"])
def test_a_day_that_cannot_be_is_refused_beside_its_field(opening: Opening, day: str) -> None:
    browser, record = opened(opening)
    duty = record.record.duties[0].code
    post(browser, record, "duties", duty=duty, done_on=day)
    assert browser.response.status_code == 422
    assert f'id="done-{duty}-error"' in browser.html and f'href="#done-{duty}"' in browser.html
    field = re.search(rf'<input id="done-{duty}"[^>]* value="([^"]*)"', browser.html)
    assert field and html.unescape(field[1]) == day[:200]
    assert "<script>" not in browser.html
    assert all(each.done_on is None for each in record.record.duties)


@pytest.mark.parametrize("duty", ["", "nonsense", "x" * 1000])
def test_a_duty_that_is_none_of_the_record_is_refused(opening: Opening, duty: str) -> None:
    browser, record = opened(opening)
    post(browser, record, "duties", duty=duty, done_on="today")
    assert browser.response.status_code == 422
    assert f'href="{path_of(record)}"' in browser.html


# --- reminders ----------------------------------------------------------------------------------------------


def addresses(browser: Browser) -> list[str]:
    with reading(browser.house.engine) as connection:
        return list(connection.execute(select(reminder_addresses.c.address)).scalars())


def test_an_address_for_reminders_is_added_once_and_taken_out(opening: Opening) -> None:
    browser, record = opened(opening, **MAIL)
    for _ in range(2):
        post(browser, record, "reminders", email="me@school.example")
    assert addresses(browser) == ["me@school.example"] and "me@school.example" in words(browser)
    for _ in range(2):
        post(browser, record, "reminders", remove="me@school.example")
        assert browser.response.status_code == 200
    assert addresses(browser) == [] and "me@school.example" not in words(browser)


@pytest.mark.parametrize(
    "address", ["", "nonsense", "a@example.org, b@example.org", HOSTILE, "a@example.org\r\nBcc: b@c.de"]
)
def test_what_is_no_address_is_refused_beside_its_field(opening: Opening, address: str) -> None:
    browser, record = opened(opening, **MAIL)
    post(browser, record, "reminders", email=address)
    assert browser.response.status_code == 422
    assert 'id="email-error"' in browser.html and "<script>" not in browser.html
    assert addresses(browser) == []


def test_without_a_mail_server_nothing_is_said_of_reminders(opening: Opening) -> None:
    browser, record = opened(opening)
    assert 'name="email"' not in browser.html
    post(browser, record, "reminders", email="me@school.example")
    assert browser.response.status_code == 409 and addresses(browser) == []


# --- the resume code ----------------------------------------------------------------------------------------


def test_a_new_code_takes_the_place_of_the_old_one_once_for_each_page(opening: Opening) -> None:
    browser, record = opened(opening)
    old = record.code
    post(browser, record, "code", issue="1")
    new = record.code
    post(browser, record, "code", issue="1")
    assert old != new == record.code
    assert new in words(browser) and old not in words(browser)
    browser.client.cookies.clear()
    unlock(browser, record, old)
    assert browser.response.status_code == 403
    unlock(browser, record, new)
    assert browser.response.url.path == path_of(record)


def test_no_code_stands_in_an_address_or_in_the_audit(opening: Opening) -> None:
    browser, record = opened(opening)
    post(browser, record, "code", issue="1")
    assert not [link for link in re.findall(r'(?:href|action)="([^"]*)"', browser.html) if record.code in link]
    with reading(browser.house.engine) as connection:
        noted = str(connection.execute(select(audit)).all())
    assert record.code not in noted and "code_renewed" in noted


# --- the way to the conversation ----------------------------------------------------------------------------


def test_say_what_happened_goes_on_in_the_conversation(opening: Opening) -> None:
    browser, record = opened(opening)
    fields = dict(re.findall(r'<input type="hidden" name="(client_message_id|text)" value="([^"]*)"', browser.html))
    browser.keep(browser.client.post("/", data=fields))
    assert [turn["text"] for turn in browser.stand_in.heard] == [f"I want to come back to {record.reference}"]
    assert f'href="{path_of(record)}"' in browser.html


@pytest.mark.parametrize("part", ["duties", "reminders", "code", "open"])
def test_the_address_of_a_form_loaded_anew_leads_back(opening: Opening, part: str) -> None:
    browser, record = opened(opening)
    path = "/escalations/open" if part == "open" else path_of(record, f"/{part}")
    assert browser.client.get(path).status_code == 200
