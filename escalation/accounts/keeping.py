"""Accounts kept: added, given another post or another code, deactivated. Each change is noted in the audit trail."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from escalation import clock
from escalation.accounts.account import Account, Post, checked_name, checked_post, checked_shown_name
from escalation.accounts.one_time_code import app_address, app_secret
from escalation.accounts.password import check_password, hash_password
from escalation.accounts.recovery_code import new_codes, recovery_hash
from escalation.accounts.words import words
from escalation.errors import EscalationError
from escalation.store import accounts, audit, sessions
from escalation.store.accounts import Proof
from escalation.store.engine import reading, writing


@dataclass(frozen=True, repr=False)
class Enrolled:
    """What somebody needs to sign in besides the password. Shown once; never logged, so it has no `repr`."""

    account: Account
    app_secret: str
    app_address: str
    recovery_codes: tuple[str, ...]


def add_local(
    engine: Engine, secret: str, name: str, shown_name: str, post: Post, password: str, actor: str
) -> Enrolled:
    """Adds somebody whose password is kept here.

    Raises:
        EscalationError: the name, the post or the password cannot be had, or the name is taken. Nothing was changed.
    """
    account = _new_account(name, shown_name, post, issuer=None)
    check_password(password, (account.name, account.shown_name))
    salt, password_hash = _new_salt(), hash_password(password)
    with _adding(engine, "taken") as connection:
        accounts.add(connection, account, Proof(password_hash, salt))
        enrolled = _enrol(connection, secret, account, salt)
        _note(connection, actor, "account_added", account, post)
    return enrolled


def add_from_provider(
    engine: Engine, name: str, shown_name: str, post: Post, issuer: str, subject: str, actor: str
) -> Account:
    """Adds somebody who signs in at an OpenID Connect provider, which knows them as `subject`.

    Raises:
        EscalationError: the name or the post cannot be had, or the name or the identity is taken. Nothing was changed.
    """
    account = _new_account(name, shown_name, post, issuer)
    with _adding(engine, "identity_taken") as connection:
        if accounts.named(connection, account.name) is not None:
            raise EscalationError(words("name", "taken"))
        accounts.add(connection, account, Proof(), subject)
        _note(connection, actor, "account_added", account, post)
    return account


def everybody(engine: Engine) -> list[Account]:
    """All accounts, by name."""
    with reading(engine) as connection:
        return accounts.everybody(connection)


def deactivate(engine: Engine, name: str, actor: str) -> Account:
    """Lets somebody in no more, and signs them out everywhere.

    Raises:
        EscalationError: there is no such account.
    """
    with writing(engine) as connection:
        account = _found(connection, name)
        accounts.deactivate(connection, account.id)
        ended = sessions.end_all(connection, account.id)
        audit.note(connection, actor, "account_deactivated", account.id, {"sessions_ended": ended})
    return account


def reset_code(engine: Engine, secret: str, name: str, actor: str) -> Enrolled:
    """Gives somebody another app secret and other recovery codes, and signs them out everywhere.

    Raises:
        EscalationError: there is no such account, or it is not kept here.
    """
    with writing(engine) as connection:
        account = _found(connection, name)
        if account.issuer is not None:
            raise EscalationError(words("desk", "not_local", name=account.name))
        salt = _new_salt()
        accounts.set_code_salt(connection, account.id, salt)
        enrolled = _enrol(connection, secret, account, salt)
        ended = sessions.end_all(connection, account.id)
        audit.note(connection, actor, "code_reset", account.id, {"sessions_ended": ended})
    return enrolled


def change_post(engine: Engine, name: str, post: Post, actor: str) -> Account:
    """Gives somebody another post, and signs them out everywhere.

    Raises:
        EscalationError: there is no such account, or the post cannot be had.
    """
    checked_post(post)
    with writing(engine) as connection:
        account = _found(connection, name)
        accounts.set_post(connection, account.id, post)
        sessions.end_all(connection, account.id)
        _note(connection, actor, "role_changed", account, post)
        return _found(connection, name)


def _new_account(name: str, shown_name: str, post: Post, issuer: str | None) -> Account:
    return Account(
        id=secrets.token_hex(12),
        name=checked_name(name),
        shown_name=checked_shown_name(shown_name),
        post=checked_post(post),
        issuer=issuer,
        active=True,
        created_at=clock.now(),
        last_signed_in_at=None,
    )


def _new_salt() -> str:
    return secrets.token_hex(32)


def _enrol(connection: Connection, secret: str, account: Account, salt: str) -> Enrolled:
    codes = new_codes()
    accounts.keep_recovery_codes(connection, account.id, [recovery_hash(secret, account.id, code) for code in codes])
    of_the_app = app_secret(secret, account.id, salt)
    return Enrolled(account, of_the_app, app_address(of_the_app, account.name), tuple(codes))


def _found(connection: Connection, name: str) -> Account:
    account = accounts.named(connection, name)
    if account is None:
        raise EscalationError(words("name", "unknown"))
    return account


def _note(connection: Connection, actor: str, event: str, account: Account, post: Post) -> None:
    details = {
        "role": post.role.value,
        "partnerships": sorted(post.partnerships),
        "localities": sorted(post.localities),
        "agency": post.agency.value if post.agency else None,
    }
    audit.note(connection, actor, event, account.id, details)


@contextmanager
def _adding(engine: Engine, taken: str) -> Iterator[Connection]:
    try:
        with writing(engine) as connection:
            yield connection
    except IntegrityError:
        raise EscalationError(words("name", taken)) from None
