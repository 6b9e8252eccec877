"""Putting something of ours in Rasa's place, only where Rasa has that place."""

from typing import Any


def replace(owner: Any, name: str, ours: Any) -> None:
    """Sets an attribute that is there. Raises AttributeError where another Rasa has it no longer."""
    if not hasattr(owner, name):
        raise AttributeError(f"this Rasa has no {name} in {owner!r}")
    setattr(owner, name, ours)
