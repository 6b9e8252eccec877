"""A browser on the pages of escalations."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.testclient import TestClient

from tests.web.browser import Browser
from tests.web.records import Elsewhere

MAIL = {"smtp_host": "localhost", "public_address": "https://escalation.example.org", "mail_from": "a@example.org"}


def path_of(record: Elsewhere, rest: str = "") -> str:
    """The path of a record's page, or of something below it."""
    return f"/escalations/{record.reference}{rest}"


def unlock(browser: Browser, record: Elsewhere, code: str | None = None) -> None:
    """Fills in the form that opens a record, and goes where it leads."""
    form = {"reference": record.reference, "resume_code": record.code if code is None else code}
    browser.keep(browser.client.post("/escalations/open", data=form))


def post(browser: Browser, record: Elsewhere, part: str, **fields: str) -> None:
    """Sends one of the forms of a record's page."""
    browser.keep(browser.client.post(path_of(record, f"/{part}"), data=fields))


def show(browser: Browser, path: str) -> str:
    """Loads a page, and gives what it says."""
    browser.keep(browser.client.get(path))
    return words(browser)


def words(browser: Browser) -> str:
    """What a page says, without markup."""
    main = browser.html[browser.html.index("<main") :]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def notice(browser: Browser) -> str | None:
    """What a page says has just been done."""
    found = re.search(r'role="status">(.*?)</p>', browser.html)
    return found[1] if found else None


@contextmanager
def somebody_else(browser: Browser) -> Iterator[TestClient]:
    """The same browser while it holds the key of another conversation, which knows no record."""
    ours = dict(browser.client.cookies)
    browser.client.cookies.clear()
    browser.client.cookies.set("conversation", Elsewhere(browser.house).cookie)
    yield browser.client
    browser.client.cookies.clear()
    browser.client.cookies.update(ours)
