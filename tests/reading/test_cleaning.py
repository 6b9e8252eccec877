"""Typed text made safe, and commands told from prose."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.reading.cleaning import clean, looks_like_payload, without_leading_slash

_ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("plain words", "plain words"),
        ("half a character \ud83d here", "half a character \ufffd here"),
        ("other half \ude00", "other half \ufffd"),
        ("whole \ud83d\ude00 in two halves", "whole 😀 in two halves"),
        ("nul\x00 byte", "nul byte"),
        ("bell\x07 escape\x1b delete\x7f c1\x9f", "bell escape delete c1"),
        ("tab\tstays", "tab\tstays"),
        ("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
        ("soft\x0bline break", "soft\nline break"),
        ("next\x85line\u2028and\u2029paragraph", "next\nline\nand\nparagraph"),
        ("safe \u202eton si\u202c she", "safe ton si she"),
        ("\u2066isolate\u2069 \u202aembed\u202c", "isolate embed"),
        ("hidden\U000e0041\U000e0042 words", "hidden words"),
        ("  \n outer space \t ", "outer space"),
        ("cafe\u0301", "caf\u00e9"),
        ("   ", ""),
        ("", ""),
    ],
)
def test_what_is_unsafe_goes_and_the_words_stay(typed: str, cleaned: str) -> None:
    assert clean(typed) == cleaned


@pytest.mark.parametrize(
    "typed",
    [
        "👩\u200d👧 family",
        "❤\ufe0f",
        "שלום עולם",
        "مرحبا\u200f (hello)",
        "Zoë, Łukasz, Nguyễn, O’Brien",
        "na\u200cme with a non-joiner",
        "three\n\nlines",
        "日本語",
    ],
)
def test_other_scripts_accents_and_emoji_are_untouched(typed: str) -> None:
    assert clean(typed) == typed


@given(_ANY_TEXT)
def test_cleaned_text_can_be_stored_and_is_clean_for_good(typed: str) -> None:
    cleaned = clean(typed)
    cleaned.encode("utf-8")
    assert clean(cleaned) == cleaned
    assert not [c for c in cleaned if unicodedata.category(c) == "Cc" and c not in "\n\t"]
    assert not set(cleaned) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@given(st.text(st.characters(categories=("L", "N", "P", "Zs"))))
def test_no_letter_or_digit_is_lost(typed: str) -> None:
    kept = [c for c in unicodedata.normalize("NFC", typed) if not c.isspace()]
    assert [c for c in clean(typed) if not c.isspace()] == kept


@pytest.mark.parametrize(
    "typed",
    [
        "/restart",
        '/inform{"urgency":"not_urgent"}',
        "  /session_start",
        "\n/restart\n",
        "\u200b/restart",
        "\ufeff\u2060/restart",
        "/\u200brestart",
        "//restart",
        "/ /restart",
        "/ restart",
        '/inform {"urgency": "urgent"}',
        '/inform@0.9{"urgency": "urgent"}',
        "/inform@1.0",
        "/restart\x00",
        "/faq/ask_stage",
        "/_hidden",
        '/inform{"a": "b"} and more words',
        "EXTERNAL: reminder",
        "  EXTERNAL: reminder",
    ],
)
def test_a_command_typed_by_hand_is_noticed(typed: str) -> None:
    assert looks_like_payload(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "/",
        "/ I think the plan is wrong",
        "/restart please",
        "and/or",
        "24/7",
        "/24",
        "/\u3164",
        "he/she said /restart",
        "the external: review",
        "stage 3/4 {not json}",
        "1/2",
        "I want to restart",
    ],
)
def test_prose_with_a_slash_is_no_command(typed: str) -> None:
    assert not looks_like_payload(typed)


@pytest.mark.parametrize(
    ("typed", "without"),
    [
        ("/restart", "restart"),
        ("  /restart", "restart"),
        ("//restart", "restart"),
        ("\u200b/ \u200b/restart", "restart"),
        ("/ I think", "I think"),
        ("/", ""),
        ("and/or", "and/or"),
        ("  no slash ", "  no slash "),
        ("", ""),
    ],
)
def test_leading_slashes_come_off_and_nothing_else(typed: str, without: str) -> None:
    assert without_leading_slash(typed) == without


@given(_ANY_TEXT.map(lambda text: "/" + text))
def test_without_its_slash_no_text_is_a_slash_command(typed: str) -> None:
    assert not without_leading_slash(typed).startswith("/")
    assert not looks_like_payload(without_leading_slash(typed)) or "EXTERNAL:" in typed


@pytest.mark.parametrize(
    "piece", ["/", " ", "a", "/a", "/ ", "\u200b", "\u3164", "{", "@1", "\ud800", "\r\n", "e\u0301"]
)
def test_the_longest_message_is_read_to_its_end(piece: str) -> None:
    text = ("/" + piece * 10_000)[:9_900] + " the end"
    assert clean(text).endswith("the end")
    assert not looks_like_payload(text)
    assert without_leading_slash(text).endswith("the end")
