"""Danger or safety in one breath."""

import pytest

from escalation.reading.safety import not_safe_said, safe_now_said


@pytest.mark.parametrize(
    "text", ["emergency!!!!", "not safe", "she is not safe", "yes, danger", "the child is not safe"]
)
def test_a_message_that_is_wholly_danger_is_heard(text: str) -> None:
    assert not_safe_said(text)


@pytest.mark.parametrize(
    "text",
    ["she is not safe with them in the long run, I think", "emergency protection order", "nobody is in danger", ""],
)
def test_a_part_of_an_account_is_not(text: str) -> None:
    assert not not_safe_said(text)


@pytest.mark.parametrize(
    "text",
    [
        "nobody is in danger",
        "no, that was last year",
        "sorry that's not happening now",
        "child is safe now",
        "he is ok now",
        "the baby is fine now",
        "the kid is at school now",
        "he is with his dad now",
        "not in danger",
        "no one",
        "not at the moment",
        "don't think so",
    ],
)
def test_safety_now_is_heard(text: str) -> None:
    assert safe_now_said(text)


@pytest.mark.parametrize(
    "text", ["he is hitting her now", "she is in danger now", "they are fighting right now", "yes"]
)
def test_danger_is_not_taken_for_safety(text: str) -> None:
    assert not safe_now_said(text)
