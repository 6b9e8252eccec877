"""Both sides of the benchmark are counted alike. No model is trained here: the readings are made up."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from benchmarks import understanding
from benchmarks.figures import Cost
from benchmarks.messages import FALLBACK, Message, MessagesFault, Reading, messages_of, put
from benchmarks.stock import stock, understanding_only
from benchmarks.understanding import Read, compare, main

COST = Cost(1, 1, 1, 1, 1)
MESSAGES = [
    Message("hello", None, "greet", None),
    Message("they closed it", "area", "describe_disagreement", "case_closure"),
    Message("new case", None, "start_again", None),
    Message("they are late", None, "describe_disagreement", "timeliness_drift"),
]


def reading(*guesses: str, area: str = "") -> Reading:
    return Reading(guesses[0], list(guesses), [area] if area else [], 1.0)


OURS = [
    reading("greet"),
    reading("describe_disagreement", area="case_closure"),
    reading("start_again"),
    reading("describe_disagreement", area="other"),
]
STOCK = [reading(FALLBACK, "greet"), reading("deny"), reading("restart"), reading("describe_disagreement")]
STOCK_AREAS = [reading("case_closure"), reading(FALLBACK, "timeliness_drift")]


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def measure(configuration: dict[str, Any], blocks: object, messages: Sequence[Message], name: str) -> Read:
        told = {"ours": OURS, "stock": STOCK}.get(name, STOCK_AREAS)
        assert len(told) == len(messages)
        return Read(told, told, COST)

    monkeypatch.setattr(understanding, "measure", measure)


@pytest.mark.usefixtures("made_up")
def test_being_unsure_counts_as_wrong_and_the_first_guess_is_told_beside_it() -> None:
    ours, stock_, _ = compare([], 1, MESSAGES)

    assert (ours.answered, ours.first_guess) == (100, 100)
    assert (stock_.answered, stock_.first_guess) == (50, 75)


@pytest.mark.usefixtures("made_up")
def test_each_area_is_held_against_its_own_message() -> None:
    ours, stock_, _ = compare([], 1, MESSAGES)

    assert (ours.area, stock_.area) == (50, 100)


def test_without_the_question_nothing_but_the_question_is_left_out() -> None:
    assert put(MESSAGES[1:2]) == [{"text": "they closed it", "asked": "area"}]
    assert put(MESSAGES[1:2], told=False) == [{"text": "they closed it", "asked": None}]


def test_the_stock_configuration_differs_from_ours_in_the_pipeline_alone() -> None:
    ours = {"recipe": "default.v1", "language": "en", "pipeline": [{"name": "Ours"}], "policies": [{"name": "Rules"}]}

    theirs = stock(ours, 7)

    assert {**theirs, "pipeline": ours["pipeline"]} == understanding_only(ours)
    assert set(theirs) == {"recipe", "language", "pipeline"}
    assert [part["epochs"] for part in theirs["pipeline"] if part["name"] == "DIETClassifier"] == [7]


def test_messages_are_read_with_their_labels(tmp_path: Path) -> None:
    file = tmp_path / "messages.csv"
    file.write_text(
        "id,text,asked,intent,area,danger\n1,new case,,restart,,no\n2,late,area,describe,drift,no\n", "utf-8"
    )

    assert messages_of(file) == [
        Message("new case", None, "start_again", None),
        Message("late", "area", "describe", "drift"),
    ]


@pytest.mark.parametrize("content", ["id,words\n1,hello\n", "id,text,intent\n", "text,intent\n\xff,greet\n"])
def test_a_file_without_labelled_messages_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "messages.csv"
    file.write_bytes(content.encode("latin-1"))

    with pytest.raises(MessagesFault):
        messages_of(file)


def test_without_a_development_set_nothing_is_trained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--messages", str(tmp_path / "none.csv")]) == 2
    assert "none.csv" in capsys.readouterr().err


@pytest.mark.parametrize(
    "wrong", [["--share", "0"], ["--share", "1.1"], ["--share", "nan"], ["--out", "no/such/folder/t.md"]]
)
def test_a_wrong_argument_is_refused_before_anything_is_trained(wrong: list[str]) -> None:
    with pytest.raises(SystemExit):
        main(wrong)
