"""One turn as the web application sends it, read strictly: what is not understood is refused, with words."""

import json
import re
from dataclasses import asdict, dataclass
from typing import Any, NoReturn

LONGEST_TEXT = 8000  # characters
CONVERSATION = re.compile(r"[A-Za-z0-9_-]{8,64}")
MODES = ("live", "training")
REQUIRED = ("conversation", "message_id", "text", "mode")
OPTIONAL = ("choice", "asked", "code")

# Rasa reads "/name" as the intent of that name. The only such text that reaches it is this one, made here.
CHOSEN = "/answer"


class BadTurn(Exception):
    """A turn that is refused. `words` say why and hold nothing of what was sent."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True)
class Turn:
    """What one person said or chose, once. `code` is a resume code that they gave, under seal."""

    conversation: str
    message_id: str
    text: str
    mode: str
    choice: str | None = None
    asked: str | None = None
    code: str | None = None

    @property
    def words_for_rasa(self) -> str:
        """The typed text as it is, or the fixed intent of a choice: no choice travels as text."""
        return self.text if self.choice is None else CHOSEN

    def metadata(self) -> dict[str, str | None]:
        """What the action server is told beside the text."""
        told = asdict(self)
        del told["conversation"]
        return told


def read_turn(body: bytes) -> Turn:
    """The turn in a request's body.

    Raises BadTurn where the body is not JSON or not of the one shape that the web application sends.
    """
    sent = read_object(body)
    check_keys(sent)
    for name, value in sent.items():
        check_text(name, value)
    turn = Turn(**sent)
    check_values(turn)
    return turn


def read_object(body: bytes) -> dict[str, Any]:
    try:
        sent = json.loads(body.decode("utf-8"), parse_constant=refuse_constant, object_pairs_hook=once_each)
    except (ValueError, RecursionError):
        raise BadTurn("the body is not JSON") from None
    if not isinstance(sent, dict):
        raise BadTurn("the body is not an object")
    return sent


def refuse_constant(_: str) -> NoReturn:
    raise ValueError("not a JSON number")


def once_each(pairs: "list[tuple[str, Any]]") -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadTurn("a key stands twice")
    return found


def check_keys(sent: dict[str, Any]) -> None:
    if not set(REQUIRED) <= set(sent):
        raise BadTurn("a key is missing")
    if not set(sent) <= {*REQUIRED, *OPTIONAL}:
        raise BadTurn("there is a key too many")


def check_text(name: str, value: object) -> None:
    if value is None and name in OPTIONAL:
        return
    if not isinstance(value, str):
        raise BadTurn(f"{name} is not text")
    if len(value) > LONGEST_TEXT:
        raise BadTurn(f"{name} is too long")
    if "\0" in value:
        raise BadTurn(f"{name} holds a null character")
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise BadTurn(f"{name} holds half a character")


def check_values(turn: Turn) -> None:
    if not CONVERSATION.fullmatch(turn.conversation):
        raise BadTurn("conversation is not one of ours")
    if not turn.message_id:
        raise BadTurn("message_id is empty")
    if turn.mode not in MODES:
        raise BadTurn("mode is unknown")
    if turn.choice is None and not turn.text.strip():
        raise BadTurn("nothing was said")
    if turn.choice is None and turn.text.strip().startswith("/"):
        raise BadTurn("typed text cannot begin with a slash")
