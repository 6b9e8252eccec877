"""A database of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from escalation.store import conversations, journal
from escalation.store.engine import connect, writing
from escalation.store.schema import upgrade


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An empty database, up to date."""
    engine = connect(f"sqlite:///{tmp_path / 'test.db'}")
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def conversation(engine: Engine) -> conversations.Opened:
    """A live conversation."""
    with writing(engine) as connection:
        return conversations.open_conversation(connection, channel="api")


@pytest.fixture
def message(engine: Engine, conversation: conversations.Opened) -> str:
    """The id of a message whose turn is under way."""
    with writing(engine) as connection:
        return journal.keep(connection, conversation.id, journal.Incoming("client-1", "yes")).id
