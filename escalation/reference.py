"""References that people can say over the telephone: nine figures, the last of which checks the others."""

import secrets

from escalation.reading.references import FIGURES, check_figure, written


def new_reference() -> str:
    """A reference such as 4827-3195-6, drawn by chance. That it is new is for the database to say."""
    figures = [secrets.randbelow(10) for _ in range(FIGURES - 1)]
    return written([*figures, check_figure(figures)])


def read_reference(text: str) -> str | None:
    """A reference as somebody wrote or read it out, in its proper form; None if its figures do not agree."""
    figures = [int(sign) for sign in text if sign in "0123456789"]
    return written(figures) if len(figures) == FIGURES and check_figure(figures) == 0 else None
