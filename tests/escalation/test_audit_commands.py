"""`escalation audit`: what somebody with the database file did to the trail is found, and told in words."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from escalation import clock
from escalation.auditing import verify
from escalation.commands import main
from escalation.store import audit
from escalation.store.audit import BEGINNING
from escalation.store.engine import connect, writing
from tests.escalation.store.fixtures import empty_database

SECRET_WORDS = "the details are nobody's business"
TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit%'"
Tamper = Callable[..., None]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """A folder of its own, whose database holds six entries."""
    monkeypatch.setenv("VAR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "")
    empty_database(tmp_path / "escalation.db")
    engine = connect(f"sqlite:///{tmp_path / 'escalation.db'}")
    for number in range(1, 7):
        add(engine, f"event_{number}")
    yield engine
    engine.dispose()


def add(engine: Engine, event: str, actor: str = "lead:1") -> None:
    with writing(engine) as connection:
        audit.note(connection, actor, event, "4827-3195-6", {"why": SECRET_WORDS})


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """`escalation audit` within this process: exit status, output, errors."""

    def call(*arguments: str) -> tuple[int, str, str]:
        status = main(["audit", *arguments])
        told = capsys.readouterr()
        return status, told.out, told.err

    return call


@pytest.fixture
def tamper(house: Engine) -> Tamper:
    """Does to the database what its guards would refuse."""

    def call(*statements: str) -> None:
        with writing(house) as connection:
            for name in connection.execute(text(TRIGGERS)).scalars().all():
                connection.execute(text(f"DROP TRIGGER {name}"))
            for statement in statements:
                connection.execute(text(statement))

    return call


def test_a_whole_trail_is_told_with_its_count_and_last_hash(house: Engine, run: Run) -> None:
    status, out, err = run("verify")
    assert (status, err) == (0, "")
    assert out == f"6 entries, unbroken. Last: {verify(house).last}\n"


def test_an_empty_trail_is_unbroken(house: Engine, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "new").mkdir()
    empty_database(tmp_path / "new" / "escalation.db")
    monkeypatch.setenv("VAR", str(tmp_path / "new"))
    assert run("verify") == (0, f"0 entries, unbroken. Last: {BEGINNING}\n", "")


ALTERED = {
    "actor": "UPDATE audit SET actor = 'nobody' WHERE number = 3",
    "event": "UPDATE audit SET event = 'event_9' WHERE number = 3",
    "subject": "UPDATE audit SET subject = '' WHERE number = 3",
    "moment": "UPDATE audit SET at = '2026-01-01 00:00:00.000000' WHERE number = 3",
    "moment written otherwise": "UPDATE audit SET at = at || '+01:00' WHERE number = 3",
    "moment gone": "UPDATE audit SET at = 'yesterday' WHERE number = 3",
    "moment a number": "UPDATE audit SET at = 7 WHERE number = 3",
    "details": "UPDATE audit SET details = '{}' WHERE number = 3",
    "details no JSON": "UPDATE audit SET details = '{' WHERE number = 3",
    "details bytes": "UPDATE audit SET details = x'00' WHERE number = 3",
    "actor bytes": "UPDATE audit SET actor = x'00' WHERE number = 3",
    "hash": "UPDATE audit SET hash = lower(hex(randomblob(32))) WHERE number = 3",
    "removed": "DELETE FROM audit WHERE number = 2",
}


@pytest.mark.parametrize("statement", ALTERED.values(), ids=ALTERED.keys())
def test_the_first_entry_that_does_not_fit_is_named_without_its_details(
    tamper: Tamper, run: Run, statement: str
) -> None:
    tamper(statement)
    status, out, err = run("verify")
    assert (status, out) == (2, "")
    assert "Entry 3 " in err and "does not fit" in err
    assert SECRET_WORDS not in err


def test_the_entry_is_named_by_number_moment_and_event(tamper: Tamper, run: Run) -> None:
    tamper("UPDATE audit SET subject = 'x', at = '2026-07-01 09:05:06.000000' WHERE number = 5")
    assert "Entry 5 (1 July 2026, 10:05:06, event_5)" in run("verify")[2]


def test_two_entries_that_changed_places_show(tamper: Tamper, run: Run) -> None:
    tamper(
        "UPDATE audit SET number = 100 WHERE number = 3",
        "UPDATE audit SET number = 3 WHERE number = 4",
        "UPDATE audit SET number = 4 WHERE number = 100",
    )
    assert "Entry 3 " in run("verify")[2]


def test_entries_that_were_given_other_numbers_show(tamper: Tamper, run: Run) -> None:
    tamper("UPDATE audit SET number = 60 WHERE number = 6", "UPDATE audit_head SET number = 60")
    status, _out, err = run("verify")
    assert status == 2 and "Entry 60 " in err


def test_an_entry_that_was_put_in_shows(tamper: Tamper, run: Run) -> None:
    tamper(
        "UPDATE audit SET number = -number WHERE number > 3",
        "UPDATE audit SET number = 1 - number WHERE number < 0",
        "INSERT INTO audit SELECT 4, at, actor, 'put_in', subject, details, hash FROM audit WHERE number = 3",
    )
    assert "Entry 4 " in run("verify")[2]


def test_an_entry_that_was_put_in_with_a_right_hash_shows_at_the_next(house: Engine, tamper: Tamper, run: Run) -> None:
    tamper(
        "UPDATE audit SET number = -number WHERE number > 3",
        "UPDATE audit SET number = 1 - number WHERE number < 0",
        _forged(house, 4, after=3),
    )
    status, _out, err = run("verify")
    assert status == 2 and "Entry 5 " in err


def test_the_first_of_the_entries_that_were_added_by_hand_is_named(house: Engine, tamper: Tamper, run: Run) -> None:
    tamper(_forged(house, 7, after=6))
    tamper(_forged(house, 8, after=7))
    status, _out, err = run("verify")
    assert status == 2 and "Entry 7 " in err


def _forged(engine: Engine, number: int, after: int) -> str:
    with engine.connect() as connection:
        previous = {row.number: row for row in audit.entries(connection)}[after]
    entry = audit.Entry(number, previous.at, "a", "forged", "s", {})
    at = f"{entry.at:%Y-%m-%d %H:%M:%S.%f}"
    return (
        f"INSERT INTO audit VALUES ({number}, '{at}', 'a', 'forged', 's', '{{}}', '{entry.hash_after(previous.hash)}')"
    )


@pytest.mark.parametrize("left", [5, 3, 0])
def test_an_end_that_was_cut_off_shows(tamper: Tamper, run: Run, left: int) -> None:
    tamper(f"DELETE FROM audit WHERE number > {left}")
    status, out, err = run("verify")
    assert (status, out) == (2, "")
    assert "cut off" in err and "6 entries" in err
    assert f"Entry {left} " in err or left == 0


HEADS = {
    "hash": "UPDATE audit_head SET hash = lower(hex(randomblob(32)))",
    "number": "UPDATE audit_head SET number = 9",
    "one more": "UPDATE audit_head SET entries = 7",
    "one less": "UPDATE audit_head SET entries = 5",
    "an earlier one": "UPDATE audit_head SET entries = 5, number = 5, hash = (SELECT hash FROM audit WHERE number = 5)",
    "gone": "DELETE FROM audit_head",
}


@pytest.mark.parametrize("statement", HEADS.values(), ids=HEADS.keys())
def test_a_changed_note_of_the_end_shows(tamper: Tamper, run: Run, statement: str) -> None:
    tamper(statement)
    status, out, err = run("verify")
    assert (status, out) == (2, "") and err


CUT_AND_COVERED = (
    "DELETE FROM audit WHERE number > 4",
    "UPDATE audit_head SET entries = 4, number = 4, hash = (SELECT hash FROM audit WHERE number = 4)",
)


def test_a_hash_noted_elsewhere_finds_an_end_that_was_cut_off_and_covered_up(
    house: Engine, tamper: Tamper, run: Run
) -> None:
    noted = verify(house).last
    tamper(*CUT_AND_COVERED)
    assert run("verify")[0] == 0
    status, out, err = run("verify", "--expect", noted)
    assert (status, out) == (2, "") and "noted" in err


def test_a_hash_noted_elsewhere_finds_a_trail_that_was_written_anew(house: Engine, tamper: Tamper, run: Run) -> None:
    noted = verify(house).last
    tamper("DELETE FROM audit", f"UPDATE audit_head SET entries = 0, number = 0, hash = '{BEGINNING}'")
    for number in range(1, 7):
        add(house, f"event_{number}", actor="somebody else")
    assert run("verify")[0] == 0
    assert run("verify", "--expect", noted)[0] == 2


def test_a_noted_hash_holds_when_the_trail_has_grown(house: Engine, run: Run) -> None:
    noted = verify(house).last
    add(house, "event_7")
    status, out, _err = run("verify", "--expect", f" {noted.upper()}\n")
    assert status == 0
    assert out.startswith("7 entries, unbroken.") and "Entry 6 " in out


def test_the_hash_of_an_empty_trail_may_have_been_noted(house: Engine, run: Run) -> None:
    assert run("verify", "--expect", BEGINNING)[0] == 0


@pytest.mark.parametrize("noted", ["", "abc", "g" * 64, "0" * 65])
def test_what_is_no_hash_is_told_in_words(house: Engine, run: Run, noted: str) -> None:
    status, out, err = run("verify", "--expect", noted)
    assert (status, out) == (2, "") and "not a hash" in err


def test_an_altered_event_cannot_steer_the_terminal(tamper: Tamper, run: Run) -> None:
    tamper("UPDATE audit SET event = char(27) || '[2J' WHERE number = 3")
    assert "\x1b" not in run("verify")[2]
    assert "\x1b" not in run("list")[1]


def test_the_list_shows_the_newest_last(house: Engine, run: Run) -> None:
    status, out, _err = run("list")
    assert status == 0
    assert [line.split()[4] for line in out.splitlines()] == [f"event_{number}" for number in range(1, 7)]


def test_the_list_can_be_read_by_a_program_line_by_line(house: Engine, run: Run) -> None:
    found = [json.loads(line) for line in run("list", "--json")[1].splitlines()]
    assert [entry["number"] for entry in found] == list(range(1, 7))
    assert found[-1]["details"] == {"why": SECRET_WORDS}
    assert found[-1]["hash"] == verify(house).last
    assert found[-1]["at"].endswith("+00:00")


def test_the_list_keeps_to_an_actor_and_an_event(house: Engine, run: Run) -> None:
    add(house, "event_1", actor="lead:2")
    assert len(run("list", "--actor", "lead:2")[1].splitlines()) == 1
    assert len(run("list", "--event", "event_1")[1].splitlines()) == 2
    assert len(run("list", "--event", "event_2", "--actor", "lead:2")[1].splitlines()) == 0


@pytest.mark.parametrize(
    ("arguments", "numbers"),
    [
        (["--since", "2026-07-02"], [2, 3, 4, 5, 6]),
        (["--until", "2026-07-02"], [1, 2, 3]),
        (["--since", "2026-07-02", "--until", "2026-07-02"], [2, 3]),
        (["--since", "2026-07-02T23:59"], [3, 4, 5, 6]),
        (["--until", "2026-07-02T23:59:30"], [1, 2]),
        (["--since", "2026-07-02T23:00:00+00:00"], [4, 5, 6]),
    ],
)
def test_days_and_moments_are_those_of_london(tamper: Tamper, run: Run, arguments: list[str], numbers: Any) -> None:
    moments = ["01 22:59:59", "01 23:00:00", "02 22:59:59", "02 23:00:00", "03 12:00:00", "04 12:00:00"]
    tamper(*(f"UPDATE audit SET at = '2026-07-{at}.000000' WHERE number = {i}" for i, at in enumerate(moments, 1)))
    assert [int(line.split()[0]) for line in run("list", *arguments)[1].splitlines()] == numbers


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", "9999-12-31", "", "2026-07-02T25:00"])
def test_a_day_that_is_none_is_told_in_words(house: Engine, run: Run, day: str) -> None:
    status, out, err = run("list", "--until", day)
    assert (status, out) == (2, "") and "not a day" in err


def test_an_entry_that_cannot_be_listed_is_told_in_words(tamper: Tamper, run: Run) -> None:
    tamper("UPDATE audit SET details = '{' WHERE number = 3")
    status, _out, err = run("list")
    assert status == 2 and "verify" in err and SECRET_WORDS not in err


def test_no_database_and_an_old_one_are_told_in_words(
    house: Engine, tamper: Tamper, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tamper("DROP TABLE audit_head")
    for way in ("verify", "list"):
        monkeypatch.setenv("VAR", str(tmp_path / "nowhere"))
        status, _out, err = run(way)
        assert status == 2 and "There is no database" in err
    monkeypatch.setenv("VAR", str(tmp_path))
    status, _out, err = run("verify")
    assert status == 2 and "database upgrade" in err
    assert not (tmp_path / "nowhere").exists()


def test_it_is_a_command_of_its_own_process_too(house: Engine, tmp_path: Path) -> None:
    add(house, "event_7", actor=f"lead:{clock.today()}")
    done = subprocess.run(
        [sys.executable, "-m", "escalation.commands", "audit", "verify"], capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 0 and done.stdout.startswith(b"7 entries, unbroken. Last: ")
