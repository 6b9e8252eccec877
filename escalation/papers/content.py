"""What a paper is made of, whatever form it is written in. All text in it has been cleaned."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from escalation.day_words import spoken
from escalation.papers.wording import words
from escalation.reading.cleaning import clean

# Several paragraphs. Nothing is ever left blank: what was not said is said to be missing.
Text = tuple[str, ...]

# Points of Unicode that are no characters. XML cannot hold the first two, and nobody can read the others.
_NO_CHARACTERS = re.compile("[\ufffe\uffff\ufdd0-\ufdef]")


@dataclass(frozen=True)
class Paragraph:
    """One paragraph."""

    text: str


@dataclass(frozen=True)
class Notice:
    """A paragraph that must not be overlooked."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """A list in no order."""

    items: Text


@dataclass(frozen=True)
class Table:
    """Rows under a heading row. `shares` are the widths of the columns, in hundredths of the table's.

    `about` says what the table holds, for whoever cannot see it. Where the first cell of a row names the row,
    `names_rows` is true.
    """

    about: str
    columns: Text
    shares: tuple[int, ...]
    rows: tuple[tuple[Text, ...], ...]
    names_rows: bool = False


@dataclass(frozen=True)
class Signature:
    """Lines to be filled in by hand, for one side."""

    side: str
    lines: Text


Block = Paragraph | Notice | Bullets | Table | Signature


@dataclass(frozen=True)
class Section:
    """A heading, of level 1 to 3, and what stands under it."""

    title: str
    level: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Paper:
    """A whole paper. `mark` stands large on every page of a paper from training."""

    title: str
    reference: str
    mark: str | None
    care: str
    made_on: date
    opening: tuple[Block, ...]
    sections: tuple[Section, ...]
    closing: tuple[Block, ...]


def _lines(value: str | None) -> Text:
    lines = [line.strip() for line in _NO_CHARACTERS.sub("", clean(value or "")).split("\n")]
    return tuple(line for line in lines if line)


def is_said(value: str | None) -> bool:
    """Whether anything is left of a text once it is cleaned."""
    return bool(_lines(value))


def paragraphs(value: str | None) -> Text:
    """A text as its paragraphs, cleaned; in words where there is none."""
    return _lines(value) or (words("labels", "not_given"),)


def one_line(value: str | None) -> str:
    """A text as one paragraph, cleaned; in words where there is none."""
    return " ".join(paragraphs(value))


def day(value: date | None) -> str:
    """A date in words, or that there is none."""
    return spoken(value) if value else words("labels", "not_given")


Row = tuple[str, str | None]


def details(about: str, rows: Iterable[Row]) -> Table:
    """A table that says one thing a row: what it is, and what was recorded of it."""
    return Table(
        about=about,
        columns=(words("labels", "detail"), words("labels", "recorded")),
        shares=(32, 68),
        rows=tuple(((label,), paragraphs(value)) for label, value in rows),
        names_rows=True,
    )


def listing(about: str, columns: Text, shares: tuple[int, ...], rows: Iterable[tuple[str | None, ...]]) -> Table:
    """A table with columns of its own."""
    return Table(about, columns, shares, tuple(tuple(paragraphs(cell) for cell in row) for row in rows))


def said(value: str | None) -> tuple[Paragraph, ...]:
    """A text as blocks."""
    return tuple(Paragraph(paragraph) for paragraph in paragraphs(value))
