"""Somebody who has been challenged, somebody who is blocked or afraid, and questions that can be asked at any time."""

import pytest
from sqlalchemy import select

from escalation.store.engine import reading
from escalation.store.tables import challenges, escalations
from tests.conversations.practitioner import Json, Practitioner
from tests.conversations.running import Running
from tests.conversations.test_whole_life import open_escalation

ANSWERS = {
    "received_partnership": "harrow",
    "received_stage": "2",
    "received_agency": "social_care",
    "received_from": "education",
    "received_on": "today",
    "answer_by": "skip",
    "senders_reference": "skip",
}
IN_WORDS = {"received_reference": "AB", "asked_for": "They want the referral to be looked at again."}


def answer_all(person: Practitioner, **answers: str) -> None:
    """Answers what is asked until everything is to be checked."""
    for _ in range(15):
        asked = person.asks
        if asked == "confirm_challenge":
            return
        if asked in IN_WORDS:
            person.say(IN_WORDS[asked])
            continue
        assert asked is not None, person.text
        wanted = {**ANSWERS, **answers}[asked]
        choices = [choice["value"] for choice in person.answer["replies"][-1]["choices"]]
        person.choose(wanted) if wanted in choices else person.say(wanted)
    raise AssertionError("the check never came")


def challenge_of(running: Running, reference: str | None) -> Json:
    with reading(running.engine) as connection:
        return dict(connection.execute(select(challenges).where(challenges.c.reference == reference)).mappings().one())


@pytest.mark.parametrize("partnership", ["sheffield", "sefton", "harrow", "sussex", "buckinghamshire"])
def test_whoever_is_challenged_is_guided_and_it_is_recorded(
    running: Running, practitioner: Practitioner, partnership: str
) -> None:
    practitioner.say("I've just been challenged")
    answer_all(practitioner, received_partnership=partnership, received_locality="east_sussex")
    practitioner.choose("yes")
    assert practitioner.kinds[:2] == ["confirmation", "guidance"]
    recorded = challenge_of(running, practitioner.reference)
    assert recorded["partnership"] == partnership and recorded["agency"] == "social_care"
    assert recorded["asked_for"] == "They want the referral to be looked at again."
    assert practitioner.reply("guidance")["guidance"]["citations"]


def test_the_senders_reference_is_noted_and_shows_nothing_of_their_record(
    running: Running, practitioner: Practitioner
) -> None:
    sender = Practitioner(running)
    reference, _ = open_escalation(
        sender, partnership="harrow", description="They closed the case while the canary sang."
    )
    practitioner.say("Somebody has escalated against us")
    answer_all(practitioner, senders_reference=reference)
    practitioner.choose("yes")
    assert challenge_of(running, practitioner.reference)["senders_reference"] == reference
    assert not any("canary" in entry["text"] for entry in practitioner.transcript())
    path = f"/api/conversations/{practitioner.id}/escalations/{reference}"
    assert running.client.get(path, headers=practitioner.headers).status_code == 403
    with reading(running.engine) as connection:
        query = select(escalations.c.reference).where(escalations.c.conversation_id == practitioner.id)
        assert connection.execute(query).all() == []


@pytest.mark.parametrize(
    ("said", "paragraph"),
    [("My manager told me to drop it", "(3"), ("I'm scared that I will lose my job over this", "(3")],
)
def test_who_is_blocked_or_afraid_hears_what_the_procedure_says(
    practitioner: Practitioner, said: str, paragraph: str
) -> None:
    practitioner.say("Hello")
    practitioner.go_on_until("area", partnership="sheffield")
    practitioner.say(said)
    assert "Sheffield" in practitioner.text and practitioner.asks == "area", practitioner.text


@pytest.mark.parametrize(
    ("partnership", "asked", "told"),
    [
        ("sussex", "Who is the Independent Scrutineer?", "Stage 5"),
        ("buckinghamshire", "How long do they have?", "2.4.24"),
        ("harrow", "What is stage 3?", "Stage 3"),
        ("sefton", "How long do they have?", "does not state"),
        ("harrow", "Does the decision stand meanwhile?", "procedure"),
        ("buckinghamshire", "What do I write down?", "2.4.8"),
    ],
)
def test_a_question_is_answered_with_its_paragraph_and_the_interview_goes_on(
    practitioner: Practitioner, partnership: str, asked: str, told: str
) -> None:
    practitioner.say("Hello")
    practitioner.go_on_until("area", partnership=partnership)
    practitioner.say(asked)
    assert told.casefold() in practitioner.text.casefold(), practitioner.text
    assert practitioner.asks == "area"
