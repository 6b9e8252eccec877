"""What can be seen: words stand out, targets are large, the way to 999 is always there."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_conversation import answer_all, choose

Opening = Callable[..., Page]

_ENOUGH = 4.5
# The contrast of every piece of text with the ground behind it, by the formula of WCAG 2.2.
_CONTRASTS = """() => {
  const parts = (colour) => colour.match(/[0-9.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = parts(colour).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (parts(colour)[3] !== 0) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !element.checkVisibility()) continue;
    const both = [light(getComputedStyle(element).color), light(ground(element))];
    const [low, high] = both.sort((a, b) => a - b);
    found.push([(high + 0.05) / (low + 0.05), texts.currentNode.data.trim()]);
  }
  return found;
}"""


def faint(page: Page) -> list[Any]:
    """The texts that are too faint."""
    page.mouse.move(0, 0)
    found = page.evaluate(_CONTRASTS)
    assert len(found) > 10
    return [(words, ratio) for ratio, words in found if ratio < _ENOUGH]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_words_stand_out_from_their_ground(opening: Opening, scheme: str) -> None:
    page = opening(color_scheme=scheme)
    assert faint(page) == []
    page.locator("#text").fill("He is hitting her right now")
    page.locator("#send").click()
    expect(page.locator(".entry.emergency")).to_be_visible()
    page.locator("#text").fill("a" * 4001)
    page.locator("#send").click()
    expect(page.locator("#problem")).to_be_visible()
    assert faint(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_card_and_the_reference_stand_out(opening: Opening, scheme: str) -> None:
    page = opening(color_scheme=scheme)
    page.locator("button[name=start]").click()
    answer_all(page)
    expect(page.locator(".entry.summary")).to_be_visible()
    choose(page, "yes")
    expect(page.locator(".card")).to_be_visible()
    assert faint(page) == []


def test_the_way_to_999_stays_in_sight(opening: Opening) -> None:
    page = opening()
    page.locator("button[name=start]").click()
    answer_all(page)
    expect(page.locator(".entry.summary")).to_be_visible()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(page.locator(".danger a")).to_be_in_viewport()


def test_at_high_zoom_the_strip_leaves_room_for_the_page(opening: Opening) -> None:
    page = opening(viewport={"width": 320, "height": 256})
    page.locator("button[name=start]").click()
    expect(page.locator(".entry.question")).to_be_visible()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(page.locator(".danger a")).not_to_be_in_viewport()


def test_the_focus_can_be_seen_on_everything_that_takes_it(opening: Opening) -> None:
    page = opening()
    page.locator("button[name=start]").click()
    expect(page.locator(".entry.question")).to_be_visible()
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    for _ in range(8):
        page.keyboard.press("Tab")
        width = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        assert width >= 2


def test_on_paper_there_is_the_conversation_and_no_form(opening: Opening) -> None:
    page = opening()
    page.locator("button[name=start]").click()
    expect(page.locator(".entry.question")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("#answer")).to_be_hidden()
    expect(page.locator(".entry.question")).to_be_visible()
