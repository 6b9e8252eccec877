"""What every paper has in every form: the same words, headings, page numbers, language, and nothing of the clock."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from io import BytesIO
from itertools import pairwise
from typing import Any
from zipfile import ZipFile

import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from escalation.library import Library
from escalation.papers.paper import FORMS, PAPERS, PaperUnknown, file_name, make_paper, media_type, paper_of
from escalation.papers.wording import words
from escalation.record import Record
from tests.escalation.papers.reading_back import (
    pdf_pages,
    squashed,
    text_of,
    word_document,
    word_paragraphs,
    word_parts,
)
from tests.escalation.papers.sample import TODAY, fit_for, record_of, settled

MARKUP = (
    '#import "@preview/x:1.0.0": * #panic("no") $x^2$ *bold* _it_ @ref <label> = Heading // rest /* in */ '
    "\\ \\u{41} `code` [a](b) ~ -- --- ... ' \" {name} %s <w:p>&amp;</w:p> ]]> <!-- x --> &#65; ${HOME} =SUM(A1)"
)
LONG_WORD = "".join(f"{number:04d}" for number in range(1000))
MANY_PARAGRAPHS = "\n\n".join(f"This is paragraph number {number}." for number in range(1, 101))
ACCENTS = "Zoë Brontë-Łukasz, Siân, Ňuñez, Dvořák, Θεός, Жанна, “quoted” – 5 € ½"
HARD_TEXTS = {"markup": MARKUP, "a long word": LONG_WORD, "many paragraphs": MANY_PARAGRAPHS, "accents": ACCENTS}


@pytest.fixture
def record(library: Library) -> Record:
    """A record that went through two stages and is closed."""
    return settled(record_of(library), library)


def structure(file: bytes) -> Iterator[dict[str, Any]]:
    """Every element of a PDF's structure, in reading order."""

    def under(node: Any) -> Iterator[dict[str, Any]]:
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, DictionaryObject) and "/S" in node:
            yield node
        children = node.get("/K", []) if isinstance(node, DictionaryObject) else []
        for child in children if isinstance(children, list) else [children]:
            if isinstance(child, IndirectObject | DictionaryObject):
                yield from under(child)

    yield from under(PdfReader(BytesIO(file)).trailer["/Root"]["/StructTreeRoot"])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("said", HARD_TEXTS.values(), ids=HARD_TEXTS)
def test_what_was_written_comes_out_as_it_was_written(
    record: Record, library: Library, name: str, form: str, said: str
) -> None:
    record = fit_for(name, record)
    text = text_of(make_paper(name, form, replace(record, description=said), library, TODAY), form)
    assert squashed(said) in text


@pytest.mark.parametrize("name", PAPERS)
def test_a_word_longer_than_a_line_is_broken_and_does_not_leave_the_page(
    record: Record, library: Library, name: str
) -> None:
    record = fit_for(name, record)
    told = tuple(replace(told, agreed=LONG_WORD) for told in record.told)
    pages = pdf_pages(make_paper(name, "pdf", replace(record, description=LONG_WORD, told=told), library, TODAY))
    assert max(len(line) for page in pages for line in page.splitlines()) < 140


@pytest.mark.parametrize("name", PAPERS)
def test_word_keeps_every_letter_of_every_language(record: Record, library: Library, name: str) -> None:
    record = fit_for(name, record)
    said = "مرحبا يا زوي, 中文字符, שלום, 🚔 👩‍👧 ✅"
    made = make_paper(name, "docx", replace(record, description=said), library, TODAY)
    assert said in [paragraph.text for paragraph in word_paragraphs(made)]


@pytest.mark.parametrize("form", FORMS)
def test_characters_that_no_file_can_hold_are_taken_out(record: Record, library: Library, form: str) -> None:
    said = "before\x00\x08\x0b\x1b\x7f\ud800\ufffe\uffff\u202eafter"
    told = tuple(replace(told, said=said, agreed=said, learning=said) for told in record.told)
    made = make_paper("record", form, replace(record, description=said, case_reference=said, told=told), library, TODAY)
    text = text_of(made, form)
    assert "before" in text and "after" in text
    assert not re.search("[\x00-\x08\x0b\x1b\x7f\ufffe\uffff\u202e]", text)


def strings(part: Any) -> Iterator[str]:
    """All text of a part of a paper's content, but for descriptions that nobody sees."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for inner in part:
            yield from strings(inner)
    elif is_dataclass(part):
        for field in fields(part):
            if field.name != "about":
                yield from strings(getattr(part, field.name))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", PAPERS)
def test_all_forms_say_the_same_words(record: Record, library: Library, name: str, form: str) -> None:
    record = fit_for(name, record)
    content = paper_of(name, record, library, TODAY)
    text = text_of(make_paper(name, form, record, library, TODAY), form)
    said = [content.title, *strings((content.opening, content.sections, content.closing))]
    # Plain text has labels in place of columns.
    unsaid = {words("labels", "detail"), words("labels", "recorded")} if form == "txt" else set()
    assert len(said) > 20
    assert [string for string in said if squashed(string) not in text and string not in unsaid] == []


@pytest.mark.parametrize("name", PAPERS)
def test_word_has_a_title_and_headings_that_leave_no_level_out(record: Record, library: Library, name: str) -> None:
    record = fit_for(name, record)
    document = word_document(make_paper(name, "docx", record, library, TODAY))
    styles = [str(paragraph.style.name) for paragraph in document.paragraphs if paragraph.style]
    assert styles[0] == "Title" and styles.count("Title") == 1
    levels = [int(style[-1]) for style in styles if style.startswith("Heading")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", PAPERS)
def test_pdf_has_a_title_headings_and_tables_with_heading_cells(record: Record, library: Library, name: str) -> None:
    record = fit_for(name, record)
    made = make_paper(name, "pdf", record, library, TODAY)
    tags = [str(element["/S"]) for element in structure(made)]
    assert tags.count("/Title") == 1
    headings = [int(tag[2:]) for tag in tags if re.fullmatch(r"/H\d", tag)]
    assert len(headings) == len(paper_of(name, record, library, TODAY).sections)
    assert tags.count("/Table") == tags.count("/THead") and tags.count("/TH") > 0


@pytest.mark.parametrize("name", PAPERS)
def test_pdf_is_tagged_and_says_its_language_title_and_standard(record: Record, library: Library, name: str) -> None:
    record = fit_for(name, record)
    reader = PdfReader(BytesIO(make_paper(name, "pdf", record, library, TODAY)))
    root = reader.root_object
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a boolean of PDF's own
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert reader.metadata is not None and reader.metadata.title == words("titles", name)
    assert reader.metadata.author is None
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_object().get_data()


def test_pdf_has_an_outline_of_all_headings(record: Record, library: Library) -> None:
    def titles(part: Any) -> Iterator[str]:
        for entry in part:
            yield from titles(entry) if isinstance(entry, list) else [entry["/Title"]]

    outline = PdfReader(BytesIO(make_paper("record", "pdf", record, library, TODAY))).outline
    assert list(titles(outline)) == [section.title for section in paper_of("record", record, library, TODAY).sections]


def test_every_page_of_a_pdf_has_its_number_and_the_reference(record: Record, library: Library) -> None:
    pages = pdf_pages(make_paper("record", "pdf", replace(record, description=MANY_PARAGRAPHS), library, TODAY))
    assert len(pages) > 4
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page and f"Reference {record.reference}" in page


def test_word_counts_its_pages_in_the_footer_beside_the_reference(record: Record, library: Library) -> None:
    made = make_paper("record", "docx", record, library, TODAY)
    footer = word_document(made).sections[0].footer
    assert record.reference in footer.paragraphs[0].text
    fields = [field.text for field in footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_word_is_a4_in_british_english_with_a_title_and_no_author(record: Record, library: Library) -> None:
    made = make_paper("record", "docx", record, library, TODAY)
    document = word_document(made)
    page, about = document.sections[0], document.core_properties
    assert page.page_width and page.page_height
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    assert (about.title, about.language) == (words("titles", "record"), "en-GB")
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    parts = word_parts(made)
    assert 'w:lang w:val="en-GB"' in parts["word/styles.xml"] and "en-US" not in parts["word/settings.xml"]


def test_word_tables_repeat_their_heading_and_are_described(record: Record, library: Library) -> None:
    tables = word_document(make_paper("record", "docx", record, library, TODAY)).tables
    assert len(tables) > 5
    for table in tables:
        # Word widens a column for a long word unless its width is fixed.
        assert not table.autofit
        assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        described = table._tbl.tblPr.find(qn("w:tblDescription"))
        assert described is not None and described.get(qn("w:val"))


@pytest.mark.parametrize("name", PAPERS)
def test_word_has_no_empty_paragraphs(record: Record, library: Library, name: str) -> None:
    record = fit_for(name, record)
    made = make_paper(name, "docx", replace(record, description="one\n\n\n\ntwo"), library, TODAY)
    assert [paragraph for paragraph in word_paragraphs(made) if not paragraph.text.strip()] == []


@pytest.mark.parametrize("name", PAPERS)
def test_training_is_marked_on_every_page_and_live_on_none(record: Record, library: Library, name: str) -> None:
    record = fit_for(name, record)
    mark = words("labels", "training")
    training = replace(record, mode="training", description=MANY_PARAGRAPHS)
    pages = pdf_pages(make_paper(name, "pdf", training, library, TODAY))
    assert len(pages) > 1 and all(mark in page for page in pages)
    header = word_document(make_paper(name, "docx", training, library, TODAY)).sections[0].header
    assert header.paragraphs[0].text == mark
    assert make_paper(name, "txt", training, library, TODAY).decode().startswith(mark.upper())
    assert not any(mark in page for page in pdf_pages(make_paper(name, "pdf", record, library, TODAY)))
    assert mark.upper() not in make_paper(name, "txt", record, library, TODAY).decode()
    assert mark not in "".join(word_parts(make_paper(name, "docx", record, library, TODAY)).values())


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("form", FORMS)
def test_the_same_record_on_the_same_day_gives_the_same_bytes(
    record: Record, library: Library, name: str, form: str
) -> None:
    record = fit_for(name, record)
    first, second = (make_paper(name, form, record, library, TODAY) for _ in range(2))
    assert first == second


def test_no_time_of_day_is_in_any_file(record: Record, library: Library) -> None:
    made = make_paper("record", "docx", record, library, TODAY)
    with ZipFile(BytesIO(made)) as packed:
        assert {part.date_time for part in packed.infolist()} == {(2026, 12, 7, 0, 0, 0)}
    about = word_document(made).core_properties
    assert about.created and (about.created.date(), about.created.hour) == (TODAY, 0)
    dates = PdfReader(BytesIO(make_paper("record", "pdf", record, library, TODAY))).metadata
    assert dates is not None and dates.creation_date == dates.modification_date
    assert dates.creation_date and dates.creation_date.replace(tzinfo=None) == datetime(2026, 12, 7)
    for form in FORMS:
        assert "23:30" not in text_of(make_paper("record", form, record, library, TODAY), form)


@pytest.mark.parametrize(("name", "form"), [("diary", "pdf"), ("record", "odt"), ("", ""), ("record", "PDF")])
def test_there_are_no_other_papers_and_forms(record: Record, library: Library, name: str, form: str) -> None:
    with pytest.raises(PaperUnknown):
        make_paper(name, form, record, library, TODAY)
    with pytest.raises(PaperUnknown):
        file_name(name, form, record)


def test_a_file_is_named_by_its_reference_and_nothing_of_the_case(record: Record) -> None:
    names = {file_name(name, form, record) for name in PAPERS for form in FORMS}
    assert len(names) == 9
    for name in names:
        assert re.fullmatch(rf"escalation-[a-z]+-{record.reference}\.(docx|pdf|txt)", name)


def test_every_form_has_its_media_type() -> None:
    assert media_type("pdf") == "application/pdf"
    assert "wordprocessingml" in media_type("docx") and "utf-8" in media_type("txt")
    with pytest.raises(PaperUnknown):
        media_type("odt")
