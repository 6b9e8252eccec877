"""The directory of named officers: brought in and out as a file, and looked up for whoever gets guidance."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from escalation.directory.file import DirectoryFile, read_directory, told, write_directory
from escalation.directory.given import with_officers
from escalation.directory.officer import NamedOfficer
from escalation.directory.row import words
from escalation.errors import EscalationError
from escalation.facts import Facts
from escalation.guidance import Guidance
from escalation.library import Library
from escalation.store import audit, contacts
from escalation.store.engine import reading, writing


class NotImported(EscalationError):
    """The directory was not written, and is as it was."""


@dataclass(frozen=True)
class Changes:
    """What an import did to the entries of one partnership."""

    partnership: str
    added: int
    changed: int
    removed: int
    kept: int


@dataclass(frozen=True)
class Imported:
    """A committed import. `doubts`, in words, are what was taken in but looks like a slip."""

    changes: tuple[Changes, ...]
    doubts: tuple[str, ...]


def import_directory(engine: Engine, library: Library, content: bytes, actor: str, today: date) -> Imported:
    """Makes a file the whole directory of each partnership that it names; all of it, or nothing.

    Args:
        engine: the database.
        library: the procedures that the file's codes and stages must agree with.
        content: the file (`read_directory`).
        actor: who brings it, for the audit trail.
        today: the day in London.

    Raises:
        DirectoryRefused: the file has faults; the message lists them.
        NotImported: the database could not be written.
    """
    read = read_directory(content, library, today)
    try:
        with writing(engine) as connection:
            changes = tuple(_replace(connection, read, actor))
    except SQLAlchemyError:
        # The cause may hold names and numbers, so it is not passed on.
        raise NotImported(words("import", "busy")) from None
    return Imported(changes, tuple(told(read.doubts)))


def export_directory(engine: Engine) -> bytes:
    """The whole directory as a file that can be imported again."""
    return write_directory(everybody(engine))


def everybody(engine: Engine) -> list[NamedOfficer]:
    """All entries of the directory.

    Raises:
        EscalationError: the database cannot be read.
    """
    try:
        with reading(engine) as connection:
            return contacts.everybody(connection)
    except SQLAlchemyError:
        raise EscalationError(words("import", "unread")) from None


def _replace(connection: Connection, read: DirectoryFile, actor: str) -> Iterator[Changes]:
    contacts.hold(connection)
    partnerships = sorted({officer.partnership for officer in read.officers})
    before = contacts.numbered(connection, partnerships)
    places = {officer.key: number for number, officer in before.items()}
    keys = {officer.key for officer in read.officers}
    gone = {number for number, officer in before.items() if officer.key not in keys}
    new = [officer for officer in read.officers if officer.key not in places]
    stays = {places[officer.key]: officer for officer in read.officers if officer.key in places}
    changed = {number: officer for number, officer in stays.items() if officer != before[number]}
    contacts.remove(connection, gone)
    contacts.change(connection, changed)
    contacts.add(connection, new)
    for partnership in partnerships:
        counted = Changes(
            partnership,
            added=_count(new, partnership),
            changed=_count(changed.values(), partnership),
            removed=_count((before[number] for number in gone), partnership),
            kept=_count((officer for number, officer in stays.items() if number not in changed), partnership),
        )
        # Counts only: a name may have to go some day, and nothing ever goes from the trail.
        details = {"added": counted.added, "changed": counted.changed, "removed": counted.removed, "kept": counted.kept}
        audit.note(connection, actor, "contacts_imported", partnership, details)
        yield counted


def _count(officers: Iterable[NamedOfficer], partnership: str) -> int:
    return sum(officer.partnership == partnership for officer in officers)


def with_directory(connection: Connection, guidance: Guidance, facts: Facts, today: date) -> Guidance:
    """The guidance with the directory's people in it; the one given stays as it is.

    Its contacts get the name, telephone number and e-mail address of whoever fits best; those whom the directory names
    nobody for keep their role, and an unknown `named_officer` says how to find them. A partnership without any entry
    has no directory, and its guidance stays as `decide` gave it.

    Args:
        connection: asked once.
        guidance: as `decide` gave it.
        facts: those that it was given for.
        today: the day on which a review date has passed, or has not.
    """
    stage = guidance["stage"]
    if stage is None or facts.partnership is None:
        return deepcopy(guidance)
    officers = contacts.who_may_fit(connection, facts.partnership, facts.locality or "", stage["number"])
    if not officers and not contacts.has_any(connection, facts.partnership):
        return deepcopy(guidance)
    return with_officers(guidance, facts, officers, today)
