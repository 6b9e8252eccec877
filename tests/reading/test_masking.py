"""Identifiers go; what a record needs stays. Every number here is made up or published for examples."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.reading.masking import KINDS, mask


def _nhs_number(nine: str) -> str | None:
    check = 11 - sum((10 - place) * int(digit) for place, digit in enumerate(nine)) % 11
    return None if check == 10 else nine + str(check % 11)


@pytest.mark.parametrize(
    ("typed", "kind", "left"),
    [
        ("write to j.o'neil-smith@school.example.org.uk today", "email", "write to {} today"),
        ("JB@EXAMPLE.COM", "email", "{}"),
        ("his mail is jb+1@example.com.", "email", "his mail is {}."),
        ("ring 07700 900123 please", "telephone", "ring {} please"),
        ("07700900123", "telephone", "{}"),
        ("07 700 900 123", "telephone", "{}"),
        ("07700-900-123", "telephone", "{}"),
        ("07700\u00a0900\u00a0123", "telephone", "{}"),
        ("01632 960123", "telephone", "{}"),
        ("01632 960 123, then wait", "telephone", "{}, then wait"),
        ("(01632) 960123", "telephone", "{}"),
        ("tel:0114 496 0123", "telephone", "tel:{}"),
        ("020 7946 0123 or 02079460123", "telephone", "{} or {}"),
        ("+44 7700 900123", "telephone", "{}"),
        ("+447700900123", "telephone", "{}"),
        ("0044 1632 960123", "telephone", "{}"),
        ("+44 (0)20 7946 0123", "telephone", "{}"),
        ("44 7700 900123", "telephone", "{}"),
        ("NHS number 943 476 5919", "nhs_number", "NHS number {}"),
        ("943-476-5919", "nhs_number", "{}"),
        ("9434765919", "nhs_number", "{}"),
        ("her NHS no: 9434 765 919 is on file", "nhs_number", "her NHS no: {} is on file"),
        ("AB 12 34 56 C", "national_insurance", "{}"),
        ("AB123456C", "national_insurance", "{}"),
        ("ab123456c", "national_insurance", "{}"),
        ("QQ 12 34 56 A", "national_insurance", "{}"),
        ("NI number AB123456", "national_insurance", "NI number {}"),
        ("UPN B801200005001", "upn", "UPN {}"),
        ("b801200005001", "upn", "{}"),
        ("UPN is Z801200005001 (mistyped)", "upn", "UPN is {} (mistyped)"),
        ("SW1A 1AA", "postcode", "{}"),
        ("sw1a1aa", "postcode", "{}"),
        ("lives at HA1 2XY.", "postcode", "lives at {}."),
        ("bn1 1aa", "postcode", "{}"),
        ("M1 1AE", "postcode", "{}"),
        ("EC1A 1BB", "postcode", "{}"),
        ("S47 4AB", "postcode", "{}"),
        ("GIR 0AA", "postcode", "{}"),
        ("DOB 14/03/2015", "date_of_birth", "DOB {}"),
        ("dob:14.3.15", "date_of_birth", "dob:{}"),
        ("d.o.b.: 3.4.12", "date_of_birth", "d.o.b.: {}"),
        ("D.O.B 2015-03-14", "date_of_birth", "D.O.B {}"),
        ("born 14 March 2015", "date_of_birth", "born {}"),
        ("born on the 14th of March 2015 in town", "date_of_birth", "born on the {} in town"),
        ("born on Saturday 14 Mar 2015", "date_of_birth", "born on Saturday {}"),
        ("born March 14th, 2015", "date_of_birth", "born {}"),
        ("date of birth is 14-03-2015", "date_of_birth", "date of birth is {}"),
        ("her birthday is 14 March", "date_of_birth", "her birthday is {}"),
        ("DOB 14032015", "date_of_birth", "DOB {}"),
        ("14/03/2015 (DOB)", "date_of_birth", "{} (DOB)"),
        ("14 March 2015 is his date of birth", "date_of_birth", "{} is his date of birth"),
        ("his name is Jayden Smith and he is five", "name", "his name is {} and he is five"),
        ("her name's Zoë.", "name", "her name's {}."),
        ("my name is Karen, I am a teacher", "name", "my name is {}, I am a teacher"),
        ("My name is Karen I teach", "name", "My name is {} I teach"),
        ("the child's name is Amy O'Brien-Lee", "name", "the child's name is {}"),
        ("childs name is Amy", "name", "childs name is {}"),
        ("Name: Amy van der Berg", "name", "Name: {}"),
        ("the mother's surname is McDonald", "name", "the mother's surname is {}"),
        ("his full name is J. Smith, year 9", "name", "his full name is {}, year 9"),
        ("her name is Mrs Patel", "name", "her name is {}"),
        ("a boy called Jayden Smith ran off", "name", "a boy called {} ran off"),
        ("a pupil named Amy Jones", "name", "a pupil named {}"),
        ("his name is Łukasz", "name", "his name is {}"),
    ],
)
def test_an_identifier_is_replaced_and_the_rest_stays(typed: str, kind: str, left: str) -> None:
    masked = mask(typed)
    assert masked.text == left.replace("{}", KINDS[kind])
    assert masked.kinds == (kind,)


@pytest.mark.parametrize(
    "typed",
    [
        "see 2.4.24 and 2.4.16",
        "we are at stage 3",
        "we rang 999 and then 101",
        "NHS 111 said to wait",
        "Childline is 0800 1111",
        "a section 47 enquiry",
        "within 5 working days",
        "case ABC-1234",
        "reference CP/2026/118",
        "JB is 9",
        "his name is JB",
        "my name is J.B.",
        "record 4827-3195-6",
        "the meeting on 14 March 2026",
        "core group 14/03/2026 at 10:30",
        "born early; conference on 14 March 2026",
        "on 03.04.2012 14 people came",
        "943 476 5918",
        "1234567890",
        "ref 4820193746",
        "it cost £4,500 or £12.50",
        "level 4 and level 2",
        "S47 and S17",
        "an S47 1st visit",
        "s17 5hr wait",
        "Year 9",
        "WT 2023 p.91",
        "Working Together 2023, page 91, paragraph 12",
        "2026-03-14",
        "we called Children's Services twice",
        "we called Social Care",
        "a scheme called Harrow Safeguarding Partnership",
        "a group called Safer Sefton",
        "the Named Nurse and named Doctor Lead",
        "called Amy",
        "her name is on the register",
        "my name is not needed",
        "his name is unknown",
        "the policy's name is Working Together",
        "B801200005002",
        "version 10.2.3.4",
        "1 2 3 4 5 6 7 8 9 10",
        "10 children, 2 siblings, 16 and 17 year olds",
        "GB123456C",
        "",
    ],
)
def test_what_a_record_needs_is_not_masked(typed: str) -> None:
    assert mask(typed).text == typed
    assert mask(typed).kinds == ()


def test_several_identifiers_in_one_message_all_go() -> None:
    masked = mask(
        "His name is Jayden Smith, DOB 14/03/2015, UPN B801200005001, NHS 943 476 5919, at HA1 2XY. "
        "Mum (AB123456C) is on 07700 900123 or mum@example.com. Record 4827-3195-6."
    )
    assert set(masked.kinds) == set(KINDS)
    assert "4827-3195-6" in masked.text
    for gone in ("Jayden", "2015", "B8012", "943", "HA1", "AB12", "07700", "mum@"):
        assert gone not in masked.text


def test_an_identifier_laid_bare_by_another_goes_too() -> None:
    assert mask("07700 900123AB123456C").kinds == ("telephone", "national_insurance")


def test_each_kind_is_named_once() -> None:
    assert mask("07700 900123 and 07700 900456").kinds == ("telephone",)


def test_generated_nhs_numbers_are_told_from_their_wrong_neighbours() -> None:
    chance = random.Random(47)
    for _ in range(300):
        number = _nhs_number(f"{chance.randrange(400_000_000, 800_000_000)}")
        if number is None:
            continue
        spaced = f"{number[:3]} {number[3:6]} {number[6:]}"
        wrong = number[:9] + str((int(number[9]) + 1) % 10)
        assert mask(f"it is {spaced}.").kinds == ("nhs_number",)
        assert mask(f"it is {number}").kinds == ("nhs_number",)
        assert mask(f"it is {wrong}.").kinds == ()


def test_a_temporary_upn_ends_in_a_letter() -> None:
    letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
    body = "80120000500"
    total = sum(weight * int(digit) for weight, digit in zip(range(2, 13), body, strict=True))
    for last, letter in enumerate(letters):
        check = letters[(total + 13 * last) % 23]
        assert mask(f"{check}{body}{letter}").kinds == ("upn",)
        wrong = letters[(total + 13 * last + 1) % 23]
        assert mask(f"{wrong}{body}{letter}").kinds == ()


_PIECES = st.sampled_from(
    [
        "07700 900123",
        "943 476 5919",
        "B801200005001",
        "AB123456C",
        "HA1 2XY",
        "DOB",
        "14/03/2015",
        "born",
        "name:",
    ]
    + [
        "his name is",
        "called",
        "Amy",
        "Jones",
        "a@example.com",
        " ",
        " ",
        " ",
        ", ",
        ".",
        "-",
        "(",
        ")",
        "1",
        "0",
        "+44",
    ]
    + ["[name removed]", "[date of birth removed]", "is his", "is", "NHS", "UPN", "2", "\n", "é"]
)


@given(st.lists(_PIECES, max_size=14).map("".join))
def test_masking_a_masked_text_changes_nothing(typed: str) -> None:
    once = mask(typed)
    assert mask(once.text).text == once.text
    assert mask(once.text).kinds == ()


@given(st.text())
def test_any_text_can_be_masked(typed: str) -> None:
    assert set(mask(typed).kinds) <= set(KINDS)


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        " ",
        "a",
        "1 ",
        "0 ",
        "07 ",
        "0-",
        "(0",
        "+44 ",
        "a.",
        "a@",
        "a@b.",
        "dob : ",
        "born on ",
        "13 march ",
        "1/1/",
    ]
    + ["Ab ", "his name is Ab ", "called Ab Cd ", "AB1", "NHS 1 ", "NI ", "01632 960", "\u00a0", "-", "."],
)
def test_the_longest_message_is_masked_to_its_end(piece: str) -> None:
    text = (piece * 10_000)[:9_900] + " , write to wren@example.org"
    assert "wren@example.org" not in mask(text).text
