"""Messages as people type them, one a line, in files named by what they are for."""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).with_name("phrasings")


def phrasings(name: str) -> list[str]:
    """The lines of one file."""
    return [line for line in (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines() if line]
