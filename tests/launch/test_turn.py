"""Only one at a time."""

import subprocess
import sys
import time
from pathlib import Path

from launch.turn import own_turn, sole_use

HOLDER = """
import sys, time
from pathlib import Path
from launch.turn import own_turn
with own_turn(Path(sys.argv[1]), "testing"):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def hold(lock: Path, seconds: float) -> "subprocess.Popen[str]":
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", HOLDER, str(lock), str(seconds)]
    holder = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root)
    assert holder.stdout is not None and holder.stdout.readline() == "held\n"
    return holder


def test_a_second_run_waits_for_its_turn(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with hold(lock, 0.8):
        begun = time.monotonic()
        with own_turn(lock, "testing"):
            assert time.monotonic() - begun > 0.3


def test_a_run_that_is_killed_leaves_its_turn_to_the_next(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with hold(lock, 60) as holder:
        holder.kill()
        with own_turn(lock, "testing"):
            pass


def test_sole_use_tells_whether_somebody_else_was_there_first(tmp_path: Path) -> None:
    with sole_use(tmp_path / "lock") as first, sole_use(tmp_path / "lock") as second:
        assert (first, second) == (True, False)
