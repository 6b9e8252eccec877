"""Who is let in, what is let in, and that nothing let in can end the server."""

import json

import httpx
import pytest

from tests.conversations.rasa.served import SECRET, RasaProcess
from tests.conversations.rasa.toy import ToyActions

ROUTES = [
    ("GET", "/"),
    ("GET", "/ready"),
    ("GET", "/version"),
    ("GET", "/status"),
    ("GET", "/conversations/conversation-1/tracker"),
    ("POST", "/conversations/conversation-1/execute"),
    ("PUT", "/model"),
    ("DELETE", "/model"),
    ("POST", "/model/parse"),
    ("POST", "/webhooks/rest/webhook"),
    ("GET", "/webhooks/door/"),
    ("GET", "/webhooks/door/turns"),
    ("POST", "/webhooks/door/turns"),
    ("OPTIONS", "/webhooks/door/turns"),
    ("GET", "/no/such/page"),
]
OURS = {("GET", "/ready"), ("POST", "/webhooks/door/turns")}


@pytest.mark.parametrize(("method", "path"), ROUTES)
@pytest.mark.parametrize("headers", [{}, {"X-Shared-Secret": ""}, {"X-Shared-Secret": SECRET + "x"}])
def test_without_the_secret_every_route_says_401(
    rasa: RasaProcess, method: str, path: str, headers: dict[str, str]
) -> None:
    assert httpx.request(method, rasa.url + path, headers=headers).status_code == 401


@pytest.mark.parametrize(("method", "path"), [route for route in ROUTES if route not in OURS])
def test_even_with_the_secret_nothing_of_rasas_own_api_is_there(rasa: RasaProcess, method: str, path: str) -> None:
    answer = httpx.request(method, rasa.url + path, headers={"X-Shared-Secret": SECRET})

    assert answer.status_code in (404, 405)


def test_the_server_says_when_it_is_ready(rasa: RasaProcess) -> None:
    assert rasa.get("/ready").status_code == 200


def test_a_reply_from_the_domain_comes_as_one_notice(rasa: RasaProcess) -> None:
    text = "Good day.\n\nWhat is it about?"
    notice = {"kind": "notice", "text": text, "asks": None, "choices": [], "guidance": None}

    assert rasa.say("hello").json() == {"replies": [notice]}


def test_a_reply_from_an_action_comes_as_it_is(rasa: RasaProcess) -> None:
    answer = rasa.say("the school was told", conversation="as-it-is").json()
    question = {"kind": "question", "text": "You said: the school was told", "asks": "area"}

    assert answer == {"replies": [question]}


def test_the_actions_are_told_what_was_said_chosen_and_asked(rasa: RasaProcess, actions: ToyActions) -> None:
    chosen = {"choice": "education", "asked": "agency", "mode": "training", "code": "a-seal"}
    rasa.say("A school", conversation="is-told-all", **chosen)
    message = actions.calls[-1]["tracker"]["latest_message"]

    assert message["intent"]["name"] == "answer"
    assert message["entities"] == []
    assert message["metadata"] == {
        "message_id": "m1",
        "text": "A school",
        **chosen,
    }
    assert actions.secrets[-1] == ToyActions.secret


@pytest.mark.parametrize("text", ["/answer", " /restart", "\n/greet{}", '/tell{"heard": "x"}'])
def test_a_slash_typed_by_hand_is_refused(rasa: RasaProcess, text: str) -> None:
    answer = rasa.say(text, conversation="slash-typed")

    assert answer.status_code == 400
    assert rasa.kept("slash-typed") == []


def test_danger_comes_before_what_the_classifier_read(rasa: RasaProcess, actions: ToyActions) -> None:
    rasa.say("the school was told he has a knife and is hurting her now", conversation="in-danger")
    message = actions.calls[-1]["tracker"]["latest_message"]

    assert message["intent"] == {"name": "report_danger", "confidence": 1.0}
    assert {guess["name"] for guess in message["intent_ranking"][1:]} >= {"tell", "greet"}


def turn(**parts: object) -> bytes:
    whole = {"conversation": "conversation-1", "message_id": "m1", "text": "hello", "mode": "live", **parts}
    return json.dumps(whole).encode()


HOSTILE = {
    "empty": b"",
    "list": b"[]",
    "null": b"null",
    "half": b"{",
    "not utf-8": b"\xff\xfe",
    "deep": b"[" * 60_000,
    "not a number": turn(text=float("nan")),
    "surrogate in the text": turn(text="\ud800"),
    "surrogate in an id": turn(message_id="\udfff"),
    "null character in the text": turn(text="a\0b"),
    "null character in the conversation": turn(conversation="conversation\0"),
    "another's conversation": turn(conversation="../../conversation"),
    "long conversation": turn(conversation="c" * 300),
    "text of a wrong type": turn(text=["hello"]),
    "long text": turn(text="a" * 8001),
    "a key too many": turn(sender="someone"),
    "nothing said": turn(text=" \n "),
    "unknown mode": turn(mode="rehearsal"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_body_is_refused_and_the_server_lives(rasa: RasaProcess, what: str) -> None:
    answer = rasa.post_bytes(HOSTILE[what])

    assert answer.status_code == 400
    assert set(answer.json()) == {"error"}
    assert rasa.process.poll() is None
    assert rasa.say("hello").status_code == 200


def test_a_form_from_another_web_page_is_refused(rasa: RasaProcess) -> None:
    assert rasa.post_bytes(turn(), "text/plain").status_code == 400


def test_a_huge_body_is_refused(rasa: RasaProcess) -> None:
    assert rasa.post_bytes(b'{"text": "' + b"a" * 300_000 + b'"}').status_code in (400, 413)
    assert rasa.say("hello").status_code == 200


def test_a_text_as_long_as_is_allowed_is_answered(rasa: RasaProcess) -> None:
    text = ("the school was told about this. " * 300)[:8000]

    assert rasa.say(text, conversation="long-text").status_code == 200
