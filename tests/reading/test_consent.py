"""Yes or no to being recorded."""

import pytest

from escalation.reading.consent import consent_said


@pytest.mark.parametrize(
    "text", ["yep that's right", "go ahead and record it", "yes please", "looks good", "ok record it"]
)
def test_a_plain_yes_is_yes(text: str) -> None:
    assert consent_said(text) == "yes"


@pytest.mark.parametrize(
    "text",
    [
        "no, don't record it",
        "I don't want this recorded",
        "no thanks just tell me what to do",
        "just the guidance please",
    ],
)
def test_a_plain_no_to_recording_is_no(text: str) -> None:
    assert consent_said(text) == "no"


@pytest.mark.parametrize(
    "text", ["yes but change the urgency", "that's wrong", "the agency is wrong", "hello", "yes, not sure"]
)
def test_anything_else_is_neither(text: str) -> None:
    assert consent_said(text) is None
