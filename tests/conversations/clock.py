"""The clock of a running product, moved on as days go by."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from escalation.clock import LONDON


class MovableClock:
    """Begins on a day, and only ever goes forward. All parts read the same file."""

    def __init__(self, file: Path, begin: date) -> None:
        self.file = file
        self.days_after(begin, 0)

    def days_after(self, begin: date, days: int) -> date:
        """Moves on to ten in the morning, London time, some days after a day, and gives that day."""
        wanted = datetime.combine(begin + timedelta(days=days), datetime.min.time(), LONDON) + timedelta(hours=10)
        new = self.file.with_suffix(".new")
        new.write_text(str((wanted - datetime.now(UTC)).total_seconds()), encoding="ascii")
        # In one step, so that no part ever reads half a number.
        new.replace(self.file)
        return wanted.date()
