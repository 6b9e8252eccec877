"""What goes wrong behind the door: the turn fails as a whole, is never half made, and never tells the log."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from typing import Any

import httpx
import pytest

from tests.conversations.rasa.served import RasaProcess
from tests.conversations.rasa.toy import ToyActions

CANARY = "canary-7f3a"


def wait_for(fact: Callable[[], Any], seconds: float = 15) -> None:
    until = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < until, "it did not come about"
        time.sleep(0.1)


def test_a_failing_action_fails_the_turn_as_a_whole(rasa: RasaProcess) -> None:
    rasa.say("the school was told", conversation="half-a-turn")
    before = rasa.kept("half-a-turn")

    answer = rasa.say("the school will fail to answer", conversation="half-a-turn")

    assert (answer.status_code, answer.json()) == (500, {"error": "turn failed"})
    assert rasa.kept("half-a-turn") == before


def test_after_a_failed_turn_the_same_words_can_be_sent_again(rasa: RasaProcess) -> None:
    rasa.say("the school will fail to answer", conversation="once-more")

    assert rasa.say("the school was told", conversation="once-more").status_code == 200


def test_an_action_reply_of_the_wrong_shape_fails_the_turn(rasa: RasaProcess) -> None:
    assert rasa.say("the school was odd about this", conversation="odd-reply").status_code == 500


def test_no_case_text_reaches_the_log_even_at_debug(rasa: RasaProcess) -> None:
    said = {
        "a reply": f"the school was told about {CANARY}",
        "a failing action": f"the school will fail to answer {CANARY}",
        "a reply of the wrong shape": f"the school was odd about this {CANARY}",
    }
    for text in said.values():
        rasa.say(text, conversation="canary-song")
    rasa.say(f"/restart {CANARY}", conversation="canary-song")
    rasa.post_bytes(f'{{"text": "{CANARY}'.encode())
    rasa.get(f"/webhooks/{CANARY}?text={CANARY}")

    assert "rasa DEBUG rasa.core.processor" in rasa.log()
    assert "rasa_server.action_call.TurnFailed" in rasa.log()
    assert CANARY not in rasa.log()


def test_a_client_that_goes_away_does_not_undo_its_turn(rasa: RasaProcess, actions: ToyActions) -> None:
    with pytest.raises(httpx.ReadTimeout):
        turn = {"conversation": "gone-away", "message_id": "m", "text": "the school was slow", "mode": "live"}
        rasa.post(turn, timeout=0.7)

    wait_for(lambda: "slot" in rasa.kept("gone-away"))
    assert rasa.kept("gone-away")[-1] == "action"


def test_a_database_that_cannot_be_written_fails_the_turn_and_then_recovers(rasa: RasaProcess) -> None:
    rasa.say("the school was told", conversation="locked-out")
    before = rasa.kept("locked-out")
    with closing(sqlite3.connect(rasa.database, isolation_level=None)) as other:
        other.execute("begin exclusive")
        answer = rasa.say("the school was told about this", conversation="locked-out")
        other.execute("rollback")

    assert (answer.status_code, answer.json()) == (500, {"error": "turn failed"})
    assert rasa.kept("locked-out") == before
    assert rasa.say("the school was told about this", conversation="locked-out").status_code == 200
    assert len(rasa.kept("locked-out")) > len(before)


def test_a_database_that_cannot_be_read_fails_the_turn_and_then_recovers(rasa: RasaProcess) -> None:
    rasa.say("the school was told", conversation="table-away")
    before = rasa.kept("table-away")
    with closing(sqlite3.connect(rasa.database, isolation_level=None)) as other:
        other.execute("alter table events rename column data to elsewhere")
        answer = rasa.say("the school was told about this", conversation="table-away")
        other.execute("alter table events rename column elsewhere to data")

    assert answer.status_code == 500
    assert rasa.process.poll() is None
    assert rasa.say("the school was told about this", conversation="table-away").status_code == 200
    assert rasa.kept("table-away")[: len(before)] == before


def test_conversations_are_kept_over_a_power_loss(rasa: RasaProcess) -> None:
    rasa.say("hello", conversation="power-loss")
    with closing(sqlite3.connect(rasa.database)) as database:
        assert database.execute("pragma journal_mode").fetchone() == ("wal",)
