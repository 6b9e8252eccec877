"""Reminders shown on a visit: once, to whoever holds a key, and only while they are true."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import Engine, insert, select

from escalation import clock
from escalation.reminding.post import PostClosed
from escalation.reminding.visits import mark_visited, visits_due
from escalation.store.engine import writing
from escalation.store.tables import deliveries, keys
from tests.escalation.desk import LATER, MORNING, Desk, Look, states, write_to
from tests.escalation.opening import Opening


@pytest.fixture
def visit(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, datetime], list[str]]:
    """What a conversation is shown at a moment."""

    def come(conversation: str, moment: datetime) -> list[str]:
        monkeypatch.setattr(clock, "now", lambda: moment)
        with writing(engine) as connection:
            waiting = visits_due(connection, conversation)
            mark_visited(connection, [reminder.number for reminder in waiting])
        return [reminder.text for reminder in waiting]

    return come


Visit = Callable[[str, datetime], list[str]]


def test_a_visit_shows_each_reminder_once(opening: Opening, look: Look, visit: Visit) -> None:
    reference, conversation = opening.record_and_conversation()
    assert visit(conversation, MORNING) == []
    look(MORNING)
    assert visit(conversation, MORNING) == [
        f"Escalation {reference}, stage 1: The answer is due today, Monday 30 November 2026."
    ]
    assert visit(conversation, MORNING) == []
    look(LATER)
    (text,) = visit(conversation, LATER)
    assert text.endswith("was due on Monday 30 November 2026, 2 working days ago.")
    assert visit(conversation, LATER) == []


def test_a_conversation_without_a_key_is_shown_nothing(
    engine: Engine, opening: Opening, look: Look, visit: Visit
) -> None:
    reference, _ = opening.record_and_conversation()
    _, stranger = opening.record_and_conversation("sefton")
    look(LATER)
    assert visit(stranger, LATER) == []
    with writing(engine) as connection:
        connection.execute(
            insert(keys).values(conversation_id=stranger, reference=reference, mode="live", given_at=LATER)
        )
    assert len(visit(stranger, LATER)) == 1


def test_a_visit_after_the_stage_ended_or_the_day_passed_shows_nothing_old(
    opening: Opening, look: Look, visit: Visit
) -> None:
    reference, conversation = opening.record_and_conversation()
    look(MORNING)
    assert visit(conversation, LATER) == []  # the scheduler has not looked since
    look(LATER)
    opening.end_stage(reference)
    assert visit(conversation, LATER) == []


def test_only_visits_are_marked_by_a_visit(engine: Engine, opening: Opening, look: Look, desk: Desk) -> None:
    write_to(engine, opening.record(), "ann@example.org")
    desk.failing = [PostClosed()]
    look(LATER)
    with writing(engine) as connection:
        mark_visited(connection, list(connection.execute(select(deliveries.c.number)).scalars()))
    assert states(engine, "email") == ["waiting"] and states(engine, "visit") == ["sent"]
