"""How many steps of the route have been tried without resolution, where the words make it plain."""

from __future__ import annotations

import re

from escalation.reading.abbreviations import SpeltOut, spelt_out
from escalation.reading.said import Said, word_count

_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_NUMBERS |= {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_NUMBERS |= {str(number): number for number in range(1, 9)}
_COUNTS = {word: number for word, number in _NUMBERS.items() if not word.endswith(("rst", "ond", "ird", "th"))}
_NUMBER = r"(?:[1-8]|one|two|three|four|five|six|seven|eight)"
_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth)"
_NO_STEPS = frozenset(("0", "zero", "none", "nothing", "nil", "no", "nope", "not"))

# A key stage is a school year, and a stage of an illness is no step of a procedure.
_STEP = (
    rf"(?<!key )(?:stages?|steps?) (?P<number>{_NUMBER})(?:(?: and | & |, ?|-| to )(?P<last>{_NUMBER}))?\b"
    r"(?! (?:\w+ )?(?:cancer|tumour|disease|lymphoma|melanoma|labour|kidney|pupil|curriculum|referral))"
)
_ORDINAL_STEP = rf"(?P<ordinal>{_ORDINAL}) (?:stage|step)\b"
_ANY_STEP = rf"(?:the )?(?:{_STEP}|{_ORDINAL_STEP})"
_FAILED = (
    r"(?:tried|done|complet\w+|finished|failed|exhausted|unsuccessful|unresolved|over"
    r"|(?:did|has|have|had|was|is) not (?:\w+ ){0,2}?(?:resolved?|work\w*|settled?|fix\w*|solved?|helped?"
    r"|successful)"
    r"|not (?:\w+ )?(?:resolved?|worked|work|settled?|solved?|successful)|got (?:us )?nowhere|no good)"
)
_DONE_AFTER = re.compile(
    rf"\b{_ANY_STEP} (?:(?:has|have|had|was|were|is|are|already|all|both|been|now|but|it) )*{_FAILED}\b"
)
_DONE_BEFORE = re.compile(
    r"\b(?:tried|done|complet\w+|finished|been through|gone through|went through|exhausted|after"
    r"|got nowhere (?:at|with)"
    r"|(?:unresolved|not (?:been )?resolved|no (?:agreement|resolution)) (?:at|after|by|with))"
    rf" (?:both |all |all of )?{_ANY_STEP}"
)
_NOW_AT = re.compile(
    r"\b(?:(?:i am|we are|am|is|are|it is|now|currently|already|got|get|gone|reached|reach|moving|move"
    r"|moved|going|go"
    r"|ready|escalat\w+|take it|taken it|taking it|need|start\w*) (?:now |currently |already |up |it )*"
    rf"(?:at |on |to |in |onto |for )?|^\W*(?:at |on )){_ANY_STEP}"
)
_SETTLED = re.compile(r"\b(?:resolved|settled|agreed|sorted)\b")
_NOT_SETTLED = re.compile(
    r"\b(?:not|never|no|un|without) ?(?:been |get |got |be )?(?:resolved|settled|agreed|sorted)\b"
    r"|\bunresolved\b"
)
_QUESTION = re.compile(r"\W*(?:what|how|when|who|which|should|can|do|does|is|explain|describe|tell me)\b")
_HOW_MANY = re.compile(
    rf"\b(?:tried|done|taken|completed|been through|gone through) (?:(?:the|all|first|already"
    rf"|of) )*(?P<number>{_NUMBER}) (?:stages?|steps?)\b"
    rf"|\b(?P<other>{_NUMBER}) (?:stages?|steps?) (?:(?:have|has|been|already|so far|were|now) )*(?:tried"
    rf"|done|taken|completed|failed|exhausted)\b"
)

_THEM = (
    r"(?:them|anyone|anybody|the social workers?|social care|the other (?:agency|professional|practitioner"
    r"|worker|side|person|party)"
    r"|the worker|the practitioner|the professional|the police|the school|the health visitor)"
)
_NOTHING_TRIED = re.compile(
    rf"\b(?:not|never) (?:yet |actually |even )?(?:spoken|talked|spoke|raised (?:it|this)|discussed (?:it"
    rf"|this)|contacted|rung|challenged)"
    rf" (?:to |with )?{_THEM}\b(?! (?:since|for|again|in|about the))"
    r"|\bnot (?:yet )?(?:tried|done|started|raised|taken) (?:anything|any steps?|any of|any action|it|this"
    r"|with anyone)\b(?! (?:since|again))"
    r"|\bnothing (?:has |is )?(?:been )?(?:tried|done|raised) (?:yet|so far)\b|\bno steps? (?:have "
    r"|has )?(?:been )?(?:tried|taken)\b"
    r"|\bthis is (?:the|our|my) (?:very )?first step\b|\bthis is the first time (?:i|we) have (?:raised"
    r"|escalated|challenged|tried)\b"
    r"|^\W*(?:nothing|none|no steps?|nobody|not tried|not started)(?: at all)?,? (?:yet|so far|tried)\W*$"
    r"|^\W*(?:first time|the first time|this is the first time|not tried anything|just starting"
    r"|only just starting|not started)\W*$"
)
_SPOKE = (
    r"(?:spoken|talked|spoke|rung|rang|phoned|telephoned|called|contacted|emailed|e-mailed|written|met"
    r"|raised (?:it|this)|discussed (?:it|this))"
)
_MANAGERS = re.compile(
    rf"\bmy (?:own )?(?:line |team |service )?(?:manager|lead|supervisor|head teacher|head"
    rf"|safeguarding lead|designated safeguarding lead)"
    rf" (?:has |have )?(?:already |now |also )?{_SPOKE} (?:to |with )?(?:about it (?:to|with) )?"
    r"(?:theirs|hers|his|(?:their|her|his|the (?:social worker's|other|other agency's"
    r"|social work)) (?:line |team )?(?:manager|counterpart|opposite number)"
    r"|the (?:team|practice|service) manager|(?:their|the) equivalent)\b"
    r"|\b(?:both |our |the |our two |the two )(?:line |team )?managers have (?:already )?(?:spoken|talked"
    r"|met|discussed it)\b"
)
_SPOKEN_TO_THEM = re.compile(
    rf"(?<!last time )(?<!every time )(?<!when )(?<!if )\b(?:i|we) (?:have |had )?(?:already "
    rf"|now )?(?:tried )?(?:{_SPOKE}|challenged|speaking|talking|spoke) (?:directly )?(?:to "
    rf"|with )?{_THEM}\b(?! manager|'s)"
)
_STILL = re.compile(
    r"\b(?:still|not (?:resolved|agree\w*|change\w*|budg\w+|mov\w+|listen\w*|work\w*|help\w*)|no (?:luck"
    r"|joy|change|agreement|further forward)"
    r"|got (?:us |me )?nowhere|nothing (?:has )?changed|unresolved|stand\w* by|refus\w+|will not"
    r"|same answer|said no)\b"
)


def steps_tried_said(text: str) -> Said | None:
    """The number of steps tried without resolution, or None where it is not said or said in two ways."""
    spelt = spelt_out(text)
    if _QUESTION.match(spelt.text):
        return None
    found = [*_stages(spelt), *_counted(spelt)] or [*_conversations(spelt)]
    return found[0] if len({said.value for said in found}) == 1 else None


def steps_answer(text: str) -> Said | None:
    """The number in a short answer to the question how many steps have been tried."""
    spelt = spelt_out(text)
    bare = re.fullmatch(
        rf"\W*(?:just |only |about |so far |the |yes |i have tried |we have tried )*(?:(?:steps?"
        rf"|stages?) )?(?P<word>[0-8]|{_NUMBER}|zero|none|nothing|nil|no|nope|not)"
        r"(?: (?:steps?|stages?|of them|so far|yet|tried|one|at all|only))*\W*",
        spelt.text,
    )
    ordinal = re.fullmatch(rf"\W*(?:just |only )*(?:the )?(?P<word>{_ORDINAL})(?: (?:stage|step|one))?\W*", spelt.text)
    match = bare or ordinal
    if not match:
        return steps_tried_said(text)
    word = match.group("word")
    return Said(0 if word in _NO_STEPS else _NUMBERS[word], spelt.words(*match.span("word")))


def _stages(spelt: SpeltOut) -> list[Said]:
    settled = _SETTLED.search(_NOT_SETTLED.sub(" ", spelt.text))
    if settled and not re.search(r"\bnot\b|did not", spelt.text):
        return []
    done = [_step(match, spelt, 0) for pattern in (_DONE_AFTER, _DONE_BEFORE) for match in pattern.finditer(spelt.text)]
    now = [_step(match, spelt, -1) for match in _NOW_AT.finditer(spelt.text)]
    last_done = sorted(done, key=lambda said: -int(said.value))[:1]
    return [*last_done, *now]


def _step(match: re.Match[str], spelt: SpeltOut, less: int) -> Said:
    word = match.group("last") or match.group("number") or match.group("ordinal")
    return Said(max(_NUMBERS[word] + less, 0), spelt.words(*match.span()))


def _counted(spelt: SpeltOut) -> list[Said]:
    match = _HOW_MANY.search(spelt.text)
    if not match:
        return []
    return [Said(_COUNTS[match.group("number") or match.group("other")], spelt.words(*match.span()))]


def _conversations(spelt: SpeltOut) -> list[Said]:
    if match := _MANAGERS.search(spelt.text):
        return [Said(2, spelt.words(*match.span()))]
    if match := _NOTHING_TRIED.search(spelt.text):
        return [Said(0, spelt.words(*match.span()))]
    match = _SPOKEN_TO_THEM.search(spelt.text)
    if match and (_STILL.search(spelt.text, match.end()) or word_count(spelt.text) <= 9):
        return [Said(1, spelt.words(*match.span()))]
    return []
