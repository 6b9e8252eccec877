"""The database's shape: migrations say what the tables say, and constraints stand in the database itself."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from escalation.store import audit
from escalation.store.conversations import Opened
from escalation.store.engine import reading, writing
from escalation.store.schema import downgrade, upgrade
from escalation.store.tables import metadata


def test_the_migrations_make_the_tables_that_the_code_knows(engine: Engine) -> None:
    with reading(engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_database_can_be_taken_back_and_brought_up_again(engine: Engine) -> None:
    downgrade(engine, "base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    upgrade(engine)
    upgrade(engine)
    assert set(metadata.tables) <= set(inspect(engine).get_table_names())


@pytest.mark.parametrize("statement", ["UPDATE audit SET actor = 'x'", "DELETE FROM audit"])
def test_the_audit_trail_is_only_ever_added_to(engine: Engine, statement: str) -> None:
    with writing(engine) as connection:
        audit.note(connection, "test", "event", "subject", {})
    with pytest.raises(DatabaseError, match="only ever added to"), writing(engine) as connection:
        connection.execute(text(statement))


def test_a_conversation_is_live_or_training_and_nothing_else(engine: Engine, conversation: Opened) -> None:
    with pytest.raises(IntegrityError), writing(engine) as connection:
        connection.execute(text("UPDATE conversations SET mode = 'practice'"))


def test_foreign_keys_are_kept(engine: Engine, conversation: Opened) -> None:
    with pytest.raises(IntegrityError), writing(engine) as connection:
        connection.execute(
            text(
                "INSERT INTO journal (id, conversation_id, author, at, text, kind, answers)"
                " VALUES ('x', :id, 'assistant', '2026-11-23', 'hello', 'notice', 'nobody')"
            ),
            {"id": conversation.id},
        )
