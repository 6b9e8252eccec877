"""A LibreOffice for the tests: used where there is one, installed where that is allowed, else asked for."""

import os
from pathlib import Path

import pytest

from launch.fault import LaunchFault
from launch.office import provide_office


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all of the path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def place(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


@pytest.mark.parametrize("name", ["soffice", "libreoffice"])
def test_an_office_that_is_there_is_enough(programs: Path, tmp_path: Path, name: str) -> None:
    place(programs / name, "exit 0")
    place(programs / "apt-get", "exit 1")
    provide_office(tmp_path)


def test_the_writer_is_installed_by_the_superuser_of_a_debian(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    place(programs / "apt-get", f'echo "$@" >> {tmp_path}/asked')
    provide_office(tmp_path)
    assert (tmp_path / "asked").read_text() == "update\ninstall -y libreoffice-writer-nogui\n"


def test_an_installation_that_fails_says_what_to_do_and_where_the_reason_is(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    place(programs / "apt-get", "exit 100")
    with pytest.raises(LaunchFault, match=r"libreoffice-writer-nogui.*\.log"):
        provide_office(tmp_path)


def test_others_are_told_in_one_line_what_to_install(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    place(programs / "apt-get", f"touch {tmp_path}/asked")
    with pytest.raises(LaunchFault, match=r"^[^\n]*LibreOffice[^\n]*$"):
        provide_office(tmp_path)
    assert not (tmp_path / "asked").exists()
