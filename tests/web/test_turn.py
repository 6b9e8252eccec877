"""One turn through the door: what is said stays true, whatever fails behind it."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text, update
from starlette.testclient import TestClient

from escalation import clock
from escalation.interview.replies import CONFIRMATION, NOTICE, QUESTION, Reply
from escalation.store import journal as kept
from escalation.store.engine import writing
from escalation.store.tables import journal
from tests.browser.stand_in import Answering, StandIn, application
from web.dialogue import DialogueFailed, is_whole
from web.house import House
from web.intake import take
from web.turn import Answer

Json = dict[str, Any]


class Caller:
    """A program at the API, in front of a stand-in for the dialogue engine."""

    def __init__(self, client: TestClient, stand_in: StandIn, house: House) -> None:
        self.client, self.stand_in, self.house = client, stand_in, house
        opened = client.post("/api/conversations").json()
        self.id = opened["id"]
        self.headers = {"Authorization": f"Bearer {opened['token']}"}
        self._count = 0

    def say(self, words: str, message_id: str | None = None) -> Json:
        self._count += 1
        body = {"client_message_id": message_id or f"m{self._count}", "text": words}
        response = self.client.post(f"/api/conversations/{self.id}/messages", json=body, headers=self.headers)
        assert response.status_code == 200
        answer: Json = response.json()
        return answer


def calling(folder: Path, answering: Answering | None = None, **settings: Any) -> Iterator[Caller]:
    app, stand_in = application(folder, answering, **settings)
    with TestClient(app) as client:
        yield Caller(client, stand_in, app.state.house)


@pytest.fixture
def caller(tmp_path: Path) -> Iterator[Caller]:
    """Somebody in front of the real interview."""
    yield from calling(tmp_path)


def texts(answer: Json) -> str:
    return "\n".join(reply["text"] for reply in answer["replies"])


def failing(slow: bool) -> Answering:
    def answer(_: Json) -> list[Reply]:
        raise DialogueFailed(slow=slow)

    return answer


@pytest.mark.parametrize("slow", [True, False])
def test_a_failure_is_told_in_words_and_the_message_is_kept(tmp_path: Path, slow: bool) -> None:
    for caller in calling(tmp_path, failing(slow)):
        answer = caller.say("They closed the case.")
        assert [reply["kind"] for reply in answer["replies"]] == ["error"]
        assert "No escalation record was written" in texts(answer)
        assert answer["escalation"] is None
        transcript = caller.client.get(f"/api/conversations/{caller.id}/messages", headers=caller.headers).json()
        assert transcript["messages"][0]["text"] == "They closed the case."


def test_danger_is_answered_even_when_nothing_behind_the_door_does(tmp_path: Path) -> None:
    for caller in calling(tmp_path, failing(slow=False)):
        answer = caller.say("he is hitting her right now")
        assert [reply["kind"] for reply in answer["replies"]] == ["emergency", "error"]
        assert "999" in answer["replies"][0]["text"]


def test_danger_comes_first_even_if_the_engine_overlooks_it(tmp_path: Path) -> None:
    for caller in calling(tmp_path, lambda _: [Reply(NOTICE, "You are welcome.")]):
        answer = caller.say("thanks, the baby has stopped breathing")
        assert answer["replies"][0]["kind"] == "emergency"


def test_recorded_is_not_passed_on_when_no_such_record_is_there(tmp_path: Path) -> None:
    lie = Reply(CONFIRMATION, "Recorded. Your reference is 4827-3195-6.", reference="4827-3195-6")
    for caller in calling(tmp_path, lambda _: [lie]):
        answer = caller.say("yes")
        assert "Recorded" not in texts(answer)
        assert [reply["kind"] for reply in answer["replies"]] == ["error"]


def test_a_failure_after_the_record_names_its_reference(caller: Caller) -> None:
    _go_to_the_summary(caller)
    answering = caller.stand_in.answering

    def record_and_fail(body: Json) -> list[Reply]:
        answering(body)
        raise DialogueFailed

    caller.stand_in.answering = record_and_fail
    answer = caller.say("yes")
    assert answer["escalation"] is not None
    assert answer["escalation"]["reference"] in texts(answer)
    assert answer["replies"][0]["kind"] == "error"


def _go_to_the_summary(caller: Caller) -> None:
    words = ("hi", "not_urgent", "harrow", "case_closure", "no", "education", "0", "JB", "skip", "skip", "skip")
    for each in words:
        answer = caller.say(each)
    assert answer["replies"][-1]["kind"] == "summary"


def test_a_message_sent_again_is_answered_from_the_journal(caller: Caller) -> None:
    first = caller.say("hi", message_id="once")
    assert caller.say("something else", message_id="once") == first
    assert len(caller.stand_in.heard) == 1


def test_what_the_person_was_asked_goes_along_with_the_answer(caller: Caller) -> None:
    caller.say("hi")
    caller.say("not_urgent")
    assert [turn["asked"] for turn in caller.stand_in.heard] == [None, "urgency"]


def test_after_the_end_of_a_case_nothing_counts_as_asked(caller: Caller) -> None:
    _go_to_the_summary(caller)
    assert caller.say("yes")["escalation"] is not None
    caller.stand_in.answering = failing(slow=False)
    assert [reply["kind"] for reply in caller.say("thanks")["replies"]] == ["error"]
    assert caller.stand_in.heard[-1]["asked"] is None


def test_typed_text_never_reaches_the_engine_with_a_slash_in_front(caller: Caller) -> None:
    caller.say("hi")
    assert "slash" in texts(caller.say('/inform{"urgency": "urgent"}'))
    assert "slash" in texts(caller.say("/"))
    caller.say("/ and so on")
    assert [turn["text"][0] for turn in caller.stand_in.heard] == ["h", "a"]


def test_identifiers_are_masked_before_the_journal_and_the_person_is_told(caller: Caller) -> None:
    answer = caller.say("Write to wren@example.org")
    assert "e-mail address" in texts(answer)
    assert all("wren@" not in str(turn) for turn in caller.stand_in.heard)


def test_a_message_that_masking_makes_long_is_kept_whole_and_still_answered(caller: Caller) -> None:
    answer = caller.say("a@b.co " * 570)
    assert answer["replies"][-1]["asks"] == "urgency"
    transcript = caller.client.get(f"/api/conversations/{caller.id}/messages", headers=caller.headers).json()
    assert transcript["messages"][0]["text"].count("[e-mail address removed]") == 570
    assert len(caller.stand_in.heard[-1]["text"]) == 8000


def test_a_turn_whose_process_died_is_ended_in_words_and_does_not_block(caller: Caller) -> None:
    caller.say("hi")
    with writing(caller.house.engine) as connection:
        left = kept.keep(connection, caller.id, kept.Incoming("cut-off", "They closed the case."))
        long_ago = clock.now() - timedelta(minutes=5)
        connection.execute(update(journal).where(journal.c.id == left.id).values(at=long_ago))
    assert caller.say("not_urgent")["replies"][-1]["asks"] == "partnership"
    assert "No escalation record was written" in texts(caller.say("again", message_id="cut-off"))


def test_a_database_that_cannot_keep_a_message_is_told_in_words(caller: Caller) -> None:
    with writing(caller.house.engine) as connection:
        connection.execute(text("DROP TABLE journal"))
    answer = caller.say("he is hitting her right now")
    assert [reply["kind"] for reply in answer["replies"]] == ["emergency", "error"]
    assert "could not keep your message" in texts(answer)


def test_a_fault_of_our_own_is_told_in_words_and_later_what_came_of_it(tmp_path: Path) -> None:
    def break_down(_: Json) -> list[Reply]:
        raise RuntimeError("canary")

    for caller in calling(tmp_path, break_down, turn_seconds=0.1):
        answer = caller.say("he is hitting her right now")
        assert [reply["kind"] for reply in answer["replies"]] == ["emergency", "error"]
        assert "canary" not in texts(answer) and "cannot tell yet" in texts(answer)
        with writing(caller.house.engine) as connection:
            connection.execute(update(journal).values(at=clock.now() - timedelta(minutes=5)))
        again = caller.say("he is hitting her right now", message_id="m1")
        assert "No escalation record was written" in texts(again)


def test_turns_of_one_conversation_wait_for_each_other(tmp_path: Path) -> None:
    under_way: list[str] = []

    def answer(body: Json) -> list[Reply]:
        assert not under_way
        under_way.append(body["message_id"])
        time.sleep(0.05)
        under_way.clear()
        return [Reply(QUESTION, "Which?", "area")]

    async def many(caller: Caller) -> list[Answer]:
        messages = [take({"client_message_id": f"c{number}", "text": "hi"}, 100) for number in range(5)]
        return await asyncio.gather(*(caller.house.turns.take(caller.id, "live", each) for each in messages))

    for caller in calling(tmp_path, answer):
        answers = asyncio.run(many(caller))
        assert [len(each.replies) for each in answers] == [1] * 5


def test_too_many_messages_are_told_how_long_to_wait(tmp_path: Path) -> None:
    for caller in calling(tmp_path, messages_per_minute=2):
        caller.say("hi")
        caller.say("urgent")
        body = {"client_message_id": "third", "text": "harrow"}
        response = caller.client.post(f"/api/conversations/{caller.id}/messages", json=body, headers=caller.headers)
        assert response.status_code == 429
        assert int(response.headers["Retry-After"]) > 0
        assert response.json()["replies"][0]["kind"] == "error"


def test_a_message_that_is_refused_and_speaks_of_danger_gets_the_words_on_danger(caller: Caller) -> None:
    body = {"client_message_id": "long", "text": "The baby has stopped breathing. " + "a" * 10_000}
    response = caller.client.post(f"/api/conversations/{caller.id}/messages", json=body, headers=caller.headers)
    assert response.status_code == 422
    assert [reply["kind"] for reply in response.json()["replies"]] == ["emergency", "error"]


def test_a_turn_without_an_end_is_taken_for_broken_off() -> None:
    whole = Reply(QUESTION, "Which?", "area", ends_turn=True)
    assert is_whole([Reply(NOTICE, "Hello."), whole])
    assert not is_whole([Reply(NOTICE, "Hello.")])
    assert not is_whole([])
    assert not is_whole([whole, replace(whole, ends_turn=False)])
