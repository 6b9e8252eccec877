"""Carrying an escalation on: a report and what follows from it are written together, once, or not at all."""

import threading
from datetime import date

import pytest
from sqlalchemy import Engine, func, select

from escalation.errors import NotRecorded
from escalation.facts import Urgency
from escalation.library import Library
from escalation.progress import Move, ProgressKind, Report, Speaker
from escalation.record import Record
from escalation.recording import Source
from escalation.reporting import IsClosed, ReportedMeanwhile, report_progress, tick_duty
from escalation.store import journal
from escalation.store.engine import reading, writing
from escalation.store.tables import audit, progress, stages
from tests.escalation.records import MONDAY, Person

NEXT_MONDAY = date(2026, 11, 30)


@pytest.fixture
def person(engine: Engine, library: Library) -> Person:
    return Person(engine, library)


def count(engine: Engine, table: object) -> int:
    with reading(engine) as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()  # type: ignore[arg-type]


def test_no_agreement_leads_to_the_next_stage_with_a_date_of_its_own(person: Person) -> None:
    record = person.opens(partnership="buckinghamshire")
    assert record.present.due == NEXT_MONDAY
    reported = person.reports(
        record,
        ProgressKind.NO_AGREEMENT,
        date(2026, 11, 26),
        said="They will not look again.",
        child_outcome="None yet.",
    )
    carried_on = reported.record
    assert reported.move is Move.NEXT and [stage.stage for stage in carried_on.stages] == [1, 2]
    assert carried_on.present.due == date(2026, 12, 3)
    assert carried_on.stages[0].outcome == "no_agreement"
    (told,) = carried_on.told
    assert (told.said, told.child_outcome, told.who) == ("They will not look again.", "None yet.", "practitioner")
    assert told.moved_to == 2 and carried_on.version == record.version + 1


def test_no_reply_before_the_day_keeps_the_stage_and_its_date(person: Person) -> None:
    record = person.opens(partnership="buckinghamshire")
    reported = person.reports(record, ProgressKind.NO_REPLY, date(2026, 11, 27))
    assert reported.move is Move.STAY and reported.record.present.due == NEXT_MONDAY
    assert len(reported.record.stages) == 1 and reported.record.told[0].kind == "no_reply"


def test_no_reply_after_the_day_leads_on(person: Person) -> None:
    record = person.opens(partnership="buckinghamshire")
    reported = person.reports(record, ProgressKind.NO_REPLY, date(2026, 12, 1))
    assert reported.move is Move.NEXT and reported.record.present.stage == 2


def test_where_the_procedure_gives_no_time_the_practitioner_says_whether_to_go_on(person: Person) -> None:
    record = person.opens(partnership="harrow")
    stayed = person.reports(record, ProgressKind.NO_REPLY, go_on=False)
    assert stayed.move is Move.STAY
    assert person.reports(stayed.record, ProgressKind.NO_REPLY).move is Move.NEXT


def test_the_practitioner_sets_the_time_of_each_stage_in_sussex(person: Person) -> None:
    record = person.opens(partnership="sussex", timeframe_working_days="3")
    assert record.present.due == date(2026, 11, 26)
    carried_on = person.reports(record, ProgressKind.NO_AGREEMENT, NEXT_MONDAY, timeframe_working_days=2).record
    assert carried_on.present.due == date(2026, 12, 2)
    without = person.reports(carried_on, ProgressKind.NO_AGREEMENT, date(2026, 12, 2)).record
    assert without.present.due is None and without.present.timescale_kind == "set_by_user"


def test_resolved_closes_it_with_the_outcome_for_the_child_and_the_duties_of_the_end(person: Person) -> None:
    record = person.opens(partnership="harrow")
    reported = person.reports(
        record,
        ProgressKind.RESOLVED,
        agreed="They assess again by Friday.",
        child_outcome="The child is seen this week.",
        raiser_told=True,
        learning="Both read the threshold document differently.",
    )
    closed = reported.record
    assert reported.move is Move.CLOSE and closed.status == "closed" and closed.closed_at is not None
    assert closed.told[-1].agreed == "They assess again by Friday." and closed.told[-1].raiser_told is True
    assert any(duty.code == "written_confirmation" for duty in closed.open_duties)


def test_events_that_settle_it_are_recorded_and_the_escalation_stays_open(person: Person) -> None:
    record = person.opens(partnership="buckinghamshire")
    reported = person.reports(record, ProgressKind.EVENTS, said="The family has moved away.")
    assert reported.move is Move.STAY and reported.record.is_open
    assert reported.record.told[-1].said == "The family has moved away."


def test_a_closed_escalation_takes_no_more_reports(person: Person) -> None:
    record = person.opens()
    closed = person.reports(record, ProgressKind.RESOLVED).record
    with pytest.raises(IsClosed):
        person.reports(closed, ProgressKind.NO_AGREEMENT)
    assert person.record(record.reference) == closed


def test_after_the_last_stage_it_stays_where_it_is(person: Person) -> None:
    record = person.opens(partnership="harrow", tried="5")
    assert record.present.stage == 6
    reported = person.reports(record, ProgressKind.NO_AGREEMENT)
    assert reported.move is Move.STAY and reported.record.present.stage == 6


def test_stages_are_left_out_only_where_the_procedure_lets_them_and_with_the_reason(person: Person) -> None:
    record = person.opens(partnership="sussex")
    with pytest.raises(NotRecorded):
        person.reports(record, ProgressKind.SKIPPED, skip_to=4, reason="It cannot wait.")
    danger = {"urgency": Urgency.IMMEDIATE_DANGER, "skip_to": 4}
    with pytest.raises(NotRecorded):
        person.reports(record, ProgressKind.SKIPPED, **danger)
    reported = person.reports(record, ProgressKind.SKIPPED, **danger, reason="Harm is feared tonight.")
    assert reported.record.present.stage == 4
    assert (
        reported.record.told[-1].reason == "Harm is feared tonight." and reported.record.urgency == "immediate_danger"
    )


def test_buckinghamshire_lets_nobody_leave_stages_out(person: Person) -> None:
    record = person.opens(partnership="buckinghamshire", urgency="immediate_danger")
    with pytest.raises(NotRecorded):
        person.reports(record, ProgressKind.SKIPPED, skip_to=3, reason="It cannot wait.")


def test_a_report_on_what_somebody_else_has_moved_on_is_refused_whole(person: Person) -> None:
    seen = person.opens()
    person.reports(seen, ProgressKind.NO_AGREEMENT)
    before = person.record(seen.reference)
    with pytest.raises(ReportedMeanwhile):
        person.reports(seen, ProgressKind.RESOLVED)
    assert person.record(seen.reference) == before


def test_two_people_who_report_at_once_make_one_step(engine: Engine, library: Library, person: Person) -> None:
    record = person.opens()
    people = [person, *(Person(engine, library) for _ in range(5))]
    sources = [each.source() for each in people]
    outcomes: list[str] = []
    from escalation.store import keys

    with writing(engine) as connection:
        for each in people[1:]:
            keys.give(connection, each.conversation, record.reference, "live")

    def report(source: Source) -> None:
        try:
            told = Report(ProgressKind.NO_AGREEMENT, MONDAY, Speaker.MANAGER)
            report_progress(engine, library, record, told, source, MONDAY)
            outcomes.append("recorded")
        except ReportedMeanwhile:
            outcomes.append("meanwhile")

    threads = [threading.Thread(target=report, args=(source,)) for source in sources]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["meanwhile"] * 5 + ["recorded"]
    assert count(engine, progress) == 1 and count(engine, stages) == 2


def test_the_same_report_again_is_written_once(person: Person) -> None:
    record, source = person.opens(), person.source()
    told = Report(ProgressKind.NO_AGREEMENT, MONDAY)
    first = report_progress(person.engine, person.library, record, told, source, MONDAY)
    again = report_progress(person.engine, person.library, record, told, source, MONDAY)
    assert first.new and not again.new and again.record == first.record and again.move is first.move
    assert count(person.engine, progress) == 1


def test_nothing_is_written_for_a_turn_that_was_told_it_failed(person: Person) -> None:
    record, source = person.opens(), person.source()
    with writing(person.engine) as connection:
        journal.settle(connection, person.conversation, source.message, journal.FAILED, [], None)
    with pytest.raises(NotRecorded):
        report_progress(person.engine, person.library, record, Report(ProgressKind.RESOLVED, MONDAY), source, MONDAY)
    assert person.record(record.reference) == record


def test_who_holds_no_key_reports_nothing(engine: Engine, library: Library, person: Person) -> None:
    record = person.opens()
    with pytest.raises(NotRecorded):
        Person(engine, library).reports(record, ProgressKind.RESOLVED)
    assert person.record(record.reference) == record


def test_a_duty_is_ticked_off_once(person: Person) -> None:
    record = person.opens(partnership="buckinghamshire")
    duty = record.open_duties[0]
    assert tick_duty(person.engine, person.source(), record.reference, duty.code, MONDAY)
    person.end_turn()
    assert not tick_duty(person.engine, person.source(), record.reference, duty.code, NEXT_MONDAY)
    kept = next(each for each in person.record(record.reference).duties if each.code == duty.code)
    assert kept.done_on == MONDAY


def test_buckinghamshire_has_the_other_agency_told_before_the_partnership(person: Person) -> None:
    record = person.opens(partnership="buckinghamshire", tried="2")
    codes = [duty.code for duty in record.duties]
    assert codes.index("told_other_agency_first") < codes.index("told_partnership")


def test_what_was_reported_stands_in_the_audit_trail_without_its_words(person: Person) -> None:
    record = person.opens()
    person.reports(record, ProgressKind.NO_AGREEMENT, said="A secret of the case.")
    with reading(person.engine) as connection:
        rows = connection.execute(select(audit)).all()
    assert any(row.event == "progress_reported" and row.subject == record.reference for row in rows)
    assert "A secret" not in str(rows)


def test_a_record_carried_on_is_read_back_whole(person: Person, engine: Engine) -> None:
    record: Record = person.opens(partnership="sheffield")
    for _ in range(2):
        record = person.reports(record, ProgressKind.NO_AGREEMENT, said="Zoë's view: “no” 🙂").record
    assert [told.said for told in record.told] == ["Zoë's view: “no” 🙂"] * 2
    assert all(stage.guidance is not None for stage in record.stages)
