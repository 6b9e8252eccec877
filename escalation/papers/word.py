"""A paper as a Word file, with real headings, repeated table headings, and page numbers that Word counts itself."""

from datetime import datetime, time
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Emu, Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from escalation.papers.content import Block, Bullets, Notice, Paper, Paragraph, Section, Signature, Table, Text
from escalation.papers.word_parts import add_field, describe, lead_line, make_plain, repeat_heading, without_clock
from escalation.papers.wording import words

WIDTH = Mm(166)
_SIDE = Mm(22)


def word(paper: Paper) -> bytes:
    """The paper as a .docx file."""
    document = Document()
    make_plain(document, WIDTH)
    _page(document, paper)
    _properties(document, paper)
    document.add_paragraph(paper.title, style="Title")
    document.add_paragraph(paper.reference)
    _add(document, paper.opening)
    for section in paper.sections:
        _add_section(document, section)
    _add(document, paper.closing)
    file = BytesIO()
    document.save(file)
    return without_clock(file.getvalue(), paper.made_on)


def _page(document: WordDocument, paper: Paper) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = _SIDE
    page.top_margin = page.bottom_margin = Mm(22)
    head = page.header.paragraphs[0]
    if paper.mark:
        head.text = paper.mark
        head.style = document.styles["Training"]
        head = page.header.add_paragraph(style=document.styles["Header"])
    head.text = paper.care
    foot = page.footer.paragraphs[0]
    foot.text = f"{paper.reference}\t{words('labels', 'page')} "
    add_field(foot, "PAGE")
    foot.add_run(f" {words('labels', 'of')} ")
    add_field(foot, "NUMPAGES")


def _properties(document: WordDocument, paper: Paper) -> None:
    day = datetime.combine(paper.made_on, time())
    about = document.core_properties
    about.title, about.subject, about.language = paper.title, paper.reference, "en-GB"
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    about.created = about.modified = day
    about.revision = 1


def _add_section(document: WordDocument, section: Section) -> None:
    document.add_heading(section.title, level=section.level)
    _add(document, section.blocks)


def _add(document: WordDocument, blocks: tuple[Block, ...]) -> None:
    for block in blocks:
        match block:
            case Paragraph(text):
                document.add_paragraph(text)
            case Notice(text):
                document.add_paragraph(text, style="Notice")
            case Bullets(items):
                for item in items:
                    document.add_paragraph(item, style="List Bullet")
            case Table():
                _add_table(document, block)
            case Signature():
                _add_signature(document, block)


def _add_table(document: WordDocument, given: Table) -> None:
    table = document.add_table(rows=1 + len(given.rows), cols=len(given.columns))
    widths = [Emu(WIDTH * share // 100) for share in given.shares]
    describe(table, given.about, widths)
    texts = [tuple((column,) for column in given.columns), *given.rows]
    for number, (row, cells) in enumerate(zip(table.rows, texts, strict=True)):
        for place, (cell, text, width) in enumerate(zip(row.cells, cells, widths, strict=True)):
            cell.width = width
            _fill(cell, text, strong=number == 0 or (given.names_rows and place == 0))
    repeat_heading(table.rows[0])


def _fill(cell: _Cell, text: Text, strong: bool) -> None:
    paragraphs = [cell.paragraphs[0], *(cell.add_paragraph() for _ in text[1:])]
    for paragraph, line in zip(paragraphs, text, strict=True):
        paragraph.style = "Table text"
        paragraph.add_run(line).bold = strong or None


def _add_signature(document: WordDocument, given: Signature) -> None:
    side = document.add_paragraph(style="Signature line")
    side.add_run(given.side).bold = True
    last: WordParagraph = side
    for line in given.lines:
        last.paragraph_format.keep_with_next = True
        last = document.add_paragraph(f"{line}\t\t", style="Signature line")
        lead_line(last, Mm(64), WIDTH)
    last.paragraph_format.space_after = Pt(12)
