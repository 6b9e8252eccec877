"""Programs on a leash: they end when asked, when forced, and when whoever holds the leash is gone."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from launch.program import LARGE, Program, fresh_log

Wait = Callable[[Callable[[], bool]], bool]
AllGone = Callable[[list[int]], bool]

KEEPER = """
import os, sys, time
from pathlib import Path
from launch.program import Program
Program(["sh", "-c", sys.argv[2]], Path(sys.argv[1]), dict(os.environ), Path("/"))
time.sleep(60)
"""


def start(script: str, log: Path) -> Program:
    return Program(["sh", "-c", script], log, dict(os.environ), Path("/"))


def pids_in(log: Path, wait: Wait, count: int = 1) -> list[int]:
    assert wait(lambda: log.exists() and len(log.read_text().split()) >= count)
    return [int(word) for word in log.read_text().split()]


def test_success_and_failure_are_told_apart(tmp_path: Path, eventually: Wait) -> None:
    good, bad = start("exit 0", tmp_path / "log"), start("exit 3", tmp_path / "log")
    assert eventually(lambda: good.has_ended and bad.has_ended)
    assert good.succeeded and not bad.succeeded


def test_a_program_that_is_not_there_is_a_failure_with_a_reason(tmp_path: Path, eventually: Wait) -> None:
    missing = Program(["/no/such/program"], tmp_path / "log", {}, tmp_path)
    assert eventually(lambda: missing.has_ended)
    assert not missing.succeeded and "/no/such/program" in (tmp_path / "log").read_text()


def test_a_program_may_tidy_up_before_it_ends(tmp_path: Path, eventually: Wait) -> None:
    log = tmp_path / "log"
    program = start("trap 'echo tidied; exit' TERM; echo 1; while :; do sleep 0.1; done", log)
    pids_in(log, eventually)
    program.end()
    assert "tidied" in log.read_text()


def test_a_program_that_will_not_hear_is_forced_with_its_workers(
    tmp_path: Path, eventually: Wait, all_gone: AllGone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEASH_PATIENCE", "0.5")
    log = tmp_path / "log"
    program = start("trap '' TERM; sleep 300 & echo $! $$; while :; do sleep 0.1; done", log)
    pids = pids_in(log, eventually, 2)
    program.end()
    assert all_gone(pids)


def test_the_workers_of_a_program_that_ended_by_itself_end_too(
    tmp_path: Path, eventually: Wait, all_gone: AllGone
) -> None:
    log = tmp_path / "log"
    program = start("sleep 300 & echo $!", log)
    assert eventually(lambda: program.has_ended)
    assert all_gone(pids_in(log, eventually))


def test_nothing_outlives_a_keeper_that_is_killed(tmp_path: Path, eventually: Wait, all_gone: AllGone) -> None:
    log = tmp_path / "log"
    root = Path(__file__).parents[2]
    script = "sleep 300 & echo $! $$; wait"
    with subprocess.Popen([sys.executable, "-c", KEEPER, str(log), script], cwd=root) as keeper:
        pids = pids_in(log, eventually, 2)
        os.kill(keeper.pid, signal.SIGKILL)
        assert all_gone(pids)


def test_a_log_that_has_grown_large_is_set_aside(tmp_path: Path) -> None:
    (tmp_path / "web.log").write_bytes(b"x" * (LARGE + 1))
    assert not fresh_log(tmp_path, "web").exists()
    assert (tmp_path / "web.log.1").stat().st_size == LARGE + 1
    (tmp_path / "web.log").write_text("short")
    assert fresh_log(tmp_path, "web").read_text() == "short"
