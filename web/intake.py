"""What may come in: the shape of a message, its limits, and what is taken out of it before anything is kept."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from escalation.errors import Refused
from escalation.reading.cleaning import clean, looks_like_payload, without_leading_slash
from escalation.reading.danger import danger_said
from escalation.reading.masking import mask
from escalation.reading.resume_codes import code_said, without_code
from escalation.store.journal import Incoming
from web.safe_words import safe_words

LARGEST_BODY = 64 * 1024
_LONGEST_ID = 80
_MOST_READ_FOR_DANGER = 20_000
_LONGEST_FOR_THE_ENGINE = 8000
_FIELDS = ("client_message_id", "text", "choice")
_BAD_REQUEST = 400


@dataclass(frozen=True)
class Taken:
    """A message that may go in. `is_command` is true where it looks like a command typed by hand.

    `code` is a resume code that it held. It is in no other part of the message, and is never kept.
    """

    incoming: Incoming
    is_command: bool
    code: str | None = None


def read_json(body: bytes, fields: Sequence[str] = _FIELDS) -> dict[str, Any]:
    """The object in a request's body.

    Args:
        body: the body.
        fields: the fields that it may have.

    Raises:
        Refused: it is not JSON, not an object, or has fields that are not known.
    """
    allowed = ", ".join(fields)
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused("not_json", safe_words("refused", "not_json"), _BAD_REQUEST) from None
    if not isinstance(content, dict):
        raise Refused("not_an_object", safe_words("refused", "not_an_object", allowed=allowed))
    for field in content:
        if field not in fields:
            named = clean(str(field))[:40]
            raise Refused("unknown_field", safe_words("refused", "unknown_field", field=named, allowed=allowed))
    return content


def take(content: dict[str, Any], most: int) -> Taken:
    """A message, cleaned, measured and masked.

    Args:
        content: client_message_id, and either text or choice.
        most: the most characters that a message may have.

    Raises:
        Refused: with words that say what is wrong; nothing of the message has been kept.
    """
    for field in _FIELDS:
        if content.get(field) is not None and not isinstance(content[field], str):
            raise Refused("wrong_type", safe_words("refused", "wrong_type", field=field))
    message_id = clean(content.get("client_message_id") or "")
    if not 0 < len(message_id) <= _LONGEST_ID:
        raise Refused("message_id", safe_words("refused", "message_id"))
    text, choice = content.get("text"), content.get("choice")
    if text is not None and choice is not None:
        raise Refused("text_or_choice", safe_words("refused", "text_or_choice"))
    if choice is not None:
        return _chosen(message_id, clean(choice))
    return _typed(message_id, text or "", most)


def _chosen(message_id: str, choice: str) -> Taken:
    if not choice:
        raise Refused("empty", safe_words("refused", "empty"))
    # No offered choice is as long as this; a longer one is cut, and is then no offered choice either.
    return Taken(Incoming(message_id, text="", choice=choice[:_LONGEST_ID]), is_command=False)


def _typed(message_id: str, text: str, most: int) -> Taken:
    if len(text) > most:
        raise Refused("too_long", safe_words("refused", "too_long", length=len(text), most=most))
    cleaned = clean(text)
    if not cleaned:
        raise Refused("empty", safe_words("refused", "empty"))
    masked = mask(without_code(cleaned))
    is_command = looks_like_payload(cleaned) or not without_leading_slash(cleaned)
    return Taken(Incoming(message_id, masked.text, masked=masked.kinds), is_command, code_said(cleaned))


def speaks_of_danger(text: object) -> bool:
    """Whether a message that was not taken speaks of a child in danger now. Its beginning is enough."""
    return isinstance(text, str) and danger_said(text[:_MOST_READ_FOR_DANGER]) is not None


def for_the_engine(text: str) -> str:
    """A message in the form in which no typed text can be taken for a command of the dialogue engine.

    Masking can make a message longer than the engine takes; what is kept in the journal is whole.
    """
    return without_leading_slash(text)[:_LONGEST_FOR_THE_ENGINE]
