"""Errors turned into words, once, here at the door."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException

from escalation.access import NotAdmitted
from escalation.errors import EscalationError, NotRecorded, Refused
from escalation.fault_log import log_fault
from escalation.interview.replies import ERROR, Reply
from escalation.papers.confirmation import PaperTooEarly
from escalation.papers.paper import PaperUnknown
from escalation.papers.pdf import PaperNotMade
from escalation.reporting import IsClosed, ReportedMeanwhile
from web.headers import HEADERS
from web.pages import problem_page
from web.safe_words import safe_words
from web.turn import emergency_reply, unkept_json

_NOT_FOUND = 404
_METHOD = 405
_UNPROCESSABLE = 422
_UNAVAILABLE = 503
_BROKEN = 500
# What the core refuses, with the status and the name that go out with its words.
_OF_THE_CORE: dict[type[EscalationError], tuple[int, str]] = {
    NotAdmitted: (403, "not_admitted"),
    PaperUnknown: (404, "no_such_paper"),
    PaperTooEarly: (409, "too_early"),
    PaperNotMade: (503, "not_made"),
    ReportedMeanwhile: (409, "reported_meanwhile"),
    IsClosed: (409, "is_closed"),
    NotRecorded: (503, "not_recorded"),
}


def answer_problems(app: FastAPI) -> None:
    """Makes every error of the application an answer in words."""
    app.add_exception_handler(Refused, _refused)
    for kind in _OF_THE_CORE:
        app.add_exception_handler(kind, _of_the_core)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(SQLAlchemyError, _database)
    app.add_exception_handler(Exception, _broken)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    response = _problem(request, error.status, error.code, error.message, error.danger)
    if error.wait_seconds is not None:
        response.headers["Retry-After"] = str(error.wait_seconds)
    return response


async def _of_the_core(request: Request, error: Exception) -> Response:
    assert isinstance(error, EscalationError)
    status, code = next(said for kind, said in _OF_THE_CORE.items() if isinstance(error, kind))
    return _problem(request, status, code, error.message)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    name = {_NOT_FOUND: "not_found", _METHOD: "method"}.get(error.status_code, "not_json")
    response = _problem(request, error.status_code, name, safe_words("refused", name))
    for header, value in (error.headers or {}).items():
        response.headers[header] = value
    return response


async def _invalid(request: Request, error: Exception) -> Response:
    return _problem(request, _UNPROCESSABLE, "not_json", safe_words("refused", "not_json"))


async def _database(request: Request, error: Exception) -> Response:
    log_fault("the database", error)
    return _problem(request, _UNAVAILABLE, "not_kept", safe_words("turn", "not_kept"))


async def _broken(request: Request, error: Exception) -> Response:
    log_fault("a request", error)
    response = _problem(request, _BROKEN, "broken", safe_words("refused", "broken"))
    # This answer is made outside the layer that adds the headers to all others.
    response.headers.update({**HEADERS, "Cache-Control": "no-store"})
    return response


def _problem(request: Request, status: int, code: str, message: str, danger: bool = False) -> Response:
    if not request.url.path.startswith("/api/"):
        return problem_page(request, status, message)
    replies = [emergency_reply()] if danger else []
    replies.append(Reply(ERROR, message))
    content = {
        "error": {"code": code, "message": message},
        "replies": [unkept_json(reply) for reply in replies],
        "escalation": None,
    }
    return JSONResponse(content, status_code=status)
