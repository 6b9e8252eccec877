"""Resume codes at the door: sealed on their way in, and put into words only for the one who may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, Row

from escalation.interview.replies import CONFIRMATION
from escalation.reading.references import reference_said
from escalation.resume_code import CODE_STANDS_HERE, code_of, opens, seal
from escalation.store import keys
from web.safe_words import safe_words


@dataclass(frozen=True)
class ResumeCodes:
    """Makes codes out of this installation's secret. They are in no table and no log."""

    secret: str

    def sealed(self, code: str | None) -> str | None:
        """A code as it may travel behind the door."""
        return None if code is None else seal(self.secret, code)

    def of(self, connection: Connection, conversation: str, reference: str) -> str | None:
        """The code of a record, for a conversation that holds a key to it; None where it may not be shown."""
        issued = keys.issue_of(connection, reference) if keys.holds(connection, conversation, reference) else None
        if issued is None:
            return None
        code = code_of(self.secret, reference, issued[0])
        # A code that was made under another secret cannot be shown again.
        return code if opens(reference, seal(self.secret, code), issued[1]) else None

    def filled_in(self, connection: Connection, conversation: str, rows: Sequence[Row[Any]]) -> list[Any]:
        """The rows of the journal, with the code in the place that was kept for it."""
        return [self._filled_in(connection, conversation, row) for row in rows]

    def _filled_in(self, connection: Connection, conversation: str, row: Row[Any]) -> Any:
        if row.kind != CONFIRMATION or CODE_STANDS_HERE not in row.text:
            return row
        reference = reference_said(row.text)
        code = self.of(connection, conversation, reference) if reference else None
        text = row.text.replace(CODE_STANDS_HERE, code or safe_words("resume_code", "not_shown"))
        return SimpleNamespace(**{**row._mapping, "text": text})
