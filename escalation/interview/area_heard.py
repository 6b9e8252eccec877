"""Which area a message is about: one that is plain enough to take, or a few to choose from."""

from collections.abc import Sequence

from escalation.interview.message import AreaGuess
from escalation.reading.areas import clear_area

# A guess this likely was right nine times in ten on messages by others (docs/understanding.md). It is shown, and
# checked again in the summary.
_TAKEN_FROM = 0.6
# Where the words name another area than the guess, only a guess this likely is taken.
_AGAINST_THE_WORDS_FROM = 0.85
_OFFERED = 3


def area_heard(text: str, guesses: Sequence[AreaGuess]) -> str | None:
    """The area's code, or None where it is not plain enough. `guesses` are likeliest first, from 0 to 1."""
    said = clear_area(text)
    words = str(said.value) if said else None
    if not guesses:
        return words
    likeliest, chance = guesses[0]
    if words in (None, likeliest):
        return likeliest if chance >= _TAKEN_FROM or words else None
    return likeliest if chance >= _AGAINST_THE_WORDS_FROM else None


def areas_to_offer(text: str, guesses: Sequence[AreaGuess]) -> tuple[str, ...]:
    """The likeliest three, where there is something to go by; the one that the words name is among them."""
    said = clear_area(text)
    named = [str(said.value)] if said else []
    guessed = [code for code, _ in guesses if code not in named]
    return tuple([*named, *guessed][:_OFFERED]) if guesses else ()
