"""What several tests of the launch need."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.launch.stand_in import Checkout, furnish, is_alive


@pytest.fixture
def eventually() -> Callable[[Callable[[], bool]], bool]:
    """Waits up to ten seconds for something to become true."""

    def wait(condition: Callable[[], bool]) -> bool:
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            if condition():
                return True
            time.sleep(0.05)
        return condition()

    return wait


@pytest.fixture
def all_gone(eventually: Callable[[Callable[[], bool]], bool]) -> Callable[[list[int]], bool]:
    return lambda pids: eventually(lambda: not any(is_alive(pid) for pid in pids))


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Checkout]:
    root = tmp_path / "a checkout"
    furnish(root)
    checkout = Checkout(root)
    yield checkout
    checkout.clear()
