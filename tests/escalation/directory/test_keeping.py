"""The directory: a file becomes the whole of it for each partnership that it names, or nothing changes."""

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, event, insert, select
from sqlalchemy.exc import OperationalError

from escalation.directory.file import DirectoryRefused, write_directory
from escalation.directory.keeping import Changes, NotImported, everybody, export_directory, import_directory
from escalation.directory.officer import NamedOfficer
from escalation.library import Library
from escalation.store.engine import reading, writing
from escalation.store.tables import audit, contacts

TODAY = date(2026, 11, 23)
ONE = NamedOfficer(partnership="harrow", agency="health", role="Named Nurse", name="Officer One", phone="01632 960001")
TWO = NamedOfficer(partnership="harrow", agency="police", stage=2, name="Officer Two", phone="+44 1632 960002")
FAR = NamedOfficer(partnership="sussex", locality="east_sussex", agency="police", stage=3, name="Officer Far")


@pytest.fixture
def bring(engine: Engine, library: Library) -> Callable[..., tuple[Changes, ...]]:
    def call(*officers: NamedOfficer) -> tuple[Changes, ...]:
        return import_directory(engine, library, write_directory(officers), "a lead", TODAY).changes

    return call


def changed(officer: NamedOfficer, **values: Any) -> NamedOfficer:
    return NamedOfficer(**{**vars(officer), **values})


def test_an_import_fills_the_directory(engine: Engine, bring: Callable[..., Any]) -> None:
    assert bring(ONE, TWO, FAR) == (Changes("harrow", 2, 0, 0, 0), Changes("sussex", 1, 0, 0, 0))
    assert everybody(engine) == [ONE, TWO, FAR]


def test_a_file_is_the_whole_truth_of_the_partnerships_it_names_and_of_no_other(
    engine: Engine, bring: Callable[..., Any]
) -> None:
    bring(ONE, TWO, FAR)
    new_phone, newcomer = changed(ONE, phone="01632 960009"), changed(TWO, name="Officer New")
    assert bring(new_phone, newcomer) == (Changes("harrow", added=1, changed=1, removed=1, kept=0),)
    assert everybody(engine) == [new_phone, newcomer, FAR]


def test_an_export_brought_in_again_changes_nothing(
    engine: Engine, library: Library, bring: Callable[..., Any]
) -> None:
    bring(ONE, TWO, FAR)
    with reading(engine) as connection:
        before = connection.execute(select(contacts)).all()
    exported = export_directory(engine)
    again = import_directory(engine, library, exported, "a lead", TODAY)
    assert again.changes == (Changes("harrow", 0, 0, 0, 2), Changes("sussex", 0, 0, 0, 1))
    with reading(engine) as connection:
        assert connection.execute(select(contacts)).all() == before
    assert export_directory(engine) == exported


def test_an_empty_directory_goes_out_and_in_again(engine: Engine, library: Library) -> None:
    assert import_directory(engine, library, export_directory(engine), "a lead", TODAY).changes == ()


def test_one_bad_row_leaves_everything_as_it_was(engine: Engine, library: Library, bring: Callable[..., Any]) -> None:
    bring(ONE, FAR)
    content = write_directory([TWO, changed(ONE, phone="12")])
    with pytest.raises(DirectoryRefused):
        import_directory(engine, library, content, "a lead", TODAY)
    assert everybody(engine) == [ONE, FAR]
    with reading(engine) as connection:
        assert len(connection.execute(select(audit)).all()) == 2


def test_a_database_that_fails_half_way_is_left_as_it_was(engine: Engine, bring: Callable[..., Any]) -> None:
    bring(ONE, FAR)

    def fail(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("INSERT INTO audit"):
            raise OperationalError(statement, {}, Exception("the disk is full"))

    event.listen(engine, "before_cursor_execute", fail)
    with pytest.raises(NotImported) as refused:
        bring(TWO)
    event.remove(engine, "before_cursor_execute", fail)
    assert "Officer" not in refused.value.message
    assert everybody(engine) == [ONE, FAR]


def test_two_imports_at_once_leave_one_file_and_never_a_mixture(engine: Engine, bring: Callable[..., Any]) -> None:
    files = [[changed(ONE, name=f"{letter} {number}") for number in range(40)] for letter in "AB"]
    threads = [threading.Thread(target=bring, args=officers) for officers in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {officer.name[0] for officer in everybody(engine)} in ({"A"}, {"B"})
    assert len(everybody(engine)) == 40


def test_the_audit_trail_tells_who_and_how_many_and_names_nobody(engine: Engine, bring: Callable[..., Any]) -> None:
    bring(ONE, TWO)
    bring(changed(ONE, email="one@health.example"))
    with reading(engine) as connection:
        noted = connection.execute(select(audit)).all()
    assert [(row.actor, row.event, row.subject) for row in noted] == [("a lead", "contacts_imported", "harrow")] * 2
    assert noted[1].details == {"added": 0, "changed": 1, "removed": 1, "kept": 0}


def test_a_file_may_be_changed_in_its_capitals(engine: Engine, bring: Callable[..., Any]) -> None:
    bring(ONE)
    assert bring(changed(ONE, name="officer one")) == (Changes("harrow", 1, 0, 1, 0),)


def test_entries_written_otherwise_are_replaced_as_well(engine: Engine, bring: Callable[..., Any]) -> None:
    with writing(engine) as connection:
        connection.execute(insert(contacts).values(partnership="harrow", stage=9, name="Of an older procedure"))
    assert bring(ONE) == (Changes("harrow", 1, 0, 1, 0),)


def test_a_directory_that_cannot_be_read_is_told_in_words(engine: Engine) -> None:
    with writing(engine) as connection:
        contacts.drop(connection)
    with pytest.raises(Exception) as told:
        everybody(engine)
    assert "contacts" not in str(told.value) and "upgrade" in str(told.value)
