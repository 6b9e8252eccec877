"""The audit trail: who did what, when. Rows are only ever added, and hold no case text.

The rows are chained. Each carries a SHA-256 over its own content and the hash of the row before, and `audit_head` notes
how many there are and the hash of the last. A row that was altered, moved, put in or taken out no longer fits, and
neither does an end that was cut off (`escalation.auditing` looks). There is deliberately no key (HMAC): it would lie
beside the database, in reach of whoever can rewrite that. Who rewrites the whole chain and the head is found out by a
hash noted elsewhere, which `escalation audit verify --expect` takes.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, String, Text, cast, insert, select, text, type_coerce, update

from escalation import clock
from escalation.store.tables import audit, audit_head

# What the first row follows.
BEGINNING = "0" * 64
_AT_A_TIME = 1000


@dataclass(frozen=True)
class Entry:
    """The content of one row. `details` is what JSON can say."""

    number: int
    at: datetime
    actor: str
    event: str
    subject: str
    details: Any

    def hash_after(self, previous: str) -> str:
        """The hash of this content and of the row before, as 64 hexadecimal digits.

        It is taken over one JSON object in ASCII: keys sorted, no spaces, the moment in UTC to the microsecond, floats
        as Python writes them. So it does not depend on how a database spaces or orders the details.
        """
        moment = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        content = {**vars(self), "at": moment, "previous": previous}
        canonical = json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode("ascii")).hexdigest()


class Kept(NamedTuple):
    """A row exactly as the database holds it: by now anything may stand in it."""

    number: int
    at: datetime | str
    actor: str
    event: str
    subject: str
    details: str
    hash: str

    @property
    def moment(self) -> datetime | None:
        """When it was, or None if that is not written as the trail writes it."""
        if isinstance(self.at, datetime):
            return self.at
        try:
            moment = datetime.fromisoformat(self.at).replace(tzinfo=UTC)
        except (TypeError, ValueError):
            return None
        written = moment.replace(tzinfo=None).isoformat(" ", "microseconds")
        return moment if written == self.at else None

    def follows(self, previous: str) -> bool:
        """Whether its hash is that of its content and of the row before."""
        if self.moment is None:
            return False
        try:
            details = json.loads(self.details)
            entry = Entry(self.number, self.moment, self.actor, self.event, self.subject, details)
            return entry.hash_after(previous) == self.hash
        except (TypeError, ValueError, RecursionError):
            return False


class Head(NamedTuple):
    """The noted end of the trail: how many rows there are, and the number and hash of the last."""

    entries: int
    number: int
    hash: str


def note(connection: Connection, actor: str, event: str, subject: str, details: Mapping[str, object]) -> None:
    """Adds one row to the trail, in the transaction of what it notes.

    The head stays locked until that transaction ends, so note last: whoever else notes something waits for it.

    Raises:
        ValueError: the details hold a number that JSON does not know, such as infinity.
    """
    # What JSON makes of the details is what comes back from the database, and is hashed.
    stored = json.loads(json.dumps(details, allow_nan=False))
    # SQLite has one writer at a time anyway; PostgreSQL locks the row. The number follows in the chain's own order, as
    # a number that the database drew might not.
    head = connection.execute(_HEAD_TO_MOVE).one()
    entry = Entry(head.number + 1, clock.now(), actor, event, subject, stored)
    fingerprint = entry.hash_after(head.hash)
    connection.execute(insert(audit), {**vars(entry), "hash": fingerprint})
    connection.execute(update(audit_head), {"entries": head.entries + 1, "number": entry.number, "hash": fingerprint})


def rows_as_kept(connection: Connection) -> tuple[Head | None, Iterator[Kept]]:
    """The noted end, if it is there, and every row in order, a few at a time in memory; both of one moment.

    The connection's transaction must be new.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
    head = connection.execute(_HEAD).one_or_none()
    rows = connection.execute(_AS_KEPT.execution_options(yield_per=_AT_A_TIME))
    return head and Head(*head), (Kept(*row) for row in rows)


def entries(
    connection: Connection,
    since: datetime | None = None,
    until: datetime | None = None,
    actor: str | None = None,
    event: str | None = None,
) -> Iterator[Row[Any]]:
    """The rows from `since` on and before `until`, of one actor and one kind if named, the oldest first.

    They come a few at a time, however many there are.
    """
    query = select(audit).order_by(audit.c.number)
    if since is not None:
        query = query.where(audit.c.at >= since)
    if until is not None:
        query = query.where(audit.c.at < until)
    if actor is not None:
        query = query.where(audit.c.actor == actor)
    if event is not None:
        query = query.where(audit.c.event == event)
    yield from connection.execute(query.execution_options(yield_per=_AT_A_TIME))


_HEAD = select(audit_head.c.entries, audit_head.c.number, audit_head.c.hash)
_HEAD_TO_MOVE = _HEAD.with_for_update()
# Nothing is decoded on the way: one row that cannot be read must not hide which one it is.
_AS_KEPT = select(
    audit.c.number,
    type_coerce(audit.c.at, String),
    audit.c.actor,
    audit.c.event,
    audit.c.subject,
    cast(audit.c.details, Text),
    audit.c.hash,
).order_by(audit.c.number)
