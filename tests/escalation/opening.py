"""Records opened as the product opens them, many of them quickly."""

from datetime import date
from functools import cache
from uuid import uuid4

from sqlalchemy import Engine, insert, update

from escalation.interview.draft import Draft
from escalation.library import Library
from escalation.progress import ProgressKind
from escalation.record import Record
from escalation.recording import Source, open_escalation
from escalation.store import conversations, journal, records
from escalation.store.engine import reading, writing
from escalation.store.tables import stages
from tests.escalation.interview.talk import Talk

# A Monday. Buckinghamshire fixes five working days, so the answer is due on the Monday after.
STARTED = date(2026, 11, 23)
DUE = date(2026, 11, 30)


@cache
def _draft(library: Library, partnership: str, timeframe: str) -> Draft:
    talk = Talk(library)
    talk.answer_all(partnership=partnership, area="threshold_referral", timeframe_working_days=timeframe)
    return talk.draft


class Opening:
    """Opens records, and carries them on as far as these tests need it."""

    def __init__(self, engine: Engine, library: Library) -> None:
        self.engine = engine
        self._library = library

    def record(self, partnership: str = "buckinghamshire", mode: str = "live", timeframe: str = "3") -> str:
        """The reference of a new record."""
        return self.record_and_conversation(partnership, mode, timeframe)[0]

    def record_and_conversation(
        self, partnership: str = "buckinghamshire", mode: str = "live", timeframe: str = "3"
    ) -> tuple[str, str]:
        """The reference of a new record, and the conversation that holds the key to it."""
        with writing(self.engine) as connection:
            opened = conversations.open_conversation(connection, channel="api", mode=mode)
            kept = journal.keep(connection, opened.id, journal.Incoming("client-1", "yes"))
        source = Source(opened.id, kept.id, uuid4().hex, mode)
        draft = _draft(self._library, partnership, timeframe)
        reference = open_escalation(self.engine, self._library, draft, source, STARTED).reference
        return reference, opened.id

    def read(self, reference: str) -> Record:
        """The record as it stands."""
        with reading(self.engine) as connection:
            record = records.read_record(connection, reference)
        assert record is not None
        return record

    def end_stage(self, reference: str, position: int = 1) -> None:
        """Ends a stage, with nothing after it."""
        with writing(self.engine) as connection:
            records.end_stage(connection, reference, position, ProgressKind.NO_AGREEMENT)

    def next_stage(self, reference: str, due: date | None, ending: bool = True) -> None:
        """Ends the present stage, unless that is left out, and enters the next one with this date."""
        present = self.read(reference).present
        if ending:
            self.end_stage(reference, present.position)
        with writing(self.engine) as connection:
            connection.execute(
                insert(stages).values(
                    reference=reference,
                    position=present.position + 1,
                    stage=present.stage + 1,
                    word=present.word,
                    title=present.title,
                    number_source=present.number_source,
                    actor=present.actor,
                    contacts=[],
                    timescale_kind="fixed",
                    timescale_text=present.timescale_text,
                    due=due,
                    citations=[],
                    entered_at=present.entered_at,
                )
            )

    def close(self, reference: str) -> None:
        """Closes a record."""
        record = self.read(reference)
        with writing(self.engine) as connection:
            assert records.move_on(connection, reference, record.version, closing=True)

    def set_due(self, reference: str, due: date) -> None:
        """Gives the first stage of a record another date."""
        with writing(self.engine) as connection:
            connection.execute(update(stages).where(stages.c.reference == reference).values(due=due))
