"""What the tests of the core share."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from escalation.library import Library
from escalation.reminding.scheduler import Reminding
from tests.escalation.desk import SETTINGS, Desk, Look
from tests.escalation.opening import Opening

PROCEDURES = Path(__file__).parents[2] / "procedures"


@pytest.fixture(scope="session")
def library() -> Library:
    """The five procedures that come with the product."""
    return Library.load(PROCEDURES)


@pytest.fixture
def opening(engine: Engine, library: Library) -> Opening:
    """Opens records in the test's database."""
    return Opening(engine, library)


@pytest.fixture
def desk() -> Desk:
    """Where reminders are handed in, in place of a mail server."""
    return Desk()


@pytest.fixture
def look(engine: Engine, desk: Desk) -> Look:
    """Has the scheduler look once, at a moment."""
    return Reminding(engine, desk, SETTINGS).tick
