"""Sessions: who is signed in, for how long, and how that ends. A token is in the browser only; a hash of it is here."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine

from escalation import clock
from escalation.accounts.account import Account
from escalation.accounts.token import csrf_of, new_token, token_hash
from escalation.store import audit, sessions
from escalation.store.engine import reading, writing
from escalation.store.sessions import FULL, PASSWORD_OK, Kept

# How long somebody may take to find the code.
HALF_WAY = timedelta(minutes=10)
# A session in use is written down this often. It may end that much too early, and never too late.
_SEEN_EVERY = timedelta(seconds=30)


@dataclass(frozen=True)
class Limits:
    """How long a session lasts without use, and how long at most."""

    idle: timedelta
    absolute: timedelta

    @classmethod
    def of(cls, idle_minutes: int, hours: int) -> "Limits":
        """The limits as the settings give them."""
        return cls(timedelta(minutes=idle_minutes), timedelta(hours=hours))


@dataclass(frozen=True)
class Session:
    """Somebody who is signed in. `csrf` goes into each form; `ends_at` is when they must sign in again anyway."""

    account: Account
    csrf: str
    ends_at: datetime


def signed_in(engine: Engine, token: str, limits: Limits) -> Session | None:
    """The session of somebody who is signed in, whole; else None, whatever the reason. Using it keeps it alive.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database cannot be used.
    """
    now, kept_token = clock.now(), token_hash(token)
    with reading(engine) as connection:
        kept = sessions.find(connection, kept_token)
    if kept is None or kept.state != FULL or not _lasts(kept, limits.idle, limits.absolute, now):
        return None
    if now - kept.seen_at >= _SEEN_EVERY:
        with writing(engine) as connection:
            sessions.see(connection, kept_token, now)
    return Session(kept.account, csrf_of(token), kept.started_at + limits.absolute)


def half_way(connection: Connection, token: str) -> Account | None:
    """The account of somebody who has given the password and not yet the code; else None."""
    kept = sessions.find(connection, token_hash(token))
    if kept is None or kept.state != PASSWORD_OK or not _lasts(kept, HALF_WAY, HALF_WAY, clock.now()):
        return None
    return kept.account


def change_token(connection: Connection, present: str | None, account: Account, state: str) -> str:
    """Begins a session under a token that nobody has seen, and ends the one that the browser had. Gives the token."""
    if present is not None:
        sessions.end(connection, token_hash(present))
    token = new_token()
    sessions.begin(connection, token_hash(token), account.id, state, clock.now())
    return token


def sign_out(engine: Engine, token: str) -> None:
    """Ends a session. That it had ended before does not matter."""
    with writing(engine) as connection:
        account = sessions.end(connection, token_hash(token))
        if account is not None:
            audit.note(connection, f"account:{account}", "signed_out", account, {})


def sign_out_everywhere(engine: Engine, account: Account) -> None:
    """Ends all sessions of an account, and forgets the browsers in which it was used."""
    with writing(engine) as connection:
        ended = sessions.end_all(connection, account.id)
        audit.note(connection, f"account:{account.id}", "signed_out_everywhere", account.id, {"sessions": ended})


def _lasts(kept: Kept, idle: timedelta, absolute: timedelta, now: datetime) -> bool:
    return kept.account.active and now - kept.seen_at < idle and now - kept.started_at < absolute
