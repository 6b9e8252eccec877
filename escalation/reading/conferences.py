"""How a disagreement stands to a child protection conference, where the words make it plain."""

from __future__ import annotations

import re

from escalation.reading.abbreviations import spelt_out
from escalation.reading.said import Said, word_count

_SHORT = 12  # words: a short message about a conference is about nothing else

_OTHER_CONFERENCES = re.compile(
    r"\bconference (?:calls?|rooms?|cent(?:re|er)|suite|phone|organiser|fee)\b"
    r"|\b(?:family group|video|press|training|annual|telephone|phone|risk assessment|network|zoom"
    r"|teams) conferenc\w+"
)
_CONFERENCE = (
    r"(?:(?:initial |review |child |children's |protection |case |pre-birth |first |second "
    r"|last )*conference)"
)
_A = r"(?:a |an |the |any |this |that |our |my |his |her |their )?"
_GAP = r"(?:[\w'-]+[\s,]+){0,5}?"
_NEVER = (
    r"(?:will not|would not|refus\w+|declin\w+|decided not|decided against|not (?:going|willing|prepared)"
    r"|reject\w+|turned down)"
)
_CONVENE = (
    r"(?:call|calling|convene|convening|hold|holding|have|arrange|arranging|progress|proceed|proceeding|go"
    r"|going|agree)"
)
_DISAGREE = (
    r"(?:disagree\w*|dissent\w*|object\w*|challeng\w+|appeal\w*|not (?:agree\w*|happy|accept\w*)|unhappy"
    r"|dispute\w*|wrong|oppos\w+)"
)

_NO = re.compile(
    rf"\b(?:not|never) (?:been )?(?:\w+ )?(?:at|in|about|from|after|to do with|out of|part of|related to"
    rf"|connected (?:to|with)) {_A}{_CONFERENCE}"
    rf"|\bnothing to do with {_A}{_CONFERENCE}|\b(?:not|no) (?:arise|arose|arising|come|came) (?:from"
    rf"|out of) {_A}{_CONFERENCE}"
    rf"|^\W*(?:no,? )?(?:not a|no) {_CONFERENCE}(?: involved| at all)?\W*$"
)
_NOT_CONVENED = (
    re.compile(rf"\b{_NEVER} (?:to )?{_GAP}{_CONVENE} {_GAP}{_CONFERENCE}\b"),
    re.compile(
        rf"\b{_CONFERENCE} (?:was|is|has|had) (?:been )?(?:not (?:been )?(?:called|convened|held|arranged)"
        rf"|refused|turned down|declined)"
    ),
    re.compile(
        rf"\b(?:request\w*|ask\w*) (?:for )?{_A}{_CONFERENCE} {_GAP}(?:refused|turned down|declined"
        rf"|ignored|rejected|said no)"
    ),
    re.compile(
        rf"\bshould (?:be|have been|have|go to|have gone to|have had|call|hold"
        rf"|convene) {_A}{_CONFERENCE}\b(?! (?:chair|minutes|plan))"
    ),
    re.compile(rf"\bno {_CONFERENCE} (?:was|has been|had been|is being) (?:called|convened|held|arranged)"),
    re.compile(
        rf"\bnot (?:call(?:ed|ing)?|conven(?:e|ed|ing)|arrang(?:e|ed|ing)|proceed(?:ed|ing)?|progress(?:ed"
        rf"|ing)?) {_GAP}{_CONFERENCE}\b"
    ),
    re.compile(rf"\bnot (?:think|believe|feel) {_A}{_CONFERENCE} is (?:needed|necessary|required|warranted)"),
)
_AT = (
    re.compile(
        rf"\b(?:i am|we are|am|are) (?:(?:still|currently|now|sat|sitting|all|both|just|here|right now) )*"
        rf"(?:at|in|attending|leaving|about to leave) (?:the end of )?{_A}{_CONFERENCE}\b"
    ),
    re.compile(
        rf"\b(?:i am|i have|we are|we have|have|am|are)? ?just (?:come|came|walked|coming|got|stepped"
        rf"|finished|left|leaving|ended|had)"
        rf" (?:out of |out from |of )?{_A}{_CONFERENCE}\b"
    ),
    re.compile(
        rf"\b{_CONFERENCE} (?:has |is |was |have )?(?:only )?just (?:ended|finished|closed|now|been"
        rf"|about to (?:end|finish))"
    ),
    re.compile(rf"\b(?:still|now) (?:at|in) {_A}{_CONFERENCE}\b|\b(?:at|in) {_A}{_CONFERENCE} (?:right |just )?now\b"),
    re.compile(
        rf"\b{_CONFERENCE} (?:is )?(?:happening|on|going on|taking place) (?:right )?now\b"
        rf"|\b{_CONFERENCE} is (?:now |just )?(?:ending|finishing|still going|under way)\b"
    ),
)
_END_OF = re.compile(rf"\bat the end of {_A}{_CONFERENCE}\b")
_LONG_PAST = re.compile(
    r"\b(?:last|yesterday|ago|previous|earlier this|on (?:mon|tues|wednes|thurs|fri)day|in (?:january"
    r"|february|march|april|may|june|july|august|september|october|november|december))\b"
)
_AFTER = (
    re.compile(rf"\b{_DISAGREE} (?:[\w'-]+[\s,]+){{0,8}}?{_CONFERENCE}\b"),
    re.compile(
        rf"\b{_CONFERENCE}(?:'s)? (?:chair |has |have )?{_GAP}(?:decision|decided|outcome|chair"
        rf"|plan)\b.{{0,80}}?\b{_DISAGREE}"
    ),
    re.compile(rf"\b(?:at|in|after|from) {_A}{_CONFERENCE}\b.{{0,60}}?\b{_DISAGREE}"),
)
_AFTER_IN_SHORT = (
    re.compile(rf"\b(?:decision|decided|outcome) (?:\w+ ){{0,2}}?(?:of|at|by|from) {_A}{_CONFERENCE}\b"),
    re.compile(rf"\b{_CONFERENCE} (?:chair )?(?:decided|decision|outcome|made the decision)"),
    re.compile(
        rf"\b(?:after|following|came out of|arose (?:at|from)|arising from"
        rf"|follows on from) {_A}{_CONFERENCE}\b"
    ),
    re.compile(rf"\b{_CONFERENCE} (?:was|has already taken place|has been held|took place|happened)\b"),
    re.compile(rf"\b(?:was|were|happened|had|attended) (?:at |in |an? |the )*{_CONFERENCE}\b"),
)
_ABOUT_CALLING_ONE = re.compile(
    rf"\b(?:need for|whether to|want\w*|ask\w* for|request\w*|criteria for|cancel\w*|reconven\w+|think"
    rf"|refus\w+) {_GAP}{_CONFERENCE}\b"
    rf"|\b{_CONFERENCE} (?:is|was|has been|being|be|should|must|needs?|within|will)\b(?! (?:wrong|just"
    rf"|last|yesterday|this|on|before|held|earlier))"
)


def conference_said(text: str) -> Said | None:
    """`no`, `at_conference`, `after_conference` or `not_convened`, or None where the words leave it open."""
    spelt = spelt_out(text)
    # Blanked, not cut, so that every position still fits the person's own words.
    reading = _OTHER_CONFERENCES.sub(lambda match: "*" * len(match.group()), spelt.text)
    if "conference" not in reading:
        return None
    found = _found(reading, word_count(text) <= _SHORT)
    return Said(found[0], spelt.words(*found[1].span())) if found else None


def _found(reading: str, short: bool) -> tuple[str, re.Match[str]] | None:
    if match := _NO.search(reading):
        return "no", match
    if match := _first(_NOT_CONVENED, reading):
        return "not_convened", match
    if match := _first(_AT, reading):
        return "at_conference", match
    if (match := _END_OF.search(reading)) and not _LONG_PAST.search(reading):
        return "at_conference", match
    if _ABOUT_CALLING_ONE.search(reading):
        return None
    match = _first(_AFTER, reading) or (_first(_AFTER_IN_SHORT, reading) if short else None)
    return ("after_conference", match) if match else None


def _first(patterns: tuple[re.Pattern[str], ...], reading: str) -> re.Match[str] | None:
    matches = (pattern.search(reading) for pattern in patterns)
    return next((match for match in matches if match), None)
