"""One running product for all conversations of a test run."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conversations.practitioner import Practitioner
from tests.conversations.running import Running, product


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The product, running. Time limits are short, so that a part that hangs is soon told."""
    var: Path = tmp_path_factory.mktemp("var")
    with product(var, TURN_SECONDS="4", DANGER_TURN_SECONDS="2") as started:
        yield started


@pytest.fixture
def practitioner(running: Running) -> Practitioner:
    """Somebody who has just come."""
    return Practitioner(running)
