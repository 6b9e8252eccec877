"""A case while it is being talked about. Nothing of it is a record until the person confirms it."""

from dataclasses import dataclass, field, replace
from typing import Any

from escalation.facts import Facts
from escalation.library import Library

SKIPPED = "skip"
FACTS_ASKED = (
    "urgency",
    "partnership",
    "locality",
    "area",
    "conference",
    "agency",
    "tried",
    "other_agency",
    "timeframe_working_days",
)
IN_OWN_WORDS = ("case_reference", "description", "outcome_sought")
ANSWERS = (*FACTS_ASKED, *IN_OWN_WORDS)


@dataclass(frozen=True)
class Draft:
    """The answers so far, by the key of their question. An answer that was left out is `SKIPPED`.

    `confirm` is "yes" or "no" once the person has checked the summary; `changing` is the key that they want to
    change, or "change" while they are asked which; `misread` counts answers to one question that were not understood.
    `likely_areas` are the codes to choose from where a message was about an area and did not make it plain.
    """

    answers: dict[str, Any] = field(default_factory=dict)
    confirm: str | None = None
    changing: str | None = None
    misread: int = 0
    likely_areas: tuple[str, ...] = ()

    def answer(self, key: str) -> Any:
        """The answer to a question, or None while there is none."""
        return self.answers.get(key)

    def said(self, key: str) -> Any:
        """The answer, or None where there is none or it was left out."""
        value = self.answers.get(key)
        return None if value == SKIPPED else value

    def with_answer(self, key: str, value: Any) -> "Draft":
        """The draft with one answer given or changed. Whatever was confirmed is to be checked again."""
        answers = {**self.answers, key: value}
        if key == "partnership" and value != self.answers.get("partnership"):
            # Localities and steps belong to one procedure, and so does a timeframe.
            answers = {k: v for k, v in answers.items() if k not in ("locality", "timeframe_working_days")}
        likely = () if key == "area" else self.likely_areas
        return replace(self, answers=answers, confirm=None, changing=None, misread=0, likely_areas=likely)

    def facts(self, library: Library) -> Facts:
        """The facts among the answers, checked.

        Raises:
            FactError: an answer is not a fact that the procedures here know.
        """
        return library.parse({key: self.said(key) for key in FACTS_ASKED if self.said(key) is not None})
