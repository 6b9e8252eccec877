"""The present, in one place, so that tests and training can move it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """This moment, with its time zone (UTC)."""
    return datetime.now(UTC)


def today() -> date:
    """The date in London."""
    return now().astimezone(LONDON).date()
