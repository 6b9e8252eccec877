"""The table that the benchmark prints: ours, stock, and ours as a multiple of stock."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.figures import Figures

Row = tuple[str, str, str, str]
_HEADINGS: Row = ("", "ours", "stock", "ours / stock")
_MISSING = "-"


def rows(ours: Figures, stock: Figures, messages: int, with_area: int) -> list[Row]:
    """The rows below the headings."""
    one, other = ours.cost, stock.cost
    return [
        _row(f"intent right, of {messages}, %", ours.answered, stock.answered),
        _row("... first guess, unsure or not, %", ours.first_guess, stock.first_guess),
        _row("... the same, question not told, %", ours.untold, stock.untold),
        _row(f"area right, of {with_area}, %", ours.area, stock.area),
        _row("a message, median, ms", one.median_milliseconds, other.median_milliseconds),
        _row("a message, 95th percentile, ms", one.slow_milliseconds, other.slow_milliseconds),
        _row("training, s", one.training_seconds, other.training_seconds),
        _row("training, peak memory, MB", one.training_peak, other.training_peak, places=0),
        _row("reading, memory held, MB", one.resident, other.resident, places=0),
    ]


def plain(table: Sequence[Row]) -> str:
    """The table in columns of even width: names to the left, numbers to the right."""
    lines = [_HEADINGS, *table]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_HEADINGS))]
    return "\n".join(_aligned(line, widths) for line in lines)


def markdown(table: Sequence[Row]) -> str:
    """The same table as Markdown."""
    return "\n".join(_piped(line) for line in (_HEADINGS, ("---", "---:", "---:", "---:"), *table))


def _row(name: str, ours: float | None, stock: float | None, places: int = 1) -> Row:
    ratio = f"{ours / stock:.2f}" if ours is not None and stock else _MISSING
    return name, _number(ours, places), _number(stock, places), ratio


def _number(value: float | None, places: int) -> str:
    return _MISSING if value is None else f"{value:,.{places}f}"


def _aligned(line: Row, widths: Sequence[int]) -> str:
    name, *numbers = line
    padded = [number.rjust(width) for number, width in zip(numbers, widths[1:], strict=True)]
    return "  ".join([name.ljust(widths[0]), *padded])


def _piped(line: Row) -> str:
    return f"| {' | '.join(line)} |"
