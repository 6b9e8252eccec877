"""Finding Pythons among candidates that may lie about what they are."""

from pathlib import Path

import pytest

from launch.interpreters import FOR_RASA, FOR_THE_REST, find


@pytest.fixture
def bin_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    return folder


def place(path: Path, answer: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{answer}\n")
    path.chmod(0o755)
    return str(path)


def python(path: Path, version: str) -> str:
    """A stand-in that answers what a real one of this version would."""
    return place(path, f"echo '{version} {path}'")


def shim(path: Path) -> str:
    """What pyenv puts on the path for a version that is not switched on."""
    return place(path, "echo 'command not found' >&2; exit 127")


def surroundings(folder: Path, **more: str) -> dict[str, str]:
    return {"PATH": f"{folder}:/usr/bin:/bin" if "uv" in more else str(folder), "HOME": str(folder), **more}


def test_a_python_on_the_path_is_found(bin_folder: Path) -> None:
    path = python(bin_folder / "python3.10", "3 10")
    found = find(FOR_RASA, surroundings(bin_folder))
    assert found is not None and found.path == path


def test_a_shim_that_runs_nothing_is_passed_over_for_what_pyenv_holds(bin_folder: Path) -> None:
    shim(bin_folder / "python3.10")
    path = python(bin_folder / ".pyenv" / "versions" / "3.10.13" / "bin" / "python", "3 10")
    found = find(FOR_RASA, surroundings(bin_folder))
    assert found is not None and found.path == path


def test_a_shim_does_not_hide_a_sound_python_further_down_the_path(bin_folder: Path, tmp_path: Path) -> None:
    shim(bin_folder / "python3.12")
    path = python(tmp_path / "later" / "python3.12", "3 12")
    found = find(FOR_THE_REST, {"PATH": f"{bin_folder}:{tmp_path / 'later'}", "HOME": str(bin_folder)})
    assert found is not None and found.path == path


def test_a_pyenv_in_another_place_is_found(bin_folder: Path, tmp_path: Path) -> None:
    path = python(tmp_path / "elsewhere" / "versions" / "3.12.1" / "bin" / "python", "3 12")
    found = find(FOR_THE_REST, surroundings(bin_folder, PYENV_ROOT=str(tmp_path / "elsewhere")))
    assert found is not None and found.path == path


def test_the_newest_sufficient_version_of_pyenv_is_taken(bin_folder: Path) -> None:
    versions = bin_folder / ".pyenv" / "versions"
    for name, version in {"3.9.18": "3 9", "3.11.7": "3 11", "3.12.10": "3 12", "3.12.9": "3 12"}.items():
        python(versions / name / "bin" / "python", version)
    found = find(FOR_THE_REST, surroundings(bin_folder))
    assert found is not None and "3.12.10" in found.path


def test_rasa_is_given_its_own_version_and_no_newer_one(bin_folder: Path) -> None:
    python(bin_folder / "python3.10", "3 11")  # a name is no proof
    python(bin_folder / "python3", "3 12")
    assert find(FOR_RASA, surroundings(bin_folder)) is None


def test_the_application_is_not_given_an_old_python(bin_folder: Path) -> None:
    python(bin_folder / "python3", "3 10")
    assert find(FOR_THE_REST, surroundings(bin_folder)) is None


def test_the_plain_name_will_do_where_its_version_does(bin_folder: Path) -> None:
    path = python(bin_folder / "python3", "3 14")
    found = find(FOR_THE_REST, surroundings(bin_folder))
    assert found is not None and found.path == path


def test_uv_is_asked_for_pythons_of_its_own(bin_folder: Path) -> None:
    path = python(bin_folder / "kept-by-uv", "3 10")
    place(bin_folder / "uv", f'[ "$1 $2" = "python find" ] && echo {path}')
    found = find(FOR_RASA, surroundings(bin_folder))
    assert found is not None and found.path == path


def test_a_candidate_that_says_nonsense_is_passed_over(bin_folder: Path) -> None:
    place(bin_folder / "python3.10", "echo hello there friend")
    assert find(FOR_RASA, surroundings(bin_folder)) is None
