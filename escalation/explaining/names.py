"""Which of the people and bodies of a procedure somebody asks about, in spite of a slip of the finger."""

import re
from collections.abc import Callable, Iterable

from escalation.procedure import Person
from escalation.reading.spelling import Spelling

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_NOT_A_NAME = frozenset({"the", "a", "an"})


def person_asked(people: Iterable[Person], text: str) -> Person | None:
    """The person or body whose name or alias stands in the text; the longest where several do, an exact one first."""
    named = [(_words(name), person) for person in people for name in (person.name, *person.aliases)]
    named.sort(key=lambda each: -sum(map(len, each[0])))
    spelling = Spelling({word for name, _ in named for word in name}, frozenset())
    asked = _words(text)
    return _found(named, asked, lambda word, typed: word == typed) or _found(
        named, asked, lambda word, typed: word in spelling.meant(typed)
    )


def _found(named: list[tuple[list[str], Person]], asked: list[str], alike: Callable[[str, str], bool]) -> Person | None:
    for name, person in named:
        for start in range(len(asked) - len(name) + 1):
            if all(alike(word, typed) for word, typed in zip(name, asked[start:], strict=False)):
                return person
    return None


def _words(text: str) -> list[str]:
    """The words without articles, and without what shows whose something is ("the chair's manager": chair manager)."""
    words = [re.sub(r"['’]s$", "", word) for word in _WORD.findall(text.casefold())]
    return [word for word in words if word not in _NOT_A_NAME]
