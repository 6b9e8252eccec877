"""Only the very secret opens the door."""

import pytest

from rasa_server.secret import HEADER, holds_secret


def test_the_secret_opens() -> None:
    assert holds_secret({HEADER: "långt"}, "långt")


@pytest.mark.parametrize("given", [{}, {HEADER: ""}, {HEADER: "secre"}, {HEADER: "secret "}, {HEADER: "\udcff"}])
def test_anything_else_does_not(given: dict[str, str]) -> None:
    assert not holds_secret(given, "secret")


@pytest.mark.parametrize("given", [{}, {HEADER: ""}])
def test_an_empty_secret_opens_to_nobody(given: dict[str, str]) -> None:
    assert not holds_secret(given, "")
