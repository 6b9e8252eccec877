"""What is no answer: it is met with its own words, and the question comes back."""

import pytest

from tests.conversations.practitioner import Practitioner


@pytest.mark.parametrize(
    ("aside", "part"),
    [
        ("why do you ask?", "own procedure"),
        ("what does that mean?", "responsible for the child"),
        ("what should I write down?", "summary"),
        ("who can read this?", "leads"),
        ("are you a robot?", "computer program"),
        ("can I talk to a real person", "safeguarding lead"),
        ("thank you", "welcome"),
        ("help", "start again"),
    ],
)
def test_an_aside_is_answered_and_the_question_comes_back(practitioner: Practitioner, aside: str, part: str) -> None:
    practitioner.say("Hello")
    practitioner.choose("not_urgent")
    practitioner.say(aside)
    assert part in practitioner.text
    assert practitioner.asks == "partnership"
    practitioner.choose("harrow")
    assert practitioner.asks == "area"


def test_i_do_not_know_is_met_with_help(practitioner: Practitioner) -> None:
    practitioner.say("Hello")
    practitioner.say("I don't know")
    assert "999" in practitioner.text
    assert practitioner.asks == "partnership"
    practitioner.say("not sure")
    assert "council" in practitioner.text
    assert practitioner.asks == "partnership"


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
