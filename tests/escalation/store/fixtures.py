"""A database of its own for each test."""

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from sqlalchemy import Engine

from escalation.store import conversations, journal
from escalation.store.engine import connect, writing
from escalation.store.schema import upgrade


@cache
def _up_to_date() -> Path:
    """An empty database, brought up to date once for all tests, which copy it."""
    path = Path(mkdtemp()) / "empty.db"
    engine = connect(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    return path


def empty_database(path: Path) -> None:
    """Puts an empty database, up to date, at this path."""
    shutil.copy(_up_to_date(), path)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An empty database, up to date."""
    empty_database(tmp_path / "test.db")
    engine = connect(f"sqlite:///{tmp_path / 'test.db'}")
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
