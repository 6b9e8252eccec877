"""A browser without JavaScript, and a dialogue engine that says what it heard."""

import html
import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import func, select
from starlette.testclient import TestClient

from escalation.interview.questions import Choice
from escalation.interview.replies import NOTICE, QUESTION, Reply
from escalation.store.engine import reading
from tests.browser.stand_in import StandIn
from web.house import House

YES_OR_NO = (Choice("code_for_yes", "Yes, it does"), Choice("code_for_no", "No, it does not"))


class Browser:
    """A browser without JavaScript: it keeps cookies, and sends the form that it was last shown."""

    def __init__(self, client: TestClient, stand_in: StandIn, house: House) -> None:
        self.client, self.stand_in, self.house = client, stand_in, house
        self.open()

    def open(self, headers: dict[str, str] | None = None) -> None:
        """Loads the page."""
        self.keep(self.client.get("/", headers=headers))

    def keep(self, response: Any) -> None:
        """Shows an answer."""
        self.response = response
        self.html: str = response.text

    def send(self, written: str = "", follow: bool = True, **fields: str) -> Any:
        """Sends the form with what stands in its box, and with the button that was clicked."""
        form = {"client_message_id": self.page_id, "text": written, **fields}
        response = self.client.post("/", data=form, follow_redirects=follow)
        if follow:
            self.keep(response)
        return response

    @property
    def page_id(self) -> str:
        return self._first(r'name="client_message_id" value="([^"]+)"')

    @property
    def box(self) -> str:
        """What stands in the message box."""
        return html.unescape(self._first(r"<textarea[^>]*>\n?(.*?)</textarea>"))

    @property
    def choices(self) -> dict[str, str]:
        """The buttons that can be clicked: value and label."""
        found = re.findall(r'<button class="choice" name="choice" value="([^"]*)">(.*?)</button>', self.html)
        return {html.unescape(value): html.unescape(label) for value, label in found}

    @property
    def said(self) -> list[str]:
        """What the entries of the conversation say, without markup."""
        entries = re.findall(r"<li class=\"entry .*?(?=<li class=\"entry |</ol>\s*</div>)", self.html, re.DOTALL)
        return [" ".join(html.unescape(re.sub(r"<[^>]+>", " ", entry)).split()) for entry in entries]

    def _first(self, pattern: str) -> str:
        found = re.search(pattern, self.html, re.DOTALL)
        assert found, pattern
        return found[1]


Opening = Callable[..., Browser]


def echo(body: dict[str, Any]) -> list[Reply]:
    """Says what it heard, and asks whether that was right."""
    heard = body["text"] or body["choice"]
    return [Reply(NOTICE, f"I heard: {heard}"), Reply(QUESTION, "Was that right?", "confirm", YES_OR_NO)]


def rows_in(browser: Browser, table: Any) -> int:
    with reading(browser.house.engine) as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()
