"""One confirmation, one record; two cases, nothing of one in the other; and never "recorded" when it was not."""

import uuid
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import func, select

from escalation.store.engine import reading
from escalation.store.tables import escalations, journal
from tests.conversations.practitioner import Practitioner
from tests.conversations.running import Running
from tests.conversations.test_happy_paths import record_of


def records_of(running: Running, practitioner: Practitioner) -> int:
    with reading(running.engine) as connection:
        query = select(func.count()).where(escalations.c.conversation_id == practitioner.id)
        return connection.execute(query).scalar_one()


def test_a_double_click_makes_one_record_and_gets_one_answer(running: Running, practitioner: Practitioner) -> None:
    practitioner.say("Hello")
    practitioner.go_on_until()
    message = uuid.uuid4().hex
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: practitioner.post(choice="yes", client_message_id=message).json(), range(4)))
    assert all(answer == answers[0] for answer in answers)
    assert answers[0]["escalation"]["reference"]
    assert records_of(running, practitioner) == 1


def test_two_different_clicks_at_once_make_one_record(running: Running, practitioner: Practitioner) -> None:
    practitioner.say("Hello")
    practitioner.go_on_until()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: practitioner.post(choice="yes"), range(2)))
    assert records_of(running, practitioner) == 1


def test_a_message_sent_again_does_nothing_twice(running: Running, practitioner: Practitioner) -> None:
    first = practitioner.post(text="Hello", client_message_id="once").json()
    again = practitioner.post(text="Hello", client_message_id="once").json()
    assert first == again
    assert [entry["author"] for entry in practitioner.transcript()].count("practitioner") == 1


def test_a_second_case_in_the_same_conversation_starts_clean(running: Running, practitioner: Practitioner) -> None:
    practitioner.say("Hello")
    practitioner.go_on_until(partnership="sheffield", case_reference="AA", description="First canary song.")
    practitioner.choose("yes")
    first = practitioner.reference
    practitioner.say("I have another disagreement")
    assert practitioner.asks == "urgency"
    assert practitioner.reference is None
    practitioner.go_on_until(partnership="sefton", case_reference="BB", description="skip", area="other")
    assert "AA" not in practitioner.text and "canary" not in practitioner.text
    practitioner.choose("yes")
    assert practitioner.reference != first
    record = record_of(running, practitioner.reference)
    assert record["partnership"] == "sefton" and record["case_reference"] == "BB"
    assert "canary" not in str(record)
    assert record_of(running, first)["case_reference"] == "AA"


def test_recorded_is_not_said_when_the_record_could_not_be_written(
    running: Running, practitioner: Practitioner
) -> None:
    practitioner.say("Hello")
    practitioner.go_on_until()
    with running.hanging("actions"):
        practitioner.choose("yes")
        assert practitioner.kinds[0] == "error"
        assert "No escalation record was written" in practitioner.text
        assert practitioner.reference is None
    # The part that hung goes on with the turn it was given; what was said of it stays true.
    practitioner.say("are you there?")
    assert records_of(running, practitioner) == 0
    practitioner.go_on_until()
    practitioner.choose("yes")
    assert practitioner.reference is not None
    assert records_of(running, practitioner) == 1


def test_each_message_is_in_the_journal_before_it_is_answered(running: Running, practitioner: Practitioner) -> None:
    practitioner.say("Hello")
    with running.hanging("rasa_server"):
        practitioner.say("This must not be lost.")
    with reading(running.engine) as connection:
        kept = connection.execute(
            select(journal.c.text, journal.c.outcome).where(
                journal.c.conversation_id == practitioner.id, journal.c.author == "practitioner"
            )
        ).all()
    assert ("This must not be lost.", "failed") in [tuple(row) for row in kept]
    assert practitioner.asks == "urgency"
    practitioner.choose("urgent")
    assert practitioner.asks == "partnership"
