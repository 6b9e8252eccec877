"""Guidance as a card: the fields of the decision, checked again on their way from the wire to the page."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from escalation.day_words import in_words, spoken

_DIALLED = re.compile(r"\+?[0-9(][0-9 ()-]{1,22}")
_NUMBERED_PARAGRAPH = re.compile(r"\d+(\.\d+)*")
# A number becomes a link only where somebody has printed or confirmed it as one that can be dialled.
_TRUSTED = ("printed", "confirmed")


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Stage(_Part):
    """The step of the route."""

    number: int
    of: int | None = None
    title: str
    word: str
    number_source: str = "text"


class Contact(_Part):
    """Somebody to speak to."""

    side: str
    role: str
    name: str | None = None
    phone: str | None = None
    email: str | None = None
    status: str
    as_of: str | None = None

    @property
    def link(self) -> str | None:
        """What a telephone dials, or None where the number must not be dialled as it stands."""
        if self.phone is None or self.status not in _TRUSTED or not _DIALLED.fullmatch(self.phone):
            return None
        return "tel:" + "".join(sign for sign in self.phone if sign in "+0123456789")


class Timescale(_Part):
    """By when."""

    text: str
    due: date | None = None

    @property
    def day(self) -> str | None:
        """The due date as people say it."""
        return spoken(self.due) if self.due else None


class Following(_Part):
    """What comes next."""

    when: str
    title: str
    stage: int


class Citation(_Part):
    """A paragraph, and what of the answer rests on it."""

    ref: str
    supports: str
    summary: str


class Unknown(_Part):
    """What the procedure does not state."""

    text: str
    held_in: str


class Rule(_Part):
    """A rule that applied."""

    text: str
    ref: str


class Source(_Part):
    """The procedure that the answer comes from."""

    title: str
    edition: str
    as_of: str
    newer_known: str | None = None

    @property
    def dated(self) -> str:
        """The date of the text in words; a month and a year where it has no day."""
        return in_words(self.as_of)


class Card(_Part):
    """The whole answer, as the card shows it."""

    emergency: bool = False
    ended: bool = False
    actor: str | None = None
    stage: Stage | None = None
    contacts: tuple[Contact, ...] = ()
    timescale: Timescale | None = None
    steps: tuple[str, ...] = ()
    record: tuple[str, ...] = ()
    next: Following | None = None
    rule_texts: tuple[Rule, ...] = ()
    also: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    unknowns: tuple[Unknown, ...] = ()
    warnings: tuple[str, ...] = ()
    procedure: Source | None = None

    @property
    def names_only_roles(self) -> bool:
        """Whether there is somebody of whom only the role is known."""
        return any(contact.status == "role_only" for contact in self.contacts)

    @property
    def rules(self) -> list[Rule]:
        """The rules that are not among the steps already."""
        return [rule for rule in self.rule_texts if rule.text not in self.steps]

    @property
    def other_warnings(self) -> list[str]:
        """The warnings, without the one on a newer version, which stands beside the edition."""
        newer = self.procedure.newer_known if self.procedure else None
        return [warning for warning in self.warnings if not (newer and warning.endswith(newer))]

    @property
    def paragraphs(self) -> dict[str, str]:
        """What each cited paragraph says, in short, by its name."""
        return {paragraph(citation.ref): citation.summary for citation in self.citations}

    def refs(self, supports: str) -> str:
        """The paragraphs on which one part of the card rests."""
        named = [paragraph(citation.ref) for citation in self.citations if citation.supports == supports]
        return "; ".join(dict.fromkeys(named))


def card_of(guidance: Mapping[str, Any] | None) -> Card | None:
    """The card, or None where the guidance has not the shape of one; its text then says all the same."""
    if not guidance:
        return None
    try:
        return Card.model_validate(guidance)
    except ValidationError:
        return None


def paragraph(ref: str) -> str:
    """A paragraph by its name: "Paragraph 2.4.24", "Stage 3"."""
    return f"Paragraph {ref}" if _NUMBERED_PARAGRAPH.fullmatch(ref) else ref
