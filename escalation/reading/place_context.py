"""What English does with the name of a place: denies it, leaves it behind, or uses it for something else."""

from __future__ import annotations

import re

from escalation.reading.place_words import listed

_NEAR = 90  # characters before or after a name that may bear on it

# --- denied ------------------------------------------------------------------------------------------------------

_LEADS_TO_A_PLACE = (
    r"(?:in|at|from|under|with|for|near|about|of|part of|based|the|a|an|on|to|case|really|actually|it is|it's|even|just"
    r"|liv(?:e|es|ing)|work(?:s|ing)?|com(?:e|es)|falls?|cover(?:ed by|s)?|resident|within|our|my|your|one|anything"
    r"|to do|open)"
)
_DENIED_BEFORE = re.compile(
    r"(?:n't|\b(?:not|isnt|wasnt|arent|dont|doesnt|never|nor|neither|rather than|instead of|as opposed to"
    r"|(?:nothing|nowt) to do with|outside(?: of)?|no longer|nowhere near|forget|scrap|ignore|except|apart from"
    rf"|other than))\s+(?:{_LEADS_TO_A_PLACE}\s+)*$"
)
# "Why isn't Sefton doing anything" is about Sefton.
_NEGATIVE_QUESTION = re.compile(r"(?:n't|\b(?:isnt|wasnt|arent|dont|doesnt))\s+$")
_GOES_ON = re.compile(
    r"\s+(?:\w{2,}ing|supposed|meant|responsible|obliged|got|have|has|do|done|take|even|repl(?:y|ied)|respond(?:ed)?|able"
    r"|accept\w*|agree\w*|just|council|social care|children's)\b"
)
_WRONG_AFTER = re.compile(
    r"\s+(?:(?:is|was|'s)\s+(?:wrong|incorrect|not right|a mistake|not (?:us|me|mine|ours|it|where|my|our)\b)"
    r"|(?:isn't|isnt|is not|wasn't)\s+(?:us|me|mine|ours|it|right|where|my|our|the (?:right|place|one))\b)"
)
_LIST_BETWEEN = re.compile(r"\s*,?\s*(?:or|nor)\s*")

# --- left behind -------------------------------------------------------------------------------------------------

_MOVED_BEFORE = re.compile(
    r"\b(?:mov(?:ed?|es|ing)|came|comes?|coming|transferred|transfers?|relocated|arrived|fled|originally)\s+"
    r"(?:(?!from\b)\w+\s+){0,3}?from\s+(?:the\s+)?$"
    r"|\b(?:used to (?:live|be|work|stay)|previously(?: lived| known to)?|formerly|grew up"
    r"|(?<!has )(?<!have )(?<!'ve )lived|born|originally)\s*(?:in|at|from|under)?\s+$"
    r"|\b(?:moved out of|left|fled)\s+$"
    r"|\b(?:old|previous|former)\s+(?:\w+\s+){0,2}?(?:in|was)\s+$"
    # "Last Tuesday in Bootle" is no place left behind.
    r"|\blast\s+(?:address|case|council|flat|home|house|job|one|place|placement|post|school)\s+(?:was\s+)?(?:in|was)\s+$"
)
_SOMETHING_CAME = re.compile(
    r"\b(?:referrals?|emails?|letters?|reports?|decision|reply|repl(?:y|ies)|response|advice|messages?|notification|minutes"
    r"|call|marf|forms?|it|this|that)\s+(?:\w+\s+){0,3}?(?:came|comes|coming|transferred)\s+(?:\w+\s+){0,3}?from\s+$"
)
_MOVED_TO_ANOTHER = re.compile(r"\bmov(?:ed|es|ing)\s+(?:from\s+)?$")
_TO_ANOTHER = re.compile(r"\s+to\s+(?!be\b)\w")
_WAS_THERE = re.compile(r"\b(?:was|were|lived|stayed|been|used to)\b[^.,;]{0,25}$")
_UNTIL_THEN = re.compile(r"\s+(?:before|until|till|previously|originally|back then)\b")

# --- said by mistake ---------------------------------------------------------------------------------------------

_CHOSE_BEFORE = re.compile(
    r"\b(?:said|put|typed|chose|picked|pressed|selected|clicked|wrote|heard|entered|told you|you've got|you have)"
    r"(?:\s+(?:down|in|me|us|as|it|it as|it was|it's))*\s+$"
)
_MEANT_AFTER = re.compile(r"[\s,.;-]*(?:but\s+)?(?:i\s+)?(?:meant|mean|should)\b")

# --- something else ----------------------------------------------------------------------------------------------

_EVERYDAY_WORDS = listed("everyday_words")
_SURNAMES = listed("surnames")
_OPENS_SENTENCE = re.compile(r"(?:^|[.!?:\n])[\s\"'(]*$")
_GAP = re.compile(r"\.?\s+$")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\s+$")
_POSSESSIVE = re.compile(r"'?s\s+")
_ACTS = re.compile(
    r"\s+(?:from|at|who|is|was|has|had|and i|\w+ed|said|says|told|rang|thinks|feels|will|would|won't|doesn't)\b"
)
_CHILDRENS_SERVICES = re.compile(r"\s+children'?s\b")
_OF_AN_AGE = re.compile(r"\s*(?:\(|,?\s*(?:is|was|aged?)\s+)\d{1,2}\b")
_JOINED_AFTER = re.compile(r"-(?!(?:based|wide|side|area|way|on|by|born|and|the)\b)[a-z]")


def is_denied(lower: str, start: int, end: int) -> bool:
    """Whether the words around a name say that it is not the place, or no longer."""
    before, after = _just_before(lower, start), lower[end : end + _NEAR]
    if _DENIED_BEFORE.search(before):
        return not (_NEGATIVE_QUESTION.search(before) and _GOES_ON.match(after))
    if _MOVED_BEFORE.search(before) and not _SOMETHING_CAME.search(before):
        return True
    if _MOVED_TO_ANOTHER.search(before) and _TO_ANOTHER.match(after):
        return True
    if _WAS_THERE.search(before) and _UNTIL_THEN.match(after):
        return True
    return bool(_WRONG_AFTER.match(after)) or bool(_CHOSE_BEFORE.search(before) and _MEANT_AFTER.match(after))


def is_listed_with(between: str) -> bool:
    """Whether a name follows a denied one in a list ("not Harrow or Sefton")."""
    return _LIST_BETWEEN.fullmatch(between) is not None


def replaced_by(lower: str, start: int) -> bool:
    """Whether a name was said or entered by mistake, where the message names another place as well."""
    return _CHOSE_BEFORE.search(_just_before(lower, start)) is not None


def is_something_else(text: str, lower: str, span: tuple[int, int], name: str, before: str, after: str) -> bool:
    """Whether a name is a surname, a street, a prison or an everyday word. `before` and `after` are its neighbours."""
    start, end = span
    next_to_it = _GAP.search(_just_before(lower, start)) is not None
    if next_to_it and (before in listed("titles") or before in listed("prisons_before")):
        return True
    if after in listed("prisons_after") or _is_street(text, span, after) or _JOINED_AFTER.match(lower[end : end + 12]):
        return True
    if name in _EVERYDAY_WORDS:
        opens_sentence = _OPENS_SENTENCE.search(_just_before(text, start)) is not None
        return not text[start].isupper() or opens_sentence or text.isupper()
    return name in _SURNAMES and _is_surname(text, lower, span, before, after)


def _just_before(text: str, start: int) -> str:
    return text[max(0, start - _NEAR) : start]


def _is_street(text: str, span: tuple[int, int], after: str) -> bool:
    if after in listed("streets"):
        return True
    start, end = span
    following = text[end:].lstrip()
    return after in listed("streets_with_a_capital") and text[start].isupper() and following[:1].isupper()


def _is_surname(text: str, lower: str, span: tuple[int, int], before: str, after: str) -> bool:
    start, end = span
    rest = lower[end : end + _NEAR]
    is_family = after in listed("family_words") and not _CHILDRENS_SERVICES.match(rest)
    if is_family or before in listed("titles_of_surnames") or _OF_AN_AGE.match(rest):
        return True
    if after in listed("relatives") and _POSSESSIVE.match(rest):
        return True
    word_before = _WORD_BEFORE.search(_just_before(text, start))
    if not word_before or not text[start].isupper() or text.isupper():
        return False
    word = word_before.group(1)
    if word.lower() in listed("titles_with_a_capital") and word.istitle():
        return True
    if not word.istitle() or word.lower() in listed("before_a_place"):
        return False
    # Any word has a capital where a sentence opens, so there it is a forename only if somebody then acts.
    return not _OPENS_SENTENCE.search(word_before.string[: word_before.start()]) or _ACTS.match(rest) is not None
