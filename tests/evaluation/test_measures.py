"""What the figures of the evaluation count."""

import pytest

from evaluation.measures import (
    agrees,
    calibration_error,
    confusions,
    read_where_unsaid,
    reliability,
    right_where_said,
    share,
)


@pytest.mark.parametrize(
    ("label", "read", "right"),
    [
        ("harrow", "harrow", True),
        ("harrow", "sefton", False),
        ("harrow", "", False),
        ("", "", True),
        ("", "harrow", False),
        ("deny|inform_not_urgent", "inform_not_urgent", True),
        ("deny|inform_not_urgent", "affirm", False),
        ("health|-", "", True),
        ("health|-", "police", False),
    ],
)
def test_where_two_labellers_differed_either_counts(label: str, read: str, right: bool) -> None:
    assert agrees(label, read) is right


def test_what_is_said_and_what_is_not_are_counted_apart() -> None:
    pairs = [("harrow", "harrow"), ("sefton", ""), ("", "sussex"), ("", ""), ("", "")]
    assert right_where_said(pairs) == pytest.approx(1 / 2)
    assert read_where_unsaid(pairs) == pytest.approx(1 / 3)


def test_nothing_to_count_is_no_error() -> None:
    assert share([]) == 0
    assert right_where_said([]) == 0


def test_confidence_that_keeps_its_word_has_no_error_and_boasting_has() -> None:
    assert calibration_error([0.75] * 4, [True, True, True, False]) == pytest.approx(0)
    assert calibration_error([0.95] * 4, [True, True, False, False]) == pytest.approx(0.45)
    assert calibration_error([1.0, 0.0], [True, False]) == pytest.approx(0)


def test_reliability_tells_each_bin_that_holds_something() -> None:
    assert reliability([0.95, 0.95, 0.15], [True, False, False]) == [(1, 0.15, 0.0), (2, pytest.approx(0.95), 0.5)]


def test_the_commonest_mistake_comes_first() -> None:
    pairs = [("a", "b"), ("a", "b"), ("b", "a"), ("a", "a"), ("a|b", "b")]
    assert confusions(pairs, 5) == [("a", "b", 2), ("b", "a", 1)]
