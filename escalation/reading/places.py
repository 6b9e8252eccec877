"""Places said in free text: which partnership, and which part of it.

Every name comes from the procedure files. What stands here is only how English uses a name: what denies it,
what makes it a surname or a street, and which slips of the finger still leave it plain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from escalation.reading.said import plain


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A name that is also an everyday word counts only with its capital, and not where any word would have one.
_EVERYDAY_WORDS = _words(
    "ash bath battle beer bury deal diss ely eye fleet ham hatch hook hope lancing march mold nelson over"
    " poole reading rugby rye sale sandwich settle stone street wells ware wing wick wash"
)
# Everyday words and other towns that are one slip away from a name somewhere in England.
_FALSE_FRIENDS = _words(
    "bottle brighten chatham crawly dancing hersham lacing marrow narrow seafood sexton staying widness"
)
_SLIP_FROM = 6  # letters: a shorter name is too close to other words for a slip to be forgiven
_TWO_SLIPS_FROM = 9
_VOWELS = frozenset("aeiou")

_TITLES = _words("mr mrs ms miss mx dr prof sir lady lord pc sgt dc dci")
_STREETS = _words("road rd street avenue ave lane crescent terrace gardens wednesday united albion")
_PLACE_WORD = r"(?:in|at|from|under|with|for|near|about|part of|based in|the|a|an|case|really|actually|it is|it's)"
_DENIED_BEFORE = re.compile(
    r"(?:n't|\b(?:not|isnt|wasnt|arent|never|nor|rather than|instead of|nothing to do with|outside"
    r"|outside of))\s+"
    rf"(?:{_PLACE_WORD}\s+)*$"
)
_MOVED_BEFORE = re.compile(
    r"\b(?:moved|moving|came|comes|transferred|relocated|arrived)\s+(?:\w+\s+){0,2}from\s+$"
    r"|\b(?:used to live|previously lived|formerly|previously|lived|moved out of|left|born)\s*(?:in\s+)?$"
)
_CHOSE_BEFORE = re.compile(r"\b(?:said|put|chose|typed|picked|selected|clicked)\s+(?:in\s+)?$")
_MEANT_AFTER = re.compile(r"^[\s,.;-]*(?:but\s+)?(?:i\s+)?(?:meant|mean|should)\b")
_WRONG_AFTER = re.compile(r"^\s+(?:is|was|'s)\s+(?:wrong|incorrect|not right|a mistake)\b")
_LIST_BETWEEN = re.compile(r"^\s*,?\s*(?:or|nor)\s*$")
_TOKEN = re.compile(r"&|[^\W_]+(?:'[^\W_]+)?")


@dataclass(frozen=True)
class Place:
    """Where one partnership, or one part of it, is known by these names."""

    partnership: str
    locality: str | None
    names: tuple[str, ...]


@dataclass(frozen=True)
class PlaceSaid:
    """A place that was said, and the words for it."""

    partnership: str
    locality: str | None
    words: str


@dataclass(frozen=True)
class _Token:
    word: str
    start: int
    end: int


@dataclass(frozen=True)
class _Mention:
    places: tuple[tuple[str, str | None], ...]
    first: int
    last: int
    slips: int


class Places:
    """All the places that the procedures know."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._names: dict[tuple[str, ...], list[tuple[str, str | None]]] = {}
        for place in places:
            for name in place.names:
                words = tuple(token.word for token in _tokens(name))
                known = self._names.setdefault(words, [])
                if words and (place.partnership, place.locality) not in known:
                    known.append((place.partnership, place.locality))
        self._longest_first = sorted(self._names, key=lambda words: -len(words))

    def find(self, text: str) -> tuple[PlaceSaid, ...]:
        """The places said in `text`, in order of appearance, without those it denies."""
        tokens = _tokens(text)
        said: list[PlaceSaid] = []
        denied_until = -1
        for mention in self._mentions(tokens):
            start, end = tokens[mention.first].start, tokens[mention.last].end
            lower = plain(text)
            denied = _is_denied(lower, start, end) or (
                denied_until >= 0 and bool(_LIST_BETWEEN.match(lower[denied_until:start]))
            )
            denied_until = end if denied else -1
            if not denied and _names_a_place(text, tokens, mention):
                said += [PlaceSaid(*place, text[start:end]) for place in mention.places]
        return _each_once(said)

    def _mentions(self, tokens: list[_Token]) -> Iterable[_Mention]:
        position = 0
        while position < len(tokens):
            mention = self._mention_at(tokens, position)
            if mention:
                yield mention
            position = mention.last + 1 if mention else position + 1

    def _mention_at(self, tokens: list[_Token], first: int) -> _Mention | None:
        best: _Mention | None = None
        for name in self._longest_first:
            if best and len(name) < best.last - first + 1:
                break
            window = tokens[first : first + len(name)]
            slips = _slips_in(name, window)
            if slips is not None and (best is None or slips < best.slips):
                best = _Mention(tuple(self._names[name]), first, first + len(name) - 1, slips)
        return best


def _tokens(text: str) -> list[_Token]:
    tokens = []
    for match in _TOKEN.finditer(plain(text)):
        word = "and" if match.group() == "&" else match.group().split("'")[0]
        tokens.append(_Token(word, match.start(), match.start() + len(match.group().split("'")[0])))
    return tokens


def _slips_in(name: tuple[str, ...], window: list[_Token]) -> int | None:
    if not name or len(window) < len(name):
        return None
    total = 0
    for wanted, token in zip(name, window):  # noqa: B905 - the lengths are equal here
        slips = _slips(wanted, token.word)
        if slips is None:
            return None
        total += slips
    return total


def _slips(name: str, word: str) -> int | None:
    """How many slips of the finger make `word` of `name`; None where it is another word."""
    if name == word:
        return 0
    if len(name) < _SLIP_FROM or abs(len(name) - len(word)) > 2 or word in _FALSE_FRIENDS:
        return None
    if not name.isalpha() or (name[0], name[-1]) != (word[0], word[-1]):
        return None
    # Two slips in a word of the same length may be one consonant for another (Sheffield, Shenfield).
    allowed = 2 if len(name) >= _TWO_SLIPS_FROM and len(name) != len(word) else 1
    slips = _distance(name, word)
    return slips if slips <= allowed else None


def _distance(name: str, word: str) -> int:
    # A letter left out, doubled or swapped, or one vowel for another, is a slip. One consonant for another
    # makes another word (Sefton, sexton), so it costs more than is ever allowed.
    rows = [list(range(len(word) + 1))]
    for i, wanted in enumerate(name, start=1):
        row = [i]
        for j, typed in enumerate(word, start=1):
            swap_one = 0 if wanted == typed else 1 if {wanted, typed} <= _VOWELS else 2
            cost = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + swap_one)
            if i > 1 and j > 1 and wanted == word[j - 2] and name[i - 2] == typed:
                cost = min(cost, rows[i - 2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]


def _is_denied(lower: str, start: int, end: int) -> bool:
    before, after = lower[:start], lower[end:]
    if _DENIED_BEFORE.search(before) or _MOVED_BEFORE.search(before) or _WRONG_AFTER.match(after):
        return True
    return bool(_CHOSE_BEFORE.search(before) and _MEANT_AFTER.match(after))


def _names_a_place(text: str, tokens: list[_Token], mention: _Mention) -> bool:
    before = tokens[mention.first - 1].word if mention.first else ""
    after = tokens[mention.last + 1].word if mention.last + 1 < len(tokens) else ""
    if before in _TITLES or after in _STREETS:
        return False
    token = tokens[mention.first]
    if mention.first != mention.last or token.word not in _EVERYDAY_WORDS or len(tokens) == 1:
        return True
    opens_sentence = re.search(r"(?:^|[.!?]\s*)$", text[: token.start]) is not None
    shouting = text.isupper()
    return text[token.start].isupper() and not opens_sentence and not shouting


def _each_once(said: list[PlaceSaid]) -> tuple[PlaceSaid, ...]:
    narrowed = {place.partnership for place in said if place.locality}
    kept: dict[tuple[str, str | None], PlaceSaid] = {}
    for place in said:
        # "Brighton, Sussex" is one place: the wider name adds nothing to the nearer one.
        if place.locality or place.partnership not in narrowed:
            kept.setdefault((place.partnership, place.locality), place)
    return tuple(kept.values())
