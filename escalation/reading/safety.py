"""Words that settle in one breath whether a child is in danger now: that somebody is not safe, or that all are."""

from __future__ import annotations

import re

from escalation.reading.abbreviations import spelt_out

_WHO = r"(?:the |a |this |my |our )?\w+"
_NOT_SAFE = re.compile(
    rf"\W*(?:(?:yes|help|please),? )?(?:(?:it is )?(?:an? )?emergency|danger|(?:{_WHO} (?:is|are) )?not safe"
    rf"|(?:{_WHO} (?:is|are) )?(?:in danger|unsafe))\W*"
)
_SAFE = re.compile(
    r"\b(?:nobody|no one|no child|no children|none of (?:them|the children)) (?:is |are )?(?:\w+ )?"
    r"(?:in (?:\w+ )?danger|at risk|being harmed)\b"
    r"|\bnot (?:\w+ )?in (?:any |immediate )?danger\b|\b(?:no|not any|no longer in) (?:immediate )?danger\b"
    r"|\bnot happening (?:now|right now|any ?more)\b|\bfalse alarm\b"
    r"|\bthat was (?:last|a (?:week|month|year|while)|years|months|weeks|some|back|ages|long|before|yesterday)\b"
    r"|\b(?:safe|fine|ok|okay|all ?right|home|at (?:school|nursery|home)|in hospital|with (?:his|her|their) \w+)"
    r" (?:now|again|at the moment|for now)\b"
    r"|\b(?:is|are|was) (?:\d+|excluded|known to \w+|(?:\w+ ){1,2}old) now\b"
)
_NOBODY = re.compile(
    r"\W*(?:no,? )?(?:no one|nobody|none|not (?:at the moment|right now|now|really|in danger)"
    r"|(?:i )?do not think so)\W*"
)
_PERHAPS = re.compile(
    r"\W*(?:yes,? |it |there )?(?:maybe|perhaps|possibly|probably|might be|may be|could be|i think so|i suppose so)"
    r"(?: (?:yes|so|there is|they are|he is|she is))?\W*"
)


def not_safe_said(text: str) -> bool:
    """Whether the whole message says that somebody is in danger or not safe."""
    return _NOT_SAFE.fullmatch(_plain(text)) is not None and not safe_now_said(text)


def safe_now_said(text: str) -> bool:
    """Whether the message says that nobody is in danger now, or tells of another time."""
    plain = _plain(text)
    return _SAFE.search(plain) is not None or _NOBODY.fullmatch(plain) is not None


def perhaps_said(text: str) -> bool:
    """Whether the whole message is a half-hearted yes."""
    return _PERHAPS.fullmatch(_plain(text)) is not None


def _plain(text: str) -> str:
    return spelt_out(text).text.strip()
