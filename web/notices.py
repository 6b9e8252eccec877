"""What has just been done, said once on the next page: a cookie carries its name, so that no address has to."""

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from web.holder import is_secure
from web.pages import page_words

_COOKIE = "notice"
_PATH = "/escalations"
_SECONDS = 60
_SEE_OTHER = 303


def back_with(request: Request, path: str, name: str) -> Response:
    """Sends the browser to a page that says this."""
    # The name after # takes the place of the one that the form's address had.
    response = RedirectResponse(f"{path}#main", _SEE_OTHER)
    response.set_cookie(
        _COOKIE, name, max_age=_SECONDS, path=_PATH, secure=is_secure(request), httponly=True, samesite="strict"
    )
    return response


def notice_of(request: Request) -> str | None:
    """The words of what has just been done."""
    words: str | None = page_words()["notices"].get(request.cookies.get(_COOKIE))
    return words


def said(request: Request, response: Response) -> Response:
    """The response after which the notice is not said again."""
    if _COOKIE in request.cookies:
        response.delete_cookie(_COOKIE, path=_PATH, secure=is_secure(request), httponly=True, samesite="strict")
    return response
