"""Whole conversations in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Served

Opening = Callable[..., Page]

_MOST_TABS = 40
CHOICES_BEFORE_WORDS = ("not_urgent", "harrow", "threshold_referral", "no", "education", "0")


def reach(page: Page, selector: str, key: str = "Tab") -> None:
    """Moves the focus by the keyboard until it stands on the element."""
    for _ in range(_MOST_TABS):
        if page.locator(f"{selector}:focus").count():
            return
        page.keyboard.press(key)
    raise AssertionError(f"the keyboard does not reach {selector}")


def say(page: Page, words: str) -> None:
    """Writes into the box, which has the focus, and sends."""
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.type(words)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#text")).to_have_value("")


def answered(page: Page) -> None:
    """Waits for the answer: while a message is being sent, the page takes no other."""
    expect(page.locator("#talk[aria-busy=true]")).to_have_count(0)


def choose(page: Page, value: str) -> None:
    """Clicks an answer, once it is offered, and waits for what is said to it."""
    page.locator(f"button.choice[value='{value}']").click()
    answered(page)


def answer_all(page: Page) -> None:
    """Goes through the interview to its summary with the mouse."""
    for value in CHOICES_BEFORE_WORDS:
        choose(page, value)
    page.locator("#text").fill("JB")
    page.locator("#send").click()
    answered(page)
    choose(page, "social_care")
    for words in ("The referral was closed.", "That it is looked at again."):
        expect(page.locator("button.choice[value='skip']")).to_be_visible()
        page.locator("#text").fill(words)
        page.locator("#send").click()
        answered(page)
        expect(page.locator(".entry.you").last).to_contain_text(words)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_fact_that_was_read_is_changed_with_a_click(opening: Opening, javascript: bool) -> None:
    page = opening(java_script_enabled=javascript)
    page.locator("button[name=start]").click()
    answered(page)
    page.locator("#text").fill("I'm a teacher in Harrow. They closed the case and I disagree")
    page.locator("#send").click()
    answered(page)
    offered = page.get_by_role("group", name="Choose what to change")
    expect(offered.get_by_role("button")).to_have_count(3)
    offered.get_by_role("button", name="Partnership").click()
    answered(page)
    expect(page.locator(".entry.you").last).to_contain_text("Change: Partnership")
    choose(page, "sefton")
    expect(page.get_by_role("group", name="Choose what to change")).to_have_count(0)
    expect(page.locator("button.choice[value='immediate_danger']")).to_be_visible()


def test_a_whole_conversation_by_keyboard_alone(opening: Opening) -> None:
    page = opening()
    reach(page, "button[name=start]")
    page.keyboard.press("Enter")
    for value in CHOICES_BEFORE_WORDS:
        expect(page.locator(f"button.choice[value='{value}']")).to_be_visible()
        reach(page, f"button.choice[value='{value}']", "Shift+Tab")
        page.keyboard.press("Enter")
        answered(page)
    expect(page.locator("button.choice")).to_have_count(0)
    say(page, "JB")
    expect(page.locator("button.choice[value=social_care]")).to_be_visible()
    reach(page, "button.choice[value=social_care]", "Shift+Tab")
    page.keyboard.press("Space")
    answered(page)
    for words in ("The referral was closed.", "That it is looked at again."):
        expect(page.locator("button.choice[value='skip']")).to_have_count(1)
        say(page, words)
    expect(page.locator(".entry.summary dd", has_text="JB")).to_be_visible()
    reach(page, "button.choice[value=yes]", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".entry.confirmation .reference strong")).to_be_visible()
    expect(page.locator(".card")).to_be_visible()
    reach(page, ".card details:last-of-type summary", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".card details").last.locator("p")).to_be_visible()


def test_a_whole_conversation_without_javascript(opening: Opening) -> None:
    page = opening(java_script_enabled=False)
    page.locator("button[name=start]").click()
    assert page.url.endswith("/#latest")
    answer_all(page)
    choose(page, "yes")
    expect(page.locator(".entry.confirmation .reference strong")).to_be_visible()
    expect(page.locator(".card")).to_be_visible()


def test_without_javascript_a_refused_message_comes_back_with_its_reason(opening: Opening) -> None:
    page = opening(java_script_enabled=False)
    page.locator("#text").fill("a" * 4001)
    page.locator("#send").click()
    expect(page.locator("#text")).to_have_value("a" * 4001)
    expect(page.locator("#problem")).to_be_in_viewport()


def test_on_the_narrowest_telephone_nothing_runs_out_of_the_page(opening: Opening, served: Served) -> None:
    page = opening(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)

    def fits() -> bool:
        return bool(page.evaluate("document.documentElement.scrollWidth <= 320"))

    assert fits()
    page.locator("button[name=start]").click()
    for value in CHOICES_BEFORE_WORDS[:2]:
        choose(page, value)
    choices = page.locator("button.choice")
    expect(page.locator("button.choice[value=lac_review]")).to_be_visible()
    assert choices.count() > 8
    assert all(box and box["height"] >= 44 for box in (choice.bounding_box() for choice in choices.all()))
    assert fits()
    page.locator("#text").fill("w" * 400)
    page.locator("#send").click()
    expect(page.locator(".entry.you").last).to_contain_text("www")
    assert fits()
    page.goto(f"{served.address}/api/docs")
    assert fits()


def test_the_guidance_fits_the_narrowest_telephone(opening: Opening) -> None:
    page = opening(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    page.locator("button[name=start]").click()
    answer_all(page)
    expect(page.locator(".entry.summary")).to_be_visible()
    choose(page, "yes")
    expect(page.locator(".card")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= 320")


def test_the_focus_stays_in_the_box(opening: Opening) -> None:
    page = opening()
    page.locator("button[name=start]").click()
    expect(page.locator(".entry.question")).to_be_visible()
    expect(page.locator("#text")).to_be_focused()
    choose(page, "not_urgent")
    expect(page.locator("button.choice[value=harrow]")).to_be_visible()
    expect(page.locator("#text")).to_be_focused()
    say(page, "Harrow")
    expect(page.locator("button.choice[value=lac_review]")).to_be_visible()
    expect(page.locator("#text")).to_be_focused()


def test_enter_alone_makes_a_new_line(opening: Opening, served: Served) -> None:
    page = opening()
    page.locator("#text").focus()
    page.keyboard.type("One")
    page.keyboard.press("Enter")
    page.keyboard.type("two")
    expect(page.locator("#text")).to_have_value("One\ntwo")
    assert served.stand_in.heard == []


def test_new_entries_are_added_to_the_log_once_and_the_old_ones_stay(opening: Opening) -> None:
    page = opening()
    log = page.get_by_role("log", name="Conversation")
    expect(log).to_have_count(1)
    page.locator("button[name=start]").click()
    expect(log.locator(".entry.question")).to_be_visible()
    page.evaluate("document.querySelector('#log li').wasHere = true")
    choose(page, "not_urgent")
    expect(page.locator("button.choice[value=harrow]")).to_be_visible()
    assert page.evaluate("document.querySelector('#log li').wasHere === true")
    shown = log.locator("[data-entry]").evaluate_all("entries => entries.map(entry => entry.dataset.entry)")
    page.reload()
    kept = log.locator("[data-entry]").evaluate_all("entries => entries.map(entry => entry.dataset.entry)")
    assert shown == kept
    assert len(set(kept)) == len(kept) > 3
    assert page.locator("#latest").count() == 1


@pytest.mark.parametrize("arrives", [False, True])
def test_a_lost_connection_keeps_the_text_and_sending_again_counts_once(
    opening: Opening, served: Served, arrives: bool
) -> None:
    page = opening()
    page.locator("button[name=start]").click()
    choose(page, "not_urgent")
    expect(page.locator("button.choice[value=harrow]")).to_be_visible()
    sent: list[str] = []

    def lose(route: Route) -> None:
        sent.append(route.request.post_data or "")
        if arrives:
            route.fetch(max_redirects=0)
        route.abort()

    page.route("**/*", lose)
    page.locator("#text").fill("Harrow, I think")
    page.locator("#send").click()
    expect(page.locator("#status")).to_have_class("status failed")
    expect(page.locator("#text")).to_have_value("Harrow, I think")
    page.unroute("**/*")
    with page.expect_request(lambda request: request.method == "POST") as again:
        page.locator("#send").click()
    expect(page.locator("button.choice[value=lac_review]")).to_be_visible()
    assert again.value.post_data == sent[0]
    assert [turn["text"] for turn in served.stand_in.heard].count("Harrow, I think") == 1
    assert page.locator(".entry.you", has_text="Harrow, I think").count() == 1
    expect(page.locator("#status")).to_have_text("")


def test_while_an_answer_comes_the_page_says_so_and_takes_no_second_message(opening: Opening, served: Served) -> None:
    page = opening()
    page.locator("button[name=start]").click()
    expect(page.locator("button.choice[value=urgent]")).to_be_visible()
    served.stand_in.seconds = 3
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.locator("#text").fill("It is urgent")
    page.locator("#send").dblclick()
    expect(page.locator("#status")).not_to_have_text("")
    expect(page.locator("#send")).to_have_attribute("aria-disabled", "true")
    page.locator("#text").press_sequentially(" and more")
    expect(page.locator("button.choice[value=harrow]")).to_be_visible()
    expect(page.locator("#text")).to_have_value("It is urgent and more")
    assert len(served.stand_in.heard) == 2
    assert sent.count("POST") == 1


def test_what_stood_in_the_box_stays_when_a_choice_is_clicked(opening: Opening) -> None:
    page = opening()
    page.locator("button[name=start]").click()
    expect(page.locator("button.choice[value=urgent]")).to_be_visible()
    page.locator("#text").fill("Half a sentence")
    choose(page, "urgent")
    expect(page.locator("button.choice[value=harrow]")).to_be_visible()
    expect(page.locator("#text")).to_have_value("Half a sentence")


def test_the_characters_are_counted_near_the_limit_and_what_is_too_long_is_kept(opening: Opening) -> None:
    page = opening()
    page.locator("#text").fill("\U0001f9d2" * 3990)
    expect(page.locator("#count")).to_contain_text("10 ")
    page.locator("#text").fill("\U0001f9d2" * 4003)
    expect(page.locator("#count")).to_contain_text("3 ")
    page.locator("#send").click()
    expect(page.locator("#problem")).to_be_visible()
    expect(page.locator("#text")).to_have_value("\U0001f9d2" * 4003)
    expect(page.locator("#text")).to_be_focused()


def test_starting_again_shows_a_clean_page(opening: Opening) -> None:
    page = opening()
    page.locator("button[name=start]").click()
    expect(page.locator(".entry.question")).to_be_visible()
    page.locator("form.anew button").click()
    expect(page.locator("button[name=start]")).to_be_visible()
    assert page.locator("[data-entry]").count() == 0
