"""Identifiers of people, taken out of a text before it is stored.

It finds what has a shape (numbers, addresses, dates said to be of birth), and names only where the words
before them say that a name follows. It promises no anonymity: practitioners are still asked for initials.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from escalation.reading.references import begins_with_reference

# Between groups of digits: spaces, a dash, one dot; people paste typographic ones too.
_GAP = "(?:[ \\t\u00a0\u2007\u2009\u202f\u2010-\u2015\u2212-]{1,3}|\\.)?"
# No word before, and no "12." or "12-" or "12/" before: then it is the tail of some other number.
_START = r"(?<!\w)(?<!\d[./-])"
_NO_DIGIT_NEXT = r"(?![./-]?\d)"
_NUMBER_IS = r"(?:\W{1,3}(?:number|no|num))?\W{1,3}(?:is\W{1,3})?"


@dataclass(frozen=True)
class Masked:
    """A text without the identifiers that were found.

    `kinds` holds each kind found once, in the order of KINDS.
    """

    text: str
    kinds: tuple[str, ...]


KINDS: dict[str, str] = {
    "email": "[e-mail address removed]",
    "telephone": "[telephone number removed]",
    "nhs_number": "[NHS number removed]",
    "national_insurance": "[National Insurance number removed]",
    "upn": "[UPN removed]",
    "postcode": "[postcode removed]",
    "date_of_birth": "[date of birth removed]",
    "name": "[name removed]",
}


def mask(text: str) -> Masked:
    """Replace what looks like a person's identifier with bracketed words that say what was there.

    Masking a masked text changes nothing. Time grows in line with the length of the text.
    """
    found: set[str] = set()
    before = None
    # Taking one identifier out can lay another bare beside it, so look again until nothing changes.
    while text != before:
        before = text
        for kind, replaced in _RECOGNISERS:
            after = replaced(text)
            if after != text:
                found.add(kind)
                text = after
    return Masked(text=text, kinds=tuple(kind for kind in KINDS if kind in found))


_EMAIL = re.compile(r"\w[\w.+%&'’-]{0,63}@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}(?!\w)")


# +44 or 0044 leaves no doubt, so that any grouping will do; "(0)" is often kept by mistake.
_INTERNATIONAL = re.compile(
    rf"(?<!\w)\(?(?:\+{_GAP}44|0044|44(?={_GAP}7))\)?{_GAP}(?:\(?0\)?{_GAP})?"
    rf"\(?[1-35789](?:\)?{_GAP}\d){{8,9}}(?!\d)"
)
# Within the country the first three digits are written in one piece: that tells 01632 960123 from 03 04 2012.
# Ofcom's numbers for drama have the same shape as real ones.
_NATIONAL = re.compile(rf"{_START}\(?0[1-35789]\d(?:\)?{_GAP}\(?\d){{7,8}}(?!\d)")
_MOBILE_IN_PAIRS = re.compile(rf"{_START}07(?:{_GAP}\d){{9}}(?![\d:])")


def _without_telephones_abroad(text: str) -> str:
    return _INTERNATIONAL.sub(_telephone_unless_reference, text)


def _without_telephones(text: str) -> str:
    return _MOBILE_IN_PAIRS.sub(_telephone_unless_reference, _NATIONAL.sub(_telephone_unless_reference, text))


def _telephone_unless_reference(found: re.Match[str]) -> str:
    # "0827-3195-2 5 days": a reference and a number after it have as many figures as a telephone number.
    return found.group() if begins_with_reference(found.group()) else KINDS["telephone"]


_NHS_NUMBER = re.compile(rf"{_START}\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{4}}{_NO_DIGIT_NEXT}")
_NHS_SAID = re.compile(rf"\b(NHS{_NUMBER_IS})(\d(?:{_GAP}\d){{9}})(?!\d)", re.I)


def _without_nhs_numbers(text: str) -> str:
    text = _NHS_SAID.sub(
        lambda m: m.group(1) + (KINDS["nhs_number"] if _is_nhs_number(m.group(2)) else m.group(2)), text
    )
    return _NHS_NUMBER.sub(lambda m: KINDS["nhs_number"] if _is_nhs_number(m.group()) else m.group(), text)


def _is_nhs_number(written: str) -> bool:
    """Modulus 11 with weights 10 to 2 (NHS Data Dictionary); a check digit of 10 is never issued."""
    digits = [int(mark) for mark in written if mark.isdigit()]
    wanted = 11 - sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits[:9], strict=True)) % 11
    return wanted % 11 == digits[9]


# HMRC manual NIM39110: which letters and pairs of letters are never used. QQ stands in examples.
_NI_PAIRS_NEVER_USED = "BG|GB|KN|NK|NT|TN|ZZ"
_NI_DIGITS = rf"(?:{_GAP}\d\d){{3}}"
_NI_NUMBER = re.compile(
    rf"(?<!\w)(?!{_NI_PAIRS_NEVER_USED})(?:QQ|[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]){_NI_DIGITS}"
    rf"{_GAP}[A-D](?!\w)",
    re.I,
)
_NI_SAID = re.compile(
    rf"\b((?:National\W{{1,3}}Insurance|NINO|NI){_NUMBER_IS})"
    rf"[A-Z]{{2}}{_NI_DIGITS}(?:{_GAP}[A-D])?(?!\w)",
    re.I,
)


def _without_ni_numbers(text: str) -> str:
    text = _NI_SAID.sub(lambda m: m.group(1) + KINDS["national_insurance"], text)
    return _NI_NUMBER.sub(KINDS["national_insurance"], text)


_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"  # 23 letters: I, O and S are left out
_UPN = re.compile(rf"(?<!\w)[{_UPN_LETTERS}]\d{{11}}[\d{_UPN_LETTERS}](?!\w)", re.I)
_UPN_SAID = re.compile(rf"\b(UPN{_NUMBER_IS})[A-Z]\d{{11}}[\dA-Z](?!\w)", re.I)


def _without_upns(text: str) -> str:
    text = _UPN_SAID.sub(lambda m: m.group(1) + KINDS["upn"], text)
    return _UPN.sub(lambda m: KINDS["upn"] if _is_upn(m.group().upper()) else m.group(), text)


def _is_upn(written: str) -> bool:
    """Check letter of the Government Data Standards Catalogue: weights 2 to 13, modulus 23.

    A temporary number ends in a letter, which counts as its place in the alphabet of 23.
    """
    values = [int(mark) if mark.isdigit() else _UPN_LETTERS.index(mark) for mark in written[1:]]
    total = sum(weight * value for weight, value in zip(range(2, 14), values, strict=True))
    return _UPN_LETTERS[total % 23] == written[0]


_POSTCODE_AREAS = (
    "AB|AL|B[ABDFHLNRSTX]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]|"
    "L[ADELNSU]?|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE"
)
_POSTCODE_FIRST_HALF = rf"(?:(?:{_POSTCODE_AREAS})\d(?:\d|[A-HJKMNP-Y])?|GIR)"
_POSTCODE = re.compile(rf"(?<!\w){_POSTCODE_FIRST_HALF}([ \u00a0]{{0,2}})(\d[ABD-HJLNP-UW-Z]{{2}})(?!\w)", re.I)
# "S47 1st visit", "S17 5hr wait": after a space, in small letters, these are words and not the second half.
_NOT_SECOND_HALF = re.compile(r"\d(?:st|nd|rd|th|hr|yr|wd|wt|dp)")


def _without_postcodes(text: str) -> str:
    def judged(found: re.Match[str]) -> str:
        space, second_half = found.groups()
        return found.group() if space and _NOT_SECOND_HALF.fullmatch(second_half) else KINDS["postcode"]

    return _POSTCODE.sub(judged, text)


_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?)\\.?"
)
_DATE_MARK = r"\s?[-/.\u2010-\u2015 ]\s?"
_TH = "(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}{_DATE_MARK}\d{{1,2}}{_DATE_MARK}(?:\d{{4}}|['’]?\d\d)"
    rf"|\d{{1,2}}{_TH}(?:\s+of)?[\s-]{{0,2}}{_MONTH}(?:[\s,-]{{0,2}}(?:\d{{4}}|['’]?\d\d))?"
    rf"|{_MONTH}\s+(?:the\s+)?\d{{1,2}}{_TH}(?:,?\s+(?:\d{{4}}|['’]\d\d))?|\d{{8}}|\d{{6}})(?![\w/])"
)
_BIRTH = r"(?:d\.?\s?o\.?\s?b\b\.?|dates?\s+of\s+birth|birth\s?-?date|birthday|born)"
_BETWEEN = (
    r"(?:[\s:;=,(–-]{1,3}(?:is|was|on|the|of|at|in|hospital|home|early|prematurely|approximately|about|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b){0,5}[\s:;=,(–-]{0,3}"
)
_BORN_ON = re.compile(rf"(?<!\w)({_BIRTH}{_BETWEEN}){_DATE}", re.I)
_DATE_THEN_BIRTH = re.compile(
    rf"(?<![\w/.-]){_DATE}(\s?\(\s?|\s+(?:is|was)\s+(?:(?:his|her|their|the|my)\s+)?)(?={_BIRTH}(?!\w))",
    re.I,
)


def _without_dates_of_birth(text: str) -> str:
    text = _BORN_ON.sub(lambda m: m.group(1) + KINDS["date_of_birth"], text)
    return _DATE_THEN_BIRTH.sub(lambda m: KINDS["date_of_birth"] + m.group(1), text)


_PERSON = (
    "child|boy|girl|baby|infant|toddler|son|daughter|brother|sister|sibling|twin|mother|mum|mom|father|dad|parent|"
    "stepfather|stepdad|stepmother|stepmum|partner|boyfriend|girlfriend|carer|aunt|uncle|nan|gran|grandmother|"
    "grandfather|pupil|student|patient|young person|yp|perpetrator|victim"
)
_WHICH_NAME = r"(?:(?:full|real|legal|first|given|middle|last|family)\s+)?(?:sur)?name"
_NAME_FOLLOWS = re.compile(
    rf"(?<!\w)(?:(?:his|her|their|my|whose|(?:{_PERSON})['’]?s?)\s+{_WHICH_NAME}(?:\s+is|\s+was|['’]s|\s?[:=-])"
    r"|(?:(?:full|first|last|child)\s+|sur)?name\s?:)\s*",
    re.I,
)
_CALLED = re.compile(r"(?<!\w)(?:called|named)\s+", re.I)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_BETWEEN_NAMES = re.compile(r"[ \t\u00a0]{1,2}|\.[ \t\u00a0]")
_PARTICLES = frozenset({"de", "da", "del", "der", "van", "von", "den", "bin", "bint", "ibn", "al", "el", "la", "le"})
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir"})
# Capitals that begin something else: a new sentence, or the name of a body, a place or a process.
_OTHER_CAPITALS = """
    a an and are as at but can he her his how i i'm i've i'll if in is it no not of on or our she so the their they
    this to was we what when where who why will you unknown withheld confidential adult advice agency board bucks
    brighton buckinghamshire camhs care case centre child children church college community conference contact council
    county cps designated doctor duty early east education emergency family first foundation front gp group harrow head
    health help home hospital house housing hove independent initial lead local mash meeting midwife national nhs north
    nspcc nurse officer ofsted out panel partnership plan police primary probation professional programme project
    protection review reviewing safeguarding safer school section secondary sefton service services sheffield signs
    social south stage strategy street support surgery sussex team trust unit ward west young youth
"""
_NOT_A_NAME = frozenset(_OTHER_CAPITALS.split())


def _without_names(text: str) -> str:
    text = _masked_after(_NAME_FOLLOWS, text, _length_of_name)
    return _masked_after(_CALLED, text, _length_of_full_name)


def _masked_after(lead: re.Pattern[str], text: str, length_at: Callable[[str, int], int]) -> str:
    """The text with what follows each lead removed, as far as `length_at` (text, place) finds a name."""
    kept, done = [], 0
    for said in lead.finditer(text):
        length = length_at(text, said.end()) if said.end() >= done else 0
        if length:
            kept += [text[done : said.end()], KINDS["name"]]
            done = said.end() + length
    return "".join([*kept, text[done:]])


def _length_of_name(text: str, start: int) -> int:
    """How many characters from `start` are a name; none for initials, which practitioners are asked for."""
    words, end = _capitalised_words(text, start)
    return end - start if any(_is_more_than_an_initial(word) for word in words) else 0


def _length_of_full_name(text: str, start: int) -> int:
    """As for a name, but "called" proves little: two words in title case must follow, and no body's name."""
    words, end = _capitalised_words(text, start)
    names = [word for word in words if word.casefold() not in _PARTICLES | _TITLES]
    after = _WORD.match(text, end + 1)
    into_a_body = after is not None and after.group()[0].isupper() and _begins_no_name(after.group())
    in_title_case = all(word[0].isupper() and not word.isupper() for word in names)
    return end - start if len(names) >= 2 and in_title_case and not into_a_body else 0


def _capitalised_words(text: str, start: int) -> tuple[list[str], int]:
    """Up to four words from `start` that could be one name, and where the last ends."""
    words: list[str] = []
    place = end = start
    while len(words) < 4 and (found := _WORD.match(text, place)):
        word = found.group()
        if word[0].isupper() and not _begins_no_name(word):
            end = found.end()
        elif word not in _PARTICLES or not words:
            break
        words.append(word)
        if (gap := _BETWEEN_NAMES.match(text, found.end())) is None:
            break
        if "." in gap.group() and not (len(word) == 1 or word.casefold() in _TITLES):
            break
        place = gap.end()
    while words and words[-1] in _PARTICLES:
        words.pop()
    return words, end


def _begins_no_name(word: str) -> bool:
    return word.casefold().replace("’", "'").removesuffix("'s") in _NOT_A_NAME


def _is_more_than_an_initial(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    return len(letters) > 1 and (not word.isupper() or len(letters) > 3) and word.casefold() not in _PARTICLES


# International telephone numbers go before NHS numbers, because their last ten digits can look like one.
_RECOGNISERS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("email", partial(_EMAIL.sub, KINDS["email"])),
    ("upn", _without_upns),
    ("national_insurance", _without_ni_numbers),
    ("telephone", _without_telephones_abroad),
    ("nhs_number", _without_nhs_numbers),
    ("telephone", _without_telephones),
    ("postcode", _without_postcodes),
    ("date_of_birth", _without_dates_of_birth),
    ("name", _without_names),
)
