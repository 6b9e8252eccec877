"""Records in the database of a running application, made as conversations make them."""

from datetime import date
from typing import Any
from uuid import uuid4

from escalation import clock
from escalation.interview.replies import NOTICE, Reply
from escalation.progress import ProgressKind, Report
from escalation.record import Record
from escalation.recording import Source, open_escalation
from escalation.reporting import report_progress
from escalation.resume_code import code_of
from escalation.store import conversations, journal, keys, records
from escalation.store.engine import reading, writing
from tests.escalation.interview.talk import Talk
from web.house import House


class Elsewhere:
    """A conversation of somebody else, which opens a record and carries it on."""

    def __init__(self, house: House, mode: str = "live") -> None:
        self.house, self.mode = house, mode
        with writing(house.engine) as connection:
            self.opened = conversations.open_conversation(connection, channel="api", mode=mode)
        self.reference = ""

    @property
    def cookie(self) -> str:
        """What the browser of this conversation holds."""
        return f"{self.opened.id}.{self.opened.token}"

    @property
    def code(self) -> str:
        """The resume code of the record, as it is now."""
        with reading(self.house.engine) as connection:
            issued = keys.issue_of(connection, self.reference)
        assert issued is not None
        return code_of(self.house.turns.codes.secret, self.reference, issued[0])

    @property
    def record(self) -> Record:
        """The record as it stands."""
        with reading(self.house.engine) as connection:
            record = records.read_record(connection, self.reference)
        assert record is not None
        return record

    def begin(self, today: date | None = None, **answers: str) -> "Elsewhere":
        """Opens a record, in Buckinghamshire unless said otherwise: it fixes five working days."""
        talk = Talk(self.house.library)
        talk.answer_all(**{"partnership": "buckinghamshire", "area": "threshold_referral", **answers})
        source, library = self._source(), self.house.library
        secret = self.house.turns.codes.secret
        recorded = open_escalation(self.house.engine, library, talk.draft, source, today or clock.today(), secret)
        self.reference = recorded.reference
        self._settle(source)
        return self

    def report(self, kind: ProgressKind, today: date | None = None, **told: Any) -> "Elsewhere":
        """Tells what happened at the present stage."""
        day, source = today or clock.today(), self._source()
        report = Report(kind, **{"happened_on": day, **told})
        report_progress(self.house.engine, self.house.library, self.record, report, source, day)
        self._settle(source)
        return self

    def _source(self) -> Source:
        with writing(self.house.engine) as connection:
            kept = journal.keep(connection, self.opened.id, journal.Incoming(uuid4().hex, "yes"))
        return Source(self.opened.id, kept.id, uuid4().hex, self.mode)

    def _settle(self, source: Source) -> None:
        with writing(self.house.engine) as connection:
            journal.settle(
                connection, self.opened.id, source.message, journal.ANSWERED, [Reply(NOTICE, "Done.")], self.reference
            )
