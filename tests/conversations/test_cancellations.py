"""Cancellations: stopping, starting again, leaving. Nothing of the old case reaches the new one."""

import pytest

from tests.conversations.practitioner import Practitioner


def test_stop_ends_the_case_and_a_new_one_starts_clean(practitioner: Practitioner) -> None:
    practitioner.say("Hello")
    practitioner.go_on_until("agency", partnership="sefton")
    practitioner.say("stop")
    assert "No escalation record was written" in practitioner.text
    assert practitioner.asks is None
    practitioner.say("I disagree with another agency about a child")
    assert practitioner.asks == "urgency"
    practitioner.choose("urgent")
    assert practitioner.asks == "partnership"


def test_start_again_forgets_what_was_said(practitioner: Practitioner) -> None:
    practitioner.say("Hello")
    practitioner.go_on_until("agency", partnership="sefton")
    practitioner.say("start again")
    assert practitioner.asks == "urgency"
    practitioner.choose("urgent")
    assert practitioner.asks == "partnership"


@pytest.mark.parametrize("text", ["exit", "I have to go now, bye", "that's all for today thanks, bye"])
def test_leaving_keeps_what_was_said_and_says_that_nothing_is_recorded(practitioner: Practitioner, text: str) -> None:
    practitioner.say("Hello")
    practitioner.go_on_until("area", partnership="harrow")
    practitioner.say(text)
    assert "Nothing has been recorded" in practitioner.text
    assert practitioner.asks == "area"


def test_an_area_that_was_unsure_does_not_reach_the_next_case(practitioner: Practitioner) -> None:
    practitioner.say("They keep saying let's see how it goes with this family, in Harrow")
    practitioner.say("start again")
    practitioner.choose("not_urgent")
    practitioner.choose("sefton")
    assert len(practitioner.answer["replies"][-1]["choices"]) >= 18
