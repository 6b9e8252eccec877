"""Coming back with the reference and the resume code, and the limit on tries."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from escalation import clock
from escalation.access import (
    MOST_WRONG_FOR_A_REFERENCE,
    MOST_WRONG_IN_A_CONVERSATION,
    NotAdmitted,
    record_for,
    records_of,
    renew_code,
    unlock,
)
from escalation.library import Library
from escalation.record import Record
from escalation.resume_code import seal
from escalation.store.engine import reading
from escalation.store.tables import code_attempts, metadata
from tests.escalation.records import SECRET, Person, code

WRONG = seal(SECRET, "piano-piano-piano-piano")


@pytest.fixture
def owner(engine: Engine, library: Library) -> Person:
    return Person(engine, library)


@pytest.fixture
def record(owner: Person) -> Record:
    return owner.opens()


@pytest.fixture
def stranger(engine: Engine, library: Library) -> Person:
    return Person(engine, library)


def try_to_open(person: Person, record: Record, sealed: str) -> Record:
    return unlock(person.engine, person.conversation, person.mode, record.reference, sealed)


def test_the_conversation_that_opened_a_record_sees_it_without_a_code(owner: Person, record: Record) -> None:
    assert record_for(owner.engine, owner.conversation, record.reference) == record
    assert records_of(owner.engine, owner.conversation) == [record]


def test_nobody_else_sees_it_without_the_code(stranger: Person, record: Record) -> None:
    with pytest.raises(NotAdmitted):
        record_for(stranger.engine, stranger.conversation, record.reference)
    assert records_of(stranger.engine, stranger.conversation) == []


def test_reference_and_code_open_a_record_in_another_conversation(stranger: Person, record: Record) -> None:
    assert try_to_open(stranger, record, seal(SECRET, code(record))) == record
    assert record_for(stranger.engine, stranger.conversation, record.reference) == record


@pytest.mark.parametrize("sealed", [WRONG, "", "x"])
def test_a_wrong_code_opens_nothing(stranger: Person, record: Record, sealed: str) -> None:
    with pytest.raises(NotAdmitted, match="do not belong together"):
        try_to_open(stranger, record, sealed)
    assert records_of(stranger.engine, stranger.conversation) == []


def test_a_reference_that_does_not_exist_is_refused_in_the_same_words(stranger: Person, record: Record) -> None:
    with pytest.raises(NotAdmitted) as of_a_record:
        try_to_open(stranger, record, WRONG)
    with pytest.raises(NotAdmitted) as of_none:
        unlock(stranger.engine, stranger.conversation, "live", "0000-0000-0", WRONG)
    assert of_a_record.value.message == of_none.value.message


def test_tries_are_limited_in_a_conversation_and_allowed_again_after_a_wait(
    stranger: Person, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(MOST_WRONG_IN_A_CONVERSATION):
        with pytest.raises(NotAdmitted):
            try_to_open(stranger, record, WRONG)
    with pytest.raises(NotAdmitted, match="15 minutes"):
        try_to_open(stranger, record, seal(SECRET, code(record)))
    later = clock.now() + timedelta(minutes=16)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert try_to_open(stranger, record, seal(SECRET, code(record))) == record


def test_many_strangers_together_are_stopped_and_the_owner_still_gets_in(
    engine: Engine, library: Library, owner: Person, record: Record
) -> None:
    people = [Person(engine, library) for _ in range(MOST_WRONG_FOR_A_REFERENCE // MOST_WRONG_IN_A_CONVERSATION + 1)]
    for person in people[:-1]:
        for _ in range(MOST_WRONG_IN_A_CONVERSATION):
            with pytest.raises(NotAdmitted):
                try_to_open(person, record, WRONG)
    with pytest.raises(NotAdmitted, match="until tomorrow"):
        try_to_open(people[-1], record, seal(SECRET, code(record)))
    assert record_for(engine, owner.conversation, record.reference) == record


def test_a_new_code_makes_the_old_one_useless(owner: Person, stranger: Person, record: Record) -> None:
    renew_code(owner.engine, SECRET, owner.conversation, record.reference)
    with pytest.raises(NotAdmitted):
        try_to_open(stranger, record, seal(SECRET, code(record)))
    assert try_to_open(stranger, record, seal(SECRET, code(record, issue=2))).reference == record.reference


def test_a_stranger_cannot_replace_the_code(stranger: Person, record: Record) -> None:
    with pytest.raises(NotAdmitted):
        renew_code(stranger.engine, SECRET, stranger.conversation, record.reference)


def test_training_opens_no_live_record_and_live_no_training_record(
    engine: Engine, library: Library, record: Record
) -> None:
    learner = Person(engine, library, mode="training")
    with pytest.raises(NotAdmitted):
        try_to_open(learner, record, seal(SECRET, code(record)))
    practised = learner.opens()
    with pytest.raises(NotAdmitted):
        try_to_open(Person(engine, library), practised, seal(SECRET, code(practised)))


def test_each_try_is_written_down_and_the_code_stands_in_no_table(stranger: Person, record: Record) -> None:
    right = seal(SECRET, code(record))
    with pytest.raises(NotAdmitted):
        try_to_open(stranger, record, WRONG)
    try_to_open(stranger, record, right)
    with reading(stranger.engine) as connection:
        assert list(connection.execute(select(code_attempts.c.right)).scalars()) == [False, True]
        held = "\n".join(str(row) for table in metadata.tables.values() for row in connection.execute(select(table)))
    assert code(record) not in held and right not in held
