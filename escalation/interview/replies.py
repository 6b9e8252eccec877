"""What the assistant says back. The field names are fixed by the API."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from escalation.interview.questions import Choice, Question

NOTICE = "notice"
QUESTION = "question"
EMERGENCY = "emergency"
SUMMARY = "summary"
GUIDANCE = "guidance"
CONFIRMATION = "confirmation"
ERROR = "error"
KINDS = (NOTICE, QUESTION, EMERGENCY, SUMMARY, GUIDANCE, CONFIRMATION, ERROR)


@dataclass(frozen=True)
class Reply:
    """One thing said. `ends_turn` marks the last reply of a whole turn, `reference` the record
    that a confirmation speaks of, `again` one that tells of what an earlier message had written."""

    kind: str
    text: str
    asks: str | None = None
    choices: tuple[Choice, ...] = ()
    guidance: Mapping[str, Any] | None = None
    ends_turn: bool = False
    reference: str | None = None
    again: bool = False

    def as_json(self) -> dict[str, Any]:
        """The reply as the dialogue engine carries it to the door."""
        return {
            "kind": self.kind,
            "text": self.text,
            "asks": self.asks,
            "choices": [{"value": choice.value, "label": choice.label} for choice in self.choices],
            "guidance": dict(self.guidance) if self.guidance else None,
            "ends_turn": self.ends_turn,
            "reference": self.reference,
            "again": self.again,
        }


def asking(question: Question) -> Reply:
    """The reply that asks a question. Choosing what to change is a part of confirming, and is named so."""
    asks = "confirm" if question.asks == "change" else question.asks
    return Reply(QUESTION, question.text, asks, question.choices, ends_turn=True)
