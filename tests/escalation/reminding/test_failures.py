"""What may go wrong with reminders, and what then becomes of them: nothing is lost, doubled or in the way."""

import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import OperationalError

from escalation.reminding.post import Letter, LetterRefused, PostClosed
from escalation.reminding.scheduler import LEASE, MOST_TRIES, OLDEST, Reminding
from escalation.store import reminders as store
from escalation.store.engine import reading, writing
from escalation.store.tables import audit, deliveries
from tests.escalation.desk import DAY, LATER, MORNING, SETTINGS, Desk, Look, states, write_to
from tests.escalation.opening import Opening


def failures(engine: Engine) -> Sequence[Any]:
    with reading(engine) as connection:
        return connection.execute(select(audit).where(audit.c.event == "reminder_failed")).all()


def test_a_refused_mail_is_tried_again_ever_later_and_then_given_up(
    engine: Engine, opening: Opening, look: Look, desk: Desk
) -> None:
    write_to(engine, opening.record(), "ann@example.org")
    desk.failing = [LetterRefused(550) for _ in range(MOST_TRIES)]
    moment, waits = LATER, []
    for _ in range(MOST_TRIES):
        look(moment)
        with reading(engine) as connection:
            row = connection.execute(select(deliveries).where(deliveries.c.channel == "email")).one()
        waits.append(row.next_at - moment)
        assert look(row.next_at - timedelta(seconds=1)).sent == 0 or row.state == "failed"
        moment = row.next_at
    minutes = [round(wait / timedelta(minutes=1)) for wait in waits[:-1]]
    assert minutes == [1, 2, 4, 8, 16, 32, 64]
    assert row.state == "failed" and row.tries == MOST_TRIES and desk.failing == []
    look(moment + DAY)
    assert desk.letters == []
    (noted,) = failures(engine)
    assert "ann" not in str(noted.details) and noted.details["tries"] == MOST_TRIES
    assert states(engine, "visit") == ["waiting"]


def test_a_refused_mail_does_not_keep_the_others_waiting(
    engine: Engine, opening: Opening, look: Look, desk: Desk
) -> None:
    write_to(engine, opening.record(), "ann@example.org", "bob@example.org")
    desk.failing = [LetterRefused(450)]
    assert look(LATER).sent == 1
    assert look(LATER + timedelta(minutes=2)).sent == 1
    assert sorted(desk.to) == ["ann@example.org", "bob@example.org"]


def test_a_mail_server_that_is_away_for_days_costs_no_tries_and_loses_nothing(
    engine: Engine, opening: Opening, look: Look, desk: Desk
) -> None:
    write_to(engine, opening.record(), "ann@example.org", "bob@example.org")
    desk.failing = [PostClosed() for _ in range(50)]
    for number in range(50):
        look(LATER + number * timedelta(hours=1))
        assert len(desk.failing) == 49 - number  # one try a look: nobody waits for the same silence twice
    look(LATER + timedelta(hours=51))
    assert sorted(desk.to) == ["ann@example.org", "bob@example.org"]


def test_a_mail_that_could_not_go_out_for_a_week_is_given_up(
    engine: Engine, opening: Opening, look: Look, desk: Desk
) -> None:
    write_to(engine, opening.record(), "ann@example.org")
    desk.failing = [PostClosed()]
    look(LATER)
    look(LATER + OLDEST + DAY)
    assert desk.letters == [] and states(engine, "email") == ["failed"] and len(failures(engine)) == 1


def test_a_mail_whose_sender_died_is_taken_up_after_its_lease_with_the_same_message_id(
    engine: Engine, opening: Opening, desk: Desk
) -> None:
    class Died(BaseException):
        """Stands for a kill between the server's yes and our commit."""

    class Dying(Desk):
        def send(self, letter: Letter) -> None:
            super().send(letter)
            raise Died

    write_to(engine, opening.record(), "ann@example.org")
    dying = Dying()
    with pytest.raises(Died):
        Reminding(engine, dying, SETTINGS).tick(LATER)
    assert states(engine, "email") == ["sending"]
    again = Reminding(engine, desk, SETTINGS).tick
    assert again(LATER + LEASE / 2).sent == 0
    assert again(LATER + LEASE + timedelta(seconds=5)).sent == 1
    assert [letter.message_id for letter in desk.letters] == [letter.message_id for letter in dying.letters]
    assert states(engine, "email") == ["sent"]


def test_whoever_comes_late_with_a_failure_does_not_undo_what_another_has_done(
    engine: Engine, opening: Opening, desk: Desk
) -> None:
    class Slow(Desk):
        def send(self, letter: Letter) -> None:
            Reminding(engine, desk, SETTINGS).tick(LATER + LEASE + timedelta(minutes=1))
            raise LetterRefused(421)

    write_to(engine, opening.record(), "ann@example.org")
    Reminding(engine, Slow(), SETTINGS).tick(LATER)
    assert len(desk.letters) == 1 and states(engine, "email") == ["sent"]


def test_the_message_id_of_a_mail_is_the_same_at_each_try(
    engine: Engine, opening: Opening, look: Look, desk: Desk
) -> None:
    seen: list[str] = []

    class Forgetful(Desk):
        def send(self, letter: Letter) -> None:
            seen.append(letter.message_id)
            raise LetterRefused(None)

    write_to(engine, opening.record(), "ann@example.org")
    forgetful = Reminding(engine, Forgetful(), SETTINGS)
    forgetful.tick(LATER)
    forgetful.tick(LATER + timedelta(hours=1))
    look(LATER + timedelta(hours=2))
    assert [*seen, desk.letters[0].message_id] == [seen[0]] * 3


def test_the_lease_of_a_mail_begins_when_it_is_taken_in_hand_and_not_when_the_look_began(
    engine: Engine, opening: Opening, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: passed[0])
    write_to(engine, opening.record(), "ann@example.org", "bob@example.org")
    other = Desk()

    def slowly() -> None:
        passed[0] += LEASE.total_seconds() - 1
        if desk.letters:  # the second letter is in hand
            Reminding(engine, other, SETTINGS).tick(LATER + timedelta(seconds=passed[0]))

    desk.meanwhile = slowly
    Reminding(engine, desk, SETTINGS).tick(LATER)
    assert sorted(desk.to + other.to) == ["ann@example.org", "bob@example.org"]


def test_a_row_that_cannot_be_read_does_not_stop_the_others(
    engine: Engine, opening: Opening, look: Look, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    broken, sound = opening.record(), opening.record()
    for reference in (broken, sound):
        write_to(engine, reference, "ann@example.org")
    with writing(engine) as connection:
        connection.execute(text("UPDATE stages SET due = '2026-11-xx' WHERE reference = :r"), {"r": broken})
    look(LATER)
    assert [letter.subject for letter in desk.letters if sound in letter.subject] and len(desk.letters) == 1
    assert "marking a reminder failed: ValueError" in caplog.text and broken not in caplog.text


def test_a_mail_that_cannot_be_read_does_not_stop_the_others(
    engine: Engine, opening: Opening, look: Look, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    broken, sound = opening.record(), opening.record()
    for reference in (broken, sound):
        write_to(engine, reference, "ann@example.org")
    desk.failing = [PostClosed()]
    look(LATER)
    with writing(engine) as connection:
        connection.execute(text("UPDATE reminders SET marked_at = 'x' WHERE reference = :r"), {"r": broken})
    look(LATER + timedelta(hours=1))
    assert len(desk.letters) == 1 and sound in desk.letters[0].subject
    assert "sending an e-mail failed: ValueError" in caplog.text and "ann@" not in caplog.text


def test_a_database_that_is_away_is_told_to_the_caller(engine: Engine, look: Look) -> None:
    with writing(engine) as connection:
        connection.execute(text("ALTER TABLE reminders RENAME TO gone"))
    with pytest.raises(OperationalError):
        look(MORNING)


def test_a_database_that_goes_away_in_mid_look_ends_the_look(
    opening: Opening, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def gone(_connection: object, reference: str, *_: object) -> None:
        asked.append(reference)
        raise OperationalError("", {}, Exception())

    for _ in range(2):
        opening.record()
    monkeypatch.setattr(store, "mark", gone)
    with pytest.raises(OperationalError):
        look(MORNING)
    assert len(asked) == 1
