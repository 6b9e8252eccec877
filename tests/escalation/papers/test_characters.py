"""Characters that no font has: written by their names in the PDF, and nothing else is touched for them."""

import traceback
from dataclasses import replace
from typing import Any

import pytest
import typst

from escalation.library import Library
from escalation.papers import pdf
from escalation.papers.paper import make_paper
from escalation.papers.pdf import PaperNotMade, name_of
from tests.escalation.papers.reading_back import squashed, text_of
from tests.escalation.papers.sample import TODAY, record_of

ACCENTS = "Zoë Łukasz Жанна"


@pytest.fixture
def bare_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer without a font of its own."""
    only = typst.Fonts(include_system_fonts=False)
    monkeypatch.setattr(pdf, "fonts", lambda with_system_fonts: only)


def set_text(library: Library, said: str) -> str:
    """What the PDF of a message with this description says."""
    record = replace(record_of(library), description=said)
    return text_of(make_paper("message", "pdf", record, library, TODAY), "pdf")


@pytest.mark.usefixtures("bare_server")
@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("🚔", "[oncoming police car]"),
        ("a 中 b", "a [cjk unified ideograph-4e2d] b"),
        ("👩‍👧", "[woman][girl]"),
        ("\U000f0000", "[character f0000]"),
    ],
)
def test_a_character_that_no_font_has_is_named_and_the_others_stay(library: Library, said: str, shown: str) -> None:
    text = set_text(library, f"{ACCENTS} {said} {ACCENTS}").replace("\u200d", "")
    assert squashed(f"{ACCENTS} {shown} {ACCENTS}") in text


@pytest.mark.usefixtures("bare_server")
def test_what_the_fonts_have_is_not_named(library: Library) -> None:
    assert squashed(f"{ACCENTS} ½ € – “x” ✓ [draft]") in set_text(library, f"{ACCENTS} ½ € – “x” ✓ [draft]")


@pytest.mark.usefixtures("bare_server")
def test_a_mark_on_its_letter_stays_where_only_another_character_is_missing(library: Library) -> None:
    text = set_text(library, "e\u0323\u0301 🚔")
    assert "[oncomingpolicecar]" in text and "combining" not in text


@pytest.mark.usefixtures("bare_server")
def test_a_mark_that_shares_no_font_with_its_letter_is_named(library: Library) -> None:
    text = set_text(library, f"{ACCENTS} a\u064b")
    assert squashed(f"{ACCENTS} a[arabic fathatan]") in text


@pytest.mark.usefixtures("bare_server")
def test_thousands_of_missing_characters_are_named_too(library: Library) -> None:
    said = "".join(chr(0x4E00 + number) for number in range(3000))
    assert "[cjkunifiedideograph-59b7]" in set_text(library, said)


def test_no_character_vanishes_whatever_fonts_there_are(library: Library) -> None:
    said = "🚔☐中ж"
    text = set_text(library, said)
    for character in said:
        assert character in text or squashed(name_of(character)) in text


def test_if_the_missing_are_not_found_all_but_latin_letters_are_named(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    only = typst.Fonts(include_system_fonts=False)
    monkeypatch.setattr(pdf, "fonts", lambda with_system_fonts: only)
    monkeypatch.setattr(pdf, "_missing", lambda tree: set())
    text = set_text(library, "Zoë Łuk 🚔")
    assert squashed("Zoë [latin capital letter l with stroke]uk [oncoming police car]") in text


def test_a_pdf_that_cannot_be_set_says_nothing_of_the_case(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*anything: Any) -> bytes:
        raise typst.TypstError("the text `They closed the case` could not be displayed", "")

    monkeypatch.setattr(pdf, "_set", fails)
    with pytest.raises(PaperNotMade) as caught:
        set_text(library, "They closed the case")
    told = "".join(traceback.format_exception(caught.value, chain=True))
    assert "They closed" not in told.replace('set_text(library, "They closed the case")', "")
