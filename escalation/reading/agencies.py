"""Agencies said in free text: the practitioner's own, and the one they disagree with."""

from __future__ import annotations

import re
from collections.abc import Iterable

from escalation.reading.abbreviations import SpeltOut, spelt_out
from escalation.reading.said import Said, word_count

# A designated safeguarding lead, a youth worker or a family support worker may work in any sector: not here.
_NAMES: dict[str, tuple[str, ...]] = {
    "social_care": (
        "children's social care services?", "children'?s social care", "childrens? services",
        "children's services",
        "social care", "social services", "social work(?: team)?",
        "(?:senior |student |hospital )?social workers?",
        "multi-agency safeguarding hub(?: front door)?", "front door", "emergency duty team",
        "fostering team",
        "out of hours emergency duty team", "duty team", "looked after child(?:ren)? team",
        "independent reviewing officer",
    ),
    "health": (
        "health", "health service", "health visit(?:ors?|ing)(?: team| service)?",
        "midwi(?:fe|ves|fery)(?: team)?",
        "(?:school|staff|practice|district|specialist|community|mental health|safeguarding) nurses?",
        "(?:named |designated )?nurses?", "general practitioners?(?: surgery| practice)?",
        "(?:named |designated )?doctors?",
        "(?:community )?paediatricians?", "paediatrics", "hospitals?", "nhs(?: trust)?", "psychiatrists?",
        "psychologists?", "child and adolescent mental health services?",
        "mental health (?:services?|team|trust)",
        "speech and language (?:therapy|therapists?)", "occupational therapists?", "physiotherapists?",
        "paramedics?",
        "ambulance service", "integrated care board", "health trust", "school nursing(?: team)?", "dentists?",
        "accident and emergency", "emergency department", "a&e", "primary care", "gp surgery",
    ),
    "police": (
        "police", "(?:the |a )?police (?:officers?|constables?|force|service)",
        "police community support officer",
        "detectives?(?: (?:sergeant|constable|inspector))?", "child abuse investigation (?:team|unit)",
        "public protection unit", "police protection team", "pcso", "constabulary",
    ),
    "education": (
        "education(?: service| welfare officer| sector)?",
        "(?:primary |secondary |infant |junior |special |high )?schools?",
        "(?:head|deputy head|class|nursery|form|school) ?teachers?", "teachers?", "headteachers?",
        "teaching assistants?",
        "college", "academy", "nursery(?: school| worker| manager)?", "nurseries", "pre-?school",
        "childminders?",
        "early years(?: setting)?", "pupil referral unit", "special educational needs coordinator",
        "sixth form",
        "head of year", "school governors?", "alternative provision", "learning mentor", "university",
        "playgroup",
    ),
    "probation": ("(?:national )?probation(?: service| officers?| practitioners?)?", "offender manager"),
    "housing": (
        "housing(?: association| department| officers?| team| providers?| services?)?", "homelessness team",
        "registered social landlord", "tenancy officer", "landlord services",
    ),
    "voluntary": (
        "(?:national |local |small |youth |children's |domestic abuse )?charit(?:y|ies)",
        "voluntary(?: sector| organisation| group)?",
        "voluntary,? community and faith sector", "voluntary and community sector", "community group",
        "third sector", "faith (?:group|sector|organisation)", "church(?: group)?", "mosque", "synagogue",
        "women's aid", "nspcc", "barnardo's", "sports? club", "football club", "scout group", "scouts",
        "guides",
        "youth club",
    ),
    "other": ("cafcass", "fire service", "fire and rescue(?: service)?", "immigration service",
    "prison(?: service)?"),
}  # fmt: skip
_BARE_OTHER = r"other|another agency|another|something else|none of (?:these|those|them|the above)|a different one"

_AGENCY_OF = {f"{code}_{n}": code for code, names in _NAMES.items() for n, _ in enumerate(names)}
_PATTERNS = sorted(
    ((code, name.replace("'", "'?")) for code, names in _NAMES.items() for name in names),
    key=lambda pair: -len(pair[1]),
)
_ANY_NAME = "(?:" + "|".join(name for _, name in _PATTERNS) + ")"
_EACH_NAME = [(code, re.compile(name)) for code, name in _PATTERNS]
_THE = r"(?:the |a |an |our |my |one of the |local |their |other )*"

_WORK = r"(?:work(?:ing)?|am based|are based|volunteer|practise|teach|nurse)"
_OWN_FRAMES = re.compile(
    r"\b(?:i am|we are|i am calling|i am speaking|speaking|calling|writing) (?:from|as|on behalf of"
    r"|employed by)\s"
    rf"|\b(?:i|we) (?:do )?(?:currently |both )?{_WORK} (?:for|in|at|as|with|on behalf of)\s"
    r"|\b(?:i am|we are) (?:just |only |also )?(?:a|an|the|one of the)\s"
    r"|\bi (?:represent|run|manage|lead)\s|\bmy (?:role|job|agency|organisation|sector|post) (?:is|as)\s"
    r"|^\W*as an?\s"
)
_PAST_ROLE = re.compile(r"\b(?:former|retired|ex|previously|not|parent|mother|father|grandparent|neighbour)\b")
_CLAUSE_END = re.compile(r"[.;:!?,(]|\b(?:and|but|who|because|so|when|whose|where|that|disagree\w*|worried|about)\b")
_HERE = re.compile(rf"^\W*(?:hi,? |hello,? |hiya,? )?{_THE}({_ANY_NAME}) here\b")
_OUR = re.compile(rf"\b(?:my|our) ({_ANY_NAME})(?:'s)?\b(?! workers?)")
_BARE = re.compile(
    rf"^\W*(?:(?:it is|its|i am|we are|from|in|the|a|an|my|our|local|i work in|i work for|works? for)\s)*"
    rf"({_ANY_NAME})(?: please| sector| side| staff| team)?\W*$"
)

_NEVER = r"(?:will not|would not|refus\w+|declin\w+|reject\w+|ignor\w+|overrul\w+|disagree\w*|disput\w+)"
_REFUSED = (
    r"(?:has |have |had |is |are |was |were )?(?:still |just |now |also |already |simply |keeps? |keep on )?"
    rf"(?:{_NEVER}|clos(?:ed|ing)|cancell\w+|withdr[ae]w\w*|discharged|turn(?:ed|ing) (?:it|us|me|this|our"
    rf"|the|down|away)"
    r"|took no further action|taking no further action|no further action|knock\w* back|screened|end(?:ed"
    r"|ing) (?:their|her|his|its|the)"
    r"|(?:has |have |had )?(?:decided|want(?:s|ed)? to close|wants? us|expects? us|asked us|pulled out"
    r"|stepp\w+ down|downgraded)"
    r"|not (?:return\w*|respon\w+|repl\w+|act\w*|visit\w*|shar\w+|tell|told|accept\w*|agree\w*|listen\w*"
    r"|provid\w*"
    r"|investigat\w+|convene\w*|call(?:ed|ing) (?:a|an|the)|hold|held|follow\w*|carry\w*|assess\w*|send"
    r"|sent|invit\w+"
    r"|tak(?:e|en|ing) (?:any |enough )?(?:action|it|our|the|us|this)|think\b|do(?:ing|ne)? (?:anything"
    r"|enough|their|the))"
    r"|(?:do|does|did|has|have) not (?:yet )?(?:return\w*|respon\w+|repl\w+|act\w*|visit\w*|shar\w+|tell"
    r"|told|accept\w*|agree\w*"
    r"|listen\w*|provid\w*|investigat\w+|convene\w*|hold|held|follow\w*|assess\w*|send|sent|invit\w+|think"
    r"|do anything"
    r"|tak(?:e|en) (?:any |enough )?(?:action|it|our|the|us|this))"
    r"|(?:say|says|said|saying|think|thinks|feel|feels|insist\w*|reckon\w*|told (?:us"
    r"|me))\b(?:\W+[\w'-]+){0,6}?\W+"
    r"(?:threshold|criteria|no further action|not (?:their|our|her|his|my)|our (?:responsibility|role|job)"
    r"|early help"
    r"|(?:low|no) risk|closing|close|meet|nothing (?:they|she|he) can do))"
)
_DISPUTE_WITH = (
    r"\b(?:disagree\w*|dispute|disputing|argu\w+|issue|problem|unhappy|not happy|not agree|fell out"
    r"|complain\w* (?:about|against)|"
    r"conflict|difference of opinion|professional difference\w*|escalat\w+|challeng\w+"
    r"|concerns? about how)\s+"
    r"(?:\w+\s+){0,2}?(?:with|against|between us and|to|by|the)?\s*"
)
_OTHER_FRAMES = (
    re.compile(rf"(?<![\w'-])(?<!my )(?<!our )(?<!to )(?<!by )(?<!told )(?<!with )({_ANY_NAME}) {_REFUSED}"),
    re.compile(rf"{_DISPUTE_WITH}{_THE}({_ANY_NAME})\b"),
    re.compile(
        rf"\b(?:made|taken|refused|rejected|closed|declined|turned down|ignored|decided"
        rf"|reached) by {_THE}({_ANY_NAME})\b"
    ),
    re.compile(
        rf"\b({_ANY_NAME})'?s? (?:decision|refusal|assessment|view|response|threshold) (?:is|was|to|not"
        rf"|seems)\b"
    ),
    re.compile(
        rf"\bthe other (?:agency|side|organisation|service|professional)(?: is|:| are"
        rf"| was) {_THE}({_ANY_NAME})\b"
    ),
)


def own_agency_said(text: str) -> Said | None:
    """The practitioner's own agency, where they say who they are."""
    spelt = spelt_out(text)
    found = list(_own_names(spelt))
    if not found and word_count(text) <= 6:
        found = list(_bare_name(spelt))
    return _only_one(found)


_WHO_DISAGREES = re.compile(r"(\w+) (disagree[sd]? with\b)", re.IGNORECASE)
_OURSELVES = frozenset({"i", "we", "and", "to", "who", "strongly", "also", "still", "really", "would", "do", "you"})


def other_agency_said(text: str) -> Said | None:
    """The agency disagreed with, where one agency and no other is said to refuse, decide or be challenged."""
    subject = _WHO_DISAGREES.search(text)
    if subject and subject.group(1).lower() not in _OURSELVES:
        # Whoever stands before "disagree with" is on our side of it.
        text = f"I {text[subject.start(2) :]}"
    spelt = spelt_out(text)
    found: list[Said] = []
    for frame in _OTHER_FRAMES:
        for match in frame.finditer(spelt.text):
            found += _named(match, spelt)
    return _only_one(found)


def agency_answer(text: str) -> Said | None:
    """The agency in a short answer to the question which agency it is."""
    spelt = spelt_out(text)
    if word_count(text) > 8:
        return own_agency_said(text)
    if match := re.fullmatch(rf"\W*(?:the |an? )?({_BARE_OTHER})(?: please)?\W*", spelt.text):
        return Said("other", spelt.words(*match.span(1)))
    return _only_one([*_bare_name(spelt)]) or own_agency_said(text)


def _own_names(spelt: SpeltOut) -> Iterable[Said]:
    for frame in _OWN_FRAMES.finditer(spelt.text):
        clause_end = _CLAUSE_END.search(spelt.text, frame.end())
        end = clause_end.start() if clause_end else len(spelt.text)
        clause = spelt.text[frame.end() : end]
        if _PAST_ROLE.search(clause) or clause.startswith("worr"):
            continue
        match = re.search(rf"(?<![\w'-]){_ANY_NAME}(?![\w-])", clause)
        if match and word_count(clause[: match.start()]) <= 7:
            start = frame.end() + match.start()
            yield Said(_code_of(match.group()), spelt.words(start, frame.end() + match.end()))
            return
    for pattern in (_HERE, _OUR):
        if (match := pattern.search(spelt.text)) and not re.match(r"my (?:social|health)|my doctor", match.group()):
            yield from _named(match, spelt)
            return


def _bare_name(spelt: SpeltOut) -> Iterable[Said]:
    if match := _BARE.match(spelt.text):
        yield from _named(match, spelt)


def _named(match: re.Match[str], spelt: SpeltOut) -> Iterable[Said]:
    yield Said(_code_of(match.group(1)), spelt.words(*match.span(1)))


def _code_of(name: str) -> str:
    return next(code for code, pattern in _EACH_NAME if pattern.fullmatch(name))


def _only_one(found: list[Said]) -> Said | None:
    return found[0] if found and len({said.value for said in found}) == 1 else None
