"""One row of a directory file, checked cell by cell. Every fault is collected, none stops the others."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from escalation.contact import PrintedNumber
from escalation.directory.officer import COLUMNS, KEY_LENGTH, NamedOfficer
from escalation.facts import EARLIEST, LATEST, Agency, RouteCode
from escalation.library import Library
from escalation.procedure import Procedure
from escalation.words import Wordbook

words = Wordbook(Path(__file__).with_name("words.yml"))

# What a spreadsheet takes for the beginning of a formula, in the wide forms of East Asian keyboards too.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_MOST = {"team": 120, "role": 200, "name": 200, "phone": 20, "email": 254, "confirmed_by": 200}
_MOST_OF_CODES = 60
_PHONE = re.compile(r"\+44[0-9 -]+|\(?[0-9][0-9() -]+")
_NAME_AT_PLACE = re.compile(
    r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.A | re.I
)
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
# Some scripts need these two to join or part letters; every other invisible sign is a slip or a trick.
_JOINERS = "\u200c\u200d"


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where: the row as a spreadsheet counts it, from 1, and the column."""

    said: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        if self.row is None:
            return self.said
        if self.column is None:
            return words("file", "in_row", row=self.row, said=self.said)
        return words("file", "in_cell", row=self.row, column=self.column, said=self.said)


@dataclass
class Row:
    """One row in the making. `cells` is what the file holds for each column, `key` what no two rows share."""

    number: int
    cells: Mapping[str, str]
    faults: list[Fault] = field(default_factory=list)
    key: tuple[str, ...] = ()

    def officer(self, library: Library, today: date) -> NamedOfficer | None:
        """The entry that the row holds, or None with what is wrong in `faults`."""
        text = {column: self._text(column) for column in COLUMNS}
        procedure = library.find(text["partnership"])
        if procedure is None:
            self._wrong("partnership", allowed=", ".join(library.codes()))
        else:
            self._check_locality(procedure, text["locality"])
        if text["agency"] and text["agency"] not in tuple(Agency):
            self._wrong("agency", allowed=", ".join(Agency))
        stage = self._stage(procedure, text["stage"])
        if not text["stage"] and not text["role"]:
            self._wrong("stage", "stage_or_role")
        if not any(sign.isalnum() for sign in text["name"]):
            self._wrong("name")
        if text["phone"] and not can_be_dialled(text["phone"]):
            self._wrong("phone")
        if text["email"] and not _is_email(text["email"]):
            self._wrong("email")
        confirmed_on, review_on = self._date("confirmed_on", text), self._date("review_on", text)
        self._check_confirmation(text, confirmed_on, review_on, today)
        self.key = tuple(str(stage) if name == "stage" else text[name].casefold() for name in COLUMNS[:KEY_LENGTH])
        if self.faults:
            self.faults.sort(key=lambda fault: COLUMNS.index(fault.column or COLUMNS[0]))
            return None
        kept = {column: text[column] for column in COLUMNS if column not in ("stage", "confirmed_on", "review_on")}
        return NamedOfficer(**kept, stage=stage, confirmed_on=confirmed_on, review_on=review_on)

    def _wrong(self, column: str, name: str = "", /, **fill: object) -> None:
        # The first fault of a cell is the one that explains the others.
        if all(fault.column != column for fault in self.faults):
            self.faults.append(Fault(words("cell", name or column, **fill), self.number, column))

    def _text(self, column: str) -> str:
        raw = self.cells[column]
        text = _unguarded(" ".join(unicodedata.normalize("NFC", raw).split()))
        is_phone = column == "phone" and text.startswith("+44") and _PHONE.fullmatch(text)
        if (raw.startswith(FORMULA_SIGNS) or text.startswith(FORMULA_SIGNS)) and not is_phone:
            self._wrong(column, "formula")
        elif any(_is_hidden(sign) for sign in raw):
            self._wrong(column, "hidden")
        elif len(text) > _MOST.get(column, _MOST_OF_CODES):
            self._wrong(column, "too_long", most=_MOST.get(column, _MOST_OF_CODES))
            # What is far too long is not looked at any further.
            return ""
        return text

    def _check_locality(self, procedure: Procedure, code: str) -> None:
        if code and procedure.locality(code) is None:
            allowed = ", ".join(locality.code for locality in procedure.localities)
            self._wrong("locality", "locality" if allowed else "no_locality", allowed=allowed)

    def _stage(self, procedure: Procedure | None, text: str) -> int:
        if not text or procedure is None:
            return 0
        most = len(procedure.routes[RouteCode.ESCALATION].stages)
        stage = int(text) if re.fullmatch(r"[0-9]{1,3}", text) else 0
        if not 1 <= stage <= most:
            self._wrong("stage", most=most)
        return stage

    def _date(self, column: str, text: Mapping[str, str]) -> date | None:
        if not text[column]:
            return None
        day = _day(text[column])
        if day is None:
            self._wrong(column, "date")
        return day

    def _check_confirmation(
        self, text: Mapping[str, str], confirmed_on: date | None, review_on: date | None, today: date
    ) -> None:
        if text["confirmed_on"] and not text["confirmed_by"]:
            self._wrong("confirmed_by")
        if text["confirmed_by"] and not text["confirmed_on"]:
            self._wrong("confirmed_on")
        if confirmed_on and confirmed_on > today:
            self._wrong("confirmed_on", "future")
        if confirmed_on and review_on and review_on <= confirmed_on:
            self._wrong("review_on")


def can_be_dialled(phone: str) -> bool:
    """Whether a telephone can dial this in the United Kingdom: 0..., +44..., or three figures."""
    if not _PHONE.fullmatch(phone):
        return False
    number = national(phone)
    if number.startswith("00"):
        return False
    try:
        return PrintedNumber(printed=number, as_of="").can_be_dialled
    except ValidationError:
        return False


def national(phone: str) -> str:
    """The figures of a number as they are dialled within the country, for comparing two numbers."""
    figures = "".join(sign for sign in phone if sign.isdigit())
    return "0" + figures.removeprefix("44") if phone.startswith("+44") else figures


def _unguarded(cell: str) -> str:
    """The cell without the apostrophe that an export puts before what a spreadsheet would take for a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_SIGNS) else cell


def _is_hidden(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn") and sign not in _JOINERS


def _is_email(text: str) -> bool:
    name, _, _ = text.rpartition("@")
    return (
        _NAME_AT_PLACE.fullmatch(text) is not None
        and ".." not in text
        and not name.startswith(".")
        and not name.endswith(".")
    )


def _day(text: str) -> date | None:
    iso, day_first = _ISO.fullmatch(text), _DAY_FIRST.fullmatch(text)
    found = iso.groups() if iso else day_first.groups()[::-1] if day_first else None
    if found is None:
        return None
    try:
        day = date(*map(int, found))
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None
