"""Resume codes in a message: four words of the list in `code_words.txt`, such as amber-kettle-otter-maple.

No two words of the list are alike, so that a word with one slip of the finger can be mended, and hardly one of them
belongs in an account of a child: what is no code is left as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from escalation.reading.said import plain

CODE_WORDS: tuple[str, ...] = tuple(Path(__file__).with_name("code_words.txt").read_text(encoding="utf-8").split())
WORDS_IN_CODE = 4
IN_ITS_PLACE = "[resume code]"

_FEWEST_IN_A_ROW = 3
# So many must be right to the letter before a slip is forgiven: else ordinary words in a row might become a code.
_FEWEST_EXACT = 2

_LISTED = frozenset(CODE_WORDS)
_SHORTEST, _LONGEST = min(map(len, CODE_WORDS)), max(map(len, CODE_WORDS))
_WORD = re.compile(r"[^\W_]+")
_JOINING = frozenset(("then", "and", "dash", "hyphen", "comma"))
_DASHES = "\u2010-\u2015\u2212-"
_GAP = re.compile(rf"(?:[\s,.;:/_+\"'*{_DASHES}]|then|and|dash|hyphen|comma){{1,12}}")
_HYPHEN = re.compile(rf"\s?[{_DASHES}]\s?")
_RUN_TOGETHER = re.compile(rf"(?<!\w)(?:{'|'.join(CODE_WORDS)}){{{_FEWEST_IN_A_ROW},{WORDS_IN_CODE}}}(?!\w)")
_ONE_OF_THEM = re.compile("|".join(CODE_WORDS))
_FOUR_HYPHENED = re.compile(rf"(?<![\w{_DASHES}])[a-z]{{3,7}}(?:[{_DASHES}][a-z]{{3,7}}){{3}}(?![\w{_DASHES}])")
# Words of compounds that people do write, as in long-term-foster-care: four of these with hyphens are no code.
_COMPOUNDS = """
    the and not for but her his him she they them you our your all any too who was are has had did can out off over
    under into onto with from then than that this when what where well also just only very much more most less such
    term long short full part half time times year years old month months week weeks day days hour hours date line
    end face care carer child family foster home school health police social worker team lead staff manager office
    parent mother father mum dad boy girl baby high low level risk need needs plan step stage case call visit check
    non self pre post anti multi inter one two three four five six seven eight nine ten first second third last next
    same other each every yes know how why way back down good bad new due said told made make take give get got let
    put see will ever never been being gone going done
"""
_OF_COMPOUNDS = frozenset(_COMPOUNDS.split())


@dataclass(frozen=True)
class _Word:
    """A word of a message, with the word of the list that it is or was meant for."""

    start: int
    end: int
    meant: str | None
    is_exact: bool


def code_said(text: str) -> str | None:
    """The code in a message, as amber-kettle-otter-maple; None where no four words of the list stand in a row.

    Case does not matter, nor do spaces, dashes, commas or "then" between the words, nor one slip in a word.
    """
    lower = plain(text)
    for row in _rows(lower):
        for words in (row, *_hyphened(row, lower)):
            if len(words) == WORDS_IN_CODE and _is_sure(words):
                return "-".join(word.meant or "" for word in words)
    for together in _RUN_TOGETHER.finditer(lower):
        apart = _ONE_OF_THEM.findall(together.group())
        if len(apart) == WORDS_IN_CODE:
            return "-".join(apart)
    return None


def without_code(text: str) -> str:
    """The message with every code, and whatever looks like one, taken out. Doing it twice changes nothing more.

    Three words of the list in a row look like one, and so do four of any kind with hyphens between them.
    """
    kept, done = [], 0
    for start, end in _spans(plain(text)):
        kept += [text[done:start], IN_ITS_PLACE]
        done = end
    return "".join([*kept, text[done:]])


def _spans(lower: str) -> list[tuple[int, int]]:
    """The stretches of a message that are codes or look like one, in order, none overlapping another."""
    spans = [match.span() for match in _RUN_TOGETHER.finditer(lower)]
    spans += [match.span() for match in _FOUR_HYPHENED.finditer(lower) if _is_no_compound(match.group())]
    for words in _joined_words(lower):
        for at in range(len(words)):
            # Four words of which one in the middle is beyond mending are a code as well.
            for few in (words[at : at + _FEWEST_IN_A_ROW], words[at : at + WORDS_IN_CODE]):
                if few[0].meant and few[-1].meant and _is_sure(few) and not _is_a_list(few, lower):
                    spans.append((few[0].start, few[-1].end))
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def _is_sure(words: Sequence[_Word]) -> bool:
    exact = sum(word.is_exact for word in words)
    return exact >= _FEWEST_EXACT and sum(word.meant is not None for word in words) >= _FEWEST_IN_A_ROW


def _is_a_list(words: Sequence[_Word], lower: str) -> bool:
    """Whether three words are rather a family's animals or what there is to eat: "a rabbit, kitten and donkey"."""
    few = sum(word.meant is not None for word in words) < WORDS_IN_CODE
    return few and " and " in lower[words[0].start : words[-1].end]


def _is_no_compound(hyphened: str) -> bool:
    return _OF_COMPOUNDS.isdisjoint(_WORD.findall(hyphened))


def _joined_words(lower: str) -> Iterator[list[_Word]]:
    """The words of a message in stretches that nothing divides but what may stand between the words of a code."""
    found = [match for match in _WORD.finditer(lower) if match.group() not in _JOINING]
    exact = [place for place, match in enumerate(found) if match.group() in _LISTED]
    if len(exact) < _FEWEST_EXACT:
        return
    beside = {place + step for place in exact for step in range(1 - WORDS_IN_CODE, WORDS_IN_CODE)}
    stretch: list[_Word] = []
    for place in sorted(beside & set(range(len(found)))):
        match = found[place]
        is_joined = place - 1 in beside and _GAP.fullmatch(lower, found[place - 1].end(), match.start())
        if stretch and not is_joined:
            yield stretch
            stretch = []
        stretch.append(_Word(*match.span(), _meant(match.group()), match.group() in _LISTED))
    if stretch:
        yield stretch


def _rows(lower: str) -> Iterator[list[_Word]]:
    """Words of the list that follow each other, as many as there are."""
    for stretch in _joined_words(lower):
        row: list[_Word] = []
        for word in stretch:
            if word.meant is not None:
                row.append(word)
                continue
            yield row
            row = []
        yield row


def _hyphened(row: Sequence[_Word], lower: str) -> Iterator[list[_Word]]:
    """The parts of a row that hyphens hold together: "carpet amber-kettle-otter-maple" is a word and a code."""
    part: list[_Word] = []
    for word in row:
        if part and not _HYPHEN.fullmatch(lower, part[-1].end, word.start):
            yield part
            part = []
        part.append(word)
    yield part


# --- slips of the finger -----------------------------------------------------------------------------------------


def _shortened(word: str) -> set[str]:
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def _by_shortened() -> dict[str, list[str]]:
    index: dict[str, list[str]] = {}
    for word in CODE_WORDS:
        for shortened in _shortened(word):
            index.setdefault(shortened, []).append(word)
    return index


_BY_SHORTENED = _by_shortened()


@lru_cache(maxsize=1_000)
def _meant(typed: str) -> str | None:
    """The only word of the list that is the typed one but for a letter left out, added, changed or swapped."""
    if typed in _LISTED:
        return typed
    if not _SHORTEST - 1 <= len(typed) <= _LONGEST + 1:
        return None
    near = {word for shortened in _shortened(typed) for word in _BY_SHORTENED.get(shortened, ())}
    alike = [word for word in near if _is_one_slip(word, typed)]
    return alike[0] if len(alike) == 1 else None


def _is_one_slip(word: str, typed: str) -> bool:
    if len(word) != len(typed):
        return typed in _shortened(word) or word in _shortened(typed)
    different = [place for place in range(len(word)) if word[place] != typed[place]]
    if len(different) == 1:
        return True
    first, last = different[0], different[-1]
    return last == first + 1 and len(different) == 2 and word[first] == typed[last] and word[last] == typed[first]
