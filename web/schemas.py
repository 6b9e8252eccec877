"""The shapes of the API, for its documentation. The names are fixed: callers outside rely on them."""

from typing import Any, Literal

from pydantic import BaseModel, Field


class ConversationOpened(BaseModel):
    """A new conversation. The token is given this once, and opens this conversation only."""

    id: str
    token: str


class MessageIn(BaseModel):
    """A message: typed text, or the value of a choice that was offered."""

    client_message_id: str = Field(min_length=1, max_length=80, description="Made new by the client for each message.")
    text: str | None = Field(None, description="What the person typed.")
    choice: str | None = Field(None, description="The value of one of the last answer's choices.")


class ChoiceOut(BaseModel):
    """One answer that can be chosen, or typed."""

    value: str
    label: str


class ReplyOut(BaseModel):
    """One thing that the assistant says."""

    id: str | None
    kind: Literal["notice", "question", "emergency", "summary", "guidance", "confirmation", "error"]
    text: str
    asks: str | None = Field(description="The key of the fact asked for, or `confirm` and the like.")
    choices: list[ChoiceOut] = Field(
        description="Answers to the question. Beside a notice of what was understood: each changes one part of it."
    )
    guidance: dict[str, Any] | None


class EscalationOut(BaseModel):
    """A committed escalation record."""

    reference: str
    resume_code: str | None = Field(
        description="The code that opens the record again, in the answer that opened it; else null."
    )


class AnswerOut(BaseModel):
    """The answer to a message."""

    replies: list[ReplyOut]
    escalation: EscalationOut | None


class TranscriptOut(BaseModel):
    """The conversation so far, in order."""

    messages: list[dict[str, Any]]


class ProblemOut(BaseModel):
    """What was wrong with a request, in words, also as a reply that can be shown as it is."""

    error: dict[str, Any]
    replies: list[ReplyOut]
    escalation: None = None
