"""Opening a record: all of it or nothing, once a draft, and never for a turn that has ended."""

import threading
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, func, select, text, update
from sqlalchemy.exc import IntegrityError

from escalation.errors import NotRecorded
from escalation.interview.draft import SKIPPED, Draft
from escalation.library import Library
from escalation.recording import Recorded, Source, open_escalation
from escalation.reference import read_reference
from escalation.store import conversations, escalations, journal
from escalation.store.conversations import Opened
from escalation.store.engine import reading, writing
from escalation.store.tables import audit, stages
from escalation.store.tables import escalations as table
from tests.escalation.interview.talk import Talk

TODAY = date(2026, 11, 23)


def draft_of(library: Library, **values: str) -> Draft:
    talk = Talk(library)
    talk.answer_all(**values)
    return talk.draft


def count(engine: Engine) -> int:
    with reading(engine) as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def source(opened: Opened, message_id: str, /, **changes: Any) -> Source:
    return Source(**{"conversation": opened.id, "message": message_id, "draft": "d1", "mode": "live", **changes})


def test_a_record_holds_the_facts_the_words_and_its_first_stage(
    engine: Engine, library: Library, conversation: Opened, message: str
) -> None:
    draft = draft_of(library, partnership="buckinghamshire", area="threshold_referral")
    recorded = open_escalation(engine, library, draft, source(conversation, message), TODAY)
    assert recorded.new and read_reference(recorded.reference) == recorded.reference
    with reading(engine) as connection:
        record = escalations.find(connection, recorded.reference)
        noted = connection.execute(select(audit.c.subject)).scalars().all()
    assert record is not None
    assert record["partnership"] == "buckinghamshire"
    assert record["case_reference"] == "JB"
    assert record["agency"] == "education" and record["other_agency"] == "social_care"
    assert record["outcome_sought"] == "The case is opened again."
    assert record["mode"] == "live" and record["conversation_id"] == conversation.id
    assert record["procedure_edition"]
    (stage,) = record["stages"]
    assert stage["stage"] == 1 and stage["due"] == date(2026, 11, 30)
    assert any(citation["ref"] == "2.4.24" for citation in stage["citations"])
    assert noted == [recorded.reference]


def test_what_was_left_out_is_empty_in_the_record(
    engine: Engine, library: Library, conversation: Opened, message: str
) -> None:
    draft = draft_of(library).with_answer("description", SKIPPED).with_answer("other_agency", SKIPPED)
    recorded = open_escalation(engine, library, draft, source(conversation, message), TODAY)
    with reading(engine) as connection:
        record = escalations.find(connection, recorded.reference)
    assert record is not None and record["description"] is None and record["other_agency"] is None


def test_the_same_draft_again_gives_the_first_reference(
    engine: Engine, library: Library, conversation: Opened, message: str
) -> None:
    draft = draft_of(library)
    first = open_escalation(engine, library, draft, source(conversation, message), TODAY)
    again = open_escalation(engine, library, draft, source(conversation, message), TODAY)
    assert again == Recorded(first.reference, new=False, guidance=first.guidance)
    assert count(engine) == 1


def test_many_at_once_make_one_record(engine: Engine, library: Library, conversation: Opened, message: str) -> None:
    draft, given = draft_of(library), []

    def record() -> None:
        given.append(open_escalation(engine, library, draft, source(conversation, message), TODAY).reference)

    threads = [threading.Thread(target=record) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(given) == 8 and len(set(given)) == 1
    assert count(engine) == 1


def test_nothing_is_recorded_for_a_turn_that_was_told_it_failed(
    engine: Engine, library: Library, conversation: Opened, message: str
) -> None:
    with writing(engine) as connection:
        journal.settle(connection, conversation.id, message, journal.FAILED, [], None)
    with pytest.raises(NotRecorded):
        open_escalation(engine, library, draft_of(library), source(conversation, message), TODAY)
    assert count(engine) == 0


def test_a_draft_that_is_not_complete_is_not_recorded(
    engine: Engine, library: Library, conversation: Opened, message: str
) -> None:
    with pytest.raises(NotRecorded):
        open_escalation(engine, library, Draft({"urgency": "urgent"}), source(conversation, message), TODAY)
    assert count(engine) == 0


@pytest.mark.parametrize("change", [{"mode": "training"}, {"conversation": "another"}])
def test_a_record_cannot_cross_into_another_conversation_or_mode(
    engine: Engine, library: Library, conversation: Opened, message: str, change: dict[str, str]
) -> None:
    with pytest.raises(NotRecorded):
        open_escalation(engine, library, draft_of(library), source(conversation, message, **change), TODAY)
    assert count(engine) == 0


def test_a_broken_database_is_told_in_words_and_leaves_nothing(
    engine: Engine, library: Library, conversation: Opened, message: str
) -> None:
    with writing(engine) as connection:
        connection.execute(text("DROP TABLE stages"))
    with pytest.raises(NotRecorded, match="nothing is recorded") as caught:
        open_escalation(engine, library, draft_of(library), source(conversation, message), TODAY)
    assert "closed the case" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert count(engine) == 0


def test_the_database_refuses_a_date_that_the_procedure_does_not_give(
    engine: Engine, library: Library, conversation: Opened, message: str
) -> None:
    open_escalation(engine, library, draft_of(library, partnership="sefton"), source(conversation, message), TODAY)
    with pytest.raises(IntegrityError), writing(engine) as connection:
        connection.execute(update(stages).values(due=TODAY))


def test_live_and_training_records_are_listed_apart(engine: Engine, library: Library) -> None:
    references = {}
    for mode in ("live", "training"):
        with writing(engine) as connection:
            opened = conversations.open_conversation(connection, channel="api", mode=mode)
            kept = journal.keep(connection, opened.id, journal.Incoming("client-1", "yes"))
        given = source(opened, kept.id, mode=mode, draft=f"draft-{mode}")
        references[mode] = open_escalation(engine, library, draft_of(library), given, TODAY).reference
    with reading(engine) as connection:
        for mode, reference in references.items():
            assert [record["reference"] for record in escalations.newest(connection, mode)] == [reference]
