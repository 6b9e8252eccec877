"""What holds for every directory file: what is written is read back the same, and whatever comes gets words."""

import csv
import io
import re
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from escalation.directory.file import DirectoryRefused, read_directory, write_directory
from escalation.directory.officer import COLUMNS, NamedOfficer
from escalation.directory.row import FORMULA_SIGNS
from escalation.facts import Agency, RouteCode
from tests.escalation.conftest import PROCEDURES
from tests.escalation.directory.test_file import GOOD, LIBRARY, TODAY, made, read


def _text(most: int, least: int = 0) -> st.SearchStrategy[str]:
    """Text as the directory keeps it: nothing unseen, no sign of a formula in front."""
    signs = st.sampled_from("abzÀéßłΩж'\"`,;|=+-@/\\0 9.()&é🙂中") | st.characters(categories=["L", "N", "P", "S"])
    return (
        st.text(signs, max_size=most)
        .map(lambda text: read_cell(text))
        .filter(lambda text: len(text) <= most and sum(sign.isalnum() for sign in text) >= least)
    )


def read_cell(text: str) -> str:
    """The text as a file that was imported before would have left it, or nothing where that is refused."""
    try:
        return read(made({**GOOD, "team": text}))[0].team
    except DirectoryRefused:
        return ""


@st.composite
def _officers(draw: Any) -> NamedOfficer:
    procedure = draw(st.sampled_from(list(LIBRARY)))
    most = len(procedure.routes[RouteCode.ESCALATION].stages)
    confirmed_by = draw(_text(40))
    confirmed_on = draw(st.dates(date(2020, 1, 1), TODAY)) if confirmed_by else None
    role = draw(_text(60))
    return NamedOfficer(
        partnership=procedure.partnership,
        locality=draw(st.sampled_from(["", *(locality.code for locality in procedure.localities)])),
        agency=draw(st.sampled_from(["", *Agency])),
        team=draw(_text(40)),
        stage=draw(st.integers(0 if role else 1, most)),
        role=role,
        name=draw(_text(60, least=1)),
        phone=draw(st.sampled_from(["", "+44 1632 960001", "01632 960001", "(0163) 2960001", "999"])),
        email=draw(st.sampled_from(["", "o'neil+lead@police.example"])),
        confirmed_by=confirmed_by,
        confirmed_on=confirmed_on,
        review_on=draw(st.none() | st.dates(date(2026, 11, 24), date(2030, 1, 1))),
    )


def _folded(officer: NamedOfficer) -> tuple[Any, ...]:
    return tuple(part.casefold() if isinstance(part, str) else part for part in officer.key)


@given(st.lists(_officers(), min_size=1, max_size=6, unique_by=_folded))
@settings(max_examples=80, deadline=None)
def test_a_file_written_and_read_again_says_the_same(officers: list[NamedOfficer]) -> None:
    content = write_directory(officers)
    assert read(content) == officers
    assert write_directory(read(content)) == content


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@settings(max_examples=400, deadline=None)
def test_whatever_comes_is_read_or_refused_in_words(content: bytes) -> None:
    for whole in (content, made(GOOD) + content, made({**GOOD, "name": content.decode("latin-1")})):
        try:
            read(whole)
        except DirectoryRefused as refused:
            assert refused.message and refused.faults


@given(st.lists(_officers(), min_size=1, max_size=3, unique_by=_folded))
@settings(max_examples=40, deadline=None)
def test_no_cell_that_is_written_begins_like_a_formula(officers: list[NamedOfficer]) -> None:
    rows = list(csv.reader(io.StringIO(write_directory(officers).decode("utf-8-sig"), newline="")))
    assert [cell for row in rows for cell in row if cell.startswith(FORMULA_SIGNS)] == []


def test_even_an_entry_that_no_check_saw_is_written_without_a_formula() -> None:
    officer = NamedOfficer(partnership="sussex", stage=1, name="=HYPERLINK(1)", phone="+44 1632 960001")
    (_, row) = csv.reader(io.StringIO(write_directory([officer]).decode("utf-8-sig"), newline=""))
    assert row[6] == "'=HYPERLINK(1)" and row[7] == "'+44 1632 960001"


def test_the_page_on_the_directory_names_the_columns_and_its_example_can_be_imported() -> None:
    page = (PROCEDURES.parent / "docs/directory.md").read_text(encoding="utf-8")
    assert tuple(re.findall(r"^\| `(\w+)` \|", page, re.M)) == COLUMNS
    (example,) = re.findall(r"```csv\n(.+?)```", page, re.S)
    file = read_directory(example.encode(), LIBRARY, TODAY)
    assert len(file.officers) == 3 and file.doubts == []
