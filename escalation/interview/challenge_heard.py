"""What a message about a challenge that was received tells: who challenges, who is challenged, and at which stage."""

import re
from collections.abc import Iterable

from escalation.reading.abbreviations import spelt_out
from escalation.reading.agencies import agency_answer, own_agency_said

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_NUMBER = rf"(?P<number>[1-9]|{'|'.join(_NUMBERS)})"
_ORDINAL = rf"(?P<ordinal>[1-9](?:st|nd|rd|th)|{'|'.join(_ORDINALS)})"
_STAGE = re.compile(rf"\b(?:stage|step|level) (?:number |no\.? )?{_NUMBER}\b|\b{_ORDINAL} (?:stage|step|level)\b")
_ONLY_A_NUMBER = re.compile(rf"\W*(?:the |it is |number )*(?:{_NUMBER}|{_ORDINAL})(?: one)?\W*")
_CHALLENGED = r"(?:challeng|escalat)\w*"
_BY = re.compile(rf"\b{_CHALLENGED}\b[^.;]{{0,20}}?\b(?:by|from)\s+(?P<who>[^.,;]{{2,60}})", re.IGNORECASE)
_THEY = re.compile(
    rf"(?:^|[.,;]|\band\b|\bbut\b)\s*(?P<who>(?:the |a |an |our |another )?[\w' -]{{2,40}}?)"
    rf" (?:(?:has|have|is|are|had|just) ){{0,3}}{_CHALLENGED} ",
    re.IGNORECASE,
)
_THEIR_PART = re.compile(r"\b(?:about|over|at|in|on|because|for|who|that|saying|i|we|and)\b.*$", re.IGNORECASE)
_OURSELVES = re.compile(r"\W*(?:i|we|they|she|he|it|you|someone|somebody)\b", re.IGNORECASE)
_NOT_SAID = re.compile(
    r"\W*(?:no|none|nothing|no,? (?:none|they did not)|not (?:said|given|stated|mentioned|known)"
    r"|no (?:date|day|deadline|stage|time|reference|number)\b.{0,20}"
    r"|(?:(?:no,? )?(?:they|she|he|it|we|i|nobody) )?(?:\w+ ){0,2}(?:not|never) (?:\w+ ){0,2}?"
    r"(?:say|said|tell|told|give|given|gave|have|got|get|stated?|mention(?:ed)?|set|ask(?:ed)?)\b.{0,20})\W*"
)


def stage_said(text: str) -> int | None:
    """The number of the stage that a message names; None where it names none, or two."""
    return _only(_STAGE.finditer(spelt_out(text).text))


def stage_answer(text: str) -> int | None:
    """The number in an answer to the question which stage it is."""
    bare = _ONLY_A_NUMBER.fullmatch(spelt_out(text).text)
    return _only([bare]) if bare else stage_said(text)


def _only(matches: Iterable[re.Match[str]]) -> int | None:
    numbers = {_number(match) for match in matches}
    return numbers.pop() if len(numbers) == 1 else None


def _number(match: re.Match[str]) -> int:
    word = match.group("number") or match.group("ordinal")
    if word[0].isdigit():
        return int(word[0])
    return (_NUMBERS.index(word) if word in _NUMBERS else _ORDINALS.index(word)) + 1


def sender_said(text: str) -> str | None:
    """The code of the agency that is said to challenge, where the words make it plain."""
    match = _sender(text)
    said = agency_answer(_THEIR_PART.sub("", match.group("who"))) if match else None
    return str(said.value) if said else None


def own_agency_of_the_challenged(text: str) -> str | None:
    """The code of the agency of whoever writes, who is the one challenged."""
    match = _sender(text)
    if match is not None:
        # "An escalation from a health visitor" tells who they are, and not who we are.
        who = _THEIR_PART.sub("", match.group("who"))
        start = match.start("who")
        text = f"{text[:start]}them{text[start + len(who) :]}"
    said = own_agency_said(text)
    return str(said.value) if said else None


def _sender(text: str) -> re.Match[str] | None:
    match = _BY.search(text) or _THEY.search(text)
    return None if match is None or _OURSELVES.match(match.group("who")) else match


def is_not_said(text: str) -> bool:
    """Whether a short answer tells that the other side did not say it."""
    return _NOT_SAID.fullmatch(spelt_out(text).text) is not None
