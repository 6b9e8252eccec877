"""The chat page, as a browser without JavaScript uses it."""

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, insert, select, text
from starlette.testclient import TestClient

from escalation import clock
from escalation.interview.questions import Choice
from escalation.interview.replies import CONFIRMATION, GUIDANCE, NOTICE, QUESTION, SUMMARY, Reply
from escalation.store.engine import reading, writing
from escalation.store.tables import conversations, escalations, journal
from tests.browser.stand_in import Answering, application
from web.house import House
from web.prose import blocks, rows

HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(1)> \"' {{ 7 * 7 }} \u05e9\u05dc\u05d5\u05dd \U0001f9d2"
YES_OR_NO = (Choice("code_for_yes", "Yes, it does"), Choice("code_for_no", "No, it does not"))


class Browser:
    """A browser without JavaScript: it keeps cookies, and sends the form that it was last shown."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.open()

    def open(self, headers: dict[str, str] | None = None) -> None:
        """Loads the page."""
        self.keep(self.client.get("/", headers=headers))

    def keep(self, response: Any) -> None:
        """Shows an answer."""
        self.response = response
        self.html: str = response.text

    def send(self, written: str = "", follow: bool = True, **fields: str) -> Any:
        """Sends the form with what stands in its box, and with the button that was clicked."""
        form = {"client_message_id": self.page_id, "text": written, **fields}
        response = self.client.post("/", data=form, follow_redirects=follow)
        if follow:
            self.keep(response)
        return response

    @property
    def page_id(self) -> str:
        return self._first(r'name="client_message_id" value="([^"]+)"')

    @property
    def box(self) -> str:
        """What stands in the message box."""
        return html.unescape(self._first(r"<textarea[^>]*>\n?(.*?)</textarea>"))

    @property
    def choices(self) -> dict[str, str]:
        """The buttons that can be clicked: value and label."""
        found = re.findall(r'<button class="choice" name="choice" value="([^"]*)">(.*?)</button>', self.html)
        return {html.unescape(value): html.unescape(label) for value, label in found}

    @property
    def said(self) -> list[str]:
        """What the entries of the conversation say, without markup."""
        entries = re.findall(
            r"<li class=\"entry .*?(?=<li class=\"entry |</ol>\s*</div>)", self.html, re.DOTALL
        )
        return [" ".join(html.unescape(re.sub(r"<[^>]+>", " ", entry)).split()) for entry in entries]

    def _first(self, pattern: str) -> str:
        found = re.search(pattern, self.html, re.DOTALL)
        assert found, pattern
        return found[1]


Opening = Callable[..., Browser]


@pytest.fixture
def opening(tmp_path: Path) -> Iterator[Opening]:
    """Opens the page of an application whose dialogue engine answers as the test says."""
    clients: list[TestClient] = []

    def open_page(
        answering: Answering | None = None, address: str = "http://testserver", **others: Any
    ) -> Browser:
        app, stand_in = application(tmp_path, answering, **others)
        client = TestClient(app, base_url=address)
        client.__enter__()
        clients.append(client)
        browser = Browser(client)
        browser.stand_in, browser.house = stand_in, app.state.house  # type: ignore[attr-defined]
        return browser

    yield open_page
    for client in clients:
        client.__exit__(None, None, None)


def echo(body: dict[str, Any]) -> list[Reply]:
    """Says what it heard, and asks whether that was right."""
    heard = body["text"] or body["choice"]
    return [Reply(NOTICE, f"I heard: {heard}"), Reply(QUESTION, "Was that right?", "confirm", YES_OR_NO)]


def house_of(browser: Browser) -> House:
    house: House = browser.house  # type: ignore[attr-defined]
    return house


def heard_by(browser: Browser) -> list[dict[str, Any]]:
    heard: list[dict[str, Any]] = browser.stand_in.heard  # type: ignore[attr-defined]
    return heard


def rows_in(browser: Browser, table: Any) -> int:
    with reading(house_of(browser).engine) as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def guidance_with(phone: str, status: str) -> dict[str, Any]:
    contact = {
        "side": "external",
        "role": "the officer",
        "phone": phone,
        "status": status,
        "as_of": "2019-11-06",
    }
    return {"contacts": [contact], "steps": ["Ring the officer."]}


# --- the page before a conversation ------------------------------------------------------------------------------


def test_the_start_page_names_every_partnership_and_keeps_nothing(opening: Opening) -> None:
    browser = opening(echo)
    assert browser.response.status_code == 200
    for procedure in house_of(browser).library:
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
    assert [turn["text"] for turn in heard_by(browser)] == ["Hello"]
    with reading(house_of(browser).engine) as connection:
        assert connection.execute(select(conversations.c.channel)).scalar_one() == "web"


def test_start_sends_what_was_written_before_it_was_clicked(opening: Opening) -> None:
    browser = opening(echo)
    browser.send("A school will not share its notes", start="start")
    assert heard_by(browser)[0]["text"] == "A school will not share its notes"


# --- a conversation ----------------------------------------------------------------------------------------------


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
    with reading(house_of(browser).engine) as connection:
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
    assert len(heard_by(browser)) == 2
    assert sum("It is about a referral" in said for said in browser.said if said.startswith("You")) == 1


def test_another_text_under_an_old_form_is_another_message(opening: Opening) -> None:
    browser = opening(echo)
    browser.send("Hello")
    first = browser.page_id
    browser.send("It is about a referral", client_message_id=first)
    browser.send("It is about a review", client_message_id=first)
    assert [turn["text"] for turn in heard_by(browser)][1:] == [
        "It is about a referral",
        "It is about a review",
    ]


def test_a_clicked_choice_shows_its_words_and_not_its_code(opening: Opening) -> None:
    browser = opening(echo)
    browser.send("Hello")
    browser.send(choice="code_for_yes")
    assert any(said.startswith("You") and said.endswith("Yes, it does") for said in browser.said)
    assert heard_by(browser)[-1]["choice"] == "code_for_yes"


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
    assert [turn["text"] for turn in heard_by(browser)] == ["Hello", ""]


def test_a_message_that_is_still_being_answered_is_said_to_be(opening: Opening) -> None:
    browser = opening(echo)
    browser.send("Hello")
    with writing(house_of(browser).engine) as connection:
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


# --- whose conversation ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("address", "secure"), [("http://testserver", False), ("https://testserver", True)])
def test_the_cookie_is_kept_from_scripts_and_from_other_sites(
    opening: Opening, address: str, secure: bool
) -> None:
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
def test_a_form_from_another_site_is_refused_in_words(
    opening: Opening, path: str, headers: dict[str, str]
) -> None:
    browser = opening(echo)
    form = {"client_message_id": "a", "text": "Hello"}
    response = browser.client.post(path, data=form, headers=headers, follow_redirects=False)
    assert response.status_code == 403
    assert '<p id="said">' in response.text
    assert "set-cookie" not in response.headers
    assert heard_by(browser) == []


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}, {}])
def test_a_form_from_this_page_is_taken(opening: Opening, headers: dict[str, str]) -> None:
    browser = opening(echo)
    form = {"client_message_id": "a", "text": "Hello"}
    assert browser.client.post("/", data=form, headers=headers).status_code == 200
    assert len(heard_by(browser)) == 1


# --- what is not taken -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("started", [False, True])
def test_a_message_that_is_too_long_stays_in_its_box_with_the_reason(opening: Opening, started: bool) -> None:
    browser = opening(echo, message_limit=100)
    if started:
        browser.send("Hello")
    before = len(heard_by(browser))
    written = "  It is about <b>a referral</b> & more\n" * 4
    browser.send(written)
    assert browser.response.status_code == 422
    assert browser.box == written
    assert 'aria-describedby="text-hint text-error"' in browser.html
    assert 'id="text-error"' in browser.html and 'href="#text"' in browser.html
    assert len(heard_by(browser)) == before


def test_a_refused_first_message_opens_no_conversation(opening: Opening) -> None:
    browser = opening(echo)
    browser.send("   ")
    assert browser.response.status_code == 422
    assert rows_in(browser, conversations) == 0


def test_a_line_end_counts_as_one_character(opening: Opening) -> None:
    browser = opening(echo, message_limit=100)
    browser.send("a\r\n" * 49 + "b")
    assert browser.response.status_code == 200
    assert heard_by(browser)[0]["text"] == "a\n" * 49 + "b"


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
    with writing(house_of(browser).engine) as connection:
        connection.execute(text("ALTER TABLE journal RENAME TO journal_away"))
    browser.send("It is about a referral")
    assert browser.response.status_code == 503
    assert browser.box == "It is about a referral"
    assert 'id="text-error"' in browser.html


def test_a_message_stays_in_its_box_when_the_database_is_gone(opening: Opening) -> None:
    browser = opening(echo)
    browser.send("Hello")
    with writing(house_of(browser).engine) as connection:
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
    assert heard_by(browser) == []


# --- what is shown -----------------------------------------------------------------------------------------------


def test_hostile_words_of_a_person_are_shown_as_words(opening: Opening) -> None:
    browser = opening(lambda body: [Reply(NOTICE, "Thank you.")])
    browser.send(HOSTILE)
    assert html.escape(HOSTILE).replace("&quot;", "&#34;").replace("&#x27;", "&#39;") in browser.html
    assert "<script>alert" not in browser.html and "<img" not in browser.html


def test_hostile_words_in_a_box_cannot_leave_it(opening: Opening) -> None:
    browser = opening(echo, message_limit=100)
    written = "</textarea><script>alert(1)</script>" * 5
    browser.send(written)
    assert browser.box == written
    assert "<script>alert" not in browser.html


def test_nothing_from_the_dialogue_engine_is_ever_html(opening: Opening) -> None:
    guidance = {
        "stage": {"number": 1, "title": HOSTILE, "word": HOSTILE},
        "contacts": [
            {"side": HOSTILE, "role": HOSTILE, "phone": HOSTILE, "status": "printed", "as_of": HOSTILE}
        ],
        "timescale": {"text": HOSTILE, "due": "2026-11-30"},
        "steps": [HOSTILE],
        "warnings": [HOSTILE],
        "unknowns": [{"text": HOSTILE, "held_in": HOSTILE}],
        "citations": [{"ref": HOSTILE, "supports": "stage", "summary": HOSTILE}],
        "procedure": {"title": HOSTILE, "edition": HOSTILE, "as_of": HOSTILE, "newer_known": HOSTILE},
    }
    kinds = ("notice", "emergency", "summary", "error")
    said = [Reply(kind, f"{HOSTILE}\n- {HOSTILE}\n1. {HOSTILE}") for kind in kinds]
    said += [Reply(GUIDANCE, HOSTILE, guidance=guidance)]
    said += [Reply(QUESTION, HOSTILE, "area", (Choice(HOSTILE, HOSTILE), Choice("b", HOSTILE)))]
    browser = opening(lambda body: said)
    browser.send("Hello")
    assert '<section class="card"' in browser.html
    assert "<script>alert" not in browser.html and "<img" not in browser.html
    assert "onerror=alert(1)>" not in browser.html
    assert browser.choices[HOSTILE] == HOSTILE


@pytest.mark.parametrize("status", ["malformed", "unconfirmed", "role_only", "anything"])
def test_a_number_that_nobody_vouches_for_is_never_a_link(opening: Opening, status: str) -> None:
    reply = Reply(GUIDANCE, "Ring.", guidance=guidance_with("020 740 6609", status))
    browser = opening(lambda body: [reply])
    browser.send("Hello")
    assert "020 740 6609" in browser.html
    assert "tel:0" not in browser.html


def test_a_malformed_number_carries_a_warning(opening: Opening) -> None:
    reply = Reply(GUIDANCE, "Ring.", guidance=guidance_with("020 740 6609", "malformed"))
    browser = opening(lambda body: [reply])
    browser.send("Hello")
    assert re.search(r'020 740 6609</span>\s*<br><span class="note warning">', browser.html)


@pytest.mark.parametrize("status", ["printed", "confirmed"])
def test_a_number_that_can_be_dialled_is_a_link(opening: Opening, status: str) -> None:
    reply = Reply(GUIDANCE, "Ring.", guidance=guidance_with("01296 382070", status))
    browser = opening(lambda body: [reply])
    browser.send("Hello")
    assert 'href="tel:01296382070"' in browser.html


@pytest.mark.parametrize("phone", ["javascript:alert(1)", "01296 382070,,#", "ask the office"])
def test_words_in_place_of_a_number_are_never_a_link(opening: Opening, phone: str) -> None:
    reply = Reply(GUIDANCE, "Ring.", guidance=guidance_with(phone, "confirmed"))
    browser = opening(lambda body: [reply])
    browser.send("Hello")
    assert browser.html.count('href="tel:') == 1


def test_the_card_says_the_due_day_as_people_do(opening: Opening) -> None:
    guidance = {"timescale": {"text": "Five working days.", "due": "2026-11-30"}}
    browser = opening(lambda body: [Reply(GUIDANCE, "By then.", guidance=guidance)])
    browser.send("Hello")
    assert "Monday 30 November 2026" in browser.html


def test_guidance_of_an_unknown_shape_is_shown_as_its_text(opening: Opening) -> None:
    guidance = {"contacts": "nobody", "stage": 7}
    browser = opening(lambda body: [Reply(GUIDANCE, "Ring your lead.", guidance=guidance)])
    browser.send("Hello")
    assert "Ring your lead." in browser.html
    assert '<section class="card"' not in browser.html


def test_a_reference_is_shown_only_where_it_was_committed(opening: Opening) -> None:
    browser = opening(lambda body: [Reply(CONFIRMATION, "Recorded. 9999", reference="9999-9999-9")])
    browser.send("Hello")
    assert "9999-9999-9" not in browser.html
    assert "<strong>None</strong>" not in browser.html


def test_answers_keep_their_lists(opening: Opening) -> None:
    browser = opening(
        lambda body: [Reply(NOTICE, "First this:\n1. One\n2. Two\n\nThen:\n- a\n- b\nEnd\nof it")]
    )
    browser.send("Hello")
    flat = re.sub(r"\s*\n\s*", "", browser.html)
    assert "<ol><li>One</li><li>Two</li></ol>" in flat
    assert "<ul><li>a</li><li>b</li></ul>" in flat
    assert "End<br>of it" in flat


def test_a_summary_keeps_a_description_of_several_lines_in_one_row() -> None:
    said = "Check:\n- Partnership: Harrow\n- The disagreement: One\n- two\nthree\n- What: for\nIs this right?"
    before, found, asking = rows(said, frozenset({"Partnership", "The disagreement"}))
    assert [block.lines for block in before] == [("Check:",)]
    assert found == [("Partnership", "Harrow"), ("The disagreement", "One\n- two\nthree\n- What: for")]
    assert [block.lines for block in asking] == [("Is this right?",)]


def test_a_summary_without_rows_is_shown_as_text(opening: Opening) -> None:
    browser = opening(lambda body: [Reply(SUMMARY, "Is this right?", "confirm", YES_OR_NO)])
    browser.send("Hello")
    assert "Is this right?" in " ".join(browser.said)


def test_numbers_that_do_not_count_on_begin_a_list_of_their_own() -> None:
    assert [(block.kind, block.start, block.lines) for block in blocks("3. c\n4. d\n7. g")] == [
        ("numbered", 3, ("c", "d")),
        ("numbered", 7, ("g",)),
    ]


def test_the_page_needs_no_script_and_no_style_of_its_own(opening: Opening) -> None:
    browser = opening(echo)
    browser.send("Hello")
    assert "style=" not in browser.html and "<style" not in browser.html
    assert re.findall(r"<script[^>]*>", browser.html) == ['<script type="module" src="/static/chat.js">']
    assert not re.search(r'\son[a-z]+="', browser.html)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', browser.html)


def test_every_spoken_entry_says_who_spoke(opening: Opening) -> None:
    browser = opening(echo)
    browser.send("Hello")
    browser.send("It is about a referral")
    assert [said.split()[0] for said in browser.said] == ["You", "Assistant", "Assistant"] * 2
    assert 'role="log" aria-label="' in browser.html
