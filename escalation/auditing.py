"""Verifying the audit trail: that every entry is there still, unaltered and in its place."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from escalation.clock import LONDON
from escalation.errors import EscalationError
from escalation.store import audit
from escalation.store.audit import Head, Kept
from escalation.store.engine import reading


class TrailBroken(EscalationError):
    """The audit trail is not what it was. `message` names the first entry that does not fit, never its details."""


@dataclass(frozen=True)
class Unbroken:
    """What was found: the number of entries, the hash of the last, and the entry whose hash had been noted, in words.

    `noted` is empty if no hash was asked about, or the one that stands before the first entry.
    """

    entries: int
    last: str
    noted: str = ""


def verify(engine: Engine, expected: str | None = None) -> Unbroken:
    """Walks the whole trail, a few entries at a time in memory.

    Args:
        expected: a hash that an earlier walk gave as the last. The trail may have grown since; it must still hold it.

    Raises:
        TrailBroken: an entry was altered, moved, put in or taken out, or the trail does not hold the expected hash.
    """
    with reading(engine) as connection:
        head, rows = audit.rows_as_kept(connection)
        if head is None:
            raise TrailBroken("The note of where the audit trail ends is missing.")
        entries, last, noted = 0, audit.BEGINNING, ""
        row: Kept | None = None
        for row in rows:
            _check(row, last, entries, head)
            entries, last = entries + 1, row.hash
            if last == expected:
                noted = named(row)
        if (entries, row.number if row else 0, last) != head:
            raise TrailBroken(_end_is_wrong(entries, row, head))
    if expected not in (None, audit.BEGINNING) and not noted:
        raise TrailBroken("No entry has the hash that was noted. Entries up to it were removed or written anew.")
    return Unbroken(entries, last, noted)


def named(row: Kept) -> str:
    """An entry by its number, moment in London and event."""
    moment = _in_london(row.moment) if row.moment else "at a moment that cannot be read"
    return f"Entry {row.number} ({moment}, {row.event})"


def _check(row: Kept, last: str, before: int, head: Head) -> None:
    if not row.follows(last):
        raise TrailBroken(f"{named(row)} does not fit. It, or what stood before it, was altered, moved or removed.")
    if before == head.entries:
        raise TrailBroken(
            f"{named(row)} stands after the noted end. Either it was added by hand, or the note of the end was changed."
        )


def _end_is_wrong(entries: int, row: Kept | None, head: Head) -> str:
    if entries == head.entries:
        return "The entries fit, but the note of where they end was changed, or the last ones were written anew."
    last = f"{named(row)} is now the last one." if row else "There are no entries now."
    return f"The end was cut off: {head.entries} entries were noted, and {entries} are there. {last}"


def _in_london(moment: datetime) -> str:
    local = moment.astimezone(LONDON)
    return f"{local.day} {local:%B %Y, %H:%M:%S}"
