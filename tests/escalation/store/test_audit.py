"""The audit trail: chained whoever writes, whatever is in it, and only ever moving on."""

import hashlib
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import DatabaseError, NoResultFound

from escalation.auditing import verify
from escalation.store import audit
from escalation.store.engine import reading, writing
from escalation.store.schema import downgrade, upgrade
from escalation.store.tables import audit as table
from escalation.store.tables import audit_head

BEFORE = "20261122_carry_it_to_its_end"
CHAINED = "20261122_chain_the_audit_trail"
_OLD = "at, actor, event, subject, details"
AWKWARD: dict[str, Any] = {
    "name": "Zoë \N{DOWNWARDS BLACK ARROW} \N{GRINNING FACE} \u2028",
    "share": 0.1 + 0.2,
    "small": 5e-324,
    "large": 1e22,
    "whole": 3.0,
    "minus": -0.0,
    "long": 10**40,
    "z": {"b": [1, None, True, {"é": "e\u0301"}], "a": []},
    "a": '\x00\x7f\\"',
}
_KEYS = st.text(max_size=8)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=12,
)
# What Python can hold and UTF-8 cannot: half of a character.
_HALVES = st.text(st.characters(min_codepoint=0xD800, max_codepoint=0xDFFF), max_size=4)


def add(engine: Engine, event: str = "seen", **details: Any) -> None:
    with writing(engine) as connection:
        audit.note(connection, "lead:1", event, "4827-3195-6", details)


def rows(engine: Engine) -> list[Any]:
    with reading(engine) as connection:
        return list(audit.entries(connection))


@given(details=st.dictionaries(_KEYS, _VALUES, max_size=4), half=_HALVES)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_details_hold_they_come_back_and_fit(engine: Engine, details: dict[str, Any], half: str) -> None:
    noted: dict[str, Any] = {"details": details, "half": half, half: 1}
    add(engine, **noted)
    assert rows(engine)[-1].details["details"] == details
    assert verify(engine).last == rows(engine)[-1].hash


def test_tuples_and_numbers_as_keys_become_what_json_makes_of_them(engine: Engine) -> None:
    with writing(engine) as connection:
        audit.note(connection, "a", "b", "c", {"pair": (1, 2), "counts": {7: 1, "x": 2}})
    assert rows(engine)[-1].details == {"pair": [1, 2], "counts": {"7": 1, "x": 2}}
    assert verify(engine).entries == 1


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_json_does_not_know_is_refused_and_nothing_is_added(engine: Engine, number: float) -> None:
    with pytest.raises(ValueError):
        add(engine, share=number)
    assert verify(engine).entries == 0


def test_the_hash_does_not_depend_on_how_the_details_are_written_down(engine: Engine) -> None:
    add(engine, b=1, a=[1.5, "é"])
    with writing(engine) as connection:
        connection.execute(text("DROP TRIGGER audit_keeps_UPDATE"))
        connection.execute(text("""UPDATE audit SET details = '{ "a":[1.50,"\\u00e9"],\n"b" : 1}'"""))
    assert verify(engine).entries == 1


def test_the_hash_does_not_depend_on_the_zone_of_the_moment() -> None:
    moment = datetime(2026, 7, 1, 12, tzinfo=UTC)
    abroad = moment.astimezone(timezone(timedelta(hours=9)))
    assert _entry(at=moment).hash_after("") == _entry(at=abroad).hash_after("")


@pytest.mark.parametrize(
    "other",
    [{"number": 2}, {"at": datetime(2026, 7, 2, tzinfo=UTC)}, {"actor": "b"}, {"event": "c"}, {"subject": "d"}]
    + [{"details": {"a": 1.0}}, {"details": {}}],
)
def test_each_part_of_an_entry_makes_another_hash(other: dict[str, Any]) -> None:
    assert _entry().hash_after(audit.BEGINNING) != _entry(**other).hash_after(audit.BEGINNING)


def test_the_row_before_makes_another_hash() -> None:
    assert _entry().hash_after(audit.BEGINNING) != _entry().hash_after("1" * 64)


def test_the_hash_stays_what_it_is_from_one_release_to_the_next() -> None:
    canonical = (
        '{"actor":"\\u00e4","at":"2026-07-01T00:00:00.000000+00:00","details":{"A":[1,1.0,1e+22],"a":null,"b":true},'
        '"event":"e","number":1,"previous":"' + "0" * 64 + '","subject":"\\ud83d\\ude00"}'
    )
    entry = _entry(actor="ä", subject="\N{GRINNING FACE}", details={"b": True, "a": None, "A": [1, 1.0, 1e22]})
    assert entry.hash_after(audit.BEGINNING) == hashlib.sha256(canonical.encode()).hexdigest()


def _entry(**other: Any) -> audit.Entry:
    content = {"number": 1, "at": datetime(2026, 7, 1, tzinfo=UTC), "actor": "a", "event": "e", "subject": "s"}
    return audit.Entry(**{**content, "details": {"a": 1}, **other})


def test_what_is_rolled_back_leaves_no_gap(engine: Engine) -> None:
    add(engine)
    with pytest.raises(ZeroDivisionError), writing(engine) as connection:
        audit.note(connection, "lead:1", "lost", "x", {})
        raise ZeroDivisionError
    add(engine)
    assert [row.number for row in rows(engine)] == [1, 2]
    assert verify(engine).entries == 2


def test_eight_threads_at_once_make_one_chain(engine: Engine) -> None:
    def many() -> None:
        for _ in range(10):
            add(engine)

    threads = [threading.Thread(target=many) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert verify(engine).entries == 80


_PROCESS = """
import sys
from escalation.store import audit
from escalation.store.engine import connect, writing
engine = connect(sys.argv[1])
for turn in range(25):
    with writing(engine) as connection:
        audit.note(connection, sys.argv[2], "seen", "x", {"turn": turn})
"""


def test_three_processes_at_once_make_one_chain(engine: Engine) -> None:
    address = engine.url.render_as_string()
    started = [subprocess.Popen([sys.executable, "-c", _PROCESS, address, str(number)]) for number in range(3)]
    assert [process.wait(timeout=60) for process in started] == [0, 0, 0]
    assert verify(engine).entries == 75
    assert {row.actor for row in rows(engine)} == {"0", "1", "2"}


@pytest.mark.parametrize(
    "statement",
    [
        "REPLACE INTO audit SELECT number, at, 'x', event, subject, details, hash FROM audit WHERE number = 1",
        "INSERT OR IGNORE INTO audit SELECT 7, at, 'x', event, subject, details, hash FROM audit WHERE number = 1",
        "INSERT INTO audit SELECT NULL, at, 'x', event, subject, details, hash FROM audit WHERE number = 1",
        "INSERT INTO audit SELECT -1, at, 'x', event, subject, details, hash FROM audit WHERE number = 1",
        "UPDATE OR IGNORE audit SET actor = 'x'",
        "UPDATE audit_head SET entries = entries - 1, number = number - 1",
        "UPDATE audit_head SET entries = entries + 1, number = number + 1",
        "UPDATE audit_head SET hash = (SELECT hash FROM audit WHERE number = 1)",
        "UPDATE audit_head SET entries = 1, number = 1, hash = (SELECT hash FROM audit WHERE number = 1)",
        "UPDATE audit_head SET id = 2",
        "DELETE FROM audit_head",
        "REPLACE INTO audit_head SELECT 1, 1, 1, hash FROM audit WHERE number = 1",
        "INSERT INTO audit_head SELECT 2, 1, 1, hash FROM audit WHERE number = 1",
    ],
)
def test_the_database_lets_the_trail_only_move_on(engine: Engine, statement: str) -> None:
    add(engine)
    add(engine)
    with pytest.raises(DatabaseError, match="only ever"), writing(engine) as connection:
        connection.execute(text(statement))
    assert verify(engine).entries == 2


@pytest.mark.parametrize(("entries", "number"), [(3, 2), (1, 2), (2, 1)])
def test_the_noted_end_moves_on_by_one_entry_at_a_time(engine: Engine, entries: int, number: int) -> None:
    add(engine)
    with pytest.raises(DatabaseError, match="only ever"), writing(engine) as connection:
        connection.execute(text(f"INSERT INTO audit SELECT 2, {_OLD}, hash FROM audit"))
        connection.execute(text(f"UPDATE audit_head SET entries = {entries}, number = {number}"))
    assert verify(engine).entries == 1


@pytest.fixture
def unchained(engine: Engine) -> Engine:
    """A trail as it was before it was chained, with gaps in its numbers, longer than is read at once."""
    downgrade(engine, BEFORE)
    with writing(engine) as connection:
        for number in [2, 3, 7, *range(10, 1500)]:
            at = datetime(2026, 11, 1, tzinfo=UTC) + timedelta(seconds=number, microseconds=number % 3)
            values = {"number": number, "at": at, "actor": "ä", "event": "e", "subject": "s", "details": AWKWARD}
            connection.execute(table.insert().values(**values))
    return engine


def _content(engine: Engine) -> list[Any]:
    with reading(engine) as connection:
        return list(connection.execute(select(*[column for column in table.c if column.name != "hash"])))


def test_the_rows_that_are_there_already_are_chained_and_stay_as_they_are(unchained: Engine) -> None:
    before = _content(unchained)
    upgrade(unchained, CHAINED)
    assert _content(unchained) == before
    assert verify(unchained).entries == 1493
    add(unchained)
    assert rows(unchained)[-1].number == 1500
    assert verify(unchained).entries == 1494


@pytest.mark.parametrize("statement", ["UPDATE audit SET actor = 'x'", "DELETE FROM audit"])
@pytest.mark.parametrize("move", [lambda engine: upgrade(engine, CHAINED), lambda engine: None], ids=["up", "down"])
def test_the_guards_stand_again_after_the_migration(
    unchained: Engine, move: Callable[[Engine], None], statement: str
) -> None:
    move(unchained)
    with pytest.raises(DatabaseError, match="only ever added to"), writing(unchained) as connection:
        connection.execute(text(statement))


def test_the_chain_can_be_taken_off_and_put_on_again(unchained: Engine) -> None:
    upgrade(unchained, CHAINED)
    add(unchained)
    content, last = _content(unchained), verify(unchained).last
    downgrade(unchained, BEFORE)
    assert _content(unchained) == content
    with writing(unchained) as connection:
        columns = connection.execute(text("SELECT name FROM pragma_table_info('audit')")).scalars().all()
        left = connection.execute(text("SELECT name FROM sqlite_master WHERE name LIKE 'audit%'")).scalars().all()
        assert "hash" not in columns
        assert sorted(left) == ["audit", "audit_keeps_DELETE", "audit_keeps_UPDATE"]
        connection.execute(text(f"INSERT INTO audit ({_OLD}) SELECT {_OLD} FROM audit WHERE number = 2"))
    upgrade(unchained, CHAINED)
    assert verify(unchained, last).entries == 1495


def test_an_empty_trail_is_chained_from_its_first_entry_on(engine: Engine) -> None:
    downgrade(engine, BEFORE)
    upgrade(engine, CHAINED)
    with reading(engine) as connection:
        assert connection.execute(select(func.count()).select_from(audit_head)).scalar_one() == 1
    add(engine)
    assert [row.number for row in rows(engine)] == [1]


def test_without_the_note_of_the_end_nothing_is_noted(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(text("DROP TRIGGER audit_head_stays"))
        connection.execute(text("DELETE FROM audit_head"))
    with pytest.raises(NoResultFound):
        add(engine)
