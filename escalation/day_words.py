"""Days in words, as people say and write them."""

from datetime import date


def spoken(day: date) -> str:
    """A date as people say it: Monday 30 November 2026."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def in_words(day: str) -> str:
    """A date of the form 2019-11-06 or 2021-11 in words; anything else as it is."""
    try:
        if len(day) == len("2021-11"):
            return f"{date.fromisoformat(f'{day}-01'):%B %Y}"
        parsed = date.fromisoformat(day)
    except ValueError:
        return day
    return f"{parsed.day} {parsed:%B %Y}"
