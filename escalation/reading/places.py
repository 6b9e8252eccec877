"""Places said in free text: which partnership, and which part of it.

Every name comes from the procedure files. How English uses a name, what denies it or makes it something else, is
told in `place_context`; which slips of the finger still leave it plain, in `spelling`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from escalation.reading.place_context import is_denied, is_listed_with, is_something_else, replaced_by
from escalation.reading.place_words import listed
from escalation.reading.said import plain
from escalation.reading.spelling import Spelling

# A possessive is no part of a name; "B'ton" is one word.
_TOKEN = re.compile(r"(?P<word>&|[^\W_]+(?:'(?!s\b)[^\W_]+)?)(?:'s\b)?")
_SHORT_FOR = {"&": "and", "n": "and", "nd": "and", "saint": "st", "x": "cross", "ln": "lane"}
_MOST_WORDS_OF_A_PART = 4
_SHORTEST_PART = 4  # letters: "and" is in one of the names only, and names nothing
_JOINED_FROM = 8  # letters: "highwycombe" is plain, a shorter name run together may be another word


@dataclass(frozen=True)
class Place:
    """Where one partnership, or one part of it, is known by these names, and these towns lie in it."""

    partnership: str
    locality: str | None
    names: tuple[str, ...]
    towns: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlaceSaid:
    """A place that was said, the words for it and where they stand, and how plainly they name it."""

    partnership: str
    locality: str | None
    words: str
    is_town: bool = False
    is_misspelt: bool = False
    start: int = 0


@dataclass(frozen=True)
class _Known:
    partnership: str
    locality: str | None
    is_town: bool


@dataclass(frozen=True)
class _Token:
    word: str
    start: int
    end: int
    end_with_s: int


@dataclass(frozen=True)
class _Mention:
    """A name in a message: its words, and what it names. A name from elsewhere names nothing here."""

    name: tuple[str, ...]
    known: tuple[_Known, ...]
    first: int
    last: int
    slips: int


class Places:
    """All the places that the procedures know."""

    def __init__(self, places: Iterable[Place]) -> None:
        places = tuple(places)
        self._names: dict[tuple[str, ...], list[_Known]] = {_words(name): [] for name in listed("elsewhere")}
        for place in places:
            for name in place.names:
                self._add(name, _Known(place.partnership, place.locality, False))
            for name in place.towns:
                self._add(name, _Known(place.partnership, place.locality, True))
        self._parts = _parts_of_localities(places)
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for words in sorted(self._names, key=lambda words: -len(words)):
            self._by_first.setdefault(words[0], []).append(words)
        every_word = {word for words in self._names for word in words}
        self._spelling = Spelling(every_word, listed("false_friends"))

    def find(self, text: str) -> tuple[PlaceSaid, ...]:
        """The places said in `text`, in order of appearance, without those it denies."""
        lower = plain(text)
        tokens = _tokens(lower)
        mentions = [mention for mention in self._mentions(tokens) if _names_a_place(text, lower, tokens, mention)]
        said: list[PlaceSaid] = []
        denied_until = -1
        for mention in mentions:
            start, end = tokens[mention.first].start, tokens[mention.last].end
            denied = is_denied(lower, start, end) or (denied_until >= 0 and is_listed_with(lower[denied_until:start]))
            denied = denied or (len(mentions) > 1 and replaced_by(lower, start))
            denied_until = end if denied else -1
            if not denied:
                said += [_said(known, mention, text[start:end], start) for known in mention.known]
        return _each_once(said)

    def find_part(self, text: str) -> tuple[PlaceSaid, ...]:
        """The locality that a short answer names by a part of its name that no other has ("east", "the west one")."""
        tokens = _tokens(plain(text))
        if len(tokens) > _MOST_WORDS_OF_A_PART:
            return ()
        known = {place for token in tokens for place in self._parts.get(token.word, ())}
        return tuple(PlaceSaid(*place, text.strip()) for place in known) if len(known) == 1 else ()

    def _add(self, name: str, known: _Known) -> None:
        words = _words(name)
        spellings = {words, ("".join(words),)} if len(words) > 1 and _may_run_together(words) else {words}
        spellings |= {tuple(_without_borough(word) for word in spelling) for spelling in spellings}
        for spelling in spellings - {()}:
            same = self._names.setdefault(spelling, [])
            if (known.partnership, known.locality) not in [(each.partnership, each.locality) for each in same]:
                same.append(known)

    def _mentions(self, tokens: list[_Token]) -> Iterator[_Mention]:
        meant = [self._meant(token) for token in tokens]
        position = 0
        while position < len(tokens):
            mention = self._mention_at(meant, position)
            if mention:
                yield mention
            position = mention.last + 1 if mention else position + 1

    def _meant(self, token: _Token) -> dict[str, int]:
        meant = self._spelling.meant(token.word)
        # "Rayner's Lane" is Rayners Lane with an apostrophe too many.
        return meant if token.end == token.end_with_s else {**self._spelling.meant(f"{token.word}s"), **meant}

    def _mention_at(self, meant: list[dict[str, int]], first: int) -> _Mention | None:
        """The longest name that begins here; of several as long, the one with the fewest slips."""
        best: _Mention | None = None
        for word in meant[first]:
            for name in self._by_first.get(word, ()):
                length = best.last - first + 1 if best else 0
                if len(name) < length or first + len(name) > len(meant):
                    continue
                slips = _slips(name, meant[first : first + len(name)])
                if slips is None or (best and len(name) == length and slips >= best.slips):
                    continue
                best = _Mention(name, tuple(self._names[name]), first, first + len(name) - 1, slips)
        return best


def _slips(name: tuple[str, ...], meant: list[dict[str, int]]) -> int | None:
    total = 0
    for word, readings in zip(name, meant):  # noqa: B905 - the lengths are equal here
        if word not in readings:
            return None
        total += readings[word]
    return total


def _tokens(lower: str) -> list[_Token]:
    return [
        _Token(_SHORT_FOR.get(match["word"], match["word"]), *match.span("word"), match.end())
        for match in _TOKEN.finditer(lower)
    ]


def _words(name: str) -> tuple[str, ...]:
    return tuple(token.word for token in _tokens(plain(name)))


def _parts_of_localities(places: Iterable[Place]) -> dict[str, list[tuple[str, str | None]]]:
    """Each word of the locality's own name, with the localities that have it in theirs."""
    parts: dict[str, list[tuple[str, str | None]]] = {}
    for place in places:
        if place.locality:
            for word in _words(place.names[0]):
                parts.setdefault(word, []).append((place.partnership, place.locality))
    return {word: known for word, known in parts.items() if len(known) == 1 and len(word) >= _SHORTEST_PART}


def _without_borough(word: str) -> str:
    return re.sub(r"(?<=\w)borough$", "boro", word)


def _may_run_together(words: tuple[str, ...]) -> bool:
    together = "".join(words)
    return len(together) >= _JOINED_FROM and " ".join(words) not in listed("everyday_words")


def _names_a_place(text: str, lower: str, tokens: list[_Token], mention: _Mention) -> bool:
    start, end = tokens[mention.first].start, tokens[mention.last].end
    before = tokens[mention.first - 1].word if mention.first else ""
    after = tokens[mention.last + 1].word if mention.last + 1 < len(tokens) else ""
    alone = len(tokens) == mention.last - mention.first + 1
    return alone or not is_something_else(text, lower, (start, end), " ".join(mention.name), before, after)


def _said(known: _Known, mention: _Mention, words: str, start: int) -> PlaceSaid:
    return PlaceSaid(known.partnership, known.locality, words, known.is_town, mention.slips > 0, start)


def _each_once(said: list[PlaceSaid]) -> tuple[PlaceSaid, ...]:
    narrowed = {place.partnership for place in said if place.locality}
    kept: dict[tuple[str, str | None], PlaceSaid] = {}
    for place in said:
        # "Brighton, Sussex" is one place: the wider name adds nothing to the nearer one.
        if place.locality or place.partnership not in narrowed:
            kept.setdefault((place.partnership, place.locality), place)
    return tuple(kept.values())
