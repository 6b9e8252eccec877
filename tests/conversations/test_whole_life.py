"""From the first message to the end, over several weeks: each procedure, with the clock moved on as days go by."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from docx import Document

from escalation.reading.resume_codes import code_said
from escalation.record import Record
from escalation.store.engine import reading
from escalation.store.records import read_record
from tests.conversations.clock import MovableClock
from tests.conversations.practitioner import Practitioner
from tests.conversations.running import Running, product

MONDAY = date(2026, 11, 23)


@dataclass(frozen=True)
class World:
    """The running product and its clock."""

    running: Running
    clock: MovableClock

    def record(self, reference: str) -> Record:
        """The record as the database has it."""
        with reading(self.running.engine) as connection:
            record = read_record(connection, reference)
        assert record is not None
        return record


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A product of its own, whose clock begins on a Monday."""
    var: Path = tmp_path_factory.mktemp("whole_life")
    clock = MovableClock(var / "clock", MONDAY)
    settings = {"CLOCK_SHIFT_FILE": str(clock.file), "REMINDER_SECONDS": "1"}
    with product(var, TURN_SECONDS="6", **settings) as running:
        yield World(running, clock)


@pytest.fixture
def practitioner(world: World) -> Practitioner:
    """Somebody who has just come, on the Monday."""
    world.clock.days_after(MONDAY, 0)
    return Practitioner(world.running)


def open_escalation(practitioner: Practitioner, **facts: str) -> tuple[str, str]:
    """Opens an escalation in conversation, and gives its reference and resume code."""
    practitioner.say("Hello")
    practitioner.go_on_until(**facts)
    practitioner.choose("yes")
    code = code_said(practitioner.reply("confirmation")["text"])
    assert practitioner.reference is not None and code is not None
    return practitioner.reference, code


def come_back(world: World, reference: str, code: str) -> Practitioner:
    """The same person in another conversation, later."""
    person = Practitioner(world.running)
    person.say(f"I want to come back to escalation {reference}")
    assert person.asks == "resume_code"
    person.say(code.replace("-", " "))
    assert person.asks == "happened", person.text
    return person


def tell(person: Practitioner, happened: str, **answers: str) -> None:
    """Tells what happened, with these answers and else the plainest, and confirms it."""
    plain = {
        "happened_on": "today",
        "who": "practitioner",
        "said": "We went through the reasons of both sides.",
        "agreed": "They will assess again by Friday.",
        "child_outcome": "The child is seen this week.",
        "go_on": "next",
        "next_timeframe": "3",
        "raiser_told": "yes",
        "learning": "Both sides read the threshold guidance differently.",
        "reason": "Harm is feared tonight.",
    }
    values = {**plain, **answers}
    person.choose(happened)
    for _ in range(12):
        asked = person.asks
        if asked is None or asked == "confirm_report":
            break
        if asked in ("said", "agreed", "child_outcome", "learning", "reason"):
            person.say(values[asked])
        else:
            person.choose(values[asked])
    assert person.asks == "confirm_report", person.text
    person.choose("yes")
    assert "confirmation" in person.kinds, person.text


def paper(world: World, person: Practitioner, reference: str, name: str) -> httpx.Response:
    """A paper of the record, by the API."""
    path = f"/api/conversations/{person.id}/escalations/{reference}/papers/{name}"
    return world.running.client.get(path, headers=person.headers)


def words_of(document: bytes) -> str:
    """All that a Word file says."""
    opened = Document(BytesIO(document))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in opened.paragraphs), *cells])


@pytest.mark.parametrize("partnership", ["sheffield", "sefton", "harrow", "sussex", "buckinghamshire"])
def test_an_escalation_is_carried_to_its_end(world: World, practitioner: Practitioner, partnership: str) -> None:
    reference, code = open_escalation(practitioner, partnership=partnership)
    first = world.record(reference)

    world.clock.days_after(MONDAY, 4)
    person = come_back(world, reference, code)
    assert reference in person.text
    tell(person, "no_agreement", said="They say that the threshold is not met.")
    second = world.record(reference)
    assert second.present.stage == first.present.stage + 1
    assert second.told[-1].said == "They say that the threshold is not met."
    assert second.told[-1].happened_on == date(2026, 11, 27)

    world.clock.days_after(MONDAY, 15)
    person = come_back(world, reference, code)
    tell(person, "no_reply")
    third = world.record(reference)
    assert third.told[-1].kind == "no_reply"

    world.clock.days_after(MONDAY, 21)
    person = come_back(world, reference, code)
    tell(person, "resolved")
    closed = world.record(reference)
    assert closed.status == "closed"
    assert closed.told[-1].agreed == "They will assess again by Friday."
    assert closed.told[-1].child_outcome == "The child is seen this week."
    assert closed.told[-1].raiser_told is True

    form = paper(world, person, reference, "record.docx")
    assert form.status_code == 200, form.text
    said = words_of(form.content)
    for told in closed.told:
        for written in (told.said, told.agreed, told.child_outcome, told.learning):
            assert written is None or written in said
    for stage in closed.stages:
        assert stage.title in said
    assert paper(world, person, reference, "record.pdf").content.startswith(b"%PDF")
    assert paper(world, person, reference, "confirmation.docx").status_code == 200

    person = come_back_to_closed(world, reference, code)
    person.say("They have agreed after all")
    assert "closed" in person.text and "confirmation" not in person.kinds
    assert world.record(reference) == closed


def come_back_to_closed(world: World, reference: str, code: str) -> Practitioner:
    """Somebody who opens a closed escalation."""
    person = Practitioner(world.running)
    person.say(f"update on {reference}, my code is {code}")
    assert "closed on" in person.text
    return person


def test_in_buckinghamshire_each_stage_has_its_own_five_working_days(world: World, practitioner: Practitioner) -> None:
    reference, code = open_escalation(practitioner, partnership="buckinghamshire")
    assert world.record(reference).present.due == date(2026, 11, 30)
    world.clock.days_after(MONDAY, 2)
    person = come_back(world, reference, code)
    assert "Monday 30 November 2026" in person.text
    person.choose("no_reply")
    assert person.asks == "confirm_report"
    person.choose("yes")
    stayed = world.record(reference)
    assert stayed.present.due == date(2026, 11, 30) and len(stayed.stages) == 1
    world.clock.days_after(MONDAY, 8)
    tell(come_back(world, reference, code), "no_reply")
    assert world.record(reference).present.due == date(2026, 12, 8)


def test_what_is_overdue_is_told_once_on_the_next_visit(world: World, practitioner: Practitioner) -> None:
    reference, code = open_escalation(practitioner, partnership="buckinghamshire")
    world.clock.days_after(MONDAY, 9)
    wait_for_reminder(world, reference)
    practitioner.say("Hello again")
    assert reference in practitioner.replies_of_kind("notice")[0] and "30 November" in practitioner.text
    practitioner.say("Hello again")
    assert not any(reference in text for text in practitioner.replies_of_kind("notice"))
    assert code


def wait_for_reminder(world: World, reference: str) -> None:
    """Waits until the scheduler has marked the record."""
    import time

    from sqlalchemy import select

    from escalation.store.tables import reminders

    for _ in range(100):
        with reading(world.running.engine) as connection:
            if connection.execute(select(reminders.c.number).where(reminders.c.reference == reference)).first():
                return
        time.sleep(0.2)
    raise AssertionError("nothing was marked")


def test_danger_lets_a_stage_be_left_out_in_sussex_and_the_reason_is_recorded(
    world: World, practitioner: Practitioner
) -> None:
    reference, code = open_escalation(practitioner, partnership="sussex")
    person = come_back(world, reference, code)
    assert "skipped" not in [choice["value"] for choice in person.answer["replies"][-1]["choices"]]
    person.say("he is going to kill her tonight")
    assert person.kinds[0] == "emergency"
    tell(person, "skipped", skip_to="4")
    record = world.record(reference)
    assert record.present.stage == 4 and record.told[-1].reason == "Harm is feared tonight."
    assert record.urgency == "immediate_danger"


def test_events_are_recorded_and_the_procedure_is_seen_through(world: World, practitioner: Practitioner) -> None:
    reference, code = open_escalation(practitioner, partnership="buckinghamshire")
    person = come_back(world, reference, code)
    tell(person, "events", said="The family has moved to another area.")
    assert "2.4.11" in person.text
    assert world.record(reference).is_open


def test_a_wrong_code_opens_nothing_and_the_right_one_then_does(world: World, practitioner: Practitioner) -> None:
    reference, code = open_escalation(practitioner)
    person = Practitioner(world.running)
    person.say(f"I want to come back to {reference}")
    person.say("piano piano piano piano")
    assert "do not belong together" in person.text and person.asks == "resume_code"
    person.say(code)
    assert person.asks == "happened"


def test_a_reference_with_a_wrong_figure_is_said_to_be_wrong(practitioner: Practitioner) -> None:
    practitioner.say("I want to come back to my escalation")
    assert practitioner.asks == "follow_reference"
    practitioner.say("4827-3195-7")
    assert practitioner.asks == "follow_reference" and "nine figures" in practitioner.text


@pytest.mark.parametrize(("day", "words"), [("31 February", "no such day"), ("24 December 2026", "still to come")])
def test_a_day_that_cannot_be_is_said_to_be_wrong(
    world: World, practitioner: Practitioner, day: str, words: str
) -> None:
    reference, code = open_escalation(practitioner)
    person = come_back(world, reference, code)
    person.choose("no_agreement")
    person.say(day)
    assert words in person.text and person.asks == "happened_on"
    assert world.record(reference).told == ()


def test_two_who_report_at_once_do_not_both_move_it(world: World, practitioner: Practitioner) -> None:
    reference, code = open_escalation(practitioner)
    first, second = come_back(world, reference, code), come_back(world, reference, code)
    tell(first, "no_agreement")
    before = world.record(reference)
    second.choose("resolved")
    for _ in range(10):
        if second.asks == "confirm_report":
            break
        choices = [choice["value"] for choice in second.answer["replies"][-1]["choices"]]
        second.choose("skip" if "skip" in choices else choices[0])
    second.choose("yes")
    assert "Somebody else" in second.text and "confirmation" not in second.kinds
    assert world.record(reference) == before


def test_the_code_is_in_no_file_of_the_product(world: World, practitioner: Practitioner) -> None:
    reference, code = open_escalation(practitioner)
    come_back(world, reference, code)
    spoken = (code, code.replace("-", " "))
    for file in world.running.var.rglob("*"):
        if file.is_file():
            held = file.read_bytes()
            assert not any(each.encode() in held for each in spoken), file.name


def test_what_is_typed_in_passing_is_heard_as_what_happened(world: World, practitioner: Practitioner) -> None:
    reference, _ = open_escalation(practitioner, partnership="harrow")
    world.clock.days_after(MONDAY, 3)
    practitioner.say("We met yesterday and they still do not agree")
    assert reference in practitioner.text and practitioner.asks == "who"
    practitioner.choose("manager")
    practitioner.say("She is still at home.")
    practitioner.choose("next")
    assert re.search(r"25 November", practitioner.text)
    practitioner.say("yes")
    told = world.record(reference).told[-1]
    assert (told.happened_on, told.who, told.child_outcome) == (date(2026, 11, 25), "manager", "She is still at home.")


def test_questions_are_answered_about_the_record_with_the_paragraph(world: World, practitioner: Practitioner) -> None:
    reference, code = open_escalation(practitioner, partnership="buckinghamshire")
    person = come_back(world, reference, code)
    person.say("How long do they have?")
    assert "2.4.24" in person.text and person.asks == "happened"
    person.say("What do I write down?")
    assert "2.4.8" in person.text
    person.say("Does the decision stand meanwhile?")
    assert "procedure" in person.text and person.asks == "happened"
