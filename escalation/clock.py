"""The present, in one place, so that tests and training can move it."""

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
# Only the tests set this: the file holds the seconds by which the clock of all parts is moved on.
SHIFT_FILE = "CLOCK_SHIFT_FILE"


def now() -> datetime:
    """This moment, with its time zone (UTC)."""
    return datetime.now(UTC) + _shift()


def _shift() -> timedelta:
    file = os.environ.get(SHIFT_FILE)
    return timedelta(seconds=float(Path(file).read_text(encoding="ascii"))) if file else timedelta()


def today() -> date:
    """The date in London."""
    return now().astimezone(LONDON).date()
