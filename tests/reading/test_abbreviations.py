"""The field's abbreviations spelt out, and the person's own words given back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import escalation.reading.abbreviations as abbreviations
from escalation.reading.abbreviations import expand, spelt_out

TABLE: dict[str, str] = json.loads(
    Path(abbreviations.__file__).with_name("abbreviations.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(
    ("typed", "full"),
    [
        ("The ICPC is due", "The initial child protection conference is due"),
        ("the SW’s mgr", "the social worker’s manager"),
        ("MASH NFA'd it", "multi-agency safeguarding hub front door took no further action on it"),
        ("s47 done", "section 47 child protection enquiry done"),
        ("S.47 done", "section 47 child protection enquiry done"),
        ("(CSC)", "(children's social care)"),
        ("dont know", "don't know"),
    ],
)
def test_an_abbreviation_is_spelt_out(typed: str, full: str) -> None:
    assert expand(typed) == full


@pytest.mark.parametrize(
    "typed",
    [
        "I said no.",
        "N and K are at home with R",
        "ta for that",
        "Ed is the dad",
        "Dad is a chef",
        "mashed potato",
        "a pinch of salt",
        "The swans",
        "Harrow",
        "nothing to change here",
    ],
)
def test_other_words_and_initials_are_left_alone(typed: str) -> None:
    assert expand(typed) == typed


@pytest.mark.parametrize(
    ("typed", "full"), [("the TA", "the teaching assistant"), ("DA at home", "domestic abuse at home")]
)
def test_some_are_read_only_in_capitals(typed: str, full: str) -> None:
    assert expand(typed) == full
    assert expand(typed.lower()) == typed.lower()


@pytest.mark.parametrize("short", sorted(TABLE))
def test_spelling_out_twice_changes_nothing_more(short: str) -> None:
    assert expand(expand(short)) == expand(short) != short


@pytest.mark.parametrize("typed", ["they won't visit", "they wont visit", "they won’t visit", "They Won't Visit"])
def test_a_contraction_reads_the_same_however_it_is_typed(typed: str) -> None:
    assert spelt_out(typed).text == "they will not visit"


@pytest.mark.parametrize("typed", ["the ill child", "we were well", "the shell"])
def test_a_word_is_not_taken_for_a_contraction(typed: str) -> None:
    assert spelt_out(typed).text == typed


def test_the_persons_own_words_come_back() -> None:
    spelt = spelt_out("Our SW wont call an ICPC now")
    start = spelt.text.index("will not")
    assert spelt.words(start, spelt.text.index(" now")) == "wont call an ICPC"
    assert spelt.words(3, 3) == ""
