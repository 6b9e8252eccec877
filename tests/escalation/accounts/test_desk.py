"""`escalation users`, called as the command line calls it."""

import getpass
import io
import re
import sys
from pathlib import Path

import pyotp
import pytest
from sqlalchemy import Engine

from escalation.accounts.entrance import Caller, Entrance
from escalation.commands import main
from escalation.store.engine import connect
from tests.escalation.accounts.hall import HOME, LIMITS, PASSWORD, SECRET, Hands
from tests.escalation.store.fixtures import empty_database

ADD = ("users", "add", "kay@example.org", "--role", "lead", "--partnership", "harrow", "--agency", "health")


@pytest.fixture(autouse=True)
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation with an empty database."""
    empty_database(tmp_path / "escalation.db")
    monkeypatch.setenv("VAR", str(tmp_path))
    monkeypatch.setenv("SESSION_SECRET", SECRET)
    monkeypatch.delenv("DATABASE_URL", raising=False)


@pytest.fixture
def database(tmp_path: Path) -> Engine:
    return connect(f"sqlite:///{tmp_path / 'escalation.db'}")


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is typed where a password is asked for without showing it."""
    answers = [PASSWORD, PASSWORD]
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: answers.pop(0))
    return answers


@pytest.fixture
def said(typed: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """What was said when Kay was added."""
    assert main(ADD) == 0
    return capsys.readouterr().out


def in_the_app(said: str) -> str:
    found = re.search(r"secret=([A-Z2-7]+)", said)
    assert found is not None
    return found[1]


def enter(database: Engine, hands: Hands, code: str) -> object:
    entrance = Entrance(database, SECRET, LIMITS)
    half = entrance.give_password("kay@example.org", PASSWORD, Caller(HOME))
    return entrance.give_code(code, Caller(HOME, session=half))


def test_what_is_shown_when_somebody_is_added_lets_them_in(database: Engine, hands: Hands, said: str) -> None:
    secret = in_the_app(said)
    assert "otpauth://totp/" in said and secret in said.replace(" ", "").replace("otpauth", "")
    recovery_codes = re.findall(r"^  (\w{4}-\w{4}-\w{4})$", said, re.M)
    assert len(recovery_codes) == 8
    assert enter(database, hands, pyotp.TOTP(secret).at(hands.now))
    assert enter(database, hands, recovery_codes[0])


def test_the_password_is_not_shown(said: str) -> None:
    assert PASSWORD not in said


def test_two_passwords_that_differ_add_nobody(typed: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    typed[1] = "seven green kettels"
    assert main(ADD) == 2
    assert main(["users", "list"]) == 0
    assert "kay" not in capsys.readouterr().out


@pytest.mark.parametrize(("stdin", "status"), [(f"{PASSWORD}\n", 0), (f"{PASSWORD}\r\n", 0), ("", 2), ("short\n", 2)])
def test_the_password_may_come_from_standard_input(monkeypatch: pytest.MonkeyPatch, stdin: str, status: int) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(stdin, newline=""))
    assert main([*ADD, "--password-stdin"]) == status


@pytest.mark.parametrize(
    ("places", "told"),
    [
        (["--partnership", "atlantis"], "atlantis"),
        (["--partnership", "sussex", "--locality", "atlantis"], "east_sussex"),
        (["--partnership", "harrow", "--locality", "east_sussex"], "It has none"),
        ([], "at least one partnership"),
    ],
)
def test_a_place_that_no_procedure_knows_is_refused(
    typed: list[str], capsys: pytest.CaptureFixture[str], places: list[str], told: str
) -> None:
    assert main(["users", "add", "kay", "--role", "lead", *places]) == 2
    assert told in capsys.readouterr().err


def test_the_list_says_who_there_is_and_who_cannot_sign_in(said: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["users", "list"])
    assert capsys.readouterr().out.split() == ["kay@example.org", "lead", "harrow", "health"]
    assert main(["users", "deactivate", "KAY@example.org"]) == 0
    main(["users", "list"])
    assert "cannot sign in" in capsys.readouterr().out.splitlines()[-1]


def test_another_role_takes_the_place_of_the_one_before(said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["users", "role", "kay@example.org", "--role", "administrator"]) == 0
    capsys.readouterr()
    main(["users", "list"])
    assert capsys.readouterr().out.split() == ["kay@example.org", "administrator"]


def test_a_new_code_takes_the_place_of_the_one_before(
    database: Engine, hands: Hands, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["users", "reset-totp", "kay@example.org"]) == 0
    secret = in_the_app(capsys.readouterr().out)
    assert secret != in_the_app(said)
    assert enter(database, hands, pyotp.TOTP(secret).at(hands.now))


@pytest.mark.parametrize("way", [["deactivate"], ["reset-totp"], ["role", "--role", "trainer"]])
def test_a_name_without_an_account_is_said(way: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["users", way[0], "nobody", *way[1:]]) == 2
    assert "no account with this name" in capsys.readouterr().err


def test_without_a_database_or_a_secret_nothing_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "escalation.db").unlink()
    assert main(["users", "list"]) == 2
    assert "database upgrade" in capsys.readouterr().err
    assert not (tmp_path / "escalation.db").exists()
