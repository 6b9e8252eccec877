"""What a message may be for, likeliest first; danger before all."""

from pathlib import Path

import yaml

from nlu.ranking import DANGER, INTENT_OF_COMMAND, in_rasa, intent_of_command, ranked, with_first

ROOT = Path(__file__).parents[2]


def test_the_likeliest_stands_first() -> None:
    assert [guess["name"] for guess in ranked(["a", "b", "c"], [0.2, 0.5, 0.3])] == ["b", "c", "a"]


def test_danger_is_certain_and_keeps_the_other_guesses_behind_it() -> None:
    ranking = with_first(DANGER, ranked(["greet", "thank"], [0.9, 0.1]))

    assert ranking[0] == {"name": DANGER, "confidence": 1.0}
    assert [guess["name"] for guess in ranking[1:]] == ["greet", "thank"]


def test_danger_does_not_stand_twice() -> None:
    ranking = with_first(DANGER, ranked(["greet", DANGER], [0.6, 0.4]))

    assert [guess["name"] for guess in ranking] == [DANGER, "greet"]


def test_danger_needs_no_other_guess() -> None:
    assert with_first(DANGER, []) == [{"name": DANGER, "confidence": 1.0}]


def test_each_command_has_an_intent_that_the_domain_knows() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    assert {in_rasa(intent) for intent in INTENT_OF_COMMAND.values()} <= set(domain["intents"])


def test_a_suspicion_stands_first_with_the_confidence_that_it_has() -> None:
    ranking = with_first(DANGER, ranked(["greet", DANGER], [0.6, 0.4]), 0.3)

    assert ranking[0] == {"name": DANGER, "confidence": 0.3}


def test_a_command_is_read_at_its_word() -> None:
    assert intent_of_command("stop", None) == "stop"
    assert intent_of_command("start again", "area") == "restart"
    assert intent_of_command("they stopped the visits", None) is None


def test_what_does_that_mean_needs_a_question_to_be_about() -> None:
    assert intent_of_command("what does that mean?", "area") == "ask_meaning"
    assert intent_of_command("what does that mean?", None) is None
