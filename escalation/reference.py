"""References that people can say over the telephone: nine figures, the last of which checks the others."""

import secrets

_PATTERN = "{}{}{}{}-{}{}{}{}-{}"
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


def new_reference() -> str:
    """A reference such as 4827-3195-6, drawn by chance. That it is new is for the database to say."""
    figures = [secrets.randbelow(10) for _ in range(8)]
    return _PATTERN.format(*figures, _check(figures))


def read_reference(text: str) -> str | None:
    """A reference as somebody wrote or read it out, in its proper form; None if its figures do not agree."""
    figures = [int(sign) for sign in text if sign in "0123456789"]
    if len(figures) != 9 or _check(figures) != 0:
        return None
    return _PATTERN.format(*figures)


def _check(figures: list[int]) -> int:
    interim = 0
    for figure in figures:
        interim = _DAMM[interim][figure]
    return interim
