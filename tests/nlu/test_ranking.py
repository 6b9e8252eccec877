"""What a message may be for, likeliest first; danger before all."""

from nlu.ranking import DANGER, ranked, with_danger_first


def test_the_likeliest_stands_first() -> None:
    assert [guess["name"] for guess in ranked(["a", "b", "c"], [0.2, 0.5, 0.3])] == ["b", "c", "a"]


def test_danger_is_certain_and_keeps_the_other_guesses_behind_it() -> None:
    ranking = with_danger_first(ranked(["greet", "thank"], [0.9, 0.1]))

    assert ranking[0] == {"name": DANGER, "confidence": 1.0}
    assert [guess["name"] for guess in ranking[1:]] == ["greet", "thank"]


def test_danger_does_not_stand_twice() -> None:
    ranking = with_danger_first(ranked(["greet", DANGER], [0.6, 0.4]))

    assert [guess["name"] for guess in ranking] == [DANGER, "greet"]


def test_danger_needs_no_other_guess() -> None:
    assert with_danger_first([]) == [{"name": DANGER, "confidence": 1.0}]
