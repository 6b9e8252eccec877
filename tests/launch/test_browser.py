"""A browser for the tests: used where there is one, installed where that is allowed, else asked for."""

import os
from pathlib import Path

import pytest

from launch.browser import provide_browser
from launch.fault import LaunchFault


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all of the path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def place(path: Path, script: str = "exit 0") -> None:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome"])
def test_a_browser_that_is_there_is_enough(programs: Path, tmp_path: Path, name: str) -> None:
    place(programs / name)
    place(programs / "apt-get", "exit 1")
    provide_browser(tmp_path)


def test_it_is_installed_by_the_superuser_of_a_debian(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    place(programs / "apt-get", f'echo "$@" >> {tmp_path}/asked')
    provide_browser(tmp_path)
    assert (tmp_path / "asked").read_text() == "update\ninstall -y chromium\n"


def test_others_are_told_in_one_line_what_to_install(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    place(programs / "apt-get", f"touch {tmp_path}/asked")
    with pytest.raises(LaunchFault, match=r"^[^\n]*Chromium[^\n]*$"):
        provide_browser(tmp_path)
    assert not (tmp_path / "asked").exists()
