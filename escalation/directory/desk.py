"""The directory at the command line: files brought in and taken out, and everybody in it, line by line."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from escalation.directory.file import MOST_BYTES
from escalation.directory.keeping import everybody, export_directory, import_directory
from escalation.directory.officer import NamedOfficer
from escalation.directory.row import words
from escalation.errors import EscalationError
from escalation.library import Library

__all__ = ["bring_in", "everybody", "export_directory", "lines", "take_out"]

_ACTOR = "command line"


def bring_in(engine: Engine, library: Library, path: Path, today: date) -> list[str]:
    """Imports a file, and says what that did to each partnership.

    Raises:
        EscalationError: the file cannot be read or has faults, or the database cannot be written; nothing was changed.
    """
    imported = import_directory(engine, library, _content(path), _ACTOR, today)
    if not imported.changes:
        return [words("import", "nothing")]
    said = [words("import", "counted", **asdict(changes)) for changes in imported.changes]
    said.append(words("import", "whole"))
    return [*said, words("import", "check"), *imported.doubts] if imported.doubts else said


def take_out(engine: Engine, path: Path) -> None:
    """Writes the whole directory to a file.

    Raises:
        EscalationError: the database cannot be read, or the file cannot be written.
    """
    content = export_directory(engine)
    try:
        path.write_bytes(content)
    except OSError:
        raise EscalationError(words("import", "file_unwritten")) from None


def lines(officers: Sequence[NamedOfficer], today: date) -> Iterator[str]:
    """One line for each entry, what is empty left out."""
    if not officers:
        yield words("list", "nobody")
    for officer in officers:
        stage = words("list", "stage", stage=officer.stage) if officer.stage else words("list", "any_stage")
        parts = (
            officer.partnership,
            officer.locality,
            officer.agency,
            officer.team,
            stage,
            officer.role,
            officer.name,
            officer.phone,
            officer.email,
            _standing(officer, today),
        )
        yield "  ".join(part for part in parts if part)


def _standing(officer: NamedOfficer, today: date) -> str:
    if officer.overdue(today):
        return words("list", "overdue", day=officer.review_on)
    if officer.confirmed(today):
        return words("list", "confirmed", day=officer.confirmed_on)
    return words("list", "unconfirmed")


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            # One byte more than a file may have is enough to know that it is too big.
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError):
        raise EscalationError(words("import", "file_unread")) from None
