"""The conversation as the page shows it, made from the rows of the journal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Row

from escalation import clock
from escalation.interview.replies import CONFIRMATION, GUIDANCE, SUMMARY
from escalation.reading.resume_codes import code_said
from escalation.store.journal import PENDING
from escalation.strands import all_questions
from web.card import Card, card_of
from web.prose import Block, blocks, rows

YOU = "you"
ASSISTANT = "assistant"
MESSAGE = "message"


@dataclass(frozen=True)
class Entry:
    """One thing said. `first` is true where the speaker changes, `latest` where the newest answer begins."""

    id: str
    speaker: str
    kind: str
    at: datetime
    text: str
    blocks: Sequence[Block] = ()
    rows: Sequence[tuple[str, str]] = ()
    asking: Sequence[Block] = ()
    card: Card | None = None
    reference: str | None = None
    code: str | None = None
    first: bool = False
    latest: bool = False

    @property
    def time(self) -> str:
        """When it was said, in London's time."""
        local = self.at.astimezone(clock.LONDON)
        return f"{local.day} {local:%B}, {local:%H:%M}"


@dataclass(frozen=True)
class Question:
    """What the person is asked now."""

    text: str
    choices: Sequence[dict[str, str]]


@dataclass(frozen=True)
class Conversation:
    """The conversation so far. `waiting` is true while its last message has no answer yet.

    `changes` are the answers that were read from the last message, each a choice that changes it.
    """

    entries: Sequence[Entry] = ()
    question: Question | None = None
    changes: Sequence[dict[str, str]] = ()
    waiting: bool = False


def conversation_of(journal: Sequence[Row[Any]]) -> Conversation:
    """The conversation that these rows hold, in their order."""
    if not journal:
        return Conversation()
    said = [row for row in journal if row.author == "practitioner"]
    references = {row.id: row.reference for row in said}
    newest = [row for row in journal if said and row.answers == said[-1].id]
    begin = newest[0].id if newest else journal[-1].id
    entries = []
    for number, row in enumerate(journal):
        speaker_changes = number == 0 or journal[number - 1].author != row.author
        entry = (
            _spoken(row, journal[:number], begin)
            if row.author == "practitioner"
            else _answer(row, references.get(row.answers), speaker_changes, begin)
        )
        entries.append(entry)
    waiting = bool(said) and said[-1].outcome == PENDING
    return Conversation(entries, _question(newest), _changes(newest), waiting)


def _spoken(row: Row[Any], before: Sequence[Row[Any]], begin: str) -> Entry:
    text = _label(row.choice, before) if row.choice is not None else row.text
    return Entry(row.id, YOU, MESSAGE, row.at, text, first=True, latest=row.id == begin)


def _label(choice: str, before: Sequence[Row[Any]]) -> str:
    """The words on the button that was clicked, from the last reply that offered it."""
    for row in reversed(before):
        for offered in row.choices or ():
            if offered["value"] == choice:
                return str(offered["label"])
    return choice


def _answer(row: Row[Any], reference: str | None, first: bool, begin: str) -> Entry:
    before, found, asking = rows(row.text, _labels())
    if row.kind != SUMMARY or not found:
        before, found, asking = blocks(row.text), [], []
    return Entry(
        id=row.id,
        speaker=ASSISTANT,
        kind=row.kind,
        at=row.at,
        text=row.text,
        blocks=before,
        rows=found,
        asking=asking,
        card=card_of(row.guidance) if row.kind == GUIDANCE else None,
        reference=reference if row.kind == CONFIRMATION else None,
        code=_code(row) if row.kind == CONFIRMATION else None,
        first=first,
        latest=row.id == begin,
    )


def _code(row: Row[Any]) -> str | None:
    """The resume code that a confirmation gives, where it stands in it letter by letter."""
    code = code_said(row.text)
    return code if code is not None and code in row.text else None


def _question(newest: Sequence[Row[Any]]) -> Question | None:
    """The last thing asked in the newest answer. What was asked before that can no longer be clicked."""
    asked = [row for row in newest if row.asks is not None]
    if not asked:
        return None
    text = asked[-1].text.split("\n")[-1]
    return Question(text, asked[-1].choices or ())


def _changes(newest: Sequence[Row[Any]]) -> list[dict[str, str]]:
    """What can be clicked beside the question. The choices of a question are its answers, and not among these."""
    return [choice for row in newest if row.asks is None for choice in row.choices or ()]


@cache
def _labels() -> frozenset[str]:
    return frozenset(words["label"] for words in all_questions().values() if "label" in words)
