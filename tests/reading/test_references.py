"""References in a sentence, and numbers that are none."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.reading.masking import mask
from escalation.reading.references import check_figure, looks_like_reference, reference_said, written
from escalation.reference import new_reference

REFERENCE = "4827-3195-6"
WRONG = "4827-3195-7"


@pytest.mark.parametrize(
    "text",
    [
        "4827-3195-6", "it's 4827 3195 6", "ref. 4827-3195-6.", "ref4827-3195-6", "(4827-3195-6)", "#4827-3195-6",
        "4827–3195–6", "4827 - 3195 - 6", "4827.3195.6", "4827 dash 3195 dash 6", "482731956", "4 8 2 7 3 1 9 5 6",
        "48 27 31 95 6", "4827 31956", "update on 4827-3195-6?", "4827-3195-6: they replied",
        "no reply for 8 days on 4827-3195-6", "4827-3195-6 5 days and no reply", "4827 3195 6 8 days now",
        "four eight two seven three one nine five six", "its four eight two seven, 3195, six",
        "four eight two seven then three one nine five then six", "Four-eight-two-seven three-one-nine-five six",
    ],
)  # fmt: skip
def test_a_reference_is_found_however_it_is_written_or_spoken(text: str) -> None:
    assert reference_said(text) == REFERENCE
    assert not looks_like_reference(text)


def test_figures_said_double_and_nought_are_read() -> None:
    eight = [0, 0, 3, 3, 3, 1, 7, 2]
    reference = written([*eight, check_figure(eight)])
    last = "zero one two three four five six seven eight nine".split()[check_figure(eight)]  # noqa: SIM905
    assert reference_said(f"double zero three double three one seven two {last}") == reference


@pytest.mark.parametrize(
    "text",
    [
        "", "Harrow", "07700 900123", "01632 960 123", "+44 20 7946 0123", "943 476 5919", "NHS 943-476-5919",
        "on 03/11/2026", "03-11-2026 6 people", "2.4.24 and 2.4.16", "1 2 3 4 5 6 7 8 9 10", "999", "O827-3195-6",
        "4827-3195-66", "14827-3195-6", "4827-3195", "£4827 3195", "10 children, 2 siblings, 16 and 17 year olds",
        "case number 482731956", "NHS number 482731956", "crime ref: 482731956", "2024 2025 1 child", "15:30",
        "between 2019-2024", "B801200005001",
    ],
)  # fmt: skip
def test_other_numbers_are_no_reference(text: str) -> None:
    assert reference_said(text) is None
    assert not looks_like_reference(text)


@pytest.mark.parametrize(
    "text", [WRONG, f"it's {WRONG}.", "4827 3195 7", "four eight two seven three one nine five seven"]
)
def test_a_reference_with_a_wrong_figure_is_known_as_one(text: str) -> None:
    assert reference_said(text) is None
    assert looks_like_reference(text)


def test_a_whole_reference_beside_a_wrong_one_counts() -> None:
    assert reference_said(f"not {WRONG}, it is {REFERENCE}") == REFERENCE
    assert not looks_like_reference(f"not {WRONG}, it is {REFERENCE}")


def test_one_wrong_figure_is_never_a_reference() -> None:
    chance = random.Random(4)
    for _ in range(200):
        reference = new_reference()
        place = chance.choice([place for place, sign in enumerate(reference) if sign.isdigit()])
        wrong = reference[:place] + str((int(reference[place]) + 1) % 10) + reference[place + 1 :]
        assert reference_said(f"my reference is {wrong}") is None
        assert looks_like_reference(f"my reference is {wrong}")


@pytest.mark.parametrize("said", ["{}", "it is {}.", "{} 5 days", "{}, 12 working days", "born {}", "NHS {}", "{} 55"])
@pytest.mark.parametrize("mark", ["-", " "])
def test_masking_leaves_every_reference_alone(said: str, mark: str) -> None:
    fixed = [written([*eight, check_figure(eight)]) for eight in ([0, 8, 2, 7, 3, 1, 9, 5], [4, 4, 7, 3, 1, 9, 5, 6])]
    for reference in [*fixed, *(new_reference() for _ in range(200))]:
        text = said.format(reference.replace("-", mark))
        assert mask(text).text == text


def test_masking_still_takes_telephone_numbers_out() -> None:
    assert mask(f"{REFERENCE} ring 07700 900123").text == f"{REFERENCE} ring [telephone number removed]"
    assert mask("0770 090 0123").text == "[telephone number removed]"


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(["4827", "-", " ", "3195", "6", "one", "double ", "dash", ","])).map("".join)
)
def test_no_text_makes_it_fail(text: str) -> None:
    found = reference_said(text)
    assert found is None or check_figure([int(sign) for sign in found if sign != "-"]) == 0
    assert not (found and looks_like_reference(text))
