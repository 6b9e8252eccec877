"""How the chat page shows what was said: as words, lists and cards, and never as anything else."""

import html
import re
from typing import Any

import pytest

from escalation.interview.questions import Choice
from escalation.interview.replies import CONFIRMATION, GUIDANCE, NOTICE, QUESTION, SUMMARY, Reply
from tests.web.browser import YES_OR_NO, Opening, echo
from web.prose import blocks, rows

HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(1)> \"' {{ 7 * 7 }} \u05e9\u05dc\u05d5\u05dd \U0001f9d2"


def guidance_with(phone: str, status: str) -> dict[str, Any]:
    contact = {
        "side": "external",
        "role": "the officer",
        "phone": phone,
        "status": status,
        "as_of": "2019-11-06",
    }
    return {"contacts": [contact], "steps": ["Ring the officer."]}


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
        "contacts": [{"side": HOSTILE, "role": HOSTILE, "phone": HOSTILE, "status": "printed", "as_of": HOSTILE}],
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
    browser = opening(lambda body: [Reply(NOTICE, "First this:\n1. One\n2. Two\n\nThen:\n- a\n- b\nEnd\nof it")])
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


PAGE = "/escalations/4827-3195-6"


@pytest.mark.parametrize("around", ["{}", "Its page: {}", "Look there ({}).", "{}, and then ring.", "- {}"])
def test_the_path_of_a_records_page_becomes_a_link(opening: Opening, around: str) -> None:
    browser = opening(lambda body: [Reply(NOTICE, around.format(PAGE))])
    browser.send("Hello")
    assert f'<a href="{PAGE}">{PAGE}</a>' in browser.html


@pytest.mark.parametrize(
    "written",
    [
        f"https://elsewhere.example{PAGE}",
        f"/{PAGE}",
        f"{PAGE}/papers",
        f"{PAGE}0",
        f"{PAGE}?a=b",
        f"{PAGE}.elsewhere.example",
        f"{PAGE}:8080/a",
        f'{PAGE}"onclick="alert(1)',
        "/escalations/4827-3195",
        "/escalations",
        "/api/docs",
        "https://elsewhere.example",
    ],
)
def test_nothing_else_becomes_a_link(opening: Opening, written: str) -> None:
    browser = opening(lambda body: [Reply(NOTICE, f"Look at {written} now\n- {written}\n1. {written}")])
    before = browser.html.count("<a ")
    browser.send("Hello")
    browser.open()
    links = browser.html.count("<a ")
    browser.send(f"I looked at {written} and at {PAGE}")
    assert f"{written} now" in html.unescape(browser.html)
    assert (links, browser.html.count("<a ")) == (before, before)
