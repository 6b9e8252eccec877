"""What the tests of the pages share."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.browser.stand_in import Answering, application
from tests.web.browser import Browser, Opening


@pytest.fixture
def opening(tmp_path: Path) -> Iterator[Opening]:
    """Opens the page of an application whose dialogue engine answers as the test says."""
    clients: list[TestClient] = []

    def open_page(answering: Answering | None = None, address: str = "http://testserver", **others: Any) -> Browser:
        app, stand_in = application(tmp_path, answering, **others)
        client = TestClient(app, base_url=address)
        client.__enter__()
        clients.append(client)
        return Browser(client, stand_in, app.state.house)

    yield open_page
    for client in clients:
        client.__exit__(None, None, None)
