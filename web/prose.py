"""Plain text as a page shows it: paragraphs and lists. Nothing in it is ever taken for HTML."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BULLET = re.compile(r"[-•] +(.+)")
_NUMBERED = re.compile(r"(\d{1,3})[.)] +(.+)")
# The one thing that ever becomes a link: the path of a record's own page, and nothing that goes on after it.
_PAGE = re.compile(r"(?<![^\s(])(/escalations/[0-9]{4}-[0-9]{4}-[0-9])(?=[).,;:!?]*(?:\s|$))")


@dataclass(frozen=True)
class Block:
    """A paragraph with its lines, or a list with its items. `start` is a numbered list's first number."""

    kind: str
    lines: tuple[str, ...]
    start: int = 1


def blocks(text: str) -> list[Block]:
    """The paragraphs and lists of a text, in order. "- " makes a bullet, "1. " a numbered item."""
    found: list[Block] = []
    apart = True
    for line in text.split("\n"):
        line = line.strip()
        if not line:
            apart = True
            continue
        block = _block(line)
        if found and not apart and _goes_on(found[-1], block):
            found[-1] = Block(block.kind, found[-1].lines + block.lines, found[-1].start)
        else:
            found.append(block)
        apart = False
    return found


def linked(line: str) -> list[tuple[str, bool]]:
    """A line in pieces, each with whether it is the path of a record's page, which may be a link."""
    return [(piece, number % 2 == 1) for number, piece in enumerate(_PAGE.split(line)) if piece]


def _block(line: str) -> Block:
    numbered = _NUMBERED.fullmatch(line)
    if numbered:
        return Block("numbered", (numbered[2],), int(numbered[1]))
    bullet = _BULLET.fullmatch(line)
    return Block("bullets", (bullet[1],)) if bullet else Block("paragraph", (line,))


def _goes_on(before: Block, block: Block) -> bool:
    """Whether a line belongs to the block before it. A list whose numbers jump is two lists."""
    if before.kind != block.kind:
        return False
    return block.kind != "numbered" or block.start == before.start + len(before.lines)


def rows(text: str, labels: frozenset[str]) -> tuple[list[Block], list[tuple[str, str]], list[Block]]:
    """A summary taken apart: what stands before its rows, the rows as label and value, and what stands after.

    A row is a line "- label: value" with one of the labels. Lines that follow a row belong to its value, as
    people write on several lines; the last line of the text is what is asked.
    """
    *lines, last = text.split("\n")
    before: list[str] = []
    found: list[tuple[str, str]] = []
    for line in lines:
        row = _row(line, labels)
        if row:
            found.append(row)
        elif found:
            label, value = found[-1]
            found[-1] = (label, f"{value}\n{line}")
        else:
            before.append(line)
    return blocks("\n".join(before)), [(label, value.strip()) for label, value in found], blocks(last)


def _row(line: str, labels: frozenset[str]) -> tuple[str, str] | None:
    for label in _labels_in(line):
        if label in labels:
            return label, line.removeprefix(f"- {label}:").strip()
    return None


def _labels_in(line: str) -> Iterator[str]:
    if line.startswith("- ") and ":" in line:
        yield line[2 : line.index(":")]
