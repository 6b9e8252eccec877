"""Resume codes: four words of a list in a message."""

from __future__ import annotations

import csv
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.reading.resume_codes import CODE_WORDS, code_said, without_code

CODE = "amber-kettle-otter-maple"
DEVELOPMENT = Path(__file__).parents[2] / "evaluation" / "development.csv"


def _distance(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        new = [i]
        for j, b in enumerate(other, start=1):
            new.append(min(row[j] + 1, new[-1] + 1, row[j - 1] + (a != b)))
        row = new
    return row[-1]


def test_the_list_has_256_words_of_four_to_six_letters_in_order() -> None:
    assert len(set(CODE_WORDS)) == len(CODE_WORDS) == 256
    assert list(CODE_WORDS) == sorted(CODE_WORDS)
    assert all(word.isascii() and word.isalpha() and word.islower() and 4 <= len(word) <= 6 for word in CODE_WORDS)


def test_no_two_words_are_alike() -> None:
    assert len({word[:4] for word in CODE_WORDS}) == len(CODE_WORDS)
    assert min(_distance(one, other) for one, other in combinations(CODE_WORDS, 2)) > 2


@pytest.mark.parametrize(
    "text",
    [
        CODE, "Amber Kettle Otter Maple", "AMBER\nKETTLE\nOTTER\nMAPLE",
        "my code is amber, kettle, otter, maple thanks",
        "amber then kettle then otter then maple", "amber, kettle, otter and maple", "amber – kettle – otter – maple.",
        "amber dash kettle dash otter dash maple", "amber_kettle_otter_maple", "amberkettleottermaple",
        "carpet amber-kettle-otter-maple", "4827-3195-6 amber-kettle-otter-maple",
        "the words were amber kettle otter maple",
        f"{CODE} {CODE}",
    ],
)  # fmt: skip
def test_a_code_is_found_however_it_is_written(text: str) -> None:
    assert code_said(text) == CODE


@pytest.mark.parametrize(
    "text",
    ["ambr kettle otter maple", "amber kettel otter maple", "amber kettle otter mapple", "amber-kettle-0tter-maple",
     "ambe-kettle-otter-maplw"],
)  # fmt: skip
def test_a_slip_in_a_word_is_mended(text: str) -> None:
    assert code_said(text) == CODE
    assert CODE not in without_code(text)


@pytest.mark.parametrize(
    "text",
    ["amber kettle otter", "amber kettle otter maple carpet", "amber kettle bannister maple", "ambr-kettel-oter-mapl",
     "copper-window-pencil-table"],
)  # fmt: skip
def test_what_is_nearly_a_code_is_none_but_never_kept(text: str) -> None:
    assert code_said(text) is None
    assert "[resume code]" in without_code(text)


def test_only_the_code_is_taken_out() -> None:
    assert without_code(f"My code is {CODE}, ref 4827-3195-6.") == "My code is [resume code], ref 4827-3195-6."
    assert without_code("Amber, kettle, otter, maple") == "[resume code]"
    assert without_code(f"{CODE} and then {CODE.upper()}") == "[resume code]"


@pytest.mark.parametrize(
    "text",
    ["long-term-foster-care", "out-of-hours-team", "the rabbit, the kitten and the donkey", "rabbit, kitten and donkey",
     "cheese pizza", "an otter in the museum", "multi-agency-safeguarding-hub", "same-day-duty-visit", "2026-11-03-12",
     "step-by-step-plan", "he said-she said-they said-we said", ""],
)  # fmt: skip
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert without_code(text) == text
    assert code_said(text) is None


def test_no_message_of_the_development_set_is_changed() -> None:
    with DEVELOPMENT.open(encoding="utf-8") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    assert len(texts) > 1_000
    assert [text for text in texts if without_code(text) != text or code_said(text)] == []


_PIECES = st.sampled_from(
    ["amber", "kettle", "ottr", "maple", "carpet", "-", " ", ", ", " then ", " and ", "x", "the", "İ", "é"]
)


@given(st.text(max_size=200) | st.lists(_PIECES, max_size=20).map("".join))
def test_taking_a_code_out_twice_changes_nothing_more(text: str) -> None:
    once = without_code(text)
    assert without_code(once) == once
    assert code_said(once) is None


@given(st.lists(st.sampled_from(CODE_WORDS), min_size=4, max_size=4), st.sampled_from(["-", " ", ", ", " then "]))
def test_every_code_reads_back(words: list[str], mark: str) -> None:
    assert code_said(f"it is {mark.join(words)} ok") == "-".join(words)
