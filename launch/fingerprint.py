"""What a trained model was made from, as one short number."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

# Not procedures/, nor most of escalation/reading: what is only looked up while messages are read needs no training.
FILES = (
    "config.yml",
    "domain.yml",
    "requirements/rasa.lock",
    "requirements/weights.lock",
    "escalation/reading/abbreviations.json",
    "escalation/reading/abbreviations.py",
    "escalation/reading/said.py",
)
FOLDERS = ("data", "nlu")
LENGTH = 12


def fingerprint(root: Path, weights: Path | None = None) -> str:
    """The first 12 hexadecimal digits of a SHA-256 over the names and contents of everything trained from.

    `weights` is where the sentence weights lie, or None. A model trained with them is another than one without.
    """
    sum_ = hashlib.sha256(b"with sentences" if weights else b"")
    for path in inputs(root):
        for part in (path.relative_to(root).as_posix().encode(), path.read_bytes()):
            sum_.update(len(part).to_bytes(8, "big") + part)
    return sum_.hexdigest()[:LENGTH]


def inputs(root: Path) -> list[Path]:
    """Every file that a training reads, in a fixed order."""
    named = [root / name for name in FILES if (root / name).is_file()]
    found = [path for folder in FOLDERS for path in _files_in(root / folder)]
    return sorted(named + found)


def _files_in(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        if path.is_file() and not any(_is_by_product(part) for part in parts):
            yield path


def _is_by_product(name: str) -> bool:
    """Caches, editors' copies and hidden files."""
    return name == "__pycache__" or name.startswith(".") or name.endswith((".pyc", "~"))
