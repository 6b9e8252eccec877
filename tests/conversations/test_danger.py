"""Danger breaks off whatever is going on, is answered first, and then the conversation goes on where it was."""

import pytest

from tests.conversations.practitioner import Practitioner
from tests.conversations.running import Running
from tests.conversations.test_happy_paths import record_of


@pytest.mark.parametrize("question", ["urgency", "partnership", "area", "agency", "description", "confirm"])
def test_danger_is_answered_at_once_at_any_question(practitioner: Practitioner, question: str) -> None:
    practitioner.say("Hello")
    practitioner.go_on_until(question)
    practitioner.say("he is hitting her right now")
    assert practitioner.kinds[0] == "emergency"
    emergency = practitioner.answer["replies"][0]["text"]
    assert emergency.index("999") < emergency.index("children's social care") < emergency.index("safeguarding lead")
    assert practitioner.asks is not None


def test_danger_in_the_very_first_message_comes_before_anything_else(practitioner: Practitioner) -> None:
    practitioner.say("the baby has stopped breathing")
    assert practitioner.kinds[0] == "emergency"
    assert practitioner.asks == "partnership"


def test_after_danger_the_case_goes_on_and_is_recorded_as_an_emergency(
    running: Running, practitioner: Practitioner
) -> None:
    practitioner.say("Hello")
    practitioner.go_on_until("tried", partnership="sheffield")
    practitioner.say("she has just been stabbed")
    practitioner.go_on_until()
    practitioner.choose("yes")
    guidance = practitioner.reply("guidance")["guidance"]
    assert guidance["emergency"] and "999" in guidance["steps"][0]
    assert guidance["stage"]["number"] == 2
    record = record_of(running, practitioner.reference)
    assert record["urgency"] == "immediate_danger" and record["emergency"]


def test_danger_is_answered_even_while_the_engine_hangs(running: Running, practitioner: Practitioner) -> None:
    practitioner.say("Hello")
    with running.hanging("rasa_server"):
        practitioner.say("he has got a knife to her throat")
    assert practitioner.kinds[0] == "emergency"
    assert "999" in practitioner.answer["replies"][0]["text"]


@pytest.mark.parametrize("text", ["no immediate danger", "we rang 999 last week", "my immediate manager", "URGENT!!!"])
def test_words_that_only_sound_like_danger_are_no_alarm(practitioner: Practitioner, text: str) -> None:
    practitioner.say("Hello")
    practitioner.say(text)
    assert "emergency" not in practitioner.kinds


@pytest.mark.parametrize(
    "text",
    [
        "dad's just turned up drunk to take her",
        "she says she'll end it tonight",
        "bruise on a 4 month old",
        "no pulse",
        "home time is in ten minutes and he says he'll get battered",
    ],
)
def test_danger_in_other_words_is_never_met_with_silence(practitioner: Practitioner, text: str) -> None:
    practitioner.say(text)
    assert "999" in practitioner.answer["replies"][0]["text"] or "emergency" in practitioner.kinds
    assert practitioner.asks in ("urgency", "partnership")
    if practitioner.asks == "partnership":
        assert "emergency" in practitioner.kinds
