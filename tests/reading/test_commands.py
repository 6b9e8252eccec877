"""Short messages that are wholly a command."""

from __future__ import annotations

import pytest

from escalation.reading.commands import command_said

COMMANDS = {
    "stop": ["stop", "STOP", "cancel", "forget it", "stop please", "please stop", "never mind", "I want to stop"],
    "start_again": ["start again", "start over", "restart", "can we start again please", "let's start over"],
    "why": ["why?", "why do you ask?", "why do you need that", "why do you want to know"],
    "meaning": [
        "what does that mean?",
        "what do you mean",
        "explain",
        "I don't understand",
        "I don’t understand",
    ],
    "dont_know": ["I don't know", "I dont know", "not sure", "I'm not sure", "dunno", "no idea", "unsure"],
    "skip": ["skip", "skip this question", "leave it blank", "rather not say", "I’d rather not say"],
    "help": ["help", "help!!!", "I need help", "can you help me"],
    "yes": ["yes", "yep", "Y", "correct", "that's right", "thats right", "ok", "yes please"],
    "no": ["no", "nope", "n", "no thanks", "No."],
    "change": ["change something", "that's wrong", "no that's wrong", "change my answer", "go back"],
}


@pytest.mark.parametrize(
    ("command", "text"), [(command, text) for command, texts in COMMANDS.items() for text in texts]
)
def test_a_command_is_understood(command: str, text: str) -> None:
    assert command_said(text) == command


@pytest.mark.parametrize(
    "text",
    [
        "stop the visits",
        "they stopped visiting",
        "cancel the conference",
        "help the child",
        "no they refused",
        "no, Harrow not Sefton",
        "yes at a conference",
        "yes it's urgent",
        "not yet",
        "not urgent",
        "not sure they will visit",
        "why did they close it",
        "explain the stages",
        "what does stage 2 mean",
        "change the urgency",
        "passed to early help",
        "ok so please can we just stop this now please thank you",
        "next",
        "I do not know whether the social worker will visit",
        "?",
        "   ",
        "",
    ],
)
def test_an_account_or_an_answer_is_no_command(text: str) -> None:
    assert command_said(text) is None


@pytest.mark.parametrize("text", ["quit", "exit", "I'm done", "end this chat", "I want to continue", "I want to go on"])
def test_leaving_or_going_on_puts_no_case_aside(text: str) -> None:
    assert command_said(text) != "stop"
