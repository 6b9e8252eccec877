"""The `.env` file: read strictly, and given its secrets once."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from dotenv.parser import Binding, parse_stream

from launch.fault import LaunchFault

SECRETS = {
    "RASA_SECRET": "proves to the dialogue engine that a message comes from the web application",
    "ACTIONS_SECRET": "proves to the action server that a request comes from the dialogue engine",
    "SESSION_SECRET": "signs the cookies of the web application",
}
PREFACE = "# Settings of this installation. The secrets below were made here and must stay here.\n"


def read(path: Path) -> dict[str, str]:
    """The settings in the file, values as they are written.

    Raises LaunchFault naming the line that cannot be read, without repeating it: it may hold a secret.
    """
    values: dict[str, str] = {}
    for binding in _bindings(path):
        if binding.error or (binding.key is not None and binding.value is None):
            raise LaunchFault(f"Line {_line(binding)} of {path} cannot be read. A setting is written NAME=value.")
        if binding.key is not None and binding.value is not None:
            values[binding.key] = binding.value
    return values


def provide_secrets(path: Path) -> None:
    """Adds each secret that is not in the file; a new file is for its owner's eyes only.

    Raises LaunchFault for a secret that is there and empty.
    """
    present = read(path)
    for name in SECRETS:
        if present.get(name) == "":
            raise LaunchFault(f"{name} in {path} is empty. Take the line out, and a secret is made.")
    missing = [name for name in SECRETS if name not in present]
    if not missing:
        return
    text = "".join(f"# {SECRETS[name]}\n{name}={secrets.token_urlsafe(32)}\n" for name in missing)
    _append(path, text)


def _append(path: Path, text: str) -> None:
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    lead = PREFACE if not before else "" if before.endswith("\n") else "\n"
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        # In one write, so that an interruption leaves no half line.
        os.write(file, (lead + text).encode("utf-8"))
    finally:
        os.close(file)


def _bindings(path: Path) -> list[Binding]:
    try:
        with path.open(encoding="utf-8") as stream:
            return list(parse_stream(stream))
    except FileNotFoundError:
        return []
    except UnicodeDecodeError:
        raise LaunchFault(f"{path} is not plain text (UTF-8), so its settings cannot be read.") from None
    except OSError as problem:
        raise LaunchFault(f"{path} cannot be opened: {problem.strerror}.") from None


def _line(binding: Binding) -> int:
    """The line that the setting stands on; the parser counts the empty lines before it as its own."""
    text = binding.original.string
    return binding.original.line + text[: len(text) - len(text.lstrip())].count("\n")
