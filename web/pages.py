"""What the pages share: their templates, their words, and the page for a problem."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from escalation.day_words import in_words
from escalation.yaml_file import YamlFile
from web.card import paragraph
from web.prose import linked

_HERE = Path(__file__).parent
_RECORD_PAGE = re.compile(r"/escalations/[0-9]{4}-[0-9]{4}-[0-9](?=/)")


@cache
def page_words() -> dict[str, Any]:
    """All words of the pages, read once from `page_words.yml`."""
    content: dict[str, Any] = YamlFile(_HERE / "page_words.yml").content
    return content


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(words=page_words(), in_words=in_words, paragraph=paragraph, linked=linked)
    return environment


def page(template: str, status: int = 200, **content: Any) -> HTMLResponse:
    """A page made from a template. Everything put into it is escaped."""
    html = _templates().get_template(template).render(**content)
    return HTMLResponse(html, status_code=status)


def problem_page(request: Request, status: int, message: str) -> Response:
    """A page that says in words what went wrong, and what to do."""
    titles = page_words()["problem"]["titles"]
    title = titles.get(str(status), titles["other"])
    record = _RECORD_PAGE.match(request.url.path)
    return page("problem.html", status, title=title, message=message, record=record[0] if record else None)
