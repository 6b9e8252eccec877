"""Papers read back from their files, as another program would read them."""

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from docx import Document
from docx.document import Document as WordDocument
from docx.table import Table
from docx.text.paragraph import Paragraph
from pypdf import PdfReader

from escalation.papers.wording import words


def squashed(text: str) -> str:
    """A text without white space: a PDF knows only where its lines end, not which of them belong together."""
    return re.sub(r"[\s\u200b]", "", text)


def word_document(file: bytes) -> WordDocument:
    """A Word file, opened."""
    return Document(BytesIO(file))


def word_paragraphs(file: bytes) -> Iterator[Paragraph]:
    """Every paragraph of the body, those in tables too, in their order."""
    for part in word_document(file).iter_inner_content():
        if isinstance(part, Table):
            for row in part.rows:
                for cell in row.cells:
                    yield from cell.paragraphs
        else:
            yield part


def word_rows(file: bytes) -> list[tuple[str, ...]]:
    """The rows of all tables of a Word file, without their heading rows."""
    return [tuple(cell.text for cell in row.cells) for table in word_document(file).tables for row in table.rows[1:]]


def word_parts(file: bytes) -> dict[str, str]:
    """The XML of every part of a Word file, by name."""
    with ZipFile(BytesIO(file)) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist() if name.endswith((".xml", ".rels"))}


def pdf_pages(file: bytes) -> list[str]:
    """The text of each page."""
    return [page.extract_text() for page in PdfReader(BytesIO(file)).pages]


def pdf_body(file: bytes) -> str:
    """All text of a PDF without white space, and without what stands at the head and foot of every page."""
    head, page = squashed(words("labels", "care")), words("labels", "page")
    bodies = [squashed(text).split(head, 1)[1] for text in pdf_pages(file)]
    return "".join(re.sub(rf"Reference[-\d]+{page}\d+\D+\d+$", "", body) for body in bodies)


def text_of(file: bytes, form: str) -> str:
    """All text of a paper, without white space."""
    if form == "docx":
        return squashed("".join(paragraph.text for paragraph in word_paragraphs(file)))
    if form == "pdf":
        return pdf_body(file)
    return squashed(file.decode())
