"""A directory file: CSV in and out. A file is good as a whole or refused as a whole, with every fault in it."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from escalation.contact import Side
from escalation.directory.officer import COLUMNS, NamedOfficer, Wanted
from escalation.directory.row import FORMULA_SIGNS, Fault, Row, words
from escalation.errors import EscalationError
from escalation.library import Library
from escalation.procedure import Procedure

MOST_BYTES = 2_000_000
MOST_ROWS = 20_000
MOST_FAULTS = 50
_SEPARATORS = (",", ";", "\t")


class DirectoryRefused(EscalationError):
    """A directory file that cannot be used. `faults` holds them all; the message tells the first fifty."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join([words("file", "refused"), *told(faults)]))
        self.faults = list(faults)


@dataclass
class DirectoryFile:
    """What a good file holds: its entries, and what is allowed but looks like a slip."""

    officers: list[NamedOfficer] = field(default_factory=list)
    doubts: list[Fault] = field(default_factory=list)


def told(faults: Sequence[Fault]) -> list[str]:
    """The faults in words, fifty of them at most, and how many more there are."""
    lines = [str(fault) for fault in faults[:MOST_FAULTS]]
    more = len(faults) - len(lines)
    return [*lines, words("file", "more", count=more)] if more else lines


def read_directory(content: bytes, library: Library, today: date) -> DirectoryFile:
    """The entries of a file.

    Args:
        content: the file: UTF-8, with or without its mark; separated by commas, semicolons or tabs.
        library: the procedures whose partnerships, localities and stages the rows may name.
        today: nothing can have been confirmed later.

    Raises:
        DirectoryRefused: with every fault, each naming its row and column.
    """
    read, faults, seen = DirectoryFile(), list[Fault](), dict[tuple[str, ...], int]()
    for row in _rows(content, faults):
        officer = row.officer(library, today) if not row.faults else None
        faults += row.faults
        first = seen.setdefault(row.key, row.number) if row.key else row.number
        if first != row.number:
            faults.append(Fault(words("cell", "duplicate", row=first), row.number))
        if officer is None:
            continue
        read.officers.append(officer)
        if not _is_wanted(officer, library.find(officer.partnership)):
            column = "role" if officer.role else "stage"
            read.doubts.append(Fault(words("import", "unseen"), row.number, column))
    if faults:
        raise DirectoryRefused(faults)
    return read


def write_directory(officers: Iterable[NamedOfficer]) -> bytes:
    """A file that holds these entries, and that `read_directory` reads back as they are.

    It begins with the mark by which spreadsheets know UTF-8. What a spreadsheet would take for a formula, as it does a
    telephone number with a plus, has an apostrophe in front.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for officer in officers:
        writer.writerow([_cell(getattr(officer, column)) for column in COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def _cell(value: str | int | date | None) -> str:
    cell = str(value) if value else ""
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell


def _rows(content: bytes, faults: list[Fault]) -> Iterator[Row]:
    """The rows below the header. A row with the wrong number of cells comes with its fault."""
    lines = _lines(_text(content), faults)
    number, names = next(lines, (0, []))
    if not names:
        raise DirectoryRefused(faults or [Fault(words("file", "empty"))])
    columns = [name.strip().casefold() for name in names]
    wrong = list(_header_faults(columns, number))
    if wrong:
        raise DirectoryRefused(wrong)
    for count, (number, cells) in enumerate(lines, start=1):
        if count > MOST_ROWS:
            raise DirectoryRefused([Fault(words("file", "too_many", most=f"{MOST_ROWS:,}"))])
        row = Row(number, dict(zip(columns, cells, strict=False)))
        if len(cells) != len(columns):
            said = words("file", "ragged", count=len(cells), wanted=len(columns))
            row.faults.append(Fault(said, number))
        yield row


def _text(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise DirectoryRefused([Fault(words("file", "too_big", most=MOST_BYTES // 1_000_000))])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DirectoryRefused([Fault(words("file", "encoding"))]) from None
    if "\0" in text.partition("\n")[0]:
        # Two bytes for each letter, as some programs write: read as UTF-8, every other one is empty.
        raise DirectoryRefused([Fault(words("file", "encoding"))])
    return text


def _lines(text: str, faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, with their numbers as a spreadsheet counts them: from 1, blank ones too."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    number = 0
    try:
        for number, cells in enumerate(rows, start=1):
            if any(cell.strip() for cell in cells):
                yield number, cells
    except csv.Error:
        faults.append(Fault(words("file", "unreadable"), number + 1))


def _separator(text: str) -> str:
    """What separates the columns. No column's name holds any of the three, so the header alone decides."""
    header = next((line for line in io.StringIO(text) if line.strip(" ,;\t\r\n")), "")
    found = [separator for separator in _SEPARATORS if separator in header]
    if len(found) > 1:
        raise DirectoryRefused([Fault(words("file", "separators"))])
    return found[0] if found else ","


def _header_faults(columns: list[str], row: int) -> Iterator[Fault]:
    listed = ", ".join(COLUMNS)
    for number, name in enumerate(columns, start=1):
        if not name:
            yield Fault(words("file", "unnamed_column", number=number, columns=listed), row)
        elif name in columns[: number - 1]:
            yield Fault(words("file", "doubled_column", name=_harmless(name)), row)
        elif name not in COLUMNS:
            yield Fault(words("file", "unknown_column", name=_harmless(name), columns=listed), row)
    for name in COLUMNS:
        if name not in columns:
            yield Fault(words("file", "missing_column", name=name), row)


def _harmless(name: str) -> str:
    """A name from outside, short and without signs that a terminal would obey."""
    return "".join(sign if sign.isprintable() else " " for sign in name)[:40]


def _is_wanted(officer: NamedOfficer, procedure: Procedure | None) -> bool:
    """Whether any contact of the procedure would ever show this entry."""
    return procedure is not None and any(officer.fits(wanted) for wanted in _wanted_by(procedure, officer))


def _wanted_by(procedure: Procedure, officer: NamedOfficer) -> Iterator[Wanted]:
    for code, route in procedure.routes.items():
        for number, stage in enumerate(route.stages, start=1):
            for contact in stage.contacts:
                sided = contact.side in (Side.OWN, Side.OTHER)
                roles = {agency.value: role for agency, role in contact.sectors.items()} if sided else {}
                yield Wanted(
                    side=contact.side,
                    role=roles.get(officer.agency, contact.role),
                    agency=(officer.agency or None) if sided else "",
                    locality=officer.locality,
                    route=code,
                    stage=number,
                )
