"""The files that Rasa reads at the root, and the start."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
NEEDED = {"RASA_SECRET": "a", "ACTIONS_PORT": "8799", "ACTIONS_SECRET": "b"}


def read(name: str) -> dict[str, Any]:
    loaded = yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def test_the_front_door_is_the_only_channel() -> None:
    assert list(read("credentials.yml")) == ["rasa_server.channel.FrontDoor"]


@pytest.mark.parametrize("name", ["endpoints.yml", "credentials.yml"])
def test_no_variable_stands_in_quotes_where_rasa_would_not_expand_it(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")

    assert "${" in text
    assert not any(mark in line for line in text.splitlines() if "${" in line for mark in "\"'")


def test_danger_stands_last_so_that_nothing_can_overrule_it() -> None:
    assert read("config.yml")["pipeline"][-1]["name"] == "nlu.danger.DangerFirst"


def test_rules_alone_decide_what_comes_next() -> None:
    assert [policy["name"] for policy in read("config.yml")["policies"]] == ["RulePolicy"]


@pytest.mark.parametrize("missing", NEEDED)
def test_the_server_does_not_start_with_a_setting_missing(missing: str, tmp_path: Path) -> None:
    environment = {name: value for name, value in {**os.environ, **NEEDED}.items() if name != missing}
    command = [sys.executable, "-m", "rasa_server", "--port", "8799", "--model", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)

    assert done.returncode != 0
    assert missing in done.stderr
    assert "Traceback" not in done.stderr
