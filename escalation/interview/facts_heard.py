"""The facts that a message says beside its answer, and which of them count."""

import re
from collections.abc import Iterator
from typing import Any

from escalation import clock
from escalation.interview.area_heard import area_heard
from escalation.interview.draft import ANSWERS, Draft
from escalation.interview.message import Message
from escalation.library import Library
from escalation.reading.corrections import is_correction
from escalation.reading.facts import facts_said
from escalation.reading.places import Place, Places

# Beside the summary every answer is in view, and whatever differs from it is meant to change it.
_ALL_IN_VIEW = ("confirm", "change")
# "It's about how they never tell us" tells what the case is about, whatever was understood before.
_ABOUT = re.compile(
    r"\W*(?:no,? |well,? |so,? )?(?:it|this|the (?:disagreement|issue|problem|dispute))(?:['’]?s| is)?"
    r" (?:really |more |mainly |all |actually |mostly )?about\b",
    re.IGNORECASE,
)


class FactsHeard:
    """Reads facts with the places of one library in mind."""

    def __init__(self, library: Library) -> None:
        self._places = Places(_places(library))

    def place(self, text: str, asked: str) -> dict[str, Any]:
        """The partnership and the locality that answer a question after one of them."""
        said = facts_said(text, self._places, clock.today(), asked)
        return {key: said[key].value for key in ("partnership", "locality") if key in said}

    def volunteered(self, message: Message, draft: Draft, asked: str | None) -> Iterator[tuple[str, Any]]:
        """Facts said unasked. One that is known already changes only where the person is correcting it."""
        correcting = is_correction(message.text) or asked in _ALL_IN_VIEW
        for key, value in self._said(message):
            known = draft.answer(key) is not None
            tells_anew = key == "area" and _ABOUT.match(message.text) is not None
            # How urgent it is has to be asked: "urgent" does not say whether a child is in danger now.
            wanted = correcting or tells_anew if known else key != "urgency"
            if wanted and draft.answer(key) != value:
                yield key, value

    def _said(self, message: Message) -> Iterator[tuple[str, Any]]:
        said = facts_said(message.text, self._places, clock.today())
        area = area_heard(message.text, message.areas)
        for key in ANSWERS:
            if key == "area" and area is not None:
                yield key, area
            elif key in said:
                yield key, said[key].value


def _places(library: Library) -> Iterator[Place]:
    for procedure in library:
        names = (procedure.partnership.replace("_", " "), procedure.name, *procedure.aliases)
        yield Place(procedure.partnership, None, names, procedure.towns)
        for locality in procedure.localities:
            yield Place(procedure.partnership, locality.code, (locality.name, *locality.aliases), locality.towns)
