"""The directory of named officers, as it is kept."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, text, update

from escalation.directory.officer import COLUMNS, KEY_LENGTH, NamedOfficer
from escalation.store.tables import contacts

_ENTRY = [contacts.c[column] for column in COLUMNS]


def everybody(connection: Connection) -> list[NamedOfficer]:
    """All entries, in the order in which a file lists them."""
    return [
        NamedOfficer(**row) for row in connection.execute(select(*_ENTRY).order_by(*_ENTRY[:KEY_LENGTH])).mappings()
    ]


def who_may_fit(connection: Connection, partnership: str, locality: str, stage: int) -> list[NamedOfficer]:
    """The entries of a partnership for this locality or any, and for this stage or any."""
    query = select(*_ENTRY).where(
        contacts.c.partnership == partnership,
        contacts.c.locality.in_({"", locality}),
        contacts.c.stage.in_({0, stage}),
    )
    return [NamedOfficer(**row) for row in connection.execute(query).mappings()]


def hold(connection: Connection) -> None:
    """Lets nobody else change the directory until this transaction ends. On SQLite nobody else can anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE contacts IN SHARE ROW EXCLUSIVE MODE"))


def numbered(connection: Connection, partnerships: Collection[str]) -> dict[int, NamedOfficer]:
    """The entries of these partnerships, by their numbers."""
    query = select(contacts.c.number, *_ENTRY).where(contacts.c.partnership.in_(partnerships))
    return {row.number: NamedOfficer(**_entry(dict(row._mapping))) for row in connection.execute(query)}


def has_any(connection: Connection, partnership: str) -> bool:
    """Whether the directory has an entry of this partnership."""
    query = select(contacts.c.number).where(contacts.c.partnership == partnership).limit(1)
    return connection.execute(query).scalar() is not None


def remove(connection: Connection, numbers: Iterable[int]) -> None:
    """Takes entries out."""
    taken = [{"gone": number} for number in numbers]
    if taken:
        connection.execute(delete(contacts).where(contacts.c.number == bindparam("gone")), taken)


def change(connection: Connection, officers: Mapping[int, NamedOfficer]) -> None:
    """Writes entries anew in the places of others."""
    changed = [{"place": number, **_values(officer)} for number, officer in officers.items()]
    if changed:
        connection.execute(update(contacts).where(contacts.c.number == bindparam("place")), changed)


def add(connection: Connection, officers: Iterable[NamedOfficer]) -> None:
    """Writes new entries.

    Raises:
        sqlalchemy.exc.IntegrityError: an entry is there already.
    """
    new = [_values(officer) for officer in officers]
    if new:
        connection.execute(insert(contacts), new)


def _entry(row: Mapping[str, Any]) -> dict[str, Any]:
    return {column: row[column] for column in COLUMNS}


def _values(officer: NamedOfficer) -> dict[str, Any]:
    return {column: getattr(officer, column) for column in COLUMNS}
