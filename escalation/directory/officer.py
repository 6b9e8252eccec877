"""A named officer: one entry of the local directory, and the contacts of a procedure that it fits."""

import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from datetime import date
from functools import lru_cache

from escalation.contact import Side
from escalation.facts import RouteCode

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Wanted:
    """Whom one contact of the guidance asks for. `agency` is that of the contact's side, None while it is not known."""

    side: Side
    role: str
    agency: str | None
    locality: str
    route: str
    stage: int


@dataclass(frozen=True, kw_only=True)
class NamedOfficer:
    """One entry, its fields in the order of the columns. Empty is any locality, no agency, any role; stage 0 is any."""

    partnership: str
    locality: str = ""
    agency: str = ""
    team: str = ""
    stage: int = 0
    role: str = ""
    name: str
    phone: str = ""
    email: str = ""
    confirmed_by: str = ""
    confirmed_on: date | None = None
    review_on: date | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What no two entries share: everything up to the name."""
        return astuple(self)[:KEY_LENGTH]

    def overdue(self, today: date) -> bool:
        """Whether its review date has passed."""
        return self.review_on is not None and self.review_on < today

    def confirmed(self, today: date) -> bool:
        """Whether somebody has confirmed it and its review date has not passed."""
        return self.confirmed_on is not None and not self.overdue(today)

    def fits(self, wanted: Wanted) -> bool:
        """Whether this is somebody whom the contact may mean."""
        return (
            self.agency == wanted.agency
            and self.locality in ("", wanted.locality)
            and self._fits_stage(wanted)
            and self._fits_role(wanted)
        )

    @property
    def closeness(self) -> tuple[bool, bool, bool]:
        """How exactly it fits where it fits: its own place counts first, then its own stage, then its own role."""
        return self.locality != "", self.stage != 0, self.role != ""

    def _fits_stage(self, wanted: Wanted) -> bool:
        # Stages of the directory are those of the ordinary route; other routes count their own.
        return self.stage == 0 or (wanted.route == RouteCode.ESCALATION and wanted.stage == self.stage)

    def _fits_role(self, wanted: Wanted) -> bool:
        if self.role:
            return spoken_words(self.role) in spoken_words(wanted.role)
        # Without a role an entry cannot tell the partnership's own officer from an Ombudsman or a minister.
        return wanted.side is not Side.EXTERNAL


COLUMNS = tuple(field.name for field in fields(NamedOfficer))
KEY_LENGTH = COLUMNS.index("name") + 1


def closest(officers: Iterable[NamedOfficer], wanted: Wanted) -> list[NamedOfficer]:
    """Everybody who fits best: more than one where several fit equally well, in the order of their names."""
    fitting = [officer for officer in officers if officer.fits(wanted)]
    best = max((officer.closeness for officer in fitting), default=None)
    return sorted(
        (officer for officer in fitting if officer.closeness == best), key=lambda officer: (officer.name, officer.team)
    )


@lru_cache(maxsize=2048)
def spoken_words(role: str) -> str:
    """The words of a role without capitals and punctuation, set apart so that only whole words are found in it."""
    return f" {' '.join(_WORD.findall(role.casefold()))} "
