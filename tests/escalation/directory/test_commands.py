"""`escalation contacts`: a directory brought in, taken out and listed; bad input answered in words."""

import json
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine

from escalation.commands import main
from escalation.directory.officer import COLUMNS
from tests.escalation.store.fixtures import empty_database

HEADER = ",".join(COLUMNS)
ROW = "harrow,,health,,2,,Zoë Example,01632 960001,,The lead,2026-01-05,2026-02-05"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: Engine) -> Path:
    """A folder of its own, whose database is up to date."""
    monkeypatch.setenv("VAR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "")
    empty_database(tmp_path / "escalation.db")
    return tmp_path


def written(folder: Path, *rows: str) -> str:
    path = folder / "contacts.csv"
    path.write_text("\n".join((HEADER, *rows)), encoding="utf-8")
    return str(path)


def test_an_import_says_what_it_did_to_each_partnership(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["contacts", "import", written(house, ROW)]) == 0
    assert "harrow: 1 added, 0 changed, 0 removed" in capsys.readouterr().out
    assert main(["contacts", "import", written(house, ROW.replace("Zoë", "Zara"))]) == 0
    assert "harrow: 1 added, 0 changed, 1 removed" in capsys.readouterr().out


def test_an_import_says_what_looks_like_a_slip(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["contacts", "import", written(house, ROW.replace(",2,,", ",2,Archdeacon,"))]) == 0
    assert "row 2, role" in capsys.readouterr().out


def test_a_file_with_faults_is_refused_with_rows_and_columns(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["contacts", "import", written(house, ROW, ROW.replace("01632", "=1632").replace("Zoë", "Z"))]) == 2
    assert "row 3, phone" in capsys.readouterr().err
    main(["contacts", "list"])
    assert "Example" not in capsys.readouterr().out


def test_an_export_goes_to_a_file_or_to_standard_output(house: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    main(["contacts", "import", written(house, ROW)])
    capfdbinary.readouterr()
    assert main(["contacts", "export"]) == 0
    sys.stdout.flush()
    exported = capfdbinary.readouterr().out
    assert main(["contacts", "export", str(house / "out.csv")]) == 0
    assert (house / "out.csv").read_bytes() == exported
    assert ROW in exported.decode("utf-8-sig")
    assert main(["contacts", "import", str(house / "out.csv")]) == 0
    assert b"0 added, 0 changed, 0 removed, 1 as before" in capfdbinary.readouterr().out


def test_the_list_shows_everybody_and_what_is_to_be_checked(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["contacts", "list"]) == 0
    main(["contacts", "import", written(house, ROW, ROW.replace("Zoë Example", "Ann").replace("2026-02-05", ""))])
    capsys.readouterr()
    assert main(["contacts", "list"]) == 0
    ann, zoe = capsys.readouterr().out.splitlines()
    assert "Ann" in ann and "confirmed 2026-01-05" in ann
    assert "Zoë Example  01632 960001" in zoe and "checked by 2026-02-05" in zoe
    assert main(["contacts", "list", "--json"]) == 0
    assert [entry["name"] for entry in json.loads(capsys.readouterr().out)] == ["Ann", "Zoë Example"]


def test_a_name_that_the_terminal_cannot_show_is_no_failure(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["contacts", "import", written(house, ROW)])
    with (house / "terminal").open("w", encoding="ascii") as terminal:
        monkeypatch.setattr(sys, "stdout", terminal)
        assert main(["contacts", "list"]) == 0
    assert "Zo? Example" in (house / "terminal").read_text(encoding="ascii")


@pytest.mark.parametrize("arguments", [["import", "nowhere.csv"], ["import", "."], ["export", "nowhere/out.csv"]])
def test_a_file_that_is_not_there_is_told_in_words(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    monkeypatch.chdir(house)
    assert main(["contacts", *arguments]) == 2
    assert "file cannot be" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["import", "contacts.csv"], ["export"], ["list"]])
def test_where_there_is_no_database_none_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VAR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "")
    written(tmp_path, ROW)
    assert main(["contacts", *arguments]) == 2
    assert "database upgrade" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["contacts.csv"]


def test_a_database_without_a_directory_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VAR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "")
    (tmp_path / "escalation.db").touch()
    for arguments in (["import", written(tmp_path, ROW)], ["export"], ["list"]):
        assert main(["contacts", *arguments]) == 2
        assert "database upgrade" in capsys.readouterr().err
