"""The journal: one turn at a time, each message once, nothing said twice."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from escalation import clock
from escalation.interview.replies import NOTICE, QUESTION, Reply
from escalation.store import conversations, journal
from escalation.store.conversations import Opened, mode_for_holder
from escalation.store.engine import reading, writing
from escalation.store.journal import ANSWERED, FAILED, Incoming, TurnUnderWay

HELLO = Reply(NOTICE, "Hello.")


def test_a_message_sent_again_is_the_same_message(engine: Engine, conversation: Opened, message: str) -> None:
    with writing(engine) as connection:
        assert journal.keep(connection, conversation.id, Incoming("client-1", "something else")).id == message


def test_a_second_message_waits_for_the_first(engine: Engine, conversation: Opened, message: str) -> None:
    with pytest.raises(TurnUnderWay), writing(engine) as connection:
        journal.keep(connection, conversation.id, Incoming("client-2", "more"))
    with writing(engine) as connection:
        journal.settle(connection, conversation.id, message, ANSWERED, [HELLO], None)
        assert journal.keep(connection, conversation.id, Incoming("client-2", "more")).outcome == "pending"


def test_a_turn_ends_once(engine: Engine, conversation: Opened, message: str) -> None:
    with writing(engine) as connection:
        assert journal.settle(connection, conversation.id, message, FAILED, [HELLO], None)
        assert not journal.settle(connection, conversation.id, message, ANSWERED, [HELLO], None)
    with reading(engine) as connection:
        assert len(journal.replies_to(connection, message)) == 1


def test_the_transcript_is_in_order_and_of_one_conversation(engine: Engine, conversation: Opened, message: str) -> None:
    with writing(engine) as connection:
        other = conversations.open_conversation(connection, channel="api")
        journal.keep(connection, other.id, Incoming("client-1", "another case"))
        journal.settle(connection, conversation.id, message, ANSWERED, [HELLO, Reply(QUESTION, "Which?", "area")], None)
    with reading(engine) as connection:
        rows = journal.transcript(connection, conversation.id)
        asked = journal.last_question(connection, conversation.id)
    assert [row.text for row in rows] == ["yes", "Hello.", "Which?"]
    assert asked is not None and asked.asks == "area"


def test_a_turn_whose_process_died_is_found(engine: Engine, conversation: Opened, message: str) -> None:
    with reading(engine) as connection:
        later = clock.now() + timedelta(minutes=1)
        assert journal.pending_before(connection, conversation.id, later) == message
        assert journal.pending_before(connection, conversation.id, clock.now() - timedelta(minutes=1)) is None


def test_only_the_holder_of_the_token_opens_a_conversation(engine: Engine, conversation: Opened) -> None:
    with writing(engine) as connection:
        other = conversations.open_conversation(connection, channel="web", mode="training")
    with reading(engine) as connection:
        assert mode_for_holder(connection, conversation.id, conversation.token) == "live"
        assert mode_for_holder(connection, other.id, other.token) == "training"
        assert mode_for_holder(connection, conversation.id, other.token) is None
        assert mode_for_holder(connection, "nobody", conversation.token) is None
        assert mode_for_holder(connection, "nobody", "") is None
        assert mode_for_holder(connection, conversation.id, "\ud800") is None
