"""The commands `escalation audit verify` and `escalation audit list`."""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from escalation.clock import LONDON
from escalation.errors import EscalationError

_HASH = re.compile("[0-9a-f]{64}")


def add_to(commands: Any) -> None:
    """Adds `audit` to the commands of the command line."""
    trail = commands.add_parser("audit", help="the audit trail: who did what, when")
    ways = trail.add_subparsers(required=True, metavar="verify|list")
    verifying = ways.add_parser("verify", help="check that no entry was altered or removed")
    verifying.add_argument(
        "--expect", metavar="HASH", help="a hash that you noted earlier, and that must still be there"
    )
    verifying.set_defaults(run=_verify)
    listing = ways.add_parser("list", help="the entries, the newest last")
    listing.add_argument("--since", metavar="DAY", help="from this day or moment on, London time")
    listing.add_argument("--until", metavar="DAY", help="up to the end of this day, or before this moment, London time")
    listing.add_argument("--actor", help="only what this one did")
    listing.add_argument("--event", help="only events of this kind")
    listing.add_argument("--json", action="store_true", help="one object a line, with details and hash")
    listing.set_defaults(run=_list)


def _verify(options: argparse.Namespace) -> int:
    # The database's library is loaded only by the commands that use it.
    from escalation import auditing

    expected = None if options.expect is None else _hash(options.expect)
    try:
        with _database() as engine:
            found = auditing.verify(engine, expected)
    except auditing.TrailBroken as broken:
        raise EscalationError(_printable(broken.message)) from None
    print(f"{found.entries} {'entry' if found.entries == 1 else 'entries'}, unbroken. Last: {found.last}")
    if found.noted:
        print(_printable(f"{found.noted} has the hash that you noted."))
    return 0


def _list(options: argparse.Namespace) -> int:
    from escalation.store import audit
    from escalation.store.engine import reading

    since, until = _moment(options.since), _moment(options.until, end_of_day=True)
    with _database() as engine, reading(engine) as connection:
        try:
            for row in audit.entries(connection, since, until, options.actor, options.event):
                print(_as_json(row) if options.json else _in_words(row))
        except (TypeError, ValueError):
            # Only what was written into the database by hand is no moment or no JSON.
            raise EscalationError('An entry cannot be read. "escalation audit verify" names it.') from None
    return 0


def _as_json(row: Any) -> str:
    return json.dumps({**row._mapping, "at": row.at.astimezone(UTC).isoformat(timespec="microseconds")})


def _in_words(row: Any) -> str:
    at = f"{row.at.astimezone(LONDON):%Y-%m-%d %H:%M:%S}"
    return _printable(f"{row.number}  {at}  {row.actor}  {row.event}  {row.subject}")


def _hash(text: str) -> str:
    noted = text.strip().lower()
    if not _HASH.fullmatch(noted):
        raise EscalationError(
            "That is not a hash of the audit trail. One has 64 characters: figures, and letters a to f."
        )
    return noted


def _moment(text: str | None, *, end_of_day: bool = False) -> datetime | None:
    """The moment that is meant; a day is its beginning, or its end if that is asked for."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text) if len(text) > len("2026-11-22") else _day(text, end_of_day)
        return (moment if moment.tzinfo else moment.replace(tzinfo=LONDON)).astimezone(UTC)
    except (ValueError, OverflowError):
        example = "2026-11-22 or 2026-11-22T14:05"
        raise EscalationError(f"This is not a day or a moment. One looks like {example}.") from None


def _day(text: str, end_of_day: bool) -> datetime:
    return datetime.combine(date.fromisoformat(text) + timedelta(days=end_of_day), time())


def _printable(line: str) -> str:
    """The line in what the terminal can show. Whoever wrote into the database by hand cannot steer the terminal."""
    encoding = sys.stdout.encoding or "utf-8"
    shown = "".join(character if character.isprintable() else "?" for character in line)
    return shown.encode(encoding, "replace").decode(encoding)


@contextmanager
def _database() -> Iterator[Any]:
    """The database, or words where it cannot be read. None is made here: an empty one would say that all is well."""
    from sqlalchemy.exc import SQLAlchemyError

    from escalation.settings import Data
    from escalation.store.engine import connect

    file = Data().database_file
    if file is not None and not file.exists():
        raise EscalationError(f'There is no database at {file}. Run "escalation database upgrade" first.')
    engine = connect(Data().database)
    try:
        yield engine
    except SQLAlchemyError as error:
        hint = 'If the database is older than this program, run "escalation database upgrade".'
        raise EscalationError(f"The audit trail cannot be read ({type(error).__name__}). {hint}") from None
    finally:
        engine.dispose()
