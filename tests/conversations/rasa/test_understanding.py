"""What must hold of any model trained from the real examples. How good it is, is measured apart."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from launch.settings import resolve
from launch.training import provide_model
from tests.conversations.rasa.served import RASA_PYTHON, ROOT, run_rasa

ANSWERS = ["answer", "Answer", "my answer", "the answer is yes", "answer {}"]
NEW_PLACES = [
    "I work in Doncaster",
    "the child lives in Torbay",
    "we're in Wigan",
    "it's a Camden case",
]
PLAIN = {
    "hello": "greet",
    "stop": "stop",
    "forget it": "stop",
    "skip this one please": "dont_know",
    "why do you need to know that?": "ask_why",
    "what do you mean by that question?": "ask_meaning",
    "I'm a teacher in a secondary school": "inform_agency",
    "social care won't accept our referral": "describe_disagreement",
    "SW says our ref doesn't meet threshold": "describe_disagreement",
}
DANGER = "hello, he has a knife and he is hurting her right now"
GIBBERISH = "xqzt vvlp wrrgh"


@pytest.fixture(scope="module")
def readings() -> dict[str, Any]:
    texts = [*ANSWERS, *NEW_PLACES, *PLAIN, DANGER, GIBBERISH]
    return dict(zip(texts, read(provide_model(resolve(ROOT, {}, {})), texts), strict=True))


def read(model: Path, texts: list[str]) -> list[Any]:
    script = Path(__file__).with_name("reader.py")
    done = subprocess.run(
        [str(RASA_PYTHON), str(script), str(model)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "RASA_TELEMETRY_ENABLED": "false"},
        input=json.dumps(texts),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout[done.stdout.index("[{") :])
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("text", ANSWERS)
def test_a_choice_is_never_read_from_typed_text(readings: dict[str, Any], text: str) -> None:
    assert "answer" not in [guess["name"] for guess in readings[text]["intent_ranking"]]


@pytest.mark.parametrize("text", NEW_PLACES)
def test_a_place_that_no_example_names_is_read_as_a_place(readings: dict[str, Any], text: str) -> None:
    assert readings[text]["intent"]["name"] == "inform_partnership"


@pytest.mark.parametrize("text", PLAIN)
def test_plain_words_are_read_plainly(readings: dict[str, Any], text: str) -> None:
    assert readings[text]["intent"]["name"] == PLAIN[text]


def test_danger_is_certain_whatever_else_is_said(readings: dict[str, Any]) -> None:
    assert readings[DANGER]["intent"] == {"name": "report_danger", "confidence": 1.0}
    assert len(readings[DANGER]["intent_ranking"]) > 1


def test_what_nobody_could_read_is_not_guessed_at(readings: dict[str, Any]) -> None:
    assert readings[GIBBERISH]["intent"]["name"] in {"nlu_fallback", "out_of_scope"}


def test_the_data_and_the_domain_are_of_one_mind() -> None:
    run_rasa("data", "validate", "--domain", str(ROOT / "domain.yml"), "--data", str(ROOT / "data"))


def test_beside_the_intent_stand_the_areas_and_the_danger(readings: dict[str, Any]) -> None:
    told = readings["SW says our ref doesn't meet threshold"]
    assert told["areas"][0]["name"] == "threshold_referral"
    assert told["danger"] is None
    assert readings[DANGER]["danger"] == "certain"
