"""What the engine's reading of a message means for the form: an answer, an aside with its own rule, or areas."""

from collections.abc import Mapping
from typing import Any

from escalation.interview.message import AreaGuess

ASIDES = frozenset(
    {
        "ask_confidentiality",
        "ask_contact",
        "ask_decision_stands",
        "ask_meaning",
        "ask_next_step",
        "ask_recording",
        "ask_stage_meaning",
        "ask_timescale",
        "ask_why",
        "bot_challenge",
        "express_reluctance",
        "goodbye",
        "help",
        "out_of_scope",
        "request_human",
        "start_again",
        "stop",
        "thank",
    }
)

# These put aside what was said, so a guess is not enough.
_FORGETFUL = frozenset({"start_again", "stop"})
_CERTAIN_ENOUGH = 0.8
_NOT_OURS = "out_of_scope"
_A_WORD_OR_TWO = 2
# Only such a message has an area; the guesses at the area of a greeting mean nothing.
_TELLING = frozenset({"describe_disagreement", "report_danger"})


def is_aside(intent: str | None, confidence: float) -> bool:
    """Whether a message is left to its own rule. `confidence` is the dialogue engine's, from 0 to 1."""
    return intent in ASIDES and (intent not in _FORGETFUL or confidence >= _CERTAIN_ENOUGH)


def is_no_answer(latest: Mapping[str, Any], text: str) -> bool:
    """Whether a message is a word or two that belong to nothing: a failed answer, and not a wish for something else."""
    kinds = latest.get("kinds") or [{}]
    is_chat = latest.get("intent", {}).get("name") == _NOT_OURS and kinds[0].get("name") == "chat"
    return is_chat and len(text.split()) <= _A_WORD_OR_TWO and "?" not in text


def areas_in(latest: Mapping[str, Any], asked: str | None) -> tuple[AreaGuess, ...]:
    """The engine's guesses at the area; none for a message that does not tell what the disagreement is about."""
    intent = latest.get("intent", {}).get("name")
    telling = intent in _TELLING or (asked == "area" and intent not in ASIDES)
    guesses = latest.get("areas") if telling else ()
    return tuple((guess["name"], float(guess["confidence"])) for guess in guesses or ())
