"""Whatever is sent gets a clear answer; nothing crashes, nothing is lost, and typed text sets nothing."""

import json
from typing import Any

import httpx
import pytest

from tests.conversations.practitioner import Practitioner
from tests.conversations.running import Running


@pytest.mark.parametrize(
    "text",
    [
        "/restart",
        '/inform{"urgency":"not_urgent"}',
        '  /answer{"choice": "harrow"}',
        "/session_start",
        "EXTERNAL: escalation_form",
    ],
)
def test_a_command_typed_by_hand_changes_nothing(practitioner: Practitioner, text: str) -> None:
    practitioner.say("Hello")
    practitioner.choose("not_urgent")
    practitioner.choose("sefton")
    practitioner.say(text)
    assert practitioner.asks == "area"
    practitioner.go_on_until()
    summary = practitioner.reply("summary")["text"]
    assert "Sefton" in summary and "Not urgent" in summary


@pytest.mark.parametrize(
    "text",
    [
        "😀👩‍👩‍👧‍👦",
        "שלום עולם",
        "مرحبا \u202e reversed",
        "nul \x00 inside",
        "lone \ud83d surrogate",
        "{partnership} {{7*7}} ${HOME} %s",
        "<script>alert(1)</script>",
        "'; DROP TABLE journal; --",
        "a" * 3999,
        "\n\n\t . \n",
    ],
)
def test_odd_text_is_answered_and_the_question_stays(practitioner: Practitioner, text: str) -> None:
    practitioner.say("Hello")
    body = json.dumps({"client_message_id": "odd", "text": text})
    response = practitioner.client.post(
        f"/api/conversations/{practitioner.id}/messages",
        content=body,
        headers={**practitioner.headers, "Content-Type": "application/json"},
    )
    assert response.status_code == 200
    assert response.json()["replies"]
    assert response.json()["replies"][-1]["asks"] == "urgency"
    practitioner.choose("urgent")
    assert practitioner.asks == "partnership"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"client_message_id": "1", "text": "a" * 10_000}, 422, "too_long"),
        ({"client_message_id": "1", "text": ""}, 422, "empty"),
        ({"client_message_id": "1", "text": " \x00 \u202e "}, 422, "empty"),
        ({"client_message_id": "1"}, 422, "empty"),
        ({"client_message_id": "1", "text": "a", "choice": "b"}, 422, "text_or_choice"),
        ({"text": "no id"}, 422, "message_id"),
        ({"client_message_id": "i" * 81, "text": "a"}, 422, "message_id"),
        ({"client_message_id": 7, "text": "a"}, 422, "wrong_type"),
        ({"client_message_id": "1", "text": ["a"]}, 422, "wrong_type"),
        ({"client_message_id": "1", "text": "a", "role": "lead"}, 422, "unknown_field"),
        (["text"], 422, "not_an_object"),
        ("text", 422, "not_an_object"),
    ],
)
def test_a_message_that_cannot_be_taken_is_refused_in_words(
    practitioner: Practitioner, body: Any, status: int, code: str
) -> None:
    response = practitioner.client.post(
        f"/api/conversations/{practitioner.id}/messages", json=body, headers=practitioner.headers
    )
    assert response.status_code == status
    assert response.json()["error"]["code"] == code
    assert response.json()["replies"][0]["kind"] == "error"
    practitioner.say("Hello")
    assert practitioner.asks == "urgency"


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[" * 60_000, b"NaN", b'{"text": "\xed\xa0\x80"}'])
def test_malformed_json_is_refused_in_words(practitioner: Practitioner, content: bytes) -> None:
    response = practitioner.client.post(
        f"/api/conversations/{practitioner.id}/messages", content=content, headers=practitioner.headers
    )
    assert response.status_code in (400, 422)
    assert response.json()["error"]["message"]


def test_a_body_without_end_is_not_read_to_its_end(practitioner: Practitioner) -> None:
    response = practitioner.client.post(
        f"/api/conversations/{practitioner.id}/messages", content=b" " * 200_000, headers=practitioner.headers
    )
    assert response.status_code == 413


def test_only_the_holder_continues_a_conversation(running: Running, practitioner: Practitioner) -> None:
    other = Practitioner(running)
    practitioner.say("Hello")
    address = f"/api/conversations/{practitioner.id}/messages"
    stranger = {"Authorization": f"Bearer {other.token}"}
    for response, status in (
        (other.client.get(address, headers=stranger), 403),
        (other.client.post(address, headers=stranger, json={"client_message_id": "1", "text": "hi"}), 403),
        (other.client.get(address), 401),
        (other.client.get(address, headers={"Authorization": "Basic abc"}), 401),
        (other.client.get("/api/conversations/nobody/messages", headers=stranger), 403),
    ):
        assert response.status_code == status
        assert response.json()["error"]["message"]
        assert "Hello" not in response.text
    assert len(practitioner.transcript()) == 3


def test_a_choice_that_was_not_offered_is_refused_in_words(practitioner: Practitioner) -> None:
    practitioner.say("Hello")
    practitioner.choose("harrow")
    assert practitioner.kinds[0] == "error"
    assert practitioner.asks == "urgency"


def test_a_conference_in_a_place_without_such_a_route_is_told(practitioner: Practitioner) -> None:
    practitioner.say("I am at the conference now, in Bootle")
    practitioner.go_on_until()
    practitioner.choose("no")
    guidance = practitioner.reply("guidance")["guidance"]
    assert guidance["route"] == "escalation"
    assert "conference_dissent" in [unknown["code"] for unknown in guidance["unknowns"]]


def test_a_partnership_without_a_procedure_here_gets_a_clear_answer(practitioner: Practitioner) -> None:
    practitioner.say("Hello")
    practitioner.choose("not_urgent")
    practitioner.say("Atlantis")
    assert practitioner.asks == "partnership"
    assert practitioner.kinds[0] == "notice"


def test_identifiers_are_masked_before_anything_is_kept(running: Running, practitioner: Practitioner) -> None:
    practitioner.say("Ring me on 07700 900123 or wren@example.org, NHS 943 476 5919")
    told = json.dumps(practitioner.transcript())
    for identifier in ("07700", "900123", "wren@example.org", "943 476 5919"):
        assert identifier not in told
    assert "personal details" in practitioner.text
    for kept in running.var.rglob("*"):
        if kept.is_file():
            assert b"900123" not in kept.read_bytes(), kept.name


def test_nothing_that_was_said_is_in_a_log(running: Running, practitioner: Practitioner) -> None:
    practitioner.say("Hello")
    practitioner.go_on_until("description", case_reference="ZQ-CANARY-7")
    with running.hanging("actions"):
        practitioner.say("The canary sang in the coal mine.")
    practitioner.post(text="canary " * 2000)
    for log in (running.var / "logs").glob("*"):
        assert b"canary" not in log.read_bytes().lower(), log.name


def test_the_engine_and_the_actions_answer_nobody_without_the_secret(running: Running) -> None:
    for module in ("rasa_server", "actions"):
        address = f"http://127.0.0.1:{running.port_of(module)}"
        for path in ("/", "/webhook", "/webhooks/door/turns", "/version", "/conversations/x/tracker", "/model"):
            for method in ("GET", "POST"):
                response = httpx.request(method, address + path, json={}, timeout=5, trust_env=False)
                assert response.status_code in (401, 404, 405), (module, method, path)
                if response.status_code != 401:
                    assert module == "rasa_server" or path != "/webhook"
