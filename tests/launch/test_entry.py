"""The `escalation` command that is written into the environment."""

import subprocess
import tomllib
import venv
from pathlib import Path

from launch.entry import COMMAND, FUNCTION, MODULE, write_entry

COMMANDS = """
import sys

def main():
    print(sys.argv[1:])
    return 2
"""


def test_the_command_is_the_one_that_the_project_declares() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())
    assert project["project"]["scripts"] == {COMMAND: f"{MODULE}:{FUNCTION}"}


def test_the_command_runs_from_any_folder_and_gives_back_its_exit_status(tmp_path: Path) -> None:
    root = tmp_path / "it's a checkout"
    (root / "escalation").mkdir(parents=True)
    (root / "escalation" / "__init__.py").write_text("")
    (root / "escalation" / "commands.py").write_text(COMMANDS)
    venv.create(root / ".venv", symlinks=True)
    write_entry(root, root / ".venv")
    command = [str(root / ".venv" / "bin" / "escalation"), "decide", "two words"]
    done = subprocess.run(command, cwd="/", capture_output=True, text=True)
    assert (done.stdout, done.stderr, done.returncode) == ("['decide', 'two words']\n", "", 2)
