"""A paper as plain text, to be pasted into a secure e-mail."""

from collections.abc import Iterator

from escalation.papers.content import Block, Bullets, Notice, Paper, Paragraph, Section, Signature, Table, Text

_BLANK_LINE = "_" * 40


def plain(paper: Paper) -> bytes:
    """The paper as UTF-8 text. Headings stand on lines of their own, between empty lines."""
    return ("\n\n".join(_parts(paper)) + "\n").encode()


def _parts(paper: Paper) -> Iterator[str]:
    if paper.mark:
        yield paper.mark.upper()
    yield _heading(paper.title, "=")
    yield f"{paper.reference}\n{paper.care}"
    yield from _blocks(paper.opening)
    for section in paper.sections:
        yield from _section(section)
    yield from _blocks(paper.closing)


def _section(section: Section) -> Iterator[str]:
    yield _heading(section.title, "-") if section.level == 1 else section.title
    yield from _blocks(section.blocks)


def _heading(title: str, line: str) -> str:
    return f"{title}\n{line * min(len(title), 60)}"


def _blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        yield _block(block)


def _block(block: Block) -> str:
    match block:
        case Paragraph(text) | Notice(text):
            return text
        case Bullets(items):
            return "\n".join(f"- {item}" for item in items)
        case Table():
            return _table(block)
        case Signature(side, lines):
            return "\n".join((side, *(f"{line}: {_BLANK_LINE}" for line in lines)))


def _table(table: Table) -> str:
    if table.names_rows:
        return "\n".join(_labelled("\n".join(row[0]), row[1]) for row in table.rows)
    rows = (zip(table.columns, row, strict=True) for row in table.rows)
    return "\n\n".join("\n".join(_labelled(column, cell) for column, cell in row) for row in rows)


def _labelled(label: str, cell: Text) -> str:
    if len(cell) == 1:
        return f"{label}: {cell[0]}"
    return "\n".join((f"{label}:", *(f"  {paragraph}" for paragraph in cell)))
