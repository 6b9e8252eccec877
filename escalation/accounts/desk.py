"""Accounts at the command line: `escalation users add`, `list`, `deactivate`, `reset-totp` and `role`."""

import argparse
import getpass
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from escalation.accounts.account import Account, Post, Role
from escalation.accounts.words import words
from escalation.errors import EscalationError
from escalation.facts import Agency
from escalation.library import PROCEDURES, Library

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from escalation.accounts.keeping import Enrolled

_ACTOR = "command line"
_GROUP = 4


def add_commands(commands: Any) -> None:
    """Adds `users` to the commands."""
    users = commands.add_parser("users", help="who can sign in to the review site")
    ways = users.add_subparsers(required=True, metavar="add|list|deactivate|reset-totp|role")
    adding = _way(ways, "add", "add an account; asks for its password", _add)
    adding.add_argument("--shown-name", help="the name that others see; without it, the sign-in name")
    adding.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    listing = ways.add_parser("list", help="all accounts")
    listing.set_defaults(run=_list)
    _way(ways, "deactivate", "let somebody in no more", _deactivate)
    _way(ways, "reset-totp", "give somebody a new code for the app, and new recovery codes", _reset)
    for way in (adding, _way(ways, "role", "give somebody another role", _role)):
        _ask_for_a_post(way)


def _way(ways: Any, command: str, told: str, run: Any) -> argparse.ArgumentParser:
    way: argparse.ArgumentParser = ways.add_parser(command, help=told)
    way.add_argument("name", help="the sign-in name, such as an e-mail address")
    way.set_defaults(run=run)
    return way


def _ask_for_a_post(way: argparse.ArgumentParser) -> None:
    roles = [role.value for role in Role if role != Role.PRACTITIONER]
    way.add_argument("--role", required=True, choices=roles)
    way.add_argument("--partnership", action="append", default=[], help="may be given several times")
    way.add_argument("--locality", action="append", default=[], help="one part of the partnership only")
    way.add_argument("--agency", choices=[agency.value for agency in Agency])
    way.add_argument("--procedures", type=Path, default=PROCEDURES, help="the folder of procedure files")


def _add(options: argparse.Namespace) -> int:
    from escalation.accounts import keeping

    post = _post(options)
    with _database() as (engine, secret):
        password = _password_from_input() if options.password_stdin else _password_asked()
        shown_name = options.shown_name or options.name
        enrolled = keeping.add_local(engine, secret, options.name, shown_name, post, password, _ACTOR)
    _say(words("desk", "added", line=_line(enrolled.account)))
    _hand_over(enrolled)
    return 0


def _list(_options: argparse.Namespace) -> int:
    from escalation.accounts import keeping

    with _database() as (engine, _secret):
        accounts = keeping.everybody(engine)
    for line in [_line(account) for account in accounts] or [words("desk", "nobody")]:
        _say(line)
    return 0


def _deactivate(options: argparse.Namespace) -> int:
    from escalation.accounts import keeping

    with _database() as (engine, _secret):
        account = keeping.deactivate(engine, options.name, _ACTOR)
    _say(words("desk", "deactivated", name=account.name))
    return 0


def _reset(options: argparse.Namespace) -> int:
    from escalation.accounts import keeping

    with _database() as (engine, secret):
        enrolled = keeping.reset_code(engine, secret, options.name, _ACTOR)
    _say(words("desk", "renewed", name=enrolled.account.name))
    _hand_over(enrolled)
    return 0


def _role(options: argparse.Namespace) -> int:
    from escalation.accounts import keeping

    post = _post(options)
    with _database() as (engine, _secret):
        account = keeping.change_post(engine, options.name, post, _ACTOR)
    _say(words("desk", "changed", line=_line(account)))
    return 0


def _post(options: argparse.Namespace) -> Post:
    """The post asked for, in places that the procedure files know."""
    if options.partnership or options.locality:
        _check_places(Library.load(options.procedures), options.partnership, options.locality)
    agency = Agency(options.agency) if options.agency else None
    return Post(Role(options.role), frozenset(options.partnership), frozenset(options.locality), agency)


def _check_places(library: Library, partnerships: Sequence[str], localities: Sequence[str]) -> None:
    served = {procedure.partnership: [place.code for place in procedure.localities] for procedure in library}
    for code in partnerships:
        if code not in served:
            raise EscalationError(words("post", "partnership_unknown", code=code, known=", ".join(sorted(served))))
    known = sorted(place for partnership in partnerships for place in served[partnership])
    for code in localities:
        if code not in known:
            wrong = "locality_unknown" if known else "no_localities"
            raise EscalationError(words("post", wrong, code=code, known=", ".join(known)))


def _password_asked() -> str:
    password = getpass.getpass(words("password", "ask"))
    if getpass.getpass(words("password", "ask_again")) != password:
        raise EscalationError(words("password", "differ"))
    return password


def _password_from_input() -> str:
    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise EscalationError(words("password", "none"))
    return password


def _hand_over(enrolled: "Enrolled") -> None:
    secret = enrolled.app_secret
    groups = " ".join(secret[start : start + _GROUP] for start in range(0, len(secret), _GROUP))
    _say(words("desk", "app"))
    _say(f"  {enrolled.app_address}")
    _say(words("desk", "secret", secret=groups))
    _say(words("desk", "recovery"))
    for code in enrolled.recovery_codes:
        _say(f"  {code}")


def _line(account: Account) -> str:
    """One account in one line, what is empty left out."""
    post = account.post
    parts = (
        account.name,
        account.shown_name if account.shown_name != account.name else "",
        post.role.value,
        ", ".join(sorted(post.partnerships)),
        ", ".join(sorted(post.localities)),
        post.agency.value if post.agency else "",
        words("desk", "elsewhere", issuer=account.issuer) if account.issuer else "",
        "" if account.active else words("desk", "inactive"),
    )
    return "  ".join(part for part in parts if part)


def _say(line: str) -> None:
    """Prints a line in what the terminal can show: a name is not worth a failure."""
    encoding = sys.stdout.encoding or "utf-8"
    print(line.encode(encoding, "replace").decode(encoding))


@contextmanager
def _database() -> Iterator[tuple["Engine", str]]:
    """The database with the installation's secret, or words where one of them cannot be had."""
    # Loaded only by the commands that use it: `escalation decide` answers without a database.
    from pydantic import ValidationError
    from sqlalchemy.exc import SQLAlchemyError

    from escalation.settings import Admission
    from escalation.store.engine import connect

    try:
        settings = Admission()
    except ValidationError as error:
        if any(fault["loc"] == ("session_secret",) for fault in error.errors()):
            raise EscalationError(words("desk", "no_secret")) from None
        raise
    file = settings.database_file
    if file is not None and not file.exists():
        raise EscalationError(words("desk", "no_database", file=file))
    engine = connect(settings.database)
    try:
        yield engine, settings.session_secret.get_secret_value()
    except SQLAlchemyError as error:
        raise EscalationError(words("desk", "unread", kind=type(error).__name__)) from None
    finally:
        engine.dispose()
