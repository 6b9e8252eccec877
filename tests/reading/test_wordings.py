"""Messages made ready to be held against wordings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.reading.matters import Matter
from escalation.reading.wordings import Wordings, readable
from tests.reading.phrasing_lists import phrasings

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


def test_looking_for_needed_words_first_changes_no_finding(tmp_path: Path) -> None:
    lists = json.loads((READING / "matter_words.json").read_text(encoding="utf-8"))
    needs = lists.pop("needs")
    (tmp_path / "all.json").write_text(json.dumps(lists), encoding="utf-8")
    quick, thorough = Wordings(READING / "matter_words.json"), Wordings(tmp_path / "all.json")
    texts = [readable(text) for matter in Matter for text in phrasings(matter.value)]
    assert needs
    assert all(quick.said(key, text) == thorough.said(key, text) for key in needs for text in texts)


@given(st.text(max_size=300))
def test_any_text_can_be_made_ready(text: str) -> None:
    assert "\n" not in readable(text)
