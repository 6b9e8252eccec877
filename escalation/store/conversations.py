"""Conversations: opened by the door, and only for the one who holds the token."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from escalation import clock
from escalation.store.tables import conversations


@dataclass(frozen=True)
class Opened:
    """A new conversation, with the token that only its holder is ever given."""

    id: str
    token: str


def open_conversation(connection: Connection, channel: str, mode: str = "live") -> Opened:
    """Makes a conversation. The database keeps only a hash of its token."""
    opened = Opened(secrets.token_urlsafe(18), secrets.token_urlsafe(32))
    connection.execute(
        insert(conversations).values(
            id=opened.id, token_hash=_hash(opened.token), channel=channel, mode=mode, started_at=clock.now()
        )
    )
    return opened


def mode_for_holder(connection: Connection, conversation_id: str, token: str) -> str | None:
    """`live` or `training`, if this token opens this conversation; else None, whatever the reason."""
    row = connection.execute(
        select(conversations.c.token_hash, conversations.c.mode).where(conversations.c.id == conversation_id)
    ).one_or_none()
    # The comparison is made even where there is no such conversation, so that time tells nothing.
    expected = row.token_hash if row else _hash("")
    matches = hmac.compare_digest(expected, _hash(token))
    return str(row.mode) if row is not None and matches else None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
