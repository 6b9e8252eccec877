"""Accounts as they are kept, with what proves who somebody is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, update

from escalation import clock
from escalation.accounts.account import Account, Post, Role, name_key
from escalation.facts import Agency
from escalation.store.tables import accounts, recovery_codes


@dataclass(frozen=True)
class Proof:
    """What a local account is compared with. All None where somebody signs in elsewhere."""

    password_hash: str | None = None
    code_salt: str | None = None


def add(connection: Connection, account: Account, proof: Proof, subject: str | None = None) -> None:
    """Writes a new account.

    Raises:
        sqlalchemy.exc.IntegrityError: the name, or the identity at the provider, has an account already.
    """
    connection.execute(
        insert(accounts).values(
            id=account.id,
            name=account.name,
            name_key=name_key(account.name),
            shown_name=account.shown_name,
            issuer=account.issuer,
            subject=subject,
            password_hash=proof.password_hash,
            code_salt=proof.code_salt,
            active=account.active,
            created_at=account.created_at,
            **_columns_of(account.post),
        )
    )


def named(connection: Connection, name: str) -> Account | None:
    """The account with this sign-in name, or None."""
    return _one(connection, accounts.c.name_key == name_key(name))


def known_elsewhere(connection: Connection, issuer: str, subject: str) -> Account | None:
    """The account of somebody whom an OpenID Connect provider knows, or None."""
    return _one(connection, (accounts.c.issuer == issuer) & (accounts.c.subject == subject))


def with_id(connection: Connection, account: str) -> Account | None:
    """The account with this id, or None."""
    return _one(connection, accounts.c.id == account)


def everybody(connection: Connection) -> list[Account]:
    """All accounts, by name."""
    rows = connection.execute(select(accounts).order_by(accounts.c.name_key)).mappings()
    return [account_of(row) for row in rows]


def proof_of(connection: Connection, account: str) -> Proof:
    """What an account is compared with."""
    columns = accounts.c.password_hash, accounts.c.code_salt
    row = connection.execute(select(*columns).where(accounts.c.id == account)).one_or_none()
    return Proof(row.password_hash, row.code_salt) if row else Proof()


def set_password(connection: Connection, account: str, password_hash: str) -> None:
    """Replaces the hash of a password."""
    _set(connection, account, password_hash=password_hash)


def set_code_salt(connection: Connection, account: str, salt: str) -> None:
    """Makes the app's secret another one."""
    _set(connection, account, code_salt=salt, code_step=None)


def set_post(connection: Connection, account: str, post: Post) -> None:
    """Gives somebody another post."""
    _set(connection, account, **_columns_of(post))


def deactivate(connection: Connection, account: str) -> None:
    """Lets somebody in no more."""
    _set(connection, account, active=False)


def note_sign_in(connection: Connection, account: str, at: datetime) -> None:
    """Writes down when somebody signed in last."""
    _set(connection, account, last_signed_in_at=at)


def spend_step(connection: Connection, account: str, step: int) -> bool:
    """Takes the code of a time step. False where it, or a newer one, was taken before, also in this very moment."""
    query = update(accounts).where(accounts.c.id == account, func.coalesce(accounts.c.code_step, -1) < step)
    return connection.execute(query.values(code_step=step)).rowcount == 1


def keep_recovery_codes(connection: Connection, account: str, hashes: Iterable[str]) -> None:
    """Gives an account new recovery codes. The ones before sign nobody in."""
    connection.execute(delete(recovery_codes).where(recovery_codes.c.account_id == account))
    connection.execute(insert(recovery_codes), [{"account_id": account, "code_hash": kept} for kept in hashes])


def spend_recovery_code(connection: Connection, account: str, code_hash: str) -> bool:
    """Takes a recovery code. False where it is none of theirs, or was taken before."""
    query = update(recovery_codes).where(
        recovery_codes.c.account_id == account,
        recovery_codes.c.code_hash == code_hash,
        recovery_codes.c.used_at.is_(None),
    )
    return connection.execute(query.values(used_at=clock.now())).rowcount == 1


def recovery_codes_left(connection: Connection, account: str) -> int:
    """How many recovery codes an account has left."""
    query = select(func.count()).where(recovery_codes.c.account_id == account, recovery_codes.c.used_at.is_(None))
    return connection.execute(query).scalar_one()


def account_of(row: RowMapping) -> Account:
    """The account of a row of the table."""
    return Account(
        id=row["id"],
        name=row["name"],
        shown_name=row["shown_name"],
        post=Post(
            role=Role(row["role"]),
            partnerships=frozenset(row["partnerships"]),
            localities=frozenset(row["localities"]),
            agency=Agency(row["agency"]) if row["agency"] else None,
        ),
        issuer=row["issuer"],
        active=row["active"],
        created_at=row["created_at"],
        last_signed_in_at=row["last_signed_in_at"],
    )


def _one(connection: Connection, which: Any) -> Account | None:
    row = connection.execute(select(accounts).where(which)).mappings().one_or_none()
    return account_of(row) if row else None


def _set(connection: Connection, account: str, **values: Any) -> None:
    connection.execute(update(accounts).where(accounts.c.id == account).values(**values))


def _columns_of(post: Post) -> dict[str, Any]:
    return {
        "role": post.role.value,
        "partnerships": sorted(post.partnerships),
        "localities": sorted(post.localities),
        "agency": post.agency.value if post.agency else None,
    }
