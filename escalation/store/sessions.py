"""Who is signed in, and from which browsers they signed in before. Tokens stand here as hashes."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from escalation.accounts.account import Account
from escalation.store.accounts import account_of
from escalation.store.tables import accounts, devices, sessions

PASSWORD_OK = "password_ok"
FULL = "full"


@dataclass(frozen=True)
class Kept:
    """A session as it is kept, with its account as it is now."""

    account: Account
    state: str
    started_at: datetime
    seen_at: datetime


def begin(connection: Connection, token_hash: str, account: str, state: str, at: datetime) -> None:
    """Writes a new session."""
    connection.execute(
        insert(sessions).values(token_hash=token_hash, account_id=account, state=state, started_at=at, seen_at=at)
    )


def find(connection: Connection, token_hash: str) -> Kept | None:
    """The session with this token, or None."""
    columns = sessions.c.state, sessions.c.started_at, sessions.c.seen_at
    query = select(accounts, *columns).join_from(sessions, accounts).where(sessions.c.token_hash == token_hash)
    row = connection.execute(query).mappings().one_or_none()
    return Kept(account_of(row), row["state"], row["started_at"], row["seen_at"]) if row else None


def see(connection: Connection, token_hash: str, at: datetime) -> None:
    """Writes down that a session is in use."""
    connection.execute(update(sessions).where(sessions.c.token_hash == token_hash).values(seen_at=at))


def try_code(connection: Connection, token_hash: str, most: int) -> bool:
    """Counts a try at the code. False where there are no more, or the session is not half of the way."""
    query = update(sessions).where(
        sessions.c.token_hash == token_hash, sessions.c.state == PASSWORD_OK, sessions.c.codes_tried < most
    )
    return connection.execute(query.values(codes_tried=sessions.c.codes_tried + 1)).rowcount == 1


def end(connection: Connection, token_hash: str) -> str | None:
    """Ends a session, and gives the id of its account; None where there was none."""
    query = delete(sessions).where(sessions.c.token_hash == token_hash).returning(sessions.c.account_id)
    return connection.execute(query).scalar()


def end_all(connection: Connection, account: str) -> int:
    """Ends all sessions of an account, and says how many there were. Its browsers are forgotten too."""
    connection.execute(delete(devices).where(devices.c.account_id == account))
    return connection.execute(delete(sessions).where(sessions.c.account_id == account)).rowcount


def end_started_before(connection: Connection, moment: datetime) -> None:
    """Clears away the sessions that are over anyway."""
    connection.execute(delete(sessions).where(sessions.c.started_at < moment))


def know_device(connection: Connection, account: str, token_hash: str, at: datetime) -> None:
    """Remembers a browser in which somebody has signed in."""
    connection.execute(insert(devices).values(account_id=account, token_hash=token_hash, last_signed_in_at=at))


def see_device(connection: Connection, account: str, token_hash: str, since: datetime, at: datetime) -> bool:
    """Writes down that somebody signed in once more in a browser. False where it is not known since that moment."""
    query = update(devices).where(*_device(account, token_hash, since))
    return connection.execute(query.values(last_signed_in_at=at)).rowcount == 1


def knows_device(connection: Connection, account: str, token_hash: str, since: datetime) -> bool:
    """Whether somebody has signed in in this browser since that moment."""
    query = select(devices.c.token_hash).where(*_device(account, token_hash, since))
    return connection.execute(query).scalar() is not None


def forget_devices_before(connection: Connection, moment: datetime) -> None:
    """Forgets the browsers in which nobody signed in since."""
    connection.execute(delete(devices).where(devices.c.last_signed_in_at < moment))


def _device(account: str, token_hash: str, since: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        devices.c.account_id == account,
        devices.c.token_hash == token_hash,
        devices.c.last_signed_in_at >= since,
    )
