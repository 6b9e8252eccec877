"""Ours is put only where Rasa has a place for it."""

from types import SimpleNamespace

import pytest

from rasa_server.seam import replace


def test_what_is_there_is_replaced() -> None:
    rasa = SimpleNamespace(timeout=300)
    replace(rasa, "timeout", 20)

    assert rasa.timeout == 20


def test_a_place_that_is_gone_is_noticed() -> None:
    with pytest.raises(AttributeError):
        replace(SimpleNamespace(), "timeout", 20)
