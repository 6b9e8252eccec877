"""Errors turned into words, once, here at the door."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException

from escalation.errors import Refused
from escalation.fault_log import log_fault
from escalation.interview.replies import ERROR, Reply
from web.headers import HEADERS
from web.pages import problem_page
from web.safe_words import safe_words
from web.turn import emergency_reply, unkept_json

_NOT_FOUND = 404
_METHOD = 405
_UNPROCESSABLE = 422
_UNAVAILABLE = 503
_BROKEN = 500


def answer_problems(app: FastAPI) -> None:
    """Makes every error of the application an answer in words."""
    app.add_exception_handler(Refused, _refused)
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
