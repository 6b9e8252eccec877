"""A directory file: good as a whole or refused as a whole, with every fault named by its row and column."""

import csv
import io
from collections.abc import Callable
from datetime import date

import pytest

from escalation.directory.file import (
    MOST_BYTES,
    MOST_FAULTS,
    MOST_ROWS,
    DirectoryRefused,
    read_directory,
)
from escalation.directory.officer import COLUMNS, NamedOfficer
from escalation.directory.row import FORMULA_SIGNS, can_be_dialled
from escalation.library import Library
from tests.escalation.conftest import PROCEDURES

TODAY = date(2026, 11, 23)
LIBRARY = Library.load(PROCEDURES)
GOOD = {
    "partnership": "sussex",
    "locality": "east_sussex",
    "agency": "police",
    "team": "Eastern division",
    "stage": "3",
    "role": "detective inspector",
    "name": "Example Officer",
    "phone": "01632 960001",
    "email": "officer@police.example",
    "confirmed_by": "The lead",
    "confirmed_on": "2026-11-01",
    "review_on": "2027-05-01",
}


def made(*rows: dict[str, str], columns: tuple[str, ...] = COLUMNS, separator: str = ",") -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator)
    writer.writerow(columns)
    writer.writerows([row[column] for column in columns] for row in rows)
    return text.getvalue().encode()


def read(content: bytes) -> list[NamedOfficer]:
    return read_directory(content, LIBRARY, TODAY).officers


def faults(content: bytes) -> list[tuple[int | None, str | None]]:
    with pytest.raises(DirectoryRefused) as refused:
        read(content)
    return [(fault.row, fault.column) for fault in refused.value.faults]


def told(content: bytes) -> str:
    with pytest.raises(DirectoryRefused) as refused:
        read(content)
    return refused.value.message


def test_a_good_row_is_read_whole() -> None:
    (officer,) = read(made(GOOD))
    assert officer == NamedOfficer(
        **{key: value for key, value in GOOD.items() if key not in ("stage", "confirmed_on", "review_on")},
        stage=3,
        confirmed_on=date(2026, 11, 1),
        review_on=date(2027, 5, 1),
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda text: b"\xef\xbb\xbf" + text,
        lambda text: text.replace(b"\r\n", b"\n"),
        lambda text: text.replace(b"\r\n", b"\r"),
        lambda text: text.replace(b"\r\n", b"\r\n\r\n"),
        lambda text: text + b",,,,,,,,,,,\r\n" * 3,
        lambda text: b"\r\n" + text,
        lambda text: text.replace(b"partnership", b" Partnership "),
        lambda text: text.replace(b"Example Officer", b"  Example   Officer "),
        lambda text: text.replace(b"2026-11-01", b"01/11/2026").replace(b"2027-05-01", b"1/5/2027"),
        lambda text: text.replace(b",", b";"),
        lambda text: text.replace(b",", b"\t"),
    ],
)
def test_what_spreadsheets_do_to_a_file_does_not_change_what_it_says(change: Callable[[bytes], bytes]) -> None:
    assert read(change(made(GOOD))) == read(made(GOOD))


def test_the_columns_may_come_in_any_order() -> None:
    assert read(made(GOOD, columns=COLUMNS[::-1])) == read(made(GOOD))


def test_a_comma_in_a_cell_does_not_part_it() -> None:
    assert read(made({**GOOD, "team": "North, and West"}, separator=";"))[0].team == "North, and West"


@pytest.mark.parametrize(
    ("header", "named"),
    [
        (("colour", *COLUMNS), "colour"),
        (COLUMNS[:-1], "review_on"),
        ((*COLUMNS, "name"), "name"),
        ((*COLUMNS, "Name"), "name"),
        ((*COLUMNS, ""), "13"),
        (("=1+1", *COLUMNS[1:]), "partnership"),
    ],
)
def test_wrong_columns_are_refused_by_name(header: tuple[str, ...], named: str) -> None:
    content = ",".join(header).encode() + b"\n"
    assert named in told(content) and (1, None) in faults(content)


def test_every_wrong_column_is_named_at_once() -> None:
    assert len(faults(b"colour,name,name\n")) == 2 + len(COLUMNS) - 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"\xef\xbb\xbf",
        ",".join(COLUMNS).encode("utf-16"),
        ",".join(COLUMNS).encode("utf-16-le"),
        made({**GOOD, "name": "Zoë"}).decode().encode("cp1252"),
        b"PK\x03\x04\x14\x00\xff\xfe",
        b",".join([b'"partnership']),
        (",".join(COLUMNS[:6]) + ";" + ";".join(COLUMNS[6:])).encode(),
        b"sep=;\n" + made(GOOD, separator=";"),
        made(GOOD) + b"\n" * MOST_BYTES,
    ],
)
def test_what_is_no_such_file_is_refused_in_words(content: bytes) -> None:
    assert told(content)


def test_two_bytes_for_a_letter_are_another_encoding_with_and_without_their_mark() -> None:
    assert told(made(GOOD).decode().encode("utf-16-le")) == told(made(GOOD).decode().encode("utf-16"))


def test_columns_parted_in_two_ways_are_one_fault() -> None:
    assert len(faults((",".join(COLUMNS[:6]) + ";" + ";".join(COLUMNS[6:])).encode())) == 1


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("partnership", ""),
        ("partnership", "atlantis"),
        ("partnership", "Sussex"),
        ("locality", "hove"),
        ("agency", "polis"),
        ("stage", "0"),
        ("stage", "7"),
        ("stage", "3.0"),
        ("stage", "-1"),
        ("stage", "٣"),
        ("stage", "9" * 5000),
        ("name", ""),
        ("name", "   "),
        ("name", "\u200c"),
        ("name", "x" * 201),
        ("name", "Two\nlines"),
        ("name", "Nothing\0here"),
        ("name", "Back\u202ewards"),
        ("role", "\tlead"),
        ("team", "x" * 140_000),
        ("phone", "1632 960001"),
        ("phone", "01632"),
        ("phone", "+44 (0)1632 960001"),
        ("phone", "+4401632960001"),
        ("phone", "+33 1 23 45 67 89"),
        ("phone", "01632 960001 ext 2"),
        ("phone", "00 1632 96000"),
        ("email", "officer"),
        ("email", "officer@police"),
        ("email", "officer @police.example"),
        ("email", "a..b@police.example"),
        ("email", "a@b@police.example"),
        ("email", f"{'a' * 64}@{'b' * 60}.{'c' * 130}"),
        ("confirmed_by", ""),
        ("confirmed_on", ""),
        ("confirmed_on", "31/02/2026"),
        ("confirmed_on", "2026-02-31"),
        ("confirmed_on", "11/23/2026"),
        ("confirmed_on", "yesterday"),
        ("confirmed_on", "20261101"),
        ("confirmed_on", "2026-11-24"),
        ("review_on", "2026-11-01"),
        ("review_on", "1999-01-01"),
        ("review_on", "01/01/26"),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column(column: str, value: str) -> None:
    content = made(GOOD, {**GOOD, "name": "Another Officer", column: value})
    # A cell that no program writes makes its whole row unreadable.
    assert faults(content) == [(3, None if len(value) > 131_072 else column)]


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("sign", [*FORMULA_SIGNS, " =", "'=", " '="])
def test_a_formula_is_refused_in_every_column(column: str, sign: str) -> None:
    assert faults(made({**GOOD, column: f"{sign}{GOOD[column]}"})) == [(2, column)]


def test_a_tab_in_front_is_told_as_a_formula_too() -> None:
    assert told(made({**GOOD, "role": "\tlead"})) == told(made({**GOOD, "role": "=lead"}))


@pytest.mark.parametrize(
    "phone", ["+44 1632 960001", "+441632960001", "01632 960001", "(01632) 960001", "101", "  101 "]
)
def test_a_telephone_number_is_kept_as_typed(phone: str) -> None:
    assert read(made({**GOOD, "phone": phone}))[0].phone == phone.strip()


def test_every_fault_of_every_row_is_told_at_once() -> None:
    bad = {**GOOD, "agency": "polis", "team": "=team", "phone": "12", "review_on": "soon"}
    found = faults(made({**bad, "name": "A"}, GOOD, {**bad, "name": "B"}))
    assert found == [(row, column) for row in (2, 4) for column in ("agency", "team", "phone", "review_on")]


def test_no_more_than_fifty_faults_are_told_and_the_rest_counted() -> None:
    rows = [{**GOOD, "name": f"Officer {number}", "agency": "polis"} for number in range(MOST_FAULTS + 7)]
    lines = told(made(*rows)).splitlines()
    assert len(lines) == 1 + MOST_FAULTS + 1 and "7" in lines[-1]


def test_blank_rows_count_as_a_spreadsheet_counts_them() -> None:
    content = made(GOOD).replace(b"\r\n", b"\r\n\r\n,,,,,,,,,,,\r\n") + made({**GOOD, "name": ""}).splitlines()[1]
    assert faults(content) == [(7, "name")]


def test_a_row_with_too_many_or_too_few_cells_is_refused() -> None:
    few, many = b"sussex,,police\n", made({**GOOD, "name": "Another"}).splitlines()[1] + b",more\n"
    assert faults(made(GOOD) + few + many) == [(3, None), (4, None)]


@pytest.mark.parametrize("cell", [b'"open', b'"closed"too early'])
def test_a_quotation_mark_out_of_place_is_named_with_its_row(cell: bytes) -> None:
    assert faults(made(GOOD) + b"sussex,,police," + cell + b",3,,A,,,,,\n") == [(3, None)]


def test_more_rows_than_a_directory_has_are_refused() -> None:
    short = {column: "" for column in COLUMNS} | {"partnership": "sussex", "stage": "1"}
    rows = [short | {"name": f"Officer {number}"} for number in range(MOST_ROWS + 1)]
    assert len(read(made(*rows[:-1]))) == MOST_ROWS
    assert f"{MOST_ROWS:,}" in told(made(*rows))


@pytest.mark.parametrize(
    "change", [{}, {"name": "EXAMPLE  officer"}, {"stage": "03"}, {"phone": "01632 960002"}, {"agency": "police "}]
)
def test_a_row_that_comes_twice_is_refused_with_both_rows_named(change: dict[str, str]) -> None:
    content = made(GOOD, {**GOOD, "name": "Another"}, {**GOOD, **change})
    assert faults(content) == [(4, None)]
    assert "row 4" in told(content) and "row 2" in told(content)


def test_a_row_needs_a_stage_or_a_role() -> None:
    assert faults(made({**GOOD, "stage": "", "role": ""})) == [(2, "stage")]
    assert read(made({**GOOD, "stage": ""})) and read(made({**GOOD, "role": ""}))


def test_rows_may_differ_by_their_team_alone() -> None:
    assert len(read(made(GOOD, {**GOOD, "team": "Western division"}))) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"role": "Archdeacon"},
        {"agency": "", "stage": "3"},
        {"agency": "", "role": "", "stage": "6"},
        {"stage": "5"},
    ],
)
def test_an_entry_that_no_guidance_would_show_is_let_in_and_said(change: dict[str, str]) -> None:
    file = read_directory(made({**GOOD, **change}), LIBRARY, TODAY)
    assert len(file.officers) == 1 and [doubt.row for doubt in file.doubts] == [2]


def test_an_entry_that_guidance_can_show_raises_no_doubt() -> None:
    known = {**GOOD, "locality": "", "agency": "", "stage": "5", "role": "independent scrutineer"}
    assert read_directory(made(GOOD, known), LIBRARY, TODAY).doubts == []


@pytest.mark.parametrize("phone", ["020 740 6609", "", "+", "+44", "0", "٠١٦٣٢ ٩٦٠٠٠١", "07700 90000"])
def test_what_is_no_number_cannot_be_dialled(phone: str) -> None:
    assert not can_be_dialled(phone)
