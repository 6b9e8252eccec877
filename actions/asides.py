"""The intents that are no answer: each has a rule of its own in data/rules/, after which the question comes back."""

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
