"""What the actions share for as long as the process lives: the procedures, the ear and the database."""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import Engine

from escalation.interview.hearing import Listener
from escalation.library import Library
from escalation.settings import Settings
from escalation.store.engine import connect


@dataclass(frozen=True)
class House:
    """The parts of the core that the actions call."""

    library: Library
    listener: Listener
    engine: Engine


@cache
def house() -> House:
    """The house, built on first use, so that importing an action touches neither files nor the database."""
    settings = Settings()
    library = Library.load(settings.procedures)
    return House(library, Listener(library), connect(settings.database))
