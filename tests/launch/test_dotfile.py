"""The `.env` file: secrets made once, faults named by their line."""

import os
from pathlib import Path

import pytest

from launch import dotfile
from launch.fault import LaunchFault


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".env"


def test_secrets_are_made_on_the_first_run_for_the_owner_only(path: Path) -> None:
    dotfile.provide_secrets(path)
    values = dotfile.read(path)
    assert set(values) == set(dotfile.SECRETS)
    assert len(set(values.values())) == 3 and all(len(value) >= 43 for value in values.values())
    assert path.stat().st_mode & 0o777 == 0o600


def test_secrets_are_made_once(path: Path) -> None:
    dotfile.provide_secrets(path)
    first = path.read_text()
    dotfile.provide_secrets(path)
    assert path.read_text() == first


def test_a_missing_secret_is_added_and_the_rest_is_left_as_it_was(path: Path) -> None:
    path.write_text("# mine\nPORT=9000\nRASA_SECRET=chosen by hand")
    dotfile.provide_secrets(path)
    assert path.read_text().startswith("# mine\nPORT=9000\nRASA_SECRET=chosen by hand\n")
    values = dotfile.read(path)
    assert values["RASA_SECRET"] == "chosen by hand" and set(dotfile.SECRETS) < set(values)


def test_an_empty_secret_is_refused(path: Path) -> None:
    path.write_text("SESSION_SECRET=\n")
    with pytest.raises(LaunchFault, match="SESSION_SECRET"):
        dotfile.provide_secrets(path)


@pytest.mark.parametrize(
    "text, line",
    [
        ("PORT=8000\nthis is no setting\n", 2),
        ("PORT=8000\n\n\nJUST_A_NAME\n", 4),
        ("# a comment\n\nVAR='never closed\n", 3),
    ],
)
def test_a_line_that_cannot_be_read_is_named_in_one_line(path: Path, text: str, line: int) -> None:
    path.write_text(text)
    with pytest.raises(LaunchFault) as caught:
        dotfile.read(path)
    assert f"Line {line} of {path}" in str(caught.value) and "\n" not in str(caught.value)


def test_a_fault_does_not_repeat_what_may_be_a_secret(path: Path) -> None:
    path.write_text("RASA_SECRET='hunter2\n")
    with pytest.raises(LaunchFault) as caught:
        dotfile.read(path)
    assert "hunter2" not in str(caught.value)


def test_a_value_is_taken_as_it_is_written(path: Path) -> None:
    path.write_text("DATABASE_URL=postgresql://user:p${HOME}@host/name\n")
    assert dotfile.read(path)["DATABASE_URL"] == "postgresql://user:p${HOME}@host/name"


def test_a_file_that_is_no_text_is_refused(path: Path) -> None:
    path.write_bytes(b"PORT=\xff\xfe\n")
    with pytest.raises(LaunchFault, match="not plain text"):
        dotfile.read(path)


def test_no_file_means_no_settings(path: Path) -> None:
    assert dotfile.read(path) == {}
    assert not os.path.exists(path)
