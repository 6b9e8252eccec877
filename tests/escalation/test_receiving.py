"""A challenge received: recorded once, on the receiver's own side, and never joined to the sender's record."""

import json
import threading
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, RowMapping, func, insert, select, text

from escalation import clock
from escalation.errors import NotRecorded
from escalation.interview.message import Asker, Message
from escalation.interview.received import ASKED
from escalation.interview.replies import CONFIRMATION, EMERGENCY, ERROR, GUIDANCE, NOTICE, SUMMARY, Reply
from escalation.interview.strand import Strand
from escalation.library import Library
from escalation.reading.alarm import Alarm
from escalation.receiving import Received, Receiving, guidance_for, open_challenge
from escalation.recording import Source, open_escalation
from escalation.reference import read_reference
from escalation.store import challenges, conversations, journal
from escalation.store.conversations import Opened
from escalation.store.engine import reading, writing
from escalation.store.tables import audit, contacts
from escalation.store.tables import challenges as table
from tests.escalation.interview.test_received import ANSWERS
from tests.escalation.test_recording import draft_of

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    yield


@pytest.fixture
def receiving(engine: Engine, library: Library) -> Receiving:
    return Receiving(engine, library)


def asker(opened: Opened, mode: str = "live") -> Asker:
    return Asker(opened.id, mode)


def source(opened: Opened, message_id: str, /, **changes: Any) -> Source:
    return Source(**{"conversation": opened.id, "message": message_id, "draft": "s1", "mode": "live", **changes})


def strand_of(receiving: Receiving, opened: Opened, confirm: str = "yes", new_id: str = "s1", **answers: str) -> Strand:
    """A strand that was answered in full, and confirmed or declined."""
    given = {**ANSWERS, **answers}
    strand = receiving.begin(Message("I have been challenged"), asker(opened), new_id).strand
    assert strand is not None
    while (asked := receiving.ask(strand, asker(opened))) is not None and asked.kind != SUMMARY:
        value = given[asked.asks or ""]
        clicked = value in [choice.value for choice in asked.choices]
        message = Message("", choice=value) if clicked else Message(value, asked=asked.asks)
        heard = receiving.hear(strand, message, asker(opened))
        assert heard.strand is not None and heard.strand != strand, asked.asks
        strand = heard.strand
    return receiving.hear(strand, Message("", choice=confirm), asker(opened)).strand or strand


def count(engine: Engine) -> int:
    with reading(engine) as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def kinds(replies: tuple[Reply, ...]) -> list[str]:
    return [reply.kind for reply in replies]


def find_challenge(connection: Connection, reference: str) -> RowMapping | None:
    return connection.execute(select(table).where(table.c.reference == reference)).mappings().one_or_none()


def test_a_challenge_is_recorded_with_what_was_told(
    engine: Engine, library: Library, receiving: Receiving, conversation: Opened, message: str
) -> None:
    strand = strand_of(receiving, conversation, received_partnership="sussex")
    received = open_challenge(engine, library, strand, source(conversation, message), TODAY)
    assert received.new and read_reference(received.reference) == received.reference
    with reading(engine) as connection:
        row = find_challenge(connection, received.reference)
        noted = connection.execute(select(audit)).mappings().all()
    assert row is not None
    assert (row["partnership"], row["locality"], row["stage"]) == ("sussex", "west_sussex", 2)
    assert (row["agency"], row["other_agency"]) == ("social_care", "education")
    assert (row["received_on"], row["answer_by"]) == (date(2026, 11, 20), date(2026, 12, 3))
    assert (row["case_reference"], row["asked_for"]) == ("JB", ANSWERS["asked_for"])
    assert row["senders_reference"] == "4827-3195-6" != row["reference"]
    assert row["conversation_id"] == conversation.id and row["opened_by"] == message and row["mode"] == "live"
    assert row["procedure_title"] and row["procedure_edition"] and row["procedure_as_of"]
    assert row["guidance"] == received.guidance and received.guidance["steps"]
    (line,) = [each for each in noted if each["subject"] == received.reference]
    told = json.dumps(line["details"])
    assert not any(said in told for said in ("JB", "referral", "4827-3195-6"))


def test_what_was_left_out_is_empty(
    engine: Engine, library: Library, receiving: Receiving, conversation: Opened, message: str
) -> None:
    left_out = dict.fromkeys(("received_stage", "received_from", "asked_for", "answer_by", "senders_reference"), "skip")
    strand = strand_of(receiving, conversation, **left_out)
    received = open_challenge(engine, library, strand, source(conversation, message), TODAY)
    with reading(engine) as connection:
        row = find_challenge(connection, received.reference)
    assert row is not None
    assert [row[key] for key in ("stage", "other_agency", "asked_for", "answer_by", "senders_reference")] == [None] * 5


def test_the_same_strand_again_gives_the_first_reference(
    engine: Engine, library: Library, receiving: Receiving, conversation: Opened, message: str
) -> None:
    strand = strand_of(receiving, conversation)
    first = open_challenge(engine, library, strand, source(conversation, message), TODAY)
    again = open_challenge(engine, library, strand, source(conversation, message), TODAY)
    assert again == Received(first.reference, new=False, guidance=first.guidance)
    assert count(engine) == 1


def test_many_at_once_make_one_challenge(
    engine: Engine, library: Library, receiving: Receiving, conversation: Opened, message: str
) -> None:
    strand, given = strand_of(receiving, conversation), []

    def record() -> None:
        given.append(open_challenge(engine, library, strand, source(conversation, message), TODAY))

    threads = [threading.Thread(target=record) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(given) == 8 and len({each.reference for each in given}) == 1
    assert sum(each.new for each in given) == 1 and count(engine) == 1


def test_a_reference_that_is_taken_is_drawn_again(
    engine: Engine,
    library: Library,
    receiving: Receiving,
    conversation: Opened,
    message: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent = open_escalation(engine, library, draft_of(library), source(conversation, message, draft="d1"), TODAY)
    drawn = iter([sent.reference, "1111-1111-3", "1111-1111-3", "2222-2222-2"])
    monkeypatch.setattr("escalation.receiving.new_reference", lambda: next(drawn))
    first = open_challenge(engine, library, strand_of(receiving, conversation), source(conversation, message), TODAY)
    assert first.reference == "1111-1111-3"
    # Between the look and the writing, somebody else may have drawn it.
    monkeypatch.setattr(challenges, "is_taken", lambda connection, reference: False)
    another = strand_of(receiving, conversation, new_id="s2")
    second = open_challenge(engine, library, another, source(conversation, message), TODAY)
    assert second.reference == "2222-2222-2" and count(engine) == 2


def test_nothing_is_recorded_for_a_turn_that_has_ended(
    engine: Engine, library: Library, receiving: Receiving, conversation: Opened, message: str
) -> None:
    strand = strand_of(receiving, conversation)
    with writing(engine) as connection:
        journal.settle(connection, conversation.id, message, journal.FAILED, [], None)
    with pytest.raises(NotRecorded):
        open_challenge(engine, library, strand, source(conversation, message), TODAY)
    assert count(engine) == 0


@pytest.mark.parametrize("confirm", ["no", "change"])
def test_nothing_is_recorded_that_was_not_confirmed(
    engine: Engine, library: Library, receiving: Receiving, conversation: Opened, message: str, confirm: str
) -> None:
    with pytest.raises(NotRecorded):
        open_challenge(
            engine, library, strand_of(receiving, conversation, confirm), source(conversation, message), TODAY
        )
    assert count(engine) == 0


@pytest.mark.parametrize("missing", ["received_partnership", "received_agency", "received_reference", "received_on"])
def test_a_strand_that_is_not_complete_is_not_recorded(
    engine: Engine, library: Library, conversation: Opened, message: str, missing: str
) -> None:
    answers = {key: value for key, value in ANSWERS.items() if key not in (missing, "received_stage")}
    strand = Strand(
        "received", "s1", {**answers, "received_on": "2026-11-20", "answer_by": "2026-12-03"}, confirm="yes"
    )
    answers = {key: value for key, value in strand.answers.items() if key != missing}
    with pytest.raises(NotRecorded):
        open_challenge(
            engine, library, Strand("received", "s1", answers, confirm="yes"), source(conversation, message), TODAY
        )
    assert count(engine) == 0


def test_another_conversation_is_not_given_what_a_strand_of_this_one_became(
    engine: Engine, library: Library, receiving: Receiving, conversation: Opened, message: str
) -> None:
    strand = strand_of(receiving, conversation)
    open_challenge(engine, library, strand, source(conversation, message), TODAY)
    with writing(engine) as connection:
        stranger = conversations.open_conversation(connection, channel="api")
        kept = journal.keep(connection, stranger.id, journal.Incoming("client-2", "yes"))
    with pytest.raises(NotRecorded):
        open_challenge(engine, library, strand, source(stranger, kept.id), TODAY)
    assert count(engine) == 1


def test_training_stays_training(engine: Engine, library: Library, receiving: Receiving) -> None:
    with writing(engine) as connection:
        opened = conversations.open_conversation(connection, channel="api", mode="training")
        kept = journal.keep(connection, opened.id, journal.Incoming("client-1", "yes"))
    strand = strand_of(receiving, opened)
    with pytest.raises(NotRecorded):
        open_challenge(engine, library, strand, source(opened, kept.id), TODAY)
    received = open_challenge(engine, library, strand, source(opened, kept.id, mode="training"), TODAY)
    with reading(engine) as connection:
        assert connection.execute(select(table.c.reference, table.c.mode)).all() == [(received.reference, "training")]


def test_a_broken_database_is_told_in_words_and_leaves_nothing(
    engine: Engine, library: Library, receiving: Receiving, conversation: Opened, message: str
) -> None:
    strand = strand_of(receiving, conversation)
    with writing(engine) as connection:
        connection.execute(text("DROP TABLE audit"))
    with pytest.raises(NotRecorded, match="nothing is recorded") as caught:
        open_challenge(engine, library, strand, source(conversation, message), TODAY)
    assert "referral" not in str(caught.value) and caught.value.__cause__ is None
    assert count(engine) == 0


def test_whether_the_senders_record_exists_shows_nowhere(
    engine: Engine, library: Library, receiving: Receiving, conversation: Opened, message: str
) -> None:
    sent = open_escalation(engine, library, draft_of(library), source(conversation, message, draft="d1"), TODAY)
    told = []
    for number, reference in enumerate((sent.reference, "4827-3195-6")):
        with writing(engine) as connection:
            opened = conversations.open_conversation(connection, channel="api")
            kept = journal.keep(connection, opened.id, journal.Incoming("client-1", "yes"))
        strand = strand_of(receiving, opened, new_id=f"s{number}", senders_reference=reference)
        replies = receiving.conclude(strand, source(opened, kept.id), TODAY)
        own = replies[0].reference or ""
        told.append([reply.text.replace(own, "OWN") for reply in replies])
        assert reference not in "\n".join(reply.text for reply in replies)
    assert told[0] == told[1]


def test_the_directory_names_people_on_the_side_on_which_the_receiver_has_them(
    engine: Engine, library: Library, receiving: Receiving, conversation: Opened, message: str
) -> None:
    people = {"social_care": "Our Manager", "education": "Their Head"}
    with writing(engine) as connection:
        for agency, name in people.items():
            connection.execute(insert(contacts).values(partnership="harrow", agency=agency, stage=2, name=name))
    strand = strand_of(receiving, conversation)
    received = open_challenge(engine, library, strand, source(conversation, message), TODAY)
    assert {contact["side"]: contact["name"] for contact in received.guidance["contacts"]} == {
        "own": "Our Manager",
        "other": "Their Head",
    }
    plain = guidance_for(library, strand, TODAY)
    assert [contact["name"] for contact in plain["contacts"]] == [None, None]


# --- the talk ------------------------------------------------------------------------------------------------------


def test_the_end_confirms_only_what_is_committed_and_then_says_what_to_do(
    engine: Engine, receiving: Receiving, conversation: Opened, message: str
) -> None:
    replies = receiving.conclude(strand_of(receiving, conversation), source(conversation, message), TODAY)
    assert kinds(replies) == [CONFIRMATION, GUIDANCE, NOTICE]
    with reading(engine) as connection:
        assert find_challenge(connection, replies[0].reference or "") is not None
    assert (replies[0].reference or "-") in replies[0].text and not replies[0].again
    assert replies[1].guidance and replies[-1].ends_turn
    again = receiving.conclude(strand_of(receiving, conversation), source(conversation, message), TODAY)
    assert again[0].reference == replies[0].reference and again[0].again


def test_who_wants_no_record_gets_the_guidance_all_the_same(
    engine: Engine, receiving: Receiving, conversation: Opened, message: str
) -> None:
    replies = receiving.conclude(strand_of(receiving, conversation, "no"), source(conversation, message), TODAY)
    assert kinds(replies) == [NOTICE, GUIDANCE, NOTICE] and all(reply.reference is None for reply in replies)
    assert count(engine) == 0


def test_what_could_not_be_recorded_is_shown_for_checking_once_more(
    engine: Engine, receiving: Receiving, conversation: Opened, message: str
) -> None:
    with writing(engine) as connection:
        journal.settle(connection, conversation.id, message, journal.FAILED, [], None)
    replies = receiving.conclude(strand_of(receiving, conversation), source(conversation, message), TODAY)
    assert kinds(replies) == [ERROR, SUMMARY] and "JB" in replies[1].text


def test_the_talk_begins_by_saying_what_was_understood(receiving: Receiving, conversation: Opened) -> None:
    heard = receiving.begin(Message("The school has challenged us at stage 2 in Sefton"), asker(conversation), "s1")
    assert heard.strand is not None and heard.strand.said("received_stage") == 2
    offered = {choice.value for reply in heard.replies for choice in reply.choices}
    assert offered == {"change:received_partnership", "change:received_stage", "change:received_from"}
    asked = receiving.ask(heard.strand, asker(conversation))
    assert asked is not None and asked.asks == "received_agency"


def test_danger_comes_first_on_every_turn_and_stands_in_the_guidance(
    library: Library, receiving: Receiving, conversation: Opened
) -> None:
    strand = strand_of(receiving, conversation, "change", received_partnership="buckinghamshire")
    heard = receiving.hear(strand, Message("the child is being beaten right now"), asker(conversation))
    assert heard.replies[0].kind == EMERGENCY and "999" in heard.replies[0].text
    assert heard.strand is not None
    guidance = guidance_for(library, heard.strand, TODAY)
    assert guidance["emergency"] and "999" in guidance["steps"][0] and "life_threatening" in guidance["rules"]
    forged = receiving.hear(heard.strand, Message("", choice="change:urgency"), asker(conversation)).strand
    asked = receiving.ask(forged, asker(conversation)) if forged else None
    assert asked is not None and asked.kind == SUMMARY
    over = receiving.hear(heard.strand, Message("change the urgency"), asker(conversation))
    assert over.strand is not None and not guidance_for(library, over.strand, TODAY)["emergency"]


def test_what_may_be_danger_is_met_with_999_and_loses_no_answer(receiving: Receiving, conversation: Opened) -> None:
    before = ASKED[: ASKED.index("asked_for")]
    strand = Strand("received", "s1", {key: ANSWERS.get(key, "skip") for key in before})
    said = Message("He has gone to stay with an uncle, they say.", asked="asked_for", alarm=Alarm.SUSPECTED)
    heard = receiving.hear(strand, said, asker(conversation))
    assert "999" in heard.replies[0].text
    assert heard.strand.said("asked_for") == said.text and heard.strand.said("urgency") is None


def test_an_answer_that_was_read_is_not_judged_by_a_guess(receiving: Receiving, conversation: Opened) -> None:
    strand = Strand("received", "s1", {key: ANSWERS[key] for key in ASKED[:1]})
    said = Message("stage 2", asked="received_stage", alarm=Alarm.SUSPECTED)
    heard = receiving.hear(strand, said, asker(conversation))
    assert heard.replies == () and heard.strand.said("received_stage") == 2
