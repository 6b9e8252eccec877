"""Messages made ready to be held against wordings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.reading.wordings import Wordings, readable

READING = Path(__file__).parents[2] / "escalation" / "reading"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("my escelation", "my escalation"),
        ("I've recieved a challange", "i have received a challenge"),
        ("their responce   is late", "their response is late"),
        ("my decision's been challenged", "my decision has been challenged"),
        ("Ref 4827-3195-6", "reference 4827-3195-6"),
        ("the confimation", "the confirmation"),
    ],
)
def test_slips_and_short_forms_are_mended(typed: str, read: str) -> None:
    assert readable(typed) == read


@pytest.mark.parametrize("text", ["they agree", "college", "better", "she relied on him", "he scored", "they manage"])
def test_other_words_are_left_as_they_are(text: str) -> None:
    assert readable(text) == text


def test_the_beginning_and_the_end_of_a_long_message_are_read() -> None:
    read = readable("first " + "x " * 2_000 + " last")
    assert read.startswith("first") and read.endswith("last") and len(read) < 1_600


@pytest.mark.parametrize("name", ["matter_words", "trouble_words", "happening_words"])
def test_words_that_a_list_needs_stand_in_whatever_it_finds(name: str) -> None:
    lists = json.loads((READING / f"{name}.json").read_text(encoding="utf-8"))
    assert set(lists.get("needs", {})) <= set(lists["patterns"])
    wordings = Wordings(READING / f"{name}.json")
    assert all(not wordings.said(key, "qwertz") for key in lists["patterns"])


@given(st.text(max_size=300))
def test_any_text_can_be_made_ready(text: str) -> None:
    assert "\n" not in readable(text)
