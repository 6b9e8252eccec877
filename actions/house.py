"""What the actions share for as long as the process lives: the procedures, the ear and the database."""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import Engine

from escalation.enquiry import Enquiry
from escalation.interview.hearing import Listener
from escalation.library import Library
from escalation.settings import Settings
from escalation.store.engine import connect
from escalation.strands import Strands


@dataclass(frozen=True)
class House:
    """The parts of the core that the actions call. `secret` is what resume codes are made from."""

    library: Library
    listener: Listener
    engine: Engine
    strands: Strands
    enquiry: Enquiry
    secret: str


@cache
def house() -> House:
    """The house, built on first use, so that importing an action touches neither files nor the database."""
    settings = Settings()
    library = Library.load(settings.procedures)
    engine = connect(settings.database)
    secret = settings.session_secret.get_secret_value()
    return House(library, Listener(library), engine, Strands(engine, library), Enquiry(engine, library), secret)
