"""References that people read out."""

import re

from escalation.reference import new_reference, read_reference


def test_a_new_reference_reads_back_however_it_is_written() -> None:
    reference = new_reference()
    assert re.fullmatch(r"\d{4}-\d{4}-\d", reference)
    assert read_reference(reference.replace("-", " ")) == reference


def test_one_wrong_figure_or_two_swapped_always_show() -> None:
    reference = new_reference()
    figures = [sign for sign in reference if sign.isdigit()]
    for place in range(9):
        wrong = figures.copy()
        wrong[place] = str((int(wrong[place]) + 1) % 10)
        assert read_reference("".join(wrong)) is None
    for place in range(8):
        swapped = figures.copy()
        swapped[place], swapped[place + 1] = swapped[place + 1], swapped[place]
        assert swapped == figures or read_reference("".join(swapped)) is None


def test_what_is_no_reference_is_none() -> None:
    assert read_reference("") is None
    assert read_reference("harrow") is None
    assert read_reference("1234-5678") is None
