"""The four programs that together are the assistant."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from launch.settings import Settings


@dataclass(frozen=True)
class Part:
    """One program: its short name is that of its log, its title is for people.

    Without one that is `needed` the others are of no use, and end with it. One that is not is started again.
    """

    name: str
    title: str
    command: tuple[str, ...]
    needed: bool = True


def parts(settings: Settings, model: Path) -> list[Part]:
    """The four parts as they are started, the last of them the one that people reach."""
    rasa_python = str(settings.root / ".venv-rasa" / "bin" / "python")
    python = str(settings.root / ".venv" / "bin" / "python")
    rasa = ("-m", "rasa_server", "--port", str(settings.rasa_port), "--model", str(model))
    actions = ("-m", "actions", "--port", str(settings.actions_port))
    web = ("-m", "web", "--host", settings.host, "--port", str(settings.port))
    return [
        Part("rasa", "The dialogue engine", (rasa_python, *rasa)),
        Part("actions", "The action server", (python, *actions)),
        Part("reminders", "The reminders", (python, "-m", "reminders"), needed=False),
        Part("web", "The web application", (python, *web)),
    ]
