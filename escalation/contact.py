"""Somebody to speak to, and what the procedure's text prints of them."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from escalation.condition import ALWAYS, Code, Part, Ref, When, Words
from escalation.facts import Agency


class Side(StrEnum):
    """On whose side a contact stands."""

    OWN = "own"
    OTHER = "other"
    CONFERENCE = "conference"
    PARTNERSHIP = "partnership"
    EXTERNAL = "external"


class PrintedNumber(Part):
    """A telephone number as the text prints it. `malformed` gives the reason why it cannot be dialled."""

    printed: Annotated[str, Field(pattern=r"^[0-9+() -]{3,20}$")]
    as_of: Annotated[str, Field(description="The date of the text that prints it.")]
    malformed: Words | None = None

    @property
    def can_be_dialled(self) -> bool:
        """Whether the number has as many digits as a number of the United Kingdom."""
        digits = "".join(sign for sign in self.printed if sign.isdigit())
        return len(digits) == 3 or (digits.startswith("0") and len(digits) in (10, 11) and not _is_short(digits))

    @model_validator(mode="after")
    def _reason_where_needed(self) -> "PrintedNumber":
        if not self.can_be_dialled and not self.malformed:
            raise ValueError("this number cannot be dialled as printed: say why in `malformed`")
        return self


def _is_short(digits: str) -> bool:
    # London, 03 and mobile numbers always have eleven digits; only some older area codes have ten.
    return len(digits) == 10 and digits.startswith(("02", "03", "07"))


class Contact(Part):
    """Somebody to speak to: the role in the procedure's own words, and by sector where it gives one."""

    side: Side
    role: Words
    sectors: dict[Agency, Words] = Field(default_factory=dict)
    cite: Ref
    phone: PrintedNumber | None = None
    when: When = ALWAYS


class SuggestedContact(Part):
    """A number read elsewhere. A lead confirms it before any practitioner sees it."""

    label: Words
    phone: Annotated[str, Field(pattern=r"^[0-9+() -]{3,20}$")]
    locality: Code | None = None
    source: Words
