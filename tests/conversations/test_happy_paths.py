"""From a first message to a record in the database: each procedure, on its stages and on each route it names."""

import json
import os
import subprocess
import sys
from datetime import date

import pytest

from escalation.decision import decide
from escalation.facts import RouteCode
from escalation.library import Library
from escalation.procedure import Status
from escalation.store import escalations
from escalation.store.engine import reading
from tests.conversations.practitioner import OWN_WORDS, Json, Practitioner
from tests.conversations.running import ROOT, Running
from tests.escalation.interview.talk import PLAIN

LIBRARY = Library.load()
WAY_TO = {
    RouteCode.ESCALATION: {"area": "threshold_referral", "conference": "no"},
    RouteCode.CONFERENCE_DISSENT: {"area": "conference_decision", "conference": "at_conference"},
    RouteCode.CONFERENCE_REQUEST: {"area": "convene_conference", "conference": "not_convened"},
    RouteCode.LOOKED_AFTER_REVIEW: {"area": "lac_review"},
    RouteCode.ALLEGATION: {"area": "allegation_staff"},
    RouteCode.WHISTLEBLOWING: {"area": "whistleblowing"},
}
STATED = [
    (procedure.partnership, route)
    for procedure in LIBRARY
    for route, told in procedure.routes.items()
    if told.status is Status.STATED
]


def record_of(running: Running, reference: str | None) -> Json:
    assert reference is not None
    with reading(running.engine) as connection:
        record = escalations.find(connection, reference)
    assert record is not None
    return record


@pytest.mark.parametrize(("partnership", "route"), STATED, ids=lambda part: str(part))
def test_a_practitioner_is_led_to_the_stage_and_its_record(
    running: Running, practitioner: Practitioner, partnership: str, route: RouteCode
) -> None:
    facts = {**WAY_TO[route], "partnership": partnership, "tried": "1", "agency": "health"}
    practitioner.say("Hello")
    practitioner.go_on_until(**facts)
    assert practitioner.kinds[-1] == "summary"
    practitioner.choose("yes")

    assert practitioner.kinds[:2] == ["confirmation", "guidance"]
    assert practitioner.reference in practitioner.reply("confirmation")["text"]
    guidance = practitioner.reply("guidance")["guidance"]
    record = record_of(running, practitioner.reference)
    assert guidance["route"] == record["route"] == route
    assert record["partnership"] == partnership
    assert record["agency"] == "health" and record["other_agency"] == "social_care"
    assert record["case_reference"] == "JB"
    assert record["conversation_id"] == practitioner.id and record["mode"] == "live"
    assert record["guidance"] == guidance
    (stage,) = record["stages"]
    assert stage["stage"] == guidance["stage"]["number"]
    assert stage["citations"] == guidance["citations"] and stage["citations"]
    assert stage["due"] == (date.fromisoformat(guidance["timescale"]["due"]) if guidance["timescale"]["due"] else None)
    expected = decide(LIBRARY.find(partnership), _facts_of(record))
    assert guidance == json.loads(json.dumps(expected))


def _facts_of(record: Json) -> object:
    keys = ("partnership", "locality", "area", "urgency", "conference", "agency", "other_agency", "tried")
    raw = {key: record[key] for key in (*keys, "timeframe_working_days") if record[key] is not None}
    return LIBRARY.parse({**raw, "on": record["started_on"]})


def test_a_first_message_is_understood_shown_and_not_asked_again(running: Running, practitioner: Practitioner) -> None:
    practitioner.say("I'm a teacher in Harrow. They closed the case and I disagree.")
    assert "Harrow" in practitioner.text
    assert practitioner.asks == "urgency"
    practitioner.choose("not_urgent")
    assert practitioner.asks == "conference"


def test_a_hurried_first_message_leaves_only_the_rest_to_be_asked(practitioner: Practitioner) -> None:
    practitioner.say("MASH NFA'd it again, third time, harrow, my manager's already rung theirs")
    assert "Harrow" in practitioner.text and "Stage 2" in practitioner.text
    asked = []
    while practitioner.asks != "confirm":
        key = practitioner.asks or ""
        asked.append(key)
        practitioner.say(PLAIN[key]) if key in OWN_WORDS else practitioner.choose(PLAIN[key])
    assert asked[0] == "urgency" and not {"partnership", "tried"} & set(asked)
    summary = practitioner.reply("summary")["text"]
    assert "Harrow" in summary and "Stage 2" in summary


def test_it_opens_with_what_it_is_what_it_keeps_and_what_to_do_in_danger(practitioner: Practitioner) -> None:
    practitioner.say("hi")
    for part in ("999", "record", "initials", "case reference", "computer program"):
        assert part in practitioner.text
    assert practitioner.asks == "urgency"


def test_somebody_who_wants_no_record_gets_the_guidance_all_the_same(
    running: Running, practitioner: Practitioner
) -> None:
    practitioner.say("Hello")
    practitioner.go_on_until(partnership="sheffield")
    practitioner.choose("no")
    assert practitioner.kinds[-1] == "guidance"
    assert "not recorded anything" in practitioner.text
    assert practitioner.reference is None


def test_answers_may_be_typed_instead_of_clicked(running: Running, practitioner: Practitioner) -> None:
    for text in ("hello", "not urgent", "Harrow", "case_closure", "no", "a school", "nothing yet", "JB"):
        practitioner.say(text)
    assert practitioner.asks == "other_agency"
    practitioner.go_on_until()
    practitioner.say("yes")
    assert record_of(running, practitioner.reference)["agency"] == "education"


def test_a_record_can_be_read_on_the_command_line(running: Running, practitioner: Practitioner) -> None:
    practitioner.say("Hello")
    practitioner.go_on_until()
    practitioner.choose("yes")
    command = [sys.executable, "-m", "escalation.commands", "records", "show", practitioner.reference or "", "--json"]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "VAR": str(running.var)}, capture_output=True, check=True, timeout=60
    )
    assert json.loads(done.stdout)["case_reference"] == "JB"
