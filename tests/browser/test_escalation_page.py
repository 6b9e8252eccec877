"""The pages of an escalation in a real browser. Nothing on them needs a script."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from escalation import clock
from escalation.day_words import spoken
from escalation.progress import ProgressKind, Speaker
from tests.browser.conftest import Served
from tests.browser.test_looks import faint
from tests.web.records import Elsewhere

Opening = Callable[..., Page]

_LONG = "Donaudampfschifffahrtsgesellschaftskapitän" * 8


@pytest.fixture
def record(served: Served) -> Elsewhere:
    """A record on its second stage, with words in it that no line holds."""
    begun = Elsewhere(served.house).begin()
    return begun.report(ProgressKind.NO_AGREEMENT, who=Speaker.MANAGER, said=_LONG, child_outcome="Nothing changed.")


def unlock(page: Page, served: Served, record: Elsewhere) -> None:
    """Opens the record with its code."""
    page.goto(f"{served.address}/escalations/{record.reference}")
    expect(page.get_by_label("Reference")).to_have_value(record.reference)
    page.get_by_label("Resume code").fill(record.code.replace("-", " "))
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(record.reference)


@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_resume_code_to_the_conversation(
    opening: Opening, served: Served, record: Elsewhere, javascript: bool
) -> None:
    page = opening(java_script_enabled=javascript)
    unlock(page, served, record)
    expect(page.get_by_role("status")).to_be_visible()
    duty = record.record.open_duties[0]
    line = page.locator(".duty", has_text=duty.text)
    line.get_by_label("Done on").fill("yesterday")
    line.get_by_role("button", name="Tick off").click()
    expect(page.locator(".done li", has_text=duty.text)).to_be_visible()
    assert page.url == f"{served.address}/escalations/{record.reference}#main"
    with page.expect_download() as download:
        page.get_by_role("link", name="Record form: Word file").click()
    assert record.reference in download.value.suggested_filename
    word = Document(BytesIO(Path(download.value.path()).read_bytes()))
    assert any(_LONG in cell.text for table in word.tables for row in table.rows for cell in row.cells)
    page.get_by_role("button", name="Say what happened").click()
    expect(page.locator(".entry.you")).to_contain_text(f"I want to come back to {record.reference}")
    listed = page.get_by_role("navigation", name="Your escalations")
    listed.get_by_role("link", name=record.reference).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(record.reference)


def test_what_is_wrong_is_brought_into_sight_and_leads_to_its_field(
    opening: Opening, served: Served, record: Elsewhere
) -> None:
    page = opening()
    unlock(page, served, record)
    line = page.locator(".duty").last
    line.get_by_label("Done on").fill("31 February")
    line.get_by_role("button", name="Tick off").click()
    expect(page.locator("#problem")).to_be_in_viewport()
    page.locator("#problem a").click()
    field = page.locator("input[aria-invalid=true]")
    expect(field).to_be_in_viewport()
    expect(field).to_have_value("31 February")
    assert all(duty.done_on is None for duty in record.record.duties)


@pytest.mark.parametrize("height", [640, 256])
def test_nothing_runs_out_of_the_narrowest_page_at_any_zoom(
    opening: Opening, served: Served, record: Elsewhere, height: int
) -> None:
    """A page of 1280 by 1024 at 400 % is one of 320 by 256."""
    page = opening(viewport={"width": 320, "height": height})

    def fits() -> bool:
        return bool(page.evaluate("document.documentElement.scrollWidth <= 320"))

    page.goto(f"{served.address}/escalations/{record.reference}")
    assert fits()
    unlock(page, served, record)
    assert fits()
    for part in page.locator("details > summary").all():
        part.click()
    assert fits()
    page.get_by_role("link", name="Your escalations").click()
    expect(page.locator(".record")).to_have_count(1)
    assert fits()
    page.get_by_role("link", name="Go to the conversation").click()
    expect(page.get_by_role("navigation", name="Your escalations")).to_be_visible()
    assert fits()


def test_what_can_be_clicked_is_large_enough(opening: Opening, served: Served, record: Elsewhere) -> None:
    page = opening(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    unlock(page, served, record)
    for target in page.locator("main button, main input:not([type=hidden]), main summary").all():
        box = target.bounding_box()
        assert box is not None and box["height"] >= 44
    for link in page.locator("main li > a, main p > a").all():
        box = link.bounding_box()
        assert box is not None and box["height"] >= 24


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_words_of_the_pages_stand_out(opening: Opening, served: Served, record: Elsewhere, scheme: str) -> None:
    page = opening(color_scheme=scheme)
    unlock(page, served, record)
    assert faint(page) == []
    page.locator(".duty input[name=done_on]").first.fill("nonsense")
    page.locator(".duty button").first.click()
    expect(page.locator("#problem")).to_be_visible()
    assert faint(page) == []
    record.report(ProgressKind.RESOLVED, agreed="It is opened again.")
    page.goto(f"{served.address}/escalations/{record.reference}")
    expect(page.locator(".tag.closed")).to_be_visible()
    assert faint(page) == []
    page.goto(f"{served.address}/escalations")
    assert faint(page) == []


def test_the_keyboard_alone_reaches_everything(opening: Opening, served: Served, record: Elsewhere) -> None:
    page = opening()
    unlock(page, served, record)
    page.goto(f"{served.address}/escalations/{record.reference}")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    first = page.locator(".tick button").first
    for _ in range(40):
        page.keyboard.press("Tab")
        if first.evaluate("button => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".done li")).to_have_count(1)
    expect(page.locator(".done li")).to_contain_text(spoken(clock.today()))
