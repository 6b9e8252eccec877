"""Whether somebody says yes or no to being recorded, in more words than one."""

from __future__ import annotations

import re

from escalation.reading.abbreviations import spelt_out

_NO_RECORD = re.compile(
    r"\b(?:do not|not|never|no need to|rather not|without) (?:\w+ ){0,3}?(?:record|recorded|recording|write it down)\b"
    r"|^\W*no,? (?:thanks?|thank you)\b|\bjust (?:tell|show|give) me\b|\bjust (?:the )?(?:guidance|advice)\b"
)
_YES = re.compile(
    r"^\W*(?:yes|yep|yeah|ok|okay|sure|correct|right|fine|perfect|all good|looks? (?:good|right)"
    r"|that is (?:right|correct|all)|go ahead|please do|(?:please )?record it)\b"
)
_RESERVED = re.compile(r"\b(?:but|except|apart|however|change|wrong|not|no|actually|should)\b")


def consent_said(text: str) -> str | None:
    """`yes` or `no` to the question whether to record, where the words make it plain; else None."""
    plain = spelt_out(text).text
    if _NO_RECORD.search(plain):
        return "no"
    return "yes" if _YES.search(plain) and not _RESERVED.search(plain) else None
