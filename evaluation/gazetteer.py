"""The places that the procedure files name, read as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from escalation.reading.places import Place, Places


def places_in(folder: Path) -> Places:
    """Every partnership and locality with its names, from the procedure files in a folder."""
    files = sorted(folder.glob("*.yml"))
    return Places(place for file in files for place in _places(yaml.safe_load(file.read_text(encoding="utf-8"))))


def _places(procedure: dict[str, Any]) -> Iterator[Place]:
    code = procedure["partnership"]
    yield _place(procedure, code, None, code.replace("_", " "))
    for locality in procedure.get("localities", ()):
        yield _place(locality, code, locality["code"])


def _place(told: dict[str, Any], partnership: str, locality: str | None, *more: str) -> Place:
    names = (*more, told["name"], *told.get("aliases", ()))
    return Place(partnership, locality, names, tuple(told.get("towns", ())))
