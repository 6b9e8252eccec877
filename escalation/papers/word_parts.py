"""What Word knows and its library has no words for: fields, languages, headings that repeat, descriptions of tables."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

_FONT = "Arial"
_INK, _QUIET, _RULE = RGBColor(0x0B, 0x0C, 0x0C), RGBColor(0x50, 0x5A, 0x5F), "B1B4B6"
_LANGUAGE = "en-GB"
_WORD_OF_TODAY = "15"
# Name, size in points, space before and after in points.
_SIZES = (
    ("Normal", 11, 0, 6),
    ("Title", 22, 0, 8),
    ("Heading 1", 15, 18, 6),
    ("Heading 2", 12.5, 14, 5),
    ("Heading 3", 11, 12, 4),
    ("List Bullet", 11, 0, 4),
    ("Header", 8.5, 0, 6),
    ("Footer", 8.5, 0, 0),
)
_OWN = (("Table text", 10.5, 3, 3), ("Notice", 11, 6, 6), ("Training", 18, 0, 4), ("Signature line", 11, 14, 2))
_BOLD = ("Title", "Heading 1", "Heading 2", "Heading 3", "Notice", "Training")
# What the library's own template brings along: a picture of itself, and its styles a second time.
_LEFTOVERS = ("/thumbnail", "/stylesWithEffects", "/customXml")


def make_plain(document: Document, width: Length) -> None:
    """Gives the document our few styles and British English, and takes away what its template brought along.

    Args:
        document: a new document.
        width: from margin to margin.
    """
    for name, *size in _SIZES:
        _dress(_style(document, name), *size)
    for name, *size in _OWN:
        _dress(_new_style(document, name), *size)
    for name in _BOLD:
        _style(document, name).font.bold = True
    for name in ("Header", "Footer"):
        _style(document, name).font.color.rgb = _QUIET
        _without(_style(document, name).element.get_or_add_pPr(), "w:tabs")
    _style(document, "Footer").paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
    _without(_style(document, "Title").element.get_or_add_pPr(), "w:pBdr")
    _white_on_black(_style(document, "Training"))
    _speak_english(document)
    _leave_the_template(document)


def _style(document: Document, name: str) -> ParagraphStyle:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    return style


def _new_style(document: Document, name: str) -> ParagraphStyle:
    document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style = _style(document, name)
    style.base_style = document.styles["Normal"]
    return style


def _dress(style: ParagraphStyle, size: float, before: float, after: float) -> None:
    style.font.name = _FONT
    style.font.size = Pt(size)
    style.font.color.rgb = _INK
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    style.paragraph_format.line_spacing = 1.15
    # The names of a theme's fonts would win over ours.
    fonts = style.element.rPr.rFonts
    for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{attribute}"), None)
    fonts.set(qn("w:cs"), _FONT)


def _white_on_black(style: ParagraphStyle) -> None:
    style.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
    spacing = style.element.get_or_add_pPr().find(qn("w:spacing"))
    assert spacing is not None
    spacing.addprevious(_made("w:shd", val="clear", color="auto", fill=str(_INK)))


def _speak_english(document: Document) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), _LANGUAGE)
    for language in document.settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), _LANGUAGE)


def _leave_the_template(document: Document) -> None:
    for part in (document.part, document.part.package):
        left = [key for key, relation in part.rels.items() if relation.reltype.endswith(_LEFTOVERS)]
        for key in left:
            del part.rels[key]
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), _WORD_OF_TODAY)
    _keep_our_styles(document)


def _keep_our_styles(document: Document) -> None:
    """Takes away the styles that are not used here: there are over a hundred, and each look-up reads them all."""
    ours = {name for name, *_ in (*_SIZES, *_OWN)}
    for style in list(document.styles):
        if style.name in ours:
            _without(style.element, "w:link")
        elif style.element.get(qn("w:default")) is None:
            style.delete()
    kept = {style.style_id for style in document.styles}
    for level in document.part.numbering_part.element.iter(qn("w:lvl")):
        for used in level.findall(qn("w:pStyle")):
            if used.get(qn("w:val")) not in kept:
                level.remove(used)


def _without(element: BaseOxmlElement, name: str) -> None:
    for child in element.findall(qn(name)):
        element.remove(child)


def _made(name: str, **attributes: str) -> BaseOxmlElement:
    element = OxmlElement(name)
    for attribute, value in attributes.items():
        element.set(qn(f"w:{attribute}"), value)
    return element


def add_field(paragraph: Paragraph, field: str) -> None:
    """Adds something that Word works out itself, such as PAGE. Until it does, a 1 stands there."""
    for kind in ("begin", "separate", "end"):
        if kind == "separate":
            instruction = _made("w:instrText")
            instruction.text = field
            paragraph.add_run()._r.append(instruction)
        paragraph.add_run()._r.append(_made("w:fldChar", fldCharType=kind))
        if kind == "separate":
            paragraph.add_run("1")


def repeat_heading(row: _Row) -> None:
    """Has a row stand at the top of every page that its table reaches, and in one piece."""
    properties = row._tr.get_or_add_trPr()
    properties.append(_made("w:cantSplit"))
    properties.append(_made("w:tblHeader"))


def describe(table: Table, about: str, shares: Sequence[Length]) -> None:
    """Gives a table fixed columns, thin rules between its rows, and a description for whoever cannot see it."""
    table.autofit = False
    for column, width in zip(table.columns, shares, strict=True):
        column.width = width
    properties = table._tbl.tblPr
    _without(properties, "w:tblLook")
    borders = _made("w:tblBorders")
    for edge in ("top", "bottom", "insideH"):
        borders.append(_made(f"w:{edge}", val="single", sz="4", space="0", color=_RULE))
    layout = properties.find(qn("w:tblLayout"))
    assert layout is not None
    layout.addprevious(borders)
    properties.append(_made("w:tblLook", firstRow="1", firstColumn="1", lastRow="0", lastColumn="0", noHBand="1"))
    properties.append(_made("w:tblCaption", val=about))
    properties.append(_made("w:tblDescription", val=about))


def lead_line(paragraph: Paragraph, start: Length, end: Length) -> None:
    """Draws a line to write on, from one place of the line to another, behind two tabs."""
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(start)
    stops.add_tab_stop(end, WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.LINES)


def without_clock(file: bytes, day: date) -> bytes:
    """The same file, with the day instead of the moment at which each part of it was packed."""
    packed = BytesIO()
    with ZipFile(BytesIO(file)) as given, ZipFile(packed, "w", ZIP_DEFLATED) as taken:
        for part in given.infolist():
            entry = ZipInfo(part.filename, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            taken.writestr(entry, given.read(part))
    return packed.getvalue()
