"""References of escalations in a sentence: nine figures, said or written in any way, the last checking the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from escalation.reading.said import plain

FIGURES = 9
# Damm's table: one wrong figure, or two neighbours swapped, always shows.
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)

_FIGURE_WORDS = {
    word: str(figure)
    for figure, words in enumerate(
        ("zero nought oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    )
    for word in words.split()
}
_REPEATED = {"double": 2, "treble": 3, "triple": 3}
_WORD = "|".join(_FIGURE_WORDS)
_GROUP = rf"(?:[0-9]+|(?:(?:{'|'.join(_REPEATED)})[\s-]+)?(?:{_WORD})\b)"
_BETWEEN = (
    r"(?:[\s\u2010-\u2015\u2212-]{1,3}|[./](?=[0-9])|,\s?|[\s,]{0,2}\b(?:dash|hyphen|then)\b[\s,]{1,2}"
    r"|(?<=[a-z0-9])\s(?:minus|space)\s)"
)
_RUN = re.compile(
    rf"(?:(?<![\w£$])|(?<=\bref)|(?<=\bno))(?<![0-9][./:-]){_GROUP}(?:{_BETWEEN}{_GROUP})*(?![\w/%]|[.,:-][0-9])"
)
_ONE_GROUP = re.compile(_GROUP)

_WRITTEN = (4, 4, 1)
_READ_OUT = ((1,) * FIGURES, (2, 2, 2, 2, 1), (3, 3, 3), (4, 5), (8, 1), (4, 1, 1, 1, 1, 1), (1, 1, 1, 1, 4, 1))
_RUN_TOGETHER = (FIGURES,)
# Nine figures in one piece after these words are somebody else's number.
_OTHER_NUMBER = re.compile(
    r"\b(?:nhs|case|file|child|client|patient|pupil|student|service user|upn|phone|telephone|tel|mob|mobile|fax|ring"
    r"|call|text|crime|incident|log|cad|urn|dob|born|hospital|invoice|order|id|mosaic|liquid ?logic|rio|systm ?one"
    r"|account|sort code)\W*(?:\w+\W+){0,3}$"
)
_YEARS = re.compile(r"(?:19|20)[0-9]{2}")
_A_NAMED_REFERENCE = re.compile(r"\bref(?:erence|s)?\b|\bescalation\b|\brecord\b")
_BEGINS = re.compile(r"([0-9]{4})[\s\u2010-\u2015\u2212-]([0-9]{4})[\s\u2010-\u2015\u2212-]([0-9])(?![0-9])")


def check_figure(figures: Sequence[int]) -> int:
    """The figure that makes these eight figures a reference; 0 where nine figures already are one."""
    interim = 0
    for figure in figures:
        interim = _DAMM[interim][figure]
    return interim


def written(figures: Sequence[int] | str) -> str:
    """Nine figures in the form of a reference, 4827-3195-6, whether or not they agree."""
    text = "".join(map(str, figures))
    return f"{text[:4]}-{text[4:8]}-{text[8:]}"


def reference_said(text: str) -> str | None:
    """The first reference anywhere in a message, as 4827-3195-6; None where no nine figures agree.

    Figures may be written or spoken ("four eight double two"), with spaces, dashes or nothing between them.
    """
    return next((written(figures) for figures, _ in _nines(text) if _agree(figures)), None)


def looks_like_reference(text: str) -> bool:
    """Whether nine figures stand in the form of a reference and do not agree, so that one must be wrong."""
    nines = list(_nines(text))
    return any(is_form for _, is_form in nines) and not any(_agree(figures) for figures, _ in nines)


def begins_with_reference(text: str) -> bool:
    """Whether a number begins with a whole reference in its groups of four, four and one."""
    found = _BEGINS.match(text)
    return found is not None and _agree("".join(found.groups()))


def _agree(figures: str) -> bool:
    return len(figures) == FIGURES and check_figure([int(figure) for figure in figures]) == 0


def _nines(text: str) -> Iterator[tuple[str, bool]]:
    """Nine figures that may be a reference, each with whether their form leaves little doubt of that."""
    lower = plain(text)
    for run in _RUN.finditer(lower):
        groups = [_figures(group.group()) for group in _ONE_GROUP.finditer(run.group())]
        sizes = tuple(map(len, groups))
        for at in range(len(groups) - 2):
            if sizes[at : at + 3] == _WRITTEN:
                yield "".join(groups[at : at + 3]), _is_no_pair_of_years(groups[at : at + 2], lower)
        if _is_read_out(sizes) or (sizes == _RUN_TOGETHER and not _OTHER_NUMBER.search(lower[: run.start()][-60:])):
            yield "".join(groups), sizes == _READ_OUT[0]


def _is_read_out(sizes: tuple[int, ...]) -> bool:
    # "Double four" is two figures in one group among single ones.
    return sizes in _READ_OUT or (sum(sizes) == FIGURES and max(sizes) <= 3 and sizes.count(1) >= 4)


def _is_no_pair_of_years(groups: list[str], lower: str) -> bool:
    return not any(map(_YEARS.fullmatch, groups)) or _A_NAMED_REFERENCE.search(lower) is not None


def _figures(group: str) -> str:
    if group[0] in "0123456789":
        return group
    *repeated, word = re.split(r"[\s-]+", group)
    return _FIGURE_WORDS[word] * (_REPEATED[repeated[0]] if repeated else 1)
