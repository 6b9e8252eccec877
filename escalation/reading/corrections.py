"""Corrections: which answer a person wants to change, and whether a message corrects at all."""

from __future__ import annotations

import re

from escalation.reading.abbreviations import spelt_out
from escalation.reading.commands import command_said
from escalation.reading.said import plain, word_count

_MOST_WORDS = 14

# In this order: the longer name of a fact is looked for before the shorter one inside it.
_FACTS: tuple[tuple[str, str], ...] = (
    ("case_reference", r"(?:case |file |record )?(?:reference|ref)(?: number)?|case referral|case number"
    r"|case id"),
    ("outcome_sought", r"outcome (?:sought|i (?:want|am after)|we (?:want|are after))|(?:desired"
    r"|wanted) outcome|what (?:i|we) want(?:ed)?(?: to happen)?|outcome"),
    ("description", r"description|details|account|summary|what happened|my (?:text|wording|words)|wording"),
    ("other_agency", r"(?:the )?other (?:agency|organisation|service|side)(?:'s name)?|their (?:agency"
    r"|organisation|service)|agency i (?:disagree|am disagreeing) with|who i disagree with"),
    ("agency", r"(?:own )?(?:agency|organisation|sector|employer|job|role)|where i work|who i work for"),
    ("locality", r"locality|part of sussex|which part"),
    ("partnership", r"partnership|place|local authority|borough|city|county|town|council|location"
    r"|local area|where i am|where the child lives"),
    ("urgency", r"urgency|how urgent(?: it is)?|urgent|danger|(?:level of )?risk"),
    ("conference", r"(?:child protection |initial child protection |case )?conference"),
    ("tried", r"(?:number of )?(?:steps|step|stages|stage)(?: tried| number| reached)?|what (?:has been"
    r"|i have|we have|was) tried|how many (?:steps|stages)"),
    ("area", r"(?:area|kind|type|topic|subject|reason)(?: of (?:the )?(?:disagreement|concern))?"
    r"|what it is about|what the disagreement is about"),
)  # fmt: skip
_ANY_FACT = "(?:" + "|".join(names for _, names in _FACTS) + ")"
_POLITE = (
    r"\W*(?:(?:ok(?:ay)?|oh|no|wait|sorry|please|actually|hang on|hi|yes|and|also|just|hmm+)[,.! ]+)*"
    r"(?:(?:can|could|may|should|how do|how can) (?:i|we|you) |(?:i|we) (?:want|need|wish|would like"
    r"|have) to |let (?:us|me) )?(?:please )?(?:just )?"
)
_CHANGE = (
    r"(?:change|correct|amend|edit|fix|update|alter|revise|redo|go back to|go back and change|return to"
    r"|put right|re-?enter)"
)
_MY = (
    r"(?:(?:the|my|that|this|our|answer about|answer to|answer on|question about|part about|bit about"
    r"|answer for)\s)*"
)
_QUESTION = r"(?: (?:question|answer|bit|part|section|one|i gave|please|again|now|field))*"
_WRONG = r"(?:wrong|incorrect|not right|not correct|a mistake|mistaken)"
_REQUESTS = (
    re.compile(rf"{_POLITE}{_CHANGE} {_MY}({_ANY_FACT}){_QUESTION}(?: (?:to|from|as|because|it)\b.*)?\W*"),
    re.compile(rf"{_POLITE}{_MY}({_ANY_FACT}){_QUESTION} (?:is|was|are|were|looks|seems) (?:all )?{_WRONG}\W*"),
    re.compile(
        rf"{_POLITE}(?:(?:i|you|we) (?:have |had )?(?:got|gave|put|chose|picked|typed|said|entered"
        rf"|selected|clicked)(?: in)? )?(?:the |that is the |it is the )?"
        rf"wrong ({_ANY_FACT}){_QUESTION}\W*"
    ),
    re.compile(rf"{_POLITE}(?:i|you|we) (?:have |had )?(?:got|made|put) {_MY}({_ANY_FACT}){_QUESTION} wrong\W*"),
    re.compile(rf"{_POLITE}(?:i )?(?:have )?made a mistake (?:with|in|about|on) {_MY}({_ANY_FACT}){_QUESTION}\W*"),
    re.compile(rf"{_POLITE}(?:a )?different ({_ANY_FACT}){_QUESTION}\W*"),
)
# "The outcome is wrong" and the like may well be the disagreement itself, not an answer about it.
_MAY_BE_THE_DISPUTE = re.compile(r"(?:outcome|conference|stage|step|danger|risk|what happened|urgent)")

_NOT_A_CORRECTION = re.compile(
    r"\W*(?:no,? (?:thanks|thank you|problem|worries)|not (?:sure|certain|yet|really|urgent|known|at all"
    r"|at|a|an|any|that i|in|on|resolved|applicable))\b"
)
_OPENS = re.compile(
    r"\W*(?:no\s*[,.;:-]+\s*\w|no (?:i meant|wait|sorry|it is|it was|that is|not)\b|actually\b|(?:oh,? "
    r"|wait,? )?sorry,? (?:i|it|that|wrong|typo|my)"
    r"|(?:hang on|wait|correction|oops|whoops)\b|i meant\b|i mean\b|not \w+)"
)
_CONTAINS = re.compile(
    r"\bi meant\b|\bi should have (?:said|put)\b|\b(?:i|i have) (?:said|got|put|typed|chose|made) (?:it"
    r"|that|this|the|a) (?:wrong|mistake)\b"
    r"|\bmy mistake\b|\bthat was (?:a mistake|wrong)\b|\bi (?:clicked|picked|chose|put|selected|gave"
    r"|pressed) the wrong\b|\bi misread\b|\bi said \w+ (?:but|when) i meant\b"
)
_HELPING_VERBS = "is are am was were do does did has have had will would can could should must may might if or"
_THIS_NOT_THAT = re.compile(
    r"\W*(?:\w+ )?(?!(?:" + _HELPING_VERBS.replace(" ", "|") + r")\b)[\w-]+,? not"
    r" (?!sure|yet|really|urgent|at|in|a|an|been|be|to|resolved|happy|that|enough)[\w -]+\W*"
)
_AN_ANSWER = re.compile(
    rf"{_POLITE}(?:{_CHANGE}|scrap|undo|delete) (?:an?|my|the|that|what)\b.{{0,20}}\b(?:answers?|i (?:said"
    rf"|put|wrote|typed|gave))\W*"
)


def correction_said(text: str) -> str | None:
    """The fact (a key of the contract) or record field that the person asks to change, or None."""
    if word_count(text) > _MOST_WORDS:
        return None
    spelt = re.sub(r"\s+", " ", spelt_out(text).text).strip()
    for position, request in enumerate(_REQUESTS):
        match = request.fullmatch(spelt)
        if not match:
            continue
        says_is_wrong = position == 1 and "question" not in spelt and "answer" not in spelt
        if says_is_wrong and _MAY_BE_THE_DISPUTE.fullmatch(match.group(1)):
            return None
        return _fact_of(match.group(1))
    return None


def is_correction(text: str) -> bool:
    """Whether the message takes back or corrects something said before."""
    if correction_said(text) is not None:
        return True
    if command_said(text) == "change":
        return True
    spelt = re.sub(r"\s+", " ", spelt_out(text).text).strip()
    if _NOT_A_CORRECTION.match(spelt):
        return False
    # Read as typed: spelt out, "won't share" would look like "this, not that".
    this_not_that = word_count(text) <= 6 and _THIS_NOT_THAT.fullmatch(plain(text).strip())
    return bool(this_not_that or _OPENS.match(spelt) or _CONTAINS.search(spelt) or _AN_ANSWER.fullmatch(spelt))


def _fact_of(words: str) -> str:
    return next(fact for fact, names in _FACTS if re.fullmatch(names, words))
