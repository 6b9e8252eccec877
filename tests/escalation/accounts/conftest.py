"""What the tests of accounts share: a clock that they move, and a hall with the entrance in it."""

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine

from escalation import clock
from escalation.accounts import password
from tests.escalation.accounts.hall import Hall, Hands


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same hashes, made with little effort: what they cost is seen in one test only."""
    monkeypatch.setattr(password, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    """The hands of the clock, which stands still unless a test moves them."""
    hands = Hands()
    monkeypatch.setattr(clock, "now", lambda: hands.now)
    return hands


@pytest.fixture
def hall(engine: Engine, hands: Hands) -> Hall:
    """An entrance, with nobody in the house."""
    return Hall(engine, hands)
