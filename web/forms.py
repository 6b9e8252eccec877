"""Ordinary forms: only from our own pages, and only as large as ours can be."""

from urllib.parse import parse_qs, urlsplit

from fastapi import Request

from escalation.errors import Refused
from web.house import body_of
from web.pages import page_words

# Enough for a message many times too long, so that it can be given back in its box.
_LARGEST_FORM = 512 * 1024
_MOST_FIELDS = 20
_FORBIDDEN = 403

Form = dict[str, str]


async def form_of(request: Request) -> Form:
    """The fields of a form of ours, with the line ends that the person typed.

    Raises:
        Refused: another site sent it, it is too large, or it is no form of ours.
    """
    _refuse_other_sites(request)
    return _read(await body_of(request, _LARGEST_FORM))


def _refuse_other_sites(request: Request) -> None:
    """A form may come from our own page only, as the browser tells."""
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None:
        ours = site in ("same-origin", "none")
    else:
        ours = origin is None or urlsplit(origin).netloc == request.headers.get("Host")
    if not ours:
        raise Refused("other_site", page_words()["other_site"], _FORBIDDEN)


def _read(body: bytes) -> Form:
    try:
        fields = parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise Refused("not_a_form", page_words()["not_a_form"]) from None
    # Browsers send each line end as two characters; the limit counts what people see.
    return {name: values[0].replace("\r\n", "\n") for name, values in fields.items()}
