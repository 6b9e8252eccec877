"""Records for tests: opened as a practitioner would, and carried on by reports."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Engine

from escalation.library import Library
from escalation.progress import ProgressKind, Report, Speaker
from escalation.record import Record
from escalation.recording import Source, open_escalation
from escalation.reporting import Reported, report_progress
from escalation.resume_code import code_of
from escalation.store import conversations, journal
from escalation.store.engine import reading, writing
from escalation.store.records import read_record
from tests.escalation.interview.talk import Talk

SECRET = "the secret of the tests"
MONDAY = date(2026, 11, 23)


@dataclass
class Person:
    """Somebody in a conversation of their own, with the database and the procedures at hand."""

    engine: Engine
    library: Library
    mode: str = "live"

    def __post_init__(self) -> None:
        with writing(self.engine) as connection:
            opened = conversations.open_conversation(connection, channel="api", mode=self.mode)
        self.conversation, self.token = opened.id, opened.token

    def source(self, draft: str | None = None) -> Source:
        """A message under way, as the source of what is recorded next."""
        with writing(self.engine) as connection:
            message = uuid.uuid4().hex
            kept = journal.keep(connection, self.conversation, journal.Incoming(message, "yes"))
            self._pending = kept.id
        return Source(self.conversation, kept.id, draft or uuid.uuid4().hex, self.mode)

    def end_turn(self) -> None:
        """Ends the turn that is under way, so that another can begin."""
        with writing(self.engine) as connection:
            journal.settle(connection, self.conversation, self._pending, journal.ANSWERED, [], None)

    def opens(self, today: date = MONDAY, **answers: str) -> Record:
        """A record with these answers, and else the plainest."""
        talk = Talk(self.library)
        talk.answer_all(**answers)
        recorded = open_escalation(self.engine, self.library, talk.draft, self.source(), today, SECRET)
        self.end_turn()
        return self.record(recorded.reference)

    def record(self, reference: str) -> Record:
        """The record as it now is."""
        with reading(self.engine) as connection:
            record = read_record(connection, reference)
        assert record is not None
        return record

    def reports(self, record: Record, kind: ProgressKind, today: date = MONDAY, **told: Any) -> Reported:
        """Tells what happened at the present stage."""
        report = Report(**{"kind": kind, "happened_on": today, "who": Speaker.PRACTITIONER, **told})
        try:
            return report_progress(self.engine, self.library, record, report, self.source(), today)
        finally:
            self.end_turn()


def code(record: Record, issue: int = 1) -> str:
    """The resume code of a record of these tests."""
    return code_of(SECRET, record.reference, issue)
