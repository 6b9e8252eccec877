"""Not ours: each gets the right words and a number, the way to 999, and can go on if it was ours after all."""

import pytest

from tests.conversations.practitioner import Practitioner


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("social services took my son away from me and nobody listens to me as his mum", "NSPCC"),
        ("im 13 and my mum wont let me see my friends and i dont know who to tell", "Childline"),
        ("I'm worried about a boy in my class and want to make a referral, how do I do that", "new concern"),
        ("my elderly neighbour is being neglected by his carers", "adult social care"),
        ("what's the weather like tomorrow", "only help practitioners"),
        ("you are a useless stupid machine", "computer program"),
    ],
)
def test_each_gets_the_right_words_and_a_way_to_help(practitioner: Practitioner, text: str, part: str) -> None:
    practitioner.say("Hello")
    practitioner.say(text)
    assert part in practitioner.text
    assert "999" in practitioner.text
    assert practitioner.asks == "urgency"


def test_a_child_in_danger_is_in_danger_whoever_writes(practitioner: Practitioner) -> None:
    practitioner.say("im 12 and my dad is hitting my mum right now and he's got a knife")
    assert practitioner.kinds[0] == "emergency"


def test_what_was_not_ours_does_not_stand_in_the_way_of_what_is(practitioner: Practitioner) -> None:
    practitioner.say("what's the weather like tomorrow")
    practitioner.say("social care closed the case in Harrow and we disagree, it is not urgent")
    assert "Harrow" in practitioner.text
