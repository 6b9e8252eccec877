"""Agencies said in free text: the practitioner's own, and the one they disagree with.

Every name in a message is found first. Then the words before and after it tell whether the person works there,
or stands against it, or only mentions it. The names and the words are in `agency_words.json`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from escalation.reading.abbreviations import SpeltOut, spelt_out
from escalation.reading.said import Said, word_count

_LISTS = json.loads(Path(__file__).with_name("agency_words.json").read_text(encoding="utf-8"))
_WORDS = {key: frozenset(" ".join(lines).split()) for key, lines in _LISTS["words"].items()}
_EITHER, _OURS, _THEIRS, _THEIRS_AFTER_THE = "either", "only_our_own", "only_the_other", "only_after_the"
_SHORT = 9  # words: so short a message that names an agency and little else says where the person works
_NEAR = 90  # letters before a name that may tell whose side it is on


@dataclass(frozen=True)
class _Name:
    words: tuple[str, ...]
    code: str  # empty for what looks like an agency and is none
    side: str
    person: bool


@dataclass(frozen=True)
class _Mention:
    name: _Name
    start: int
    end: int


@dataclass(frozen=True)
class _Heard:
    spelt: SpeltOut
    text: str
    mentions: tuple[_Mention, ...]

    def said(self, mention: _Mention) -> Said:
        return Said(mention.name.code, self.spelt.words(mention.start, mention.end))

    def before(self, mention: _Mention) -> str:
        return self.text[max(0, mention.start - _NEAR) : mention.start]


def _names() -> dict[str, list[_Name]]:
    """The names by their first word, longest first."""
    known: dict[tuple[str, ...], _Name] = {}
    for code, kinds in _LISTS["names"].items():
        for kind, phrases in kinds.items():
            side = kind if kind.startswith("only") else _EITHER
            for words in (tuple(phrase.split()) for phrase in phrases):
                on_both = words in known and {side, known[words].side} == {_OURS, _THEIRS}
                known[words] = _Name(words, code, _EITHER if on_both else side, kind == "people")
    known |= {words: _Name(words, "", _EITHER, False) for words in map(tuple, map(str.split, _LISTS["not_agencies"]))}
    by_first: dict[str, list[_Name]] = {}
    for words in sorted(known, key=len, reverse=True):
        by_first.setdefault(words[0].lower(), []).append(known[words])
    return by_first


def _slips(word: str) -> Iterator[str]:
    """What one letter left out, doubled, swapped with the next or mistaken for another vowel makes of a word."""
    for place in range(1, len(word)):
        yield word[:place] + word[place + 1 :]
        yield word[:place] + word[place] + word[place:]
        yield word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :]
        yield from (word[:place] + vowel + word[place + 1 :] for vowel in "aeiou" if word[place] in "aeiou")


_NAMES = _names()
_SLIPS = {slip: word for word in " ".join(_LISTS["slips"]["mended"]).split() for slip in _slips(word)}
_NOT_A_SLIP = frozenset(" ".join(_LISTS["slips"]["mended"] + _LISTS["slips"]["but_not"]).split())
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*|&")


@lru_cache(maxsize=4096)
def _forms(word: str) -> tuple[str, ...]:
    """The ways in which a word may stand in the list: as it is, without 's, in the singular, without a slip."""
    stem = "and" if word == "&" else word.removesuffix("'s")
    singular = stem[:-1] if len(stem) > 3 and stem.endswith("s") else stem
    return tuple(dict.fromkeys((word, stem, singular, stem if stem in _NOT_A_SLIP else _SLIPS.get(stem, stem))))


@lru_cache(maxsize=16)
def _heard(text: str) -> _Heard:
    spelt = spelt_out(text)
    found = tuple(mention for mention in _found(spelt) if mention.name.code)
    return _Heard(spelt, spelt.text.replace('"', " "), found)


def _found(spelt: SpeltOut) -> Iterator[_Mention]:
    tokens, place = list(_TOKEN.finditer(spelt.text)), 0
    while place < len(tokens):
        forms = _forms(tokens[place].group())
        known = (name for form in forms for name in _NAMES.get(form, ()))
        name = next((name for name in known if _stands(name, tokens[place : place + len(name.words)], spelt)), None)
        if name:
            last = tokens[place + len(name.words) - 1]
            owns = last.group().endswith("'s") and not name.words[-1].endswith("'s")
            yield _Mention(name, tokens[place].start(), last.end() - 2 * owns)
        place += len(name.words) if name else 1


def _stands(name: _Name, window: list[re.Match[str]], spelt: SpeltOut) -> bool:
    words = [word.lower() for word in name.words]
    if len(words) != len(window) or any(w not in _forms(t.group()) for w, t in zip(words, window)):  # noqa: B905
        return False
    start, end = window[0].start(), window[-1].end()
    if spelt.text[start - 1 : start] == "-" or set(spelt.text[start:end]) & set(".;:!?()\n"):
        return False
    if name.side == _THEIRS_AFTER_THE and not spelt.text[:start].endswith(("the ", "their ", "that ")):
        return False
    return not name.words[0].isupper() or spelt.words(start, end).isupper()


_VIEW = "|".join(sorted(_WORDS["takes_a_view"]))
_MARKS = {"..": r"(?:[\w'-]+[\s,]+){0,4}?", ".": r"(?=\W*$|[.,;!?])", "<view>": rf"(?:{_VIEW})\b[\s,:-]*"}


def _any_of(phrases: Iterable[str]) -> str:
    """The phrases of a list as one regular expression."""
    return "(?:" + "|".join("".join(map(_piece, phrase.split())) for phrase in phrases) + ")"


def _piece(piece: str) -> str:
    if piece in _MARKS:
        return _MARKS[piece]
    words = (r"\d+" if word == "#" else re.escape(word).replace(r"\*", r"\w*") for word in piece.strip("[]").split("/"))
    pattern = rf"(?:{'|'.join(words)})\b[\s,-]*"
    return f"(?:{pattern})?" if piece[0] == "[" else pattern


def _patterns() -> dict[str, re.Pattern[str]]:
    """The patterns of the list, and each list of phrases as a pattern of its own, by their names."""
    phrases = {key: _any_of(listed) for key, listed in (_LISTS["ours"] | _LISTS["theirs"]).items()}
    parts = phrases | {key: "|".join(sorted(words)) for key, words in _WORDS.items()} | {"view": _VIEW}

    def filled(pattern: str) -> str:
        return re.sub(r"\{([a-z_]+)\}", lambda match: parts[match.group(1)], pattern)

    for key, pattern in _LISTS["between"].items():
        parts[key] = filled(pattern)
    patterns = {key: rf"\b{pattern}" for key, pattern in phrases.items()} | _LISTS["patterns"]
    return {key: re.compile(filled(pattern)) for key, pattern in patterns.items()}


_P = _patterns()


def own_agency_said(text: str) -> Said | None:
    """The practitioner's own agency, where they say who they are."""
    heard = _heard(text)
    head = _P["my_head"].search(heard.text)
    my_head = Said("education", heard.spelt.words(*head.span(1))) if head else None
    return next(map(heard.said, _own(heard)), my_head)


def _own(heard: _Heard) -> Iterator[_Mention]:
    may_be_ours = [mention for mention in heard.mentions if mention.name.side in (_EITHER, _OURS)]
    for frame in (*_P["we_are"].finditer(heard.text), *_P["we_are_marked"].finditer(heard.text)):
        clause_end = _P["clause_end"].search(heard.text, frame.end())
        end = clause_end.start() if clause_end else len(heard.text)
        mention = next((mention for mention in heard.mentions if frame.end() <= mention.start < end), None)
        between = heard.text[frame.end() : mention.start].split() if mention else []
        # An officer of the council is not at once a social worker; "I work for the council" may stand.
        if mention and (mention in may_be_ours or (mention.name.words[0] in ("council", "local") and not between)):
            yield from [mention] * (len(between) <= 7 and not _WORDS["not_me"] & set(between))
    yield from (mention for mention in may_be_ours if _stands_as_ours(heard, mention))
    yield from (mention for mention in _bare(heard) if mention in may_be_ours)


def _stands_as_ours(heard: _Heard, mention: _Mention) -> bool:
    before, name, after = heard.before(mention), heard.text[mention.start : mention.end], heard.text[mention.end :]
    if _P["we_are_just_before"].search(before):
        return not (before.endswith(("in ", "with ")) and name in _WORDS["places_to_be"])
    if _P["our"].search(before):
        listed = _P["seniors" if mention.name.person else "not_ours"]
        if mention.name.person:
            return bool(listed.fullmatch(name)) or (name.endswith("s") and mention.name.code != "social_care")
        return not listed.match(name)
    if _P["at_this"].search(before):
        return not mention.name.person
    if _P["after"].match(after.lstrip(" ,")) and not _P["being_here"].match(after) and _P["opens"].search(before):
        return True
    opens = _P["just_this"].fullmatch(heard.text[: mention.start]) and mention.name.person
    return bool(opens and mention.name.code != "social_care" and _P["we_speak"].match(after))


def _bare(heard: _Heard) -> Iterator[_Mention]:
    """The agency in a message that says who one is in a few words and nothing else."""
    if word_count(heard.spelt.original) > _SHORT or _P["talks_of_others"].search(heard.text):
        return
    starts = {mention.start for mention in heard.mentions}
    for mention in heard.mentions:
        words = re.findall(r"[^\W\d][\w'-]*", before := heard.text[: mention.start])
        is_there = _P["being_there"].match(before) and heard.text[mention.start : mention.end] in _WORDS["places_to_be"]
        after = _P["next_word"].match(heard.text, mention.end)
        if not after or is_there or set(words) - _WORDS["role_words"] or set(words[:1]) & _WORDS["not_first"]:
            continue
        follows = after.group(1) in _WORDS["role_words"] - _WORDS["not_next"] or after.start(1) in starts
        named = heard.spelt.words(*after.span(1)).istitle()  # a place, as in "health visitor, Harrow"
        if not after.group(1) or follows or named or heard.text[mention.end] in ",.;(-":
            yield mention


def other_agency_said(text: str) -> Said | None:
    """The agency disagreed with, where one agency and no other is said to refuse, decide or be challenged."""
    heard = _heard(text)
    if not heard.mentions or _P["family"].search(heard.text):
        return None
    ours = list(_own(heard))
    theirs = [mention for mention in heard.mentions if mention not in ours and mention.name.side != _OURS]
    rest = [mention for mention in theirs if not _P["our"].search(heard.before(mention))]
    if _P["allegation"].search(heard.text):
        # A teacher in a message about an allegation is its subject, and no side of the disagreement.
        rest = [mention for mention in rest if not (mention.name.person and mention.name.code == "education")]
    our_codes = {mention.name.code for mention in ours}
    alone = len({mention.name.code for mention in rest if _may_act(heard.before(mention))} - our_codes) == 1
    for is_against in (_is_against, _seems_against, _differs_from_us, *((_is_complained_of,) if alone else ())):
        against = [mention for mention in rest if is_against(heard, mention)]
        found = {mention.name.code: mention for mention in reversed(_with_their_partners(heard, against))}
        if len(found) > 1:
            found = {code: mention for code, mention in found.items() if code not in our_codes}
        if found:
            return heard.said(*found.values()) if len(found) == 1 else None
    return None


def _with_their_partners(heard: _Heard, against: list[_Mention]) -> list[_Mention]:
    """What is said of one is said of both, where two agencies are named in one breath."""
    partners: list[_Mention] = []
    for one, two in zip(heard.mentions, heard.mentions[1:]):  # noqa: B905 - the second list is one shorter
        # "The plan names a TA and the council won't pay" speaks of the second only.
        together = one in against or (two in against and _P["clause_start"].search(heard.before(one)))
        if together and _P["joined"].fullmatch(heard.text[one.end : two.start]):
            partners += [one, two]
    return against + partners


def _is_against(heard: _Heard, mention: _Mention) -> bool:
    """Whether the words round the name say that it refuses, fails or decides, or that it is challenged."""
    before = heard.before(mention)
    challenged = _P["challenged"].search(before)
    if challenged and not _P["not_our_quarrel"].search(before[: challenged.start()]):
        return True
    return _may_act(before) and any(_P[way].match(heard.text, mention.end) for way in ("turns_down", "will_not"))


def _seems_against(heard: _Heard, mention: _Mention) -> bool:
    """Whether the agency makes little of the matter, changes hands, or was asked and did not do it."""
    before, end, views = heard.before(mention), mention.end, ("takes_a_view", "kept_quiet", "and_then_not", "hints")
    if _may_act(before) and any(_P[view].match(heard.text, end) for view in views):
        return True
    is_their_job = _P["their_job"].match(heard.text, end) and _P["it_is"].search(before)
    changes = mention.name.person and mention.name.code == "social_care" and _P["turnover"].search(before)
    was_refused = _P["asked"].search(before) and _P["was_refused"].match(heard.text, end)
    return bool(is_their_job or changes or was_refused or _P["so_they_say"].search(before))


def _differs_from_us(heard: _Heard, mention: _Mention) -> bool:
    """Whether the agency is said to hold or do something, and the writer to be of another mind."""
    decides = _may_act(heard.before(mention)) and _P["decides"].match(heard.text, mention.end)
    return bool(decides and _P["we_differ"].search(heard.text))


def _is_complained_of(heard: _Heard, mention: _Mention) -> bool:
    """Whether the only agency named does something, and the message complains: "they" are that one."""
    if not _may_act(heard.before(mention)) or not _P["does"].match(heard.text, mention.end):
        return False
    if _P["they_will_not"].search(heard.text, mention.end):
        return True
    statutory = mention.name.code == "social_care" and mention.name.words[0] != "early"
    service = not mention.name.person and mention.name.code not in ("education", "voluntary")
    complains = _P["complaint"].search(heard.text) and not _P["asking"].search(heard.before(mention))
    return bool(complains and (statutory or (service and _P["is_of_the_view"].match(heard.text, mention.end))))


def _may_act(before: str) -> bool:
    placed = _P["placed"].search(before)
    return not _P["not_acting"].search(before) and (not placed or placed.group(1) in _WORDS["of_theirs"])


def agency_answer(text: str) -> Said | None:
    """The agency in a short answer to the question which agency it is."""
    heard = _heard(text)
    if word_count(text) > 8:
        return own_agency_said(text)
    if match := _P["none_of_these"].fullmatch(heard.text):
        return Said("other", heard.spelt.words(*match.span(1)))
    return next(map(heard.said, _bare(heard)), None) or own_agency_said(text)
