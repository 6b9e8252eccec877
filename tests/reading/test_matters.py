"""What somebody who comes back comes for."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.reading.matters import Matter, matter_said, paper_said
from tests.reading.phrasing_lists import phrasings

DEVELOPMENT = Path(__file__).parents[2] / "evaluation" / "development.csv"


@pytest.mark.parametrize(("matter", "text"), [(matter, text) for matter in Matter for text in phrasings(matter.value)])
def test_a_matter_is_understood_in_many_words(matter: Matter, text: str) -> None:
    assert matter_said(text) is matter


@pytest.mark.parametrize("matter", Matter)
def test_each_matter_is_tried_in_forty_wordings_or_more(matter: Matter) -> None:
    assert len(phrasings(matter.value)) >= 40


@pytest.mark.parametrize("text", phrasings("no_matter"))
def test_an_account_a_question_or_an_answer_is_no_matter(text: str) -> None:
    assert matter_said(text) is None


def test_no_message_of_the_development_set_is_a_matter() -> None:
    with DEVELOPMENT.open(encoding="utf-8") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    assert [text for text in texts if matter_said(text) is not None] == []


@pytest.mark.parametrize("text", ["{}", "{} we spoke and they still don't agree", "no reply for 8 days, {}"])
@pytest.mark.parametrize("reference", ["4827-3195-6", "4827-3195-7"])
def test_a_reference_makes_any_account_a_wish_to_go_on(text: str, reference: str) -> None:
    assert matter_said(text.format(reference)) is Matter.FOLLOW_UP


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("I've lost my code and want to come back to my escalation", Matter.NEW_CODE),
        ("the state of 4827-3195-6?", Matter.STATUS),
        ("what is the status of 4827-3195-6", Matter.STATUS),
        ("give me the form for 4827-3195-6", Matter.PAPERS),
        ("I've sent the written confirmation", Matter.DUTY),
        ("send me the written confirmation", Matter.PAPERS),
    ],
)
def test_of_two_matters_the_more_telling_counts(text: str, matter: Matter) -> None:
    assert matter_said(text) is matter


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("give me the form", "record"), ("can I have it as a Word file", "record"), ("pdf please", "record"),
        ("a copy of my record", "record"), ("print-out please", "record"), ("send the record form", "record"),
        ("write the letter to them", "message"), ("draft an e-mail to the team manager", "message"),
        ("write to them for me", "message"), ("the letter as a PDF", "message"),
        ("a message to the other agency", "message"),
        ("the written confirmation please", "confirmation"), ("the confirmation letter", "confirmation"),
        ("prepare the confirmation of what we agreed as Word", "confirmation"), ("the confimation pls", "confirmation"),
        ("I need the paperwork", None), ("hello", None), ("", None),
    ],
)  # fmt: skip
def test_the_paper_that_is_named_is_known(text: str, paper: str | None) -> None:
    assert paper_said(text) == paper


@given(st.text(max_size=300) | st.lists(st.sampled_from(phrasings("received")), max_size=8).map(" ".join))
def test_no_text_makes_it_fail(text: str) -> None:
    assert matter_said(text) in {None, *Matter}
    assert paper_said(text) in {None, "record", "message", "confirmation"}


@pytest.mark.parametrize("piece", ["a ", "my ", "they ", "the partnership ", "write ", "-", " ", "i have been ", "1"])
def test_a_long_text_is_read_in_no_time(piece: str) -> None:
    text = (piece * 4_000)[:4_000]
    before = time.process_time()
    matter_said(text)
    assert time.process_time() - before < 0.2  # ten times what it takes: the machine may be busy
