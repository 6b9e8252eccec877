"""What the engine's reading of a message means for the form: an answer, an aside with its own rule, or danger."""

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
# Too many alarms cost a moment each; a missed one may cost a child. The danger words fire by themselves.
_LIKELY_DANGER = 0.6


def is_aside(intent: str | None, confidence: float) -> bool:
    """Whether a message is left to its own rule. `confidence` is the dialogue engine's, from 0 to 1."""
    return intent in ASIDES and (intent not in _FORGETFUL or confidence >= _CERTAIN_ENOUGH)


def is_danger(intent: str | None, confidence: float) -> bool:
    """Whether the engine takes a message for a child in danger now. `confidence` is the engine's, from 0 to 1."""
    return intent == "report_danger" and confidence >= _LIKELY_DANGER
