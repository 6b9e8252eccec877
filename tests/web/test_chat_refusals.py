"""What the chat page does not take: it says why, and loses nothing that was written."""

import pytest
from sqlalchemy import text

from escalation.store.engine import writing
from escalation.store.tables import conversations
from tests.web.browser import Opening, echo, rows_in


@pytest.mark.parametrize("started", [False, True])
def test_a_message_that_is_too_long_stays_in_its_box_with_the_reason(opening: Opening, started: bool) -> None:
    browser = opening(echo, message_limit=100)
    if started:
        browser.send("Hello")
    before = len(browser.stand_in.heard)
    written = "  It is about <b>a referral</b> & more\n" * 4
    browser.send(written)
    assert browser.response.status_code == 422
    assert browser.box == written
    assert 'aria-describedby="text-hint text-error"' in browser.html
    assert 'id="text-error"' in browser.html and 'href="#text"' in browser.html
    assert len(browser.stand_in.heard) == before


def test_a_refused_first_message_opens_no_conversation(opening: Opening) -> None:
    browser = opening(echo)
    browser.send("   ")
    assert browser.response.status_code == 422
    assert rows_in(browser, conversations) == 0


def test_a_line_end_counts_as_one_character(opening: Opening) -> None:
    browser = opening(echo, message_limit=100)
    browser.send("a\r\n" * 49 + "b")
    assert browser.response.status_code == 200
    assert browser.stand_in.heard[0]["text"] == "a\n" * 49 + "b"


def test_too_many_messages_are_refused_with_the_time_to_wait(opening: Opening) -> None:
    browser = opening(echo, messages_per_minute=1)
    browser.send("Hello")
    browser.send("It is about a referral")
    browser.send("And about a review")
    assert browser.response.status_code == 429
    assert int(browser.response.headers["retry-after"]) >= 1
    assert browser.box == "And about a review"


def test_danger_in_a_message_that_is_refused_is_answered_all_the_same(opening: Opening) -> None:
    browser = opening(echo, message_limit=100)
    browser.send("He is hitting her right now. " * 10)
    assert browser.response.status_code == 422
    assert browser.html.count('href="tel:999"') > 1
    browser.send("The minutes came late. " * 10)
    assert browser.html.count('href="tel:999"') == 1


def test_a_message_that_cannot_be_kept_stays_in_its_box(opening: Opening) -> None:
    browser = opening(echo)
    browser.send("Hello")
    with writing(browser.house.engine) as connection:
        connection.execute(text("ALTER TABLE journal RENAME TO journal_away"))
    browser.send("It is about a referral")
    assert browser.response.status_code == 503
    assert browser.box == "It is about a referral"
    assert 'id="text-error"' in browser.html


def test_a_message_stays_in_its_box_when_the_database_is_gone(opening: Opening) -> None:
    browser = opening(echo)
    browser.send("Hello")
    with writing(browser.house.engine) as connection:
        connection.execute(text("ALTER TABLE conversations RENAME TO conversations_away"))
    browser.send("It is about a referral")
    assert browser.response.status_code == 503
    assert browser.box == "It is about a referral"


@pytest.mark.parametrize("body", [b"\xff\xfe", b"&".join(b"a=1" for _ in range(50)), b"a" * 600_000])
def test_what_is_no_form_of_ours_is_refused_in_words(opening: Opening, body: bytes) -> None:
    browser = opening(echo)
    response = browser.client.post("/", content=body)
    assert response.status_code in (413, 422)
    assert "text/html" in response.headers["content-type"]
    assert browser.stand_in.heard == []
