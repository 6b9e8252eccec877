"""The documentation of the API."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from escalation.interview.questions import sheet
from escalation.interview.replies import KINDS, NOTICE, Reply
from tests.browser.stand_in import application
from web.pages import page_words


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    app, _ = application(tmp_path, lambda body: [Reply(NOTICE, "Hello.")])
    with TestClient(app) as client:
        yield client


def app_of(client: TestClient) -> FastAPI:
    assert isinstance(client.app, FastAPI)
    return client.app


def test_every_call_and_every_field_is_explained(client: TestClient) -> None:
    document = app_of(client).openapi()
    page = client.get("/api/docs").text
    for path, methods in document["paths"].items():
        for method in methods:
            assert f"<code>{method.upper()} {path}</code>" in page
    for name, shape in document["components"]["schemas"].items():
        assert f'id="shape-{name}"' in page
        for field in shape.get("properties", {}):
            assert f"<code>{field}</code>" in page
    for field in ("client_message_id", "text", "choice"):
        assert f'<th scope="row"><code>{field}</code></th>' in page


def test_every_kind_and_everything_that_can_be_asked_is_explained(client: TestClient) -> None:
    page = client.get("/api/docs").text
    assert set(page_words()["api"]["kind_words"]) == set(KINDS)
    for name in (*KINDS, *(key for key in sheet() if key != "change")):
        assert f'<th scope="row"><code>{name}</code></th>' in page


def test_links_on_the_page_lead_somewhere(client: TestClient) -> None:
    page = client.get("/api/docs").text
    for target in re.findall(r'href="#([^"]+)"', page):
        assert f'id="{target}"' in page
    for address in re.findall(r'href="(/[^"#]+)"', page):
        assert client.get(address).status_code == 200


def test_the_page_is_its_own(client: TestClient) -> None:
    response = client.get("/api/docs")
    assert response.headers["content-type"].startswith("text/html")
    assert "<script" not in response.text and "style=" not in response.text
    assert not re.search(r'(?:src|href)="(?:https?:)?//', response.text)


def test_the_page_does_not_document_itself(client: TestClient) -> None:
    paths = app_of(client).openapi()["paths"]
    assert paths and all(path.startswith("/api/conversations") for path in paths)
