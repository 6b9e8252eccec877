"""The Word papers, opened by LibreOffice and read back from what it makes of them."""

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from escalation.library import Library
from escalation.papers.paper import PAPERS, make_paper
from escalation.papers.wording import words
from tests.escalation.papers.sample import TODAY, record_of, settled

LONG_WORD = "".join(f"{number:04d}" for number in range(1000))
SAID = (
    f'Zoë and Łukasz wrote: #import "x" $y$ *bold* <w:p>&amp;</w:p> \\ @ref.\nمرحبا\n{LONG_WORD}\nThe last paragraph.'
)
_SECONDS = 180


@pytest.fixture(scope="module")
def library() -> Library:
    """The five procedures that come with the product."""
    return Library.load()


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Callable[[str], PdfReader]:
    """All papers of a training record, converted by one run of LibreOffice, by name."""
    folder = tmp_path_factory.mktemp("papers")
    going_on = replace(record_of(library), mode="training", description=SAID)
    closed = settled(going_on, library)
    closed = replace(closed, told=tuple(replace(told, agreed=LONG_WORD) for told in closed.told))
    files = [folder / f"{name}.docx" for name in PAPERS]
    for file in files:
        # The message asks for an answer, so it is made only while the escalation is open.
        record = going_on if file.stem == "message" else closed
        file.write_bytes(make_paper(file.stem, "docx", record, library, TODAY))
    # A profile of its own, so that an office that is open on this computer does not take the work over.
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    program = shutil.which("soffice") or shutil.which("libreoffice")
    assert program, "LibreOffice is missing: .venv/bin/python -m launch.office"
    command = [program, "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, timeout=_SECONDS, capture_output=True)
    return lambda name: PdfReader(Path(folder / f"{name}.pdf"))


def squashed(reader: PdfReader) -> str:
    """All text of a converted paper without white space, and without what is repeated on every page."""
    return "".join(_body(re.sub(r"\s", "", page.extract_text())) for page in reader.pages)


def _body(page: str) -> str:
    for names in (("training",), ("care",), ("detail", "recorded")):
        repeated = "".join(words("labels", name) for name in names)
        page = page.replace(re.sub(r"\s", "", repeated), "", 1)
    return re.sub(r"Reference[-0-9]+Page\d+of\d+", "", page)


@pytest.mark.parametrize("name", PAPERS)
def test_it_opens_and_says_what_was_written(opened: Callable[[str], PdfReader], name: str) -> None:
    text = squashed(opened(name))
    for line in SAID.split("\n"):
        # What is written from right to left is not read back in the order in which it was written.
        if line != "مرحبا":
            assert re.sub(r"\s", "", line) in text


@pytest.mark.parametrize("name", ["record", "confirmation"])
def test_a_long_word_leaves_neither_its_column_nor_the_page(opened: Callable[[str], PdfReader], name: str) -> None:
    assert squashed(opened(name)).count(LONG_WORD) >= 2
    lines = [line for page in opened(name).pages for line in page.extract_text().splitlines()]
    assert max(map(len, lines)) < 140


@pytest.mark.parametrize("name", PAPERS)
def test_its_pages_are_counted_and_marked(opened: Callable[[str], PdfReader], name: str) -> None:
    pages = [page.extract_text() for page in opened(name).pages]
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
        assert words("labels", "training") in page


def test_it_keeps_the_title_and_the_page_size(opened: Callable[[str], PdfReader]) -> None:
    reader = opened("record")
    assert reader.metadata is not None and reader.metadata.title == words("titles", "record")
    width, height = reader.pages[0].mediabox.width, reader.pages[0].mediabox.height
    assert (round(width), round(height)) == (595, 842)
