"""A turn is read strictly, and typed text can never pass for a choice or a command."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasa_server.turn import CHOSEN, BadTurn, Turn, read_turn

PLAIN = {"conversation": "conversation-1", "message_id": "m1", "text": "hello", "mode": "live"}


def body(**parts: object) -> bytes:
    return json.dumps({**PLAIN, **parts}).encode()


def test_a_plain_turn_is_read_whole() -> None:
    turn = read_turn(body(choice=None, asked="area"))

    assert turn == Turn("conversation-1", "m1", "hello", "live", None, "area")
    assert turn.words_for_rasa == "hello"


def test_a_choice_reaches_rasa_as_the_fixed_intent_and_the_actions_as_metadata() -> None:
    turn = read_turn(body(text="Health", choice="health", asked="agency", code="a-seal"))

    assert turn.words_for_rasa == CHOSEN
    assert turn.metadata() == {
        "message_id": "m1", "text": "Health", "mode": "live", "choice": "health", "asked": "agency", "code": "a-seal",
    }  # fmt: skip


def test_a_choice_whose_label_begins_with_a_slash_still_says_only_the_fixed_intent() -> None:
    assert read_turn(body(text="/stop", choice="stop")).words_for_rasa == CHOSEN


@pytest.mark.parametrize("before", ["", " ", "\n\t", "\u00a0", "\u2003", "\u3000", "\x1c"])
def test_typed_text_with_a_slash_first_is_refused_whatever_space_stands_before_it(before: str) -> None:
    with pytest.raises(BadTurn):
        read_turn(body(text=f"{before}/restart"))


@pytest.mark.parametrize("key", PLAIN)
def test_a_turn_without_one_of_its_parts_is_refused(key: str) -> None:
    with pytest.raises(BadTurn):
        read_turn(json.dumps({name: value for name, value in PLAIN.items() if name != key}).encode())


def test_a_key_that_stands_twice_is_refused() -> None:
    with pytest.raises(BadTurn):
        read_turn(body()[:-1] + b', "text": "/restart"}')


def test_what_is_refused_is_not_repeated_in_the_refusal() -> None:
    with pytest.raises(BadTurn) as refused:
        read_turn(body(text="canary \ud800"))

    assert "canary" not in refused.value.words


@given(st.binary(max_size=200))
def test_no_bytes_do_more_than_be_refused(sent: bytes) -> None:
    with pytest.raises(BadTurn):
        read_turn(sent)


@given(st.text(min_size=1, max_size=60))
def test_text_that_is_let_in_can_be_stored_and_never_commands(text: str) -> None:
    try:
        said = read_turn(body(text=text)).words_for_rasa
    except BadTurn:
        return
    assert said == text
    assert said.encode("utf-8").count(0) == 0
    assert not said.strip().startswith("/")
