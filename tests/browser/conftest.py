"""A real browser, and the real web application with a stand-in for the dialogue engine behind it."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.stand_in import StandIn, application
from web.house import House

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_PATIENCE = 10_000


@dataclass
class Served:
    """The application at its address."""

    address: str
    stand_in: StandIn
    house: House


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of this machine; `make test` installs one where there is none."""
    found = [path for path in map(shutil.which, _NAMES) if path]
    assert found, f"no browser on the PATH: {', '.join(_NAMES)}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found[0], args=_ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def _serving(app: FastAPI) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.02)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """The application with the interview of the core behind it."""
    app, stand_in = application(tmp_path)
    with _serving(app) as address:
        yield Served(address, stand_in, app.state.house)


@pytest.fixture
def opening(chromium: Browser, served: Served) -> Iterator[Callable[..., Page]]:
    """Opens the page in a browser of the kind asked for. What the browser complains of fails the test."""
    complaints: list[str] = []
    with ExitStack() as closing:

        def open_page(**kind: Any) -> Page:
            context: BrowserContext = chromium.new_context(**{"viewport": {"width": 1000, "height": 800}, **kind})
            closing.callback(context.close)
            context.set_default_timeout(_PATIENCE)
            page = context.new_page()
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("console", lambda message: _note(complaints, message.type, message.text))
            page.goto(served.address)
            return page

        yield open_page
    assert complaints == []


def _note(complaints: list[str], kind: str, words: str) -> None:
    # To a browser an answer of 422 and a lost connection are failures to load; tests cause both on purpose.
    if kind == "error" and not words.startswith("Failed to load resource"):
        complaints.append(words)
