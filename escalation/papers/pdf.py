"""A paper as PDF, set by Typst: tagged for screen readers (PDF/UA-1), with headings, outline and page numbers.

All text goes to the template as data (`paper.typ` reads JSON), so nothing that anybody wrote is ever read as markup.

Which characters can be shown depends on the fonts of the computer: those that come with the typst wheel are always
there, and whatever is installed beside them is used too. A character that none of them has is written as its name
in brackets, such as [police car]. Typst itself says which those are: `missing.typ` measures them.
"""

import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import category, name

import typst

from escalation.errors import EscalationError
from escalation.papers.content import Block, Paper, Section
from escalation.papers.wording import words

_FOLDER = Path(__file__).parent
_LATIN_1 = 0xFF
# Joiners, spaces of no width, and choosers between two looks of a character.
_NEVER_SHOWN = re.compile("[\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]")

Tree = dict[str, Any]


class PaperNotMade(EscalationError):
    """The PDF could not be set. The reason is not given here, since it may hold what somebody wrote."""


def pdf(paper: Paper) -> bytes:
    """The paper as a PDF.

    Raises:
        PaperNotMade: it could not be set.
    """
    tree = _tree(paper)
    for way in _WAYS:
        try:
            return _set(way.change(tree), fonts(way.with_system_fonts))
        except typst.TypstError:
            # PDF/UA-1 allows no character without a glyph. The next way names more of them.
            continue
    raise PaperNotMade(words("errors", "not_made"))


def _set(tree: Tree, found: typst.Fonts) -> bytes:
    return typst.compile(
        _FOLDER / "paper.typ",
        sys_inputs={"paper": json.dumps(tree)},
        font_paths=found,
        format="pdf",
        pdf_standards=["ua-1"],
    )


@cache
def fonts(with_system_fonts: bool) -> typst.Fonts:
    """The fonts to set with, looked for once in a process."""
    return typst.Fonts(include_system_fonts=with_system_fonts)


def _tree(paper: Paper) -> Tree:
    """The paper as the template reads it: plain values, each block with the name of its kind."""
    made = {"year": paper.made_on.year, "month": paper.made_on.month, "day": paper.made_on.day}
    fixed = {key: words("labels", key) for key in ("page", "of")}
    return {
        **{key: getattr(paper, key) for key in ("title", "reference", "mark", "care")},
        **fixed,
        "made_on": made,
        "opening": _blocks(paper.opening),
        "sections": [_section(section) for section in paper.sections],
        "closing": _blocks(paper.closing),
    }


def _section(section: Section) -> Tree:
    return {"title": section.title, "level": section.level, "blocks": _blocks(section.blocks)}


def _blocks(blocks: tuple[Block, ...]) -> list[Tree]:
    return [{"kind": type(block).__name__.lower(), **asdict(block)} for block in blocks]


def _unchanged(tree: Tree) -> Tree:
    return tree


def _with_missing_named(tree: Tree) -> Tree:
    missing = _missing(tree)
    named: Tree = _named(tree, lambda character: character in missing)
    return named


def _with_joined_named(tree: Tree) -> Tree:
    """As above, and marks that join another character too: no single font may have the two."""
    missing = _missing(tree)
    named: Tree = _named(tree, lambda character: character in missing or category(character)[0] == "M")
    return named


def _with_all_but_latin_named(tree: Tree) -> Tree:
    named: Tree = _named(tree, lambda character: ord(character) > _LATIN_1)
    return named


@dataclass(frozen=True)
class _Way:
    change: Callable[[Tree], Tree]
    with_system_fonts: bool


# Nearly every paper is set the first way. The last asks nothing of the computer's own fonts.
_WAYS = (
    _Way(_unchanged, True),
    _Way(_with_missing_named, True),
    _Way(_with_joined_named, True),
    _Way(_with_all_but_latin_named, False),
)


def _missing(tree: Tree) -> set[str]:
    found = typst.query(
        _FOLDER / "missing.typ",
        "<missing>",
        field="value",
        one=True,
        sys_inputs={"characters": "".join(sorted(set(_written(tree))))},
        font_paths=fonts(True),
    )
    return set(json.loads(found))


def _written(part: Any) -> str:
    """All text of a part of the tree."""
    if isinstance(part, dict):
        return "".join(_written(value) for value in part.values())
    if isinstance(part, list | tuple):
        return "".join(_written(value) for value in part)
    return part if isinstance(part, str) else ""


def _named(part: Any, unshown: Callable[[str], bool]) -> Any:
    """The same part of the tree, with the characters that cannot be shown written as their names."""
    if isinstance(part, dict):
        return {key: _named(value, unshown) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [_named(value, unshown) for value in part]
    if isinstance(part, str):
        return "".join(name_of(sign) if unshown(sign) else sign for sign in part)
    return part


def name_of(character: str) -> str:
    """A character by its Unicode name in brackets, or by its number where it has none. What never shows has none."""
    if _NEVER_SHOWN.match(character):
        return ""
    return f"[{name(character, f'character {ord(character):04x}').lower()}]"
