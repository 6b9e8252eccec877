"""Digressions: a question, thanks, a worry. Each is met with its own words, and the question comes back."""

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
        ("I'm worried they will be angry with me if I challenge this", "part of keeping"),
        ("how long do they have to reply?", "partnership"),
        ("who do I ring about this?", "partnership"),
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


def test_several_digressions_in_a_row_lose_nothing(practitioner: Practitioner) -> None:
    practitioner.say("I'm a teacher in Harrow. They closed the case and I disagree.")
    for aside in ("why do you ask?", "cheers", "who will see this conversation?"):
        practitioner.say(aside)
        assert practitioner.asks == "urgency"
    practitioner.choose("not_urgent")
    assert practitioner.asks == "conference"


def test_what_is_not_understood_thrice_brings_a_person_to_ring(practitioner: Practitioner) -> None:
    practitioner.say("Hello")
    practitioner.choose("not_urgent")
    said = []
    for _ in range(3):
        practitioner.say("bananas")
        assert practitioner.asks == "partnership"
        said.append(practitioner.text)
    assert "button" in said[1]
    assert "safeguarding lead" in said[2] and "999" in said[2]
