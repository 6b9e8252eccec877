"""Rasa's SQL tracker store without its three ways of losing a conversation.

Rasa 3.6.21 ends the process on any ValueError inside a session, keeps connections that a database restart has
cut, and wraps every store so that a failed read counts as a new conversation and a failed write is forgotten.
Here an error is an error: the turn fails, the person is told, and the next turn tries the database again.
"""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import rasa.core.agent as rasa_agent
import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from sqlalchemy.engine import Engine
from sqlalchemy.engine.url import URL, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from rasa_server.seam import replace

BUSY_SECONDS = 5


class CarefulTrackerStore(SQLTrackerStore):
    """Keeps conversations in SQLite or PostgreSQL; whatever fails raises."""

    def __init__(
        self,
        domain: Domain | None = None,
        host: str = "",
        event_broker: EventBroker | None = None,
        **kwargs: Any,
    ) -> None:
        """`host` is the SQLAlchemy URL; Rasa calls the `url` of endpoints.yml so."""
        # Not SQLTrackerStore's own: it waits for ever, blocking, for a database that is not there.
        TrackerStore.__init__(self, domain, event_broker, **kwargs)
        self.engine = make_engine(make_url(host))
        self.sessionmaker = sessionmaker(bind=self.engine)
        self.tables_made = False

    @contextmanager
    def session_scope(self) -> Generator[Session, None, None]:
        """One session, closed at the end; uncommitted work is rolled back and every error passes on."""
        try:
            self.make_tables()
            with self.sessionmaker() as session:
                yield session
        except DBAPIError:
            self.tables_made = False
            raise

    def make_tables(self) -> None:
        if not self.tables_made:
            self.Base.metadata.create_all(self.engine)
            self.tables_made = True


def make_engine(url: URL) -> Engine:
    """An engine that checks a connection before use and shows no values in its errors."""
    kind = url.get_backend_name()
    if kind == "sqlite":
        return make_sqlite_engine(url)
    if kind == "postgresql":
        return make_postgresql_engine(url)
    raise ValueError(f"RASA_DATABASE_URL names {kind}; it can name sqlite or postgresql")


def make_sqlite_engine(url: URL) -> Engine:
    engine = sa.create_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args={"timeout": BUSY_SECONDS})

    @sa.event.listens_for(engine, "connect")
    def keep_over_power_loss(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")

    return engine


def make_postgresql_engine(url: URL) -> Engine:
    # The application's environment has another driver; its URL is understood here all the same.
    return sa.create_engine(
        url.set(drivername="postgresql+psycopg2"),
        hide_parameters=True,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": BUSY_SECONDS,
            "options": f"-c statement_timeout={BUSY_SECONDS}s -c lock_timeout={BUSY_SECONDS}s",
        },
    )


def unwrapped(store: TrackerStore) -> TrackerStore:
    """Stands where Rasa puts its wrapper that swallows a store's errors."""
    return store


def install() -> None:
    """Takes the wrapper away. Raises AttributeError where this Rasa has no such seam."""
    replace(rasa_agent, "FailSafeTrackerStore", unwrapped)
