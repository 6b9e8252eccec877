"""Changing one's mind: at any moment, in words or from the summary."""

from tests.conversations.practitioner import Practitioner
from tests.conversations.running import Running
from tests.conversations.test_happy_paths import record_of


def test_no_harrow_not_sefton_is_heard_in_the_middle(practitioner: Practitioner) -> None:
    practitioner.say("Hello")
    practitioner.go_on_until("conference", partnership="sefton")
    practitioner.say("no, Harrow not Sefton")
    assert "Harrow" in practitioner.text
    assert practitioner.asks == "conference"


def test_change_the_urgency_is_asked_again_and_recorded_as_changed(
    running: Running, practitioner: Practitioner
) -> None:
    practitioner.say("Hello")
    practitioner.go_on_until()
    practitioner.say("change the urgency")
    assert practitioner.asks == "urgency"
    practitioner.choose("urgent")
    assert practitioner.kinds[-1] == "summary"
    practitioner.choose("yes")
    assert record_of(running, practitioner.reference)["urgency"] == "urgent"


def test_the_summary_lets_each_answer_be_changed(running: Running, practitioner: Practitioner) -> None:
    practitioner.say("Hello")
    practitioner.go_on_until()
    practitioner.choose("change")
    offered = [choice["value"] for choice in practitioner.answer["replies"][-1]["choices"]]
    assert {"urgency", "partnership", "area", "case_reference", "outcome_sought"} <= set(offered)
    practitioner.choose("case_reference")
    practitioner.say("CP-2026-118")
    practitioner.choose("yes")
    assert record_of(running, practitioner.reference)["case_reference"] == "CP-2026-118"


def test_a_change_after_a_fault_in_the_summary_keeps_everything_else(practitioner: Practitioner) -> None:
    practitioner.say("Hello")
    practitioner.go_on_until()
    practitioner.say("actually it is Sheffield, not Harrow")
    practitioner.go_on_until()
    summary = practitioner.reply("summary")["text"]
    assert "Sheffield" in summary and "Harrow" not in summary
    assert "JB" in summary


def test_a_fact_that_was_read_can_be_clicked_and_changed(running: Running, practitioner: Practitioner) -> None:
    practitioner.say("I'm a teacher in Harrow. They closed the case and I disagree.")
    offered = [choice["value"] for reply in practitioner.answer["replies"] for choice in reply["choices"]]
    assert {"change:partnership", "change:area", "change:agency"} <= set(offered)
    practitioner.choose("change:area")
    assert practitioner.asks == "area"
    practitioner.choose("timeliness_drift")
    assert practitioner.asks == "urgency"
    practitioner.go_on_until()
    practitioner.choose("yes")
    record = record_of(running, practitioner.reference)
    assert record["area"] == "timeliness_drift" and record["partnership"] == "harrow"


def test_no_it_is_about_closure_is_heard(practitioner: Practitioner) -> None:
    practitioner.say("In Harrow, MASH sent our referral back as not meeting threshold")
    practitioner.say("no, it's about them closing the case")
    assert "close a case" in practitioner.text
    assert practitioner.asks == "urgency"
