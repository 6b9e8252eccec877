"""Every try to sign in, kept for a day, and how many failed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, text, update

from escalation.store.tables import sign_in_attempts

_TRY = sign_in_attempts.c


@dataclass(frozen=True)
class Attempt:
    """A try: at the password or the code, under a name, from an address, and from one of their own devices or none."""

    step: str
    name_hash: str
    source_hash: str
    device_hash: str | None


@dataclass(frozen=True)
class Failures:
    """How many tries failed, and when the last of them was."""

    count: int
    last: datetime | None


def hold(connection: Connection) -> None:
    """Lets nobody else count or add tries until this transaction ends. On SQLite nobody else can anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE sign_in_attempts IN SHARE ROW EXCLUSIVE MODE"))


def begin(connection: Connection, attempt: Attempt, at: datetime) -> int:
    """Writes down a try as failed, before it is known: of many at once, each counts for the next. Gives its number."""
    added = connection.execute(
        insert(sign_in_attempts).values(
            step=attempt.step,
            name_hash=attempt.name_hash,
            source_hash=attempt.source_hash,
            device_hash=attempt.device_hash,
            at=at,
            right=False,
        )
    )
    assert added.inserted_primary_key is not None
    return int(added.inserted_primary_key[0])


def succeed(connection: Connection, number: int) -> None:
    """Writes down that a try was right after all."""
    connection.execute(update(sign_in_attempts).where(_TRY.number == number).values(right=True))


def of_one_person(connection: Connection, attempt: Attempt, since: datetime) -> Failures:
    """Failures under this name: on this device if it is their own, else from this address. Since the last right one."""
    same = _TRY.step == attempt.step, _TRY.name_hash == attempt.name_hash, _TRY.at >= since
    if attempt.device_hash is not None:
        return _failures(connection, *_since_right(connection, *same, _TRY.device_hash == attempt.device_hash))
    here = _TRY.device_hash.is_(None), _TRY.source_hash == attempt.source_hash
    return _failures(connection, *_since_right(connection, *same, *here))


def of_one_source(connection: Connection, attempt: Attempt, since: datetime) -> Failures:
    """Failures from this address under any name, those on known devices left out."""
    return _failures(connection, _TRY.source_hash == attempt.source_hash, _TRY.device_hash.is_(None), _TRY.at >= since)


def of_one_name(connection: Connection, attempt: Attempt, since: datetime) -> Failures:
    """Failures of this step under this name from any address, known devices left out. Since the last right one."""
    same = _TRY.step == attempt.step, _TRY.name_hash == attempt.name_hash, _TRY.at >= since
    return _failures(connection, *_since_right(connection, *same, _TRY.device_hash.is_(None)))


def forget_before(connection: Connection, moment: datetime) -> None:
    """Forgets the tries that count no more."""
    connection.execute(delete(sign_in_attempts).where(_TRY.at < moment))


def _since_right(connection: Connection, *which: ColumnElement[bool]) -> tuple[ColumnElement[bool], ...]:
    last_right = connection.execute(select(func.max(_TRY.number)).where(*which, _TRY.right)).scalar()
    return *which, _TRY.number > (last_right or 0)


def _failures(connection: Connection, *which: ColumnElement[bool]) -> Failures:
    query = select(func.count().label("failed"), func.max(_TRY.at).label("last")).where(*which, ~_TRY.right)
    row = connection.execute(query).one()
    return Failures(row.failed, row.last)
