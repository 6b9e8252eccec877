"""What the tests of the core share."""

from pathlib import Path

import pytest

from escalation.library import Library

PROCEDURES = Path(__file__).parents[2] / "procedures"


@pytest.fixture(scope="session")
def library() -> Library:
    """The five procedures that come with the product."""
    return Library.load(PROCEDURES)
