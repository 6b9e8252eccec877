"""The table of the benchmark."""

from benchmarks.figures import Cost, Figures, ninety_fifth
from benchmarks.table import markdown, plain, rows

OURS = Figures(84.0, 86.0, 82.0, 90.0, Cost(12.5, 1500.0, 10.0, 20.0, 800.0))
STOCK = Figures(42.0, 43.0, 43.0, None, Cost(1250.0, 3000.0, 8.0, 16.0, 1600.0))


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_each_row_says_ours_stock_and_the_ratio() -> None:
    table = {name: numbers for name, *numbers in rows(OURS, STOCK, 500, 200)}

    assert table["intent right, of 500, %"] == ["84.0", "42.0", "2.00"]
    assert table["a message, median, ms"] == ["10.0", "8.0", "1.25"]
    assert table["training, s"] == ["12.5", "1,250.0", "0.01"]
    assert table["training, peak memory, MB"] == ["1,500", "3,000", "0.50"]


def test_what_could_not_be_measured_is_a_dash_and_has_no_ratio() -> None:
    [area] = [row for row in rows(OURS, STOCK, 500, 0) if row[0].startswith("area")]

    assert area[1:] == ("90.0", "-", "-")


def test_nothing_is_divided_by_nought() -> None:
    hopeless = Figures(0.0, 0.0, 0.0, 0.0, STOCK.cost)

    assert rows(OURS, hopeless, 500, 200)[0][3] == "-"


def test_the_plain_table_stands_in_columns() -> None:
    lines = plain(rows(OURS, STOCK, 500, 200)).splitlines()

    assert lines[0].split() == ["ours", "stock", "ours", "/", "stock"]
    assert len({len(line) for line in lines}) == 1


def test_the_markdown_table_holds_the_same_rows() -> None:
    table = rows(OURS, STOCK, 500, 200)

    head, rule, *body = markdown(table).splitlines()

    assert cells(head) == ["", "ours", "stock", "ours / stock"]
    assert len(cells(rule)) == 4
    assert [tuple(cells(line)) for line in body] == table


def test_95_of_100_are_not_slower_than_the_95th_percentile() -> None:
    assert ninety_fifth([float(number) for number in range(1, 101)]) == 95
    assert ninety_fifth([7.0]) == 7
