"""How quickly an answer is needed, where the words make it plain.

Only `urgent` and `not_urgent` are read in free text. Danger now is another reading, never left to this one:
here only a short answer to the question itself may say it.
"""

from __future__ import annotations

import re

from escalation.reading.abbreviations import spelt_out
from escalation.reading.said import Said, word_count

_SUBJECT = (
    r"(?:it is|this is|that is|its|matter is|situation is|case is|i think it is|is|very|really|extremely"
    r"|pretty|quite|most|more)"
)
_URGENT = (
    re.compile(rf"\b{_SUBJECT} (?:now |so |really |very |all |quite |pretty |extremely |getting "
    rf"|an? )*urgent\b"),
    re.compile(r"^\W*(?:yes,? |please,? )?(?:very |really |extremely )?(?:urgent(?:ly)?)(?:,? please)?\W*$"
    r"|^\W*urgent\s*[!:.,-]"),
    re.compile(r"\bneeds? (?:to be )?(?:\w+ )?(?:urgently|(?:a )?(?:very )?(?:quick|fast|speedy|rapid"
    r"|swift|prompt) (?:decision|answer|response|resolution))\b"),
    re.compile(r"\b(?:quick|fast|rapid) (?:decision|resolution) (?:is |was )?(?:needed|required|please)\b"),
    re.compile(r"^\W*quick response (?:is )?(?:needed|required)\W*$|\bneed (?:a decision|an answer"
    r"|a response) (?:quickly|fast|soon)\b"),
    re.compile(r"^\W*(?:as soon as possible|(?:it is |this is )?(?:a )?high priority)(?: please)?\W*$"),
    re.compile(
        r"\b(?:need\w*|must|has to|have to|want\w*)\b(?:\W+[\w'-]+){0,7}?\W+(?:within|in)"
        r" (?:the next )?(?:(?:a )?(?:couple of |few )?(?:days|hours)|a day(?: or two)?|(?:one|two|three|1"
        r"|2|3|24|48|72) (?:days|hours))\b"
    ),
    re.compile(
        r"\b(?:need\w*|must|has to|have to)\b(?:\W+[\w'-]+){0,7}?\W+(?:by (?:tomorrow|tonight|the weekend"
        r"|(?:mon|tues|wednes|thurs|fri)day)"
        r"|before (?:the weekend|tomorrow)|today|as soon as possible)\b"
    ),
    re.compile(r"\b(?:it|this|that) (?:can not|will not|must not|should not|could not) wait\b"),
    re.compile(r"\b(?:is|are|am|be|remains?|still|child|children|he|she|they) (?:now |now at |still "
    r"|already |at )*(?:at )?(?:a )?(?:(?:high|real|continuing|increasing"
    r"|serious) )?risk of (?:significant|serious) harm\b"),
    re.compile(r"^\W*(?:there is |a |at )*(?:risk of )?significant harm(?: is likely)?\W*$"),
)  # fmt: skip
_NOT_URGENT = (
    re.compile(r"(?<!was )\b(?:not|never|no longer) (?:\w+ )?(?:\w+ )?urgent\b(?! enough)|\b(?:non|un)[- ]?urgent\b"),
    re.compile(r"\b(?:i|we) do not (?:think|believe|feel) (?:it|this|that) is (?:\w+ )?urgent\b"),
    re.compile(r"\b(?:no|not any|not in any|not in a) (?:real |great |particular |big )?(?:rush|hurry)\b"),
    re.compile(r"\bthere is (?:no|not any) urgency\b|^\W*no urgency\W*$"),
    re.compile(r"\b(?:it|this|that) (?:can|could) wait\b|\bnot (?:time[- ]critical|time[- ]sensitive)\b"),
    re.compile(r"^\W*(?:it is |this is |its )?(?:a )?(?:low priority|routine)\W*$"),
)
_DENIED = re.compile(
    r"\b(?:not|no|never|nor|without|whether|if|threshold|criteria|nobody|none|no one|dispute|denied?"
    r"|denies)\b"
    r"(?:(?!\b(?:but|however|although)\b)[^.,;!?]){0,40}$"
)
_OTHERS_SAY = re.compile(
    r"\b(?:they|he|she|social care|social workers?|police|managers?|school|health|services|front door|gp"
    r"|practitioner)"
    r" (?:\w+ ){0,2}?(?:say|says|said|saying|think|thinks|thought|feel|feels|felt|believe|believes"
    r"|believed|told us|told me|decided|see|insist\w*)\b"
    r"[^.;!?]{0,40}$"
)
_QUESTION = re.compile(r"\W*(?:what|how|when|who|which|is it|is this|does|do i|should)\b")

_ANSWERS: dict[str, re.Pattern[str]] = {
    "immediate_danger": re.compile(
        r"\W*(?:(?:yes|yeah|yep|y)(?:,? (?:now|right now|please call|immediate(?:ly)?|there is|they are"
        r"|he is|she is|a child is|the child is))?"
        r"|(?:yes,? )?(?:(?:a|the) child is |children are |they are |he is |she is "
        r"|someone is )?(?:in )?(?:immediate )?danger(?: now| right now)?"
        r"|(?:yes,? )?(?:it is )?(?:immediate(?:ly)?|an emergency|emergency|happening now|now|right now"
        r"|at this moment|life[- ]threatening)"
        r"|(?:yes,? )?(?:immediate|in immediate) (?:danger|risk|harm)(?: now)?)\W*"
    ),
    "urgent": re.compile(
        r"\W*(?:(?:yes|no),? (?:but )?)?(?:it is )?(?:quite |very |really |fairly )?"
        r"(?:urgent(?:ly)?|quick(?:ly)?|soon|within days|in days|a few days|days|as soon as possible"
        r"|pressing|high priority)(?: please)?\W*"
    ),
    "not_urgent": re.compile(
        r"\W*(?:no|nope|nah|n|neither|none|(?:no,? )?not urgent|(?:no,? )?non[- ]?urgent"
        r"|no,? (?:it is )?not|not really|no rush|no hurry|routine|low"
        r"|not at all|(?:it )?can wait|no thanks?|normal)(?: please)?\W*"
    ),
}  # fmt: skip


def urgency_said(text: str) -> Said | None:
    """`urgent` or `not_urgent`, or None where it is not plain, or both are said."""
    spelt = spelt_out(text)
    if _QUESTION.match(spelt.text):
        return None
    not_urgent = _first(_NOT_URGENT, spelt.text, denials=False)
    urgent = _first(_URGENT, spelt.text, denials=True)
    if bool(urgent) == bool(not_urgent):
        return None
    match, value = (urgent, "urgent") if urgent else (not_urgent, "not_urgent")
    return Said(value, spelt.words(*match.span())) if match else None


def urgency_answer(text: str) -> Said | None:
    """The urgency in a short answer to the question whether a child is in danger and how urgent it is."""
    spelt = spelt_out(text)
    if word_count(text) <= 8:
        for value, pattern in _ANSWERS.items():
            if match := pattern.fullmatch(spelt.text):
                return Said(value, spelt.words(*match.span()).strip(" .,!"))
    return urgency_said(text)


def _first(patterns: tuple[re.Pattern[str], ...], text: str, *, denials: bool) -> re.Match[str] | None:
    for pattern in patterns:
        for match in pattern.finditer(text):
            before = text[: match.start()]
            if _OTHERS_SAY.search(before) or (denials and _DENIED.search(before)):
                continue
            return match
    return None
