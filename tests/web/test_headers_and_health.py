"""Headers that keep a page to itself, and the two addresses that watch the application."""

from pathlib import Path

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from escalation.store.engine import writing
from tests.browser.stand_in import application


@pytest.mark.parametrize("path", ["/", "/api/docs", "/api/openapi.json", "/nowhere", "/health/live"])
def test_every_answer_carries_the_headers(tmp_path: Path, path: str) -> None:
    app, _ = application(tmp_path)
    with TestClient(app) as client:
        headers = client.get(path).headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"


def test_it_is_ready_only_while_the_database_answers(tmp_path: Path) -> None:
    app, _ = application(tmp_path)
    with TestClient(app) as client:
        assert client.get("/health/ready").status_code == 200
        with writing(app.state.house.engine) as connection:
            connection.execute(text("ALTER TABLE conversations RENAME TO elsewhere"))
        assert client.get("/health/ready").status_code == 503
        assert client.get("/health/live").status_code == 200


def test_a_failed_database_is_told_in_words_at_every_address(tmp_path: Path) -> None:
    app, _ = application(tmp_path)
    with TestClient(app) as client:
        with writing(app.state.house.engine) as connection:
            connection.execute(text("DROP TABLE conversations"))
        response = client.post("/api/conversations")
    assert response.status_code == 503
    assert "could not keep" in response.json()["error"]["message"]


def test_the_api_is_described_with_its_fixed_names(tmp_path: Path) -> None:
    app, _ = application(tmp_path)
    schema = app.openapi()
    one = "/api/conversations/{conversation}/escalations"
    parts = ("", "/{reference}", "/{reference}/duties", "/{reference}/reminders", "/{reference}/code")
    files = ("/{reference}/deadlines.ics", "/{reference}/papers/{paper}.{form}")
    assert set(schema["paths"]) == {
        "/api/conversations",
        "/api/conversations/{conversation}/messages",
        *(f"{one}{part}" for part in (*parts, *files)),
    }
    reply = schema["components"]["schemas"]["ReplyOut"]["properties"]
    assert set(reply) == {"id", "kind", "text", "asks", "choices", "guidance"}


def test_an_error_of_our_own_is_told_in_words_and_keeps_the_headers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, _ = application(tmp_path)

    def fail(*_: object) -> None:
        raise RuntimeError("canary")

    monkeypatch.setattr("web.conversation_api.transcript", fail)
    monkeypatch.setattr("web.conversation_api.mode_for_holder", lambda *_: "live")
    with TestClient(app, raise_server_exceptions=False) as client:
        response = client.get("/api/conversations/x/messages", headers={"Authorization": "Bearer y"})
    assert response.status_code == 500
    assert "Something went wrong" in response.json()["error"]["message"]
    assert "canary" not in response.text
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]
