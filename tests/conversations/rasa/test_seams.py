"""Each change that we make to Rasa is in place. A release of Rasa that moves one turns a test here red."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.conversations.rasa.served import RASA_PYTHON, ROOT


@pytest.fixture(scope="module")
def seams() -> Any:
    done = subprocess.run(
        [str(RASA_PYTHON), str(Path(__file__).with_name("seams.py"))],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "RASA_TELEMETRY_ENABLED": "false"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_the_schema_of_action_replies_is_built_once(seams: Any) -> None:
    assert seams["schemas built"] == 1


def test_an_action_has_seconds_to_answer_and_not_minutes(seams: Any) -> None:
    assert seams["seconds for an action"] <= 30


def test_an_action_server_that_is_not_there_fails_the_turn(seams: Any) -> None:
    assert seams["unreachable"] == "TurnFailed"


def test_nothing_stands_between_rasa_and_the_errors_of_its_store(seams: Any) -> None:
    assert seams["unwrapped"]


def test_a_postgresql_url_means_the_driver_that_is_installed_here(seams: Any) -> None:
    assert seams["drivers"] == ["postgresql+psycopg2", "postgresql+psycopg2"]
