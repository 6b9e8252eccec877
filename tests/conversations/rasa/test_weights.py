"""The sentence weights: only the published file is used, and without it messages are read all the same."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.conversations.rasa.served import RASA_PYTHON, ROOT


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("weights")
    for name in ("model.safetensors", "vocab.txt"):
        (folder / name).write_text("not what was published")
    script = Path(__file__).with_name("readers.py")
    done = subprocess.run(
        [str(RASA_PYTHON), str(script), str(folder)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_another_file_than_the_published_one_is_refused(found: dict[str, Any]) -> None:
    assert found["another_file"] == "WeightsFault"


def test_without_the_weights_messages_are_read_all_the_same(found: dict[str, Any]) -> None:
    assert found["none"]
    assert found["intent"] == "describe_disagreement"
    assert found["area"] == "case_closure"
    assert found["danger"]
    assert found["kind"] == "parent"


def test_what_was_learnt_reads_the_same_after_it_was_kept(found: dict[str, Any]) -> None:
    assert found["same"]


def test_a_model_learnt_without_the_weights_is_not_used_with_them(found: dict[str, Any]) -> None:
    assert found["mismatch"] == "ValueError"
