"""`make understand`: messages in a file are read without a server."""

import csv
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from launch.settings import resolve
from launch.training import provide_model
from tests.conversations.rasa.served import RASA_PYTHON, ROOT

MESSAGES = [
    ("a", "MASH NFA'd it again, third time, harrow, my manager's already rung theirs", ""),
    ("b", "he's got a knife and she is in there with him now", ""),
    ("c", "2", "tried"),
    ("d", 'two lines,\nand a "quotation"', "description"),
    ("e", "", ""),
    ("f", "/restart{}", "no such question"),
    ("g", "police", "other_agency"),
    ("a", "the same id once more, in Brigton", ""),
]


def understand(folder: Path, content: str) -> subprocess.CompletedProcess[str]:
    (folder / "in.csv").write_text(content, encoding="utf-8")
    model = provide_model(resolve(ROOT, {}, {}))
    command = [str(RASA_PYTHON), "-m", "evaluation.understand", str(model), str(folder / "in.csv"), str(folder / "out")]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("understand")
    with (folder / "rows.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "text", "asked"), *MESSAGES])
    done = understand(folder, (folder / "rows.csv").read_text(encoding="utf-8"))
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in (folder / "out").read_text(encoding="utf-8").splitlines()]


def test_each_message_has_one_line_in_order_and_form(read: list[dict[str, Any]]) -> None:
    assert [one["id"] for one in read] == [id_ for id_, _, _ in MESSAGES]
    for one in read:
        assert set(one) == {
            "id", "intent", "intent_ranking", "confidence", "area_ranking", "facts", "danger", "danger_score",
        }  # fmt: skip
        assert len(one["intent_ranking"]) == len(one["area_ranking"]) == 3
        assert one["intent_ranking"][0] == [one["intent"], one["confidence"]]
        assert isinstance(one["danger"], bool) and 0 <= one["danger_score"] <= 1
        for fact in one["facts"].values():
            assert set(fact) == {"value", "confidence", "said"} and 0 < fact["confidence"] <= 1


def test_several_facts_are_read_from_one_message_with_their_words(read: list[dict[str, Any]]) -> None:
    facts = read[0]["facts"]
    assert facts["partnership"]["value"] == "harrow" and facts["partnership"]["said"].lower() == "harrow"
    assert facts["area"]["value"] == "threshold_referral"
    assert facts["tried"]["value"] == 2
    assert read[0]["intent"] == "describe_disagreement"


def test_danger_is_told_and_is_a_fact(read: list[dict[str, Any]]) -> None:
    assert read[1]["danger"] and read[1]["intent"] == "report_danger"
    assert read[1]["facts"]["urgency"]["value"] == "immediate_danger"
    assert not read[0]["danger"]


def test_the_question_just_asked_counts(read: list[dict[str, Any]]) -> None:
    assert read[2]["facts"]["tried"]["value"] == 2
    assert read[6]["facts"]["other_agency"]["value"] == "police"


def test_a_misspelt_town_names_its_partnership(read: list[dict[str, Any]]) -> None:
    assert read[7]["facts"]["partnership"]["value"] == "sussex"


@pytest.mark.parametrize("content", ["", "text\nhello\n", "id,text\na\n"])
def test_a_file_that_cannot_be_read_is_told_in_words(tmp_path: Path, content: str) -> None:
    done = understand(tmp_path, content)
    assert done.returncode == 2
    assert "cannot be read" in done.stderr and "Traceback" not in done.stderr


def test_the_column_asked_may_be_missing(tmp_path: Path) -> None:
    assert understand(tmp_path, "id,text\na,hello\n").returncode == 0
