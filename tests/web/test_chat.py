"""The chat page, as a browser without JavaScript uses it."""

import html
import re
from typing import Any

import pytest
from sqlalchemy import insert, select

from escalation import clock
from escalation.interview.replies import NOTICE, Reply
from escalation.store.engine import reading, writing
from escalation.store.tables import conversations, escalations, journal
from tests.web.browser import Opening, echo, rows_in
from tests.web.record_pages import unlock
from tests.web.records import Elsewhere

# --- the page before a conversation -------------------------------------------------------------------------


def test_the_start_page_names_every_partnership_and_keeps_nothing(opening: Opening) -> None:
    browser = opening(echo)
    assert browser.response.status_code == 200
    for procedure in browser.house.library:
        assert html.escape(procedure.name) in browser.html
    assert "set-cookie" not in browser.response.headers
    assert rows_in(browser, conversations) == 0


def test_what_to_do_in_danger_stands_on_every_page(opening: Opening) -> None:
    browser = opening(echo)
    pages = [browser.html, browser.client.get("/nowhere").text]
    browser.send("Hello")
    assert all('href="tel:999"' in page for page in [*pages, browser.html])


def test_start_says_hello_and_opens_a_conversation_of_the_web(opening: Opening) -> None:
    browser = opening(echo)
    browser.send(start="start")
    assert [turn["text"] for turn in browser.stand_in.heard] == ["Hello"]
    with reading(browser.house.engine) as connection:
        assert connection.execute(select(conversations.c.channel)).scalar_one() == "web"


def test_start_sends_what_was_written_before_it_was_clicked(opening: Opening) -> None:
    browser = opening(echo)
    browser.send("A school will not share its notes", start="start")
    assert browser.stand_in.heard[0]["text"] == "A school will not share its notes"


# --- a conversation -----------------------------------------------------------------------------------------


def test_a_whole_conversation_works_with_ordinary_forms(opening: Opening) -> None:
    browser = opening()
    browser.send(start="start")
    for choice in ("not_urgent", "harrow", "threshold_referral", "no", "education", "0"):
        browser.send(choice=choice)
    browser.send("JB")
    browser.send(choice="social_care")
    browser.send("The referral was closed.\n- nobody visited")
    browser.send("That it is looked at again.")
    assert re.search(r"<dt>[^<]+</dt><dd[^>]*>JB</dd>", browser.html)
    while "yes" not in browser.choices:
        browser.send(choice="skip")
    browser.send(choice="yes")
    with reading(browser.house.engine) as connection:
        reference = connection.execute(select(escalations.c.reference)).scalar_one()
    assert f"<strong>{reference}</strong>" in browser.html
    assert '<section class="card"' in browser.html
    assert browser.choices == {}


def test_after_a_message_the_browser_is_sent_to_the_newest_answer(opening: Opening) -> None:
    browser = opening(echo)
    response = browser.send("Hello", follow=False)
    assert (response.status_code, response.headers["location"]) == (303, "/#latest")
    browser.open()
    assert re.search(r'id="latest">(?:(?!<li).)*I heard: Hello', browser.html, re.DOTALL)
    assert browser.html.count('id="latest"') == 1


def test_a_form_sent_twice_is_answered_once(opening: Opening) -> None:
    browser = opening(echo)
    browser.send("Hello")
    first = browser.page_id
    browser.send("It is about a referral", client_message_id=first)
    browser.send("It is about a referral", client_message_id=first)
    assert len(browser.stand_in.heard) == 2
    assert sum("It is about a referral" in said for said in browser.said if said.startswith("You")) == 1


def test_another_text_under_an_old_form_is_another_message(opening: Opening) -> None:
    browser = opening(echo)
    browser.send("Hello")
    first = browser.page_id
    browser.send("It is about a referral", client_message_id=first)
    browser.send("It is about a review", client_message_id=first)
    assert [turn["text"] for turn in browser.stand_in.heard][1:] == [
        "It is about a referral",
        "It is about a review",
    ]


def test_a_clicked_choice_shows_its_words_and_not_its_code(opening: Opening) -> None:
    browser = opening(echo)
    browser.send("Hello")
    browser.send(choice="code_for_yes")
    assert any(said.startswith("You") and said.endswith("Yes, it does") for said in browser.said)
    assert browser.stand_in.heard[-1]["choice"] == "code_for_yes"


def test_only_the_newest_question_can_be_clicked(opening: Opening) -> None:
    def once(body: dict[str, Any]) -> list[Reply]:
        return echo(body) if body["text"] == "Hello" else [Reply(NOTICE, "That is all.")]

    browser = opening(once)
    browser.send("Hello")
    assert list(browser.choices) == ["code_for_yes", "code_for_no"]
    browser.send(choice="code_for_no")
    assert browser.choices == {}


def test_what_stood_in_the_box_when_a_choice_was_clicked_is_not_lost(opening: Opening) -> None:
    browser = opening(echo)
    browser.send("Hello")
    browser.send("Half a sentence", choice="code_for_yes")
    assert browser.box == "Half a sentence"
    assert [turn["text"] for turn in browser.stand_in.heard] == ["Hello", ""]


def test_a_message_that_is_still_being_answered_is_said_to_be(opening: Opening) -> None:
    browser = opening(echo)
    browser.send("Hello")
    with writing(browser.house.engine) as connection:
        conversation = connection.execute(select(conversations.c.id)).scalar_one()
        connection.execute(
            insert(journal).values(
                id="m2",
                conversation_id=conversation,
                author="practitioner",
                at=clock.now(),
                text="And now?",
                client_message_id="c2",
                outcome="pending",
            )
        )
    browser.open()
    assert 'class="waiting"' in browser.html
    assert browser.choices == {}


# --- whose conversation -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("address", "secure"), [("http://testserver", False), ("https://testserver", True)])
def test_the_cookie_is_kept_from_scripts_and_from_other_sites(opening: Opening, address: str, secure: bool) -> None:
    browser = opening(echo, address)
    cookie = browser.send("Hello", follow=False).headers["set-cookie"].lower()
    assert {"httponly", "path=/", "samesite=strict"} <= {part.strip() for part in cookie.split(";")}
    assert ("secure" in cookie) is secure
    assert "max-age" not in cookie and "expires" not in cookie


@pytest.mark.parametrize("cookie", ["", "nonsense", "id.token", ".", "a.b.c", "\x00.x"])
def test_a_cookie_that_opens_nothing_shows_the_start_page(opening: Opening, cookie: str) -> None:
    browser = opening(echo)
    browser.open({"Cookie": f"conversation={cookie}"})
    assert browser.response.status_code == 200
    assert 'id="start"' in browser.html


def test_the_id_of_a_conversation_does_not_open_it_without_its_token(opening: Opening) -> None:
    browser = opening(echo)
    browser.send("It is about a secret")
    conversation = browser.client.cookies["conversation"].partition(".")[0]
    browser.client.cookies.clear()
    browser.open({"Cookie": f"conversation={conversation}.wrong"})
    assert "It is about a secret" not in browser.html


def test_starting_again_shows_nothing_of_before(opening: Opening) -> None:
    browser = opening(echo)
    browser.send("It is about a referral")
    browser.keep(browser.client.post("/new"))
    assert "It is about a referral" not in browser.html
    assert "conversation" not in browser.client.cookies
    assert rows_in(browser, journal) == 3


@pytest.mark.parametrize("path", ["/", "/new"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
    ],
)
def test_a_form_from_another_site_is_refused_in_words(opening: Opening, path: str, headers: dict[str, str]) -> None:
    browser = opening(echo)
    form = {"client_message_id": "a", "text": "Hello"}
    response = browser.client.post(path, data=form, headers=headers, follow_redirects=False)
    assert response.status_code == 403
    assert '<p id="said">' in response.text
    assert "set-cookie" not in response.headers
    assert browser.stand_in.heard == []


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}, {}])
def test_a_form_from_this_page_is_taken(opening: Opening, headers: dict[str, str]) -> None:
    browser = opening(echo)
    form = {"client_message_id": "a", "text": "Hello"}
    assert browser.client.post("/", data=form, headers=headers).status_code == 200
    assert len(browser.stand_in.heard) == 1


# --- escalations --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("button", "text"),
    [("back", "I want to come back to an escalation"), ("challenged", "I have just been challenged")],
)
def test_the_start_page_begins_with_what_has_happened_already(opening: Opening, button: str, text: str) -> None:
    browser = opening(echo)
    assert f'name="begin" value="{button}"' in browser.html
    browser.send(begin=button)
    assert [turn["text"] for turn in browser.stand_in.heard] == [text]
    assert 'name="begin"' not in browser.html


def test_what_stood_in_the_box_when_something_else_was_begun_is_not_lost(opening: Opening) -> None:
    browser = opening(echo)
    browser.send("Half a sentence", begin="back")
    assert browser.box == "Half a sentence"
    assert len(browser.stand_in.heard) == 1


def test_a_button_that_the_page_does_not_have_says_nothing(opening: Opening) -> None:
    browser = opening(echo)
    browser.send(begin="nonsense")
    assert browser.response.status_code == 422 and browser.stand_in.heard == []


def test_a_conversation_lists_the_records_that_it_may_see(opening: Opening) -> None:
    browser = opening(echo)
    ours, others = Elsewhere(browser.house).begin(), Elsewhere(browser.house).begin()
    browser.send("Hello")
    assert "/escalations/" not in browser.html
    unlock(browser, ours)
    browser.open()
    assert f'href="/escalations/{ours.reference}"' in browser.html and 'class="tag coming"' in browser.html
    assert others.reference not in browser.html


def test_a_record_opened_before_anything_was_said_leaves_the_start_page(opening: Opening) -> None:
    browser = opening(echo)
    record = Elsewhere(browser.house).begin()
    unlock(browser, record)
    browser.open()
    assert 'id="start"' in browser.html and f'href="/escalations/{record.reference}"' in browser.html
    browser.send(start="start")
    assert 'id="start"' not in browser.html


def test_a_confirmation_shows_the_resume_code_beside_the_reference(opening: Opening) -> None:
    browser = opening()
    browser.send(start="start")
    for choice in ("not_urgent", "harrow", "threshold_referral", "no", "education", "0"):
        browser.send(choice=choice)
    browser.send("JB")
    browser.send(choice="social_care")
    while "yes" not in browser.choices:
        browser.send(choice="skip")
    browser.send(choice="yes")
    (reference,) = re.findall(r'<p class="reference"><strong>([^<]+)</strong></p>', browser.html)
    (code,) = re.findall(r'<p class="resume-code"><strong>([^<]+)</strong></p>', browser.html)
    assert code in browser.said[-2]
    browser.client.cookies.clear()
    form = {"reference": reference, "resume_code": code}
    assert browser.client.post("/escalations/open", data=form).url.path == f"/escalations/{reference}"
    with reading(browser.house.engine) as connection:
        kept = "\n".join(connection.execute(select(journal.c.text)).scalars())
    assert reference in kept and code not in kept
