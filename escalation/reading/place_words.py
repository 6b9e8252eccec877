"""The word lists of the places: what else a name may be, as `place_words.json` says it."""

from __future__ import annotations

import json
from pathlib import Path

_LISTS: dict[str, list[str]] = json.loads(Path(__file__).with_name("place_words.json").read_text(encoding="utf-8"))


def listed(name: str) -> frozenset[str]:
    """One of the lists, by its name."""
    return frozenset(_LISTS[name])
