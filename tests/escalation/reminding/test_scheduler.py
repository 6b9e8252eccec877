"""Reminders: marked once each, shown once, sent once, and to nobody who is not to be written to."""

import threading
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, insert, select

from escalation.reminding.addresses import remove_address
from escalation.reminding.post import PostClosed
from escalation.reminding.scheduler import Reminding, Tally
from escalation.store import reminders as store
from escalation.store.engine import reading, writing
from escalation.store.tables import deliveries, reminder_addresses, reminders
from tests.escalation.desk import BEFORE, DAY, LATER, MORNING, SETTINGS, Desk, Look, states, write_to
from tests.escalation.opening import DUE, Opening


def marks(engine: Engine) -> list[tuple[int, str]]:
    with reading(engine) as connection:
        rows = connection.execute(select(reminders.c.position, reminders.c.kind).order_by(reminders.c.number))
        return [(row.position, row.kind) for row in rows]


# What is marked, and when.


def test_due_is_marked_on_the_day_and_overdue_on_a_day_after_once_each(
    engine: Engine, opening: Opening, look: Look
) -> None:
    opening.record()
    assert look(BEFORE).marked == 0
    assert look(MORNING).marked == 1 and look(MORNING).marked == 0
    assert look(LATER).marked == 1 and look(LATER).marked == 0
    assert marks(engine) == [(1, "due"), (1, "overdue")]


def test_after_a_long_stop_only_overdue_is_told(engine: Engine, opening: Opening, look: Look, desk: Desk) -> None:
    write_to(engine, opening.record(), "ann@example.org")
    look(LATER)
    assert marks(engine) == [(1, "overdue")] and len(desk.letters) == 1
    assert states(engine, "visit") == ["waiting"]


def test_the_day_is_that_of_london(engine: Engine, opening: Opening, look: Look) -> None:
    opening.set_due(opening.record(), date(2027, 6, 15))
    assert look(datetime(2027, 6, 14, 22, 30, tzinfo=UTC)).marked == 0
    assert look(datetime(2027, 6, 14, 23, 30, tzinfo=UTC)).marked == 1  # half past midnight in London


@pytest.mark.parametrize("ending", [True, False])
def test_only_the_present_stage_is_reminded_of(engine: Engine, opening: Opening, look: Look, ending: bool) -> None:
    reference = opening.record()
    opening.next_stage(reference, None, ending)
    assert look(LATER).marked == 0
    opening.next_stage(reference, date(2026, 12, 2))
    look(LATER)
    assert marks(engine) == [(3, "due")]


def test_a_closed_or_ended_or_training_or_undated_record_is_not_reminded_of(
    engine: Engine, opening: Opening, look: Look
) -> None:
    opening.close(opening.record())
    opening.end_stage(opening.record())
    opening.record(mode="training")
    opening.record("sefton")
    assert look(LATER).marked == 0 and marks(engine) == []


def test_a_stage_that_ends_between_the_look_and_the_mark_is_not_marked(
    engine: Engine, opening: Opening, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = opening.record()
    listing = store.unmarked

    def list_and_close(*given: Any) -> Any:
        listed = listing(*given)
        opening.close(reference)
        return listed

    monkeypatch.setattr(store, "unmarked", list_and_close)
    assert Reminding(engine, desk, SETTINGS).tick(LATER).marked == 0
    assert marks(engine) == []


# What is sent.


def test_each_address_gets_each_reminder_once(engine: Engine, opening: Opening, look: Look, desk: Desk) -> None:
    write_to(engine, opening.record(), "ann@example.org", "bob@example.org")
    opening.record()  # nobody asked for e-mail here
    for moment in (BEFORE, MORNING, MORNING, LATER, LATER):
        look(moment)
    assert sorted(desk.to) == sorted(["ann@example.org", "bob@example.org"] * 2)
    assert len({letter.message_id for letter in desk.letters}) == 4
    assert states(engine, "email") == ["sent"] * 4


def test_a_mail_says_what_is_due_and_where_to_go_and_nothing_of_the_case(
    engine: Engine, opening: Opening, look: Look, desk: Desk
) -> None:
    reference = opening.record()
    write_to(engine, reference, "ann@example.org")
    look(MORNING)
    look(LATER)
    record = opening.read(reference)
    for letter in desk.letters:
        whole = f"{letter.subject} {letter.text} {letter.message_id}"
        assert reference in letter.subject and "Monday 30 November 2026" in letter.subject
        assert f"https://e.example.org/escalations/{reference}\n" in letter.text
        assert "999" in letter.text and "To stop them" in letter.text and "{" not in whole
        assert record.description and record.outcome_sought
        for said in (
            record.case_reference,
            record.description,
            record.outcome_sought,
            "ucking",
            record.procedure_title,
        ):
            assert said not in whole
        assert reference not in letter.message_id and letter.message_id.endswith("@example.org>")
    assert "is due" in desk.letters[0].text and "was due" in desk.letters[1].text


def test_without_a_mail_server_none_are_written_and_setting_one_up_sends_nothing_about_the_past(
    engine: Engine, opening: Opening, desk: Desk
) -> None:
    write_to(engine, opening.record(), "ann@example.org")
    assert Reminding(engine, None, SETTINGS).tick(MORNING).marked == 1
    assert states(engine, "email") == [] and states(engine, "visit") == ["waiting"]
    later = Reminding(engine, desk, SETTINGS)
    later.tick(MORNING)
    assert desk.letters == []
    later.tick(LATER)
    assert len(desk.letters) == 1


def test_an_address_given_later_gets_nothing_about_the_past(
    engine: Engine, opening: Opening, look: Look, desk: Desk
) -> None:
    reference = opening.record()
    look(MORNING)
    write_to(engine, reference, "ann@example.org")
    look(MORNING)
    assert desk.letters == []


@pytest.mark.parametrize("ending", ["close", "end_stage", "take_out"])
def test_what_is_of_no_use_any_more_is_dropped_unsent(
    engine: Engine, opening: Opening, look: Look, desk: Desk, ending: str
) -> None:
    reference = opening.record()
    write_to(engine, reference, "ann@example.org")
    desk.failing = [PostClosed()]
    look(LATER)
    if ending == "take_out":
        with writing(engine) as connection:
            assert remove_address(connection, reference, "ann@example.org")
    else:
        getattr(opening, ending)(reference)
    assert look(LATER + DAY).sent == 0
    assert desk.letters == [] and states(engine, "email") == ["dropped"]
    assert states(engine, "visit") == (["waiting"] if ending == "take_out" else ["dropped"])


def test_a_mail_of_the_day_is_not_sent_on_the_next_one(
    engine: Engine, opening: Opening, look: Look, desk: Desk
) -> None:
    write_to(engine, opening.record(), "ann@example.org")
    desk.failing = [PostClosed()]
    look(MORNING)
    look(LATER)
    assert [letter.subject.rpartition(" an answer ")[2][:3] for letter in desk.letters] == ["was"]
    assert states(engine, "email") == ["dropped", "sent"]
    assert states(engine, "visit") == ["dropped", "waiting"]


# Several at once.


def test_many_at_once_mark_and_send_everything_once(engine: Engine, opening: Opening, desk: Desk) -> None:
    for _ in range(6):
        write_to(engine, opening.record(), "ann@example.org", "bob@example.org")
    start = threading.Barrier(8)
    tallies: list[Tally] = []

    def watch() -> None:
        start.wait()
        tallies.append(Reminding(engine, desk, SETTINGS).tick(LATER))

    watching = [threading.Thread(target=watch) for _ in range(8)]
    for thread in watching:
        thread.start()
    for thread in watching:
        thread.join()
    assert len(tallies) == 8 and sum(tally.marked for tally in tallies) == 6
    Reminding(engine, desk, SETTINGS).tick(LATER)
    assert len(desk.letters) == 12 and len({letter.message_id for letter in desk.letters}) == 12
    assert len(marks(engine)) == 6 and states(engine, "visit") == ["waiting"] * 6


def test_stopping_is_heard_between_two_mails(engine: Engine, opening: Opening, desk: Desk) -> None:
    write_to(engine, opening.record(), "ann@example.org", "bob@example.org")
    Reminding(engine, desk, SETTINGS, stopping=lambda: bool(desk.letters)).tick(LATER)
    assert len(desk.letters) == 1 and sorted(states(engine, "email")) == ["sent", "waiting"]


def test_a_training_record_is_never_written_to_even_with_an_address(
    engine: Engine, opening: Opening, look: Look, desk: Desk
) -> None:
    """The address is put in behind the use case's back; a mark likewise."""
    reference = opening.record(mode="training")
    with writing(engine) as connection:
        connection.execute(
            insert(reminder_addresses).values(reference=reference, address="ann@example.org", since=MORNING)
        )
        number = connection.execute(
            insert(reminders)
            .values(reference=reference, position=1, kind="overdue", due=DUE, marked_at=MORNING)
            .returning(reminders.c.number)
        ).scalar_one()
        connection.execute(
            insert(deliveries).values(
                reminder=number, channel="email", address="ann@example.org", state="waiting", next_at=MORNING
            )
        )
    look(LATER)
    assert desk.letters == [] and states(engine, "email") == ["dropped"]
