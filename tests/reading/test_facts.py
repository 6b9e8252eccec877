"""All facts of one message, with their words and how sure they make us."""

from __future__ import annotations

from datetime import date

import pytest

from escalation.reading.facts import Evidence, FactSaid, facts_said
from escalation.reading.places import Place, Places

TODAY = date(2026, 11, 18)
PLACES = Places(
    [
        Place("harrow", None, ("Harrow",), ("Pinner",)),
        Place("sefton", None, ("Sefton",), ("Bootle",)),
        Place("buckinghamshire", None, ("Buckinghamshire",), ("Chesham",)),
        Place("sussex", None, ("Sussex",)),
        Place("sussex", "brighton_and_hove", ("Brighton and Hove",), ("Brighton", "Hove")),
        Place("sussex", "east_sussex", ("East Sussex",), ("Hastings",)),
        Place("sussex", "west_sussex", ("West Sussex",), ("Worthing",)),
    ]
)


def facts(text: str, asked: str | None = None) -> dict[str, FactSaid]:
    return facts_said(text, PLACES, TODAY, asked)


def values(text: str, asked: str | None = None) -> dict[str, str | int]:
    return {key: fact.value for key, fact in facts(text, asked).items()}


def test_one_message_says_many_facts() -> None:
    said = values(
        "I'm a health visitor in Worthing. Social care closed the case. "
        "I rang the social worker last Tuesday and she will not budge"
    )
    assert said == {
        "partnership": "sussex",
        "locality": "west_sussex",
        "agency": "health",
        "other_agency": "social_care",
        "tried": 1,
        "on": "2026-11-17",
    }


@pytest.mark.parametrize("text", ["", "hello", "he was hit on Monday", "a harrowing visit", "what happens next?"])
def test_what_is_not_said_is_not_there(text: str) -> None:
    assert facts(text) == {}


def test_the_words_are_the_persons_own() -> None:
    assert facts("We're in HARROW")["partnership"].said == "HARROW"


# --- corrected in the same message -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["Harrow, no sorry, Sefton", "Harrow - I mean Sefton", "Harrow. Oops, Sefton", "Harrow, actually Sefton"],
)
def test_the_place_said_last_counts_where_it_takes_back_the_first(text: str) -> None:
    assert values(text)["partnership"] == "sefton"


@pytest.mark.parametrize("text", ["Harrow, sorry for the spelling", "Sorry, Harrow", "No, Harrow"])
def test_an_apology_alone_takes_nothing_back(text: str) -> None:
    assert values(text) == {"partnership": "harrow"}


def test_a_place_named_long_after_an_apology_takes_nothing_back() -> None:
    said = values("We are in Harrow. Sorry, this is a long story but her aunt once had a case that was open in Sefton")
    assert said.get("partnership") != "sefton"


def test_an_agency_named_long_after_an_apology_takes_nothing_back() -> None:
    said = values(
        "I work for the police. Sorry, this goes back a long way and has many parts. I work for a charity too"
    )
    assert said.get("agency") != "voluntary"


def test_what_was_not_said_before_is_not_taken_back() -> None:
    assert "agency" not in values("Social care closed it, sorry, the police")


@pytest.mark.parametrize(
    ("text", "asked", "key", "value"),
    [
        ("health... I mean education", None, "agency", "education"),
        ("police. no, health", "agency", "agency", "health"),
        ("stage 2, no sorry stage 1", "tried", "tried", 1),
        ("not urgent, actually it is urgent", "urgency", "urgency", "urgent"),
        ("I emailed on Friday, sorry, on Thursday", None, "on", "2026-11-12"),
    ],
)
def test_every_fact_may_be_corrected(text: str, asked: str | None, key: str, value: str | int) -> None:
    assert values(text, asked)[key] == value


# --- in answer to a question -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "asked", "value"),
    [
        ("2", "tried", 2),
        ("none", "tried", 0),
        ("the police", "other_agency", "police"),
        ("urgent", "urgency", "urgent"),
        ("on Monday", "on", "2026-11-16"),
        ("east", "locality", "east_sussex"),
        ("Pinner", "partnership", "harrow"),
    ],
)
def test_a_short_answer_counts_for_the_question_that_was_asked(text: str, asked: str, value: str | int) -> None:
    said = facts(text, asked)[asked]
    assert (said.value, said.confidence) == (value, Evidence.ANSWERED.value)


@pytest.mark.parametrize(("text", "key"), [("2", "tried"), ("on Monday", "on"), ("east", "locality")])
def test_the_same_words_unasked_say_nothing(text: str, key: str) -> None:
    assert key not in facts(text)


def test_the_other_agency_named_in_answer_is_not_taken_for_our_own() -> None:
    assert values("the police", "other_agency") == {"other_agency": "police"}


def test_no_to_danger_does_not_say_that_nothing_is_urgent() -> None:
    assert facts("no", "urgency") == {}


def test_another_fact_said_instead_of_the_answer_is_heard() -> None:
    assert values("Harrow", "tried") == {"partnership": "harrow"}


# --- two places --------------------------------------------------------------------------------------------------


def test_two_partnerships_are_not_guessed_between() -> None:
    assert facts("Harrow and Sefton both have a file") == {}


def test_of_two_partnerships_the_one_where_the_child_lives_counts_and_is_less_sure() -> None:
    said = facts("child lives in Chesham but school is in Harrow")["partnership"]
    assert (said.value, said.confidence) == ("buckinghamshire", Evidence.ONE_OF_TWO.value)


def test_two_parts_of_one_partnership_name_the_partnership_alone() -> None:
    assert values("Brighton and Worthing are both involved") == {"partnership": "sussex"}


# --- how sure ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "key", "evidence"),
    [
        ("Harrow", "partnership", Evidence.NAMED),
        ("Pinner", "partnership", Evidence.IMPLIED),
        ("Harow", "partnership", Evidence.MISSPELT),
        ("I work for the police", "agency", Evidence.NAMED),
        ("I'm a midwife", "agency", Evidence.IMPLIED),
        ("stage 1 has been tried", "tried", Evidence.NAMED),
        ("our managers have spoken", "tried", Evidence.WORKED_OUT),
        ("I rang them 8 days ago", "on", Evidence.WORKED_OUT),
        ("I rang them on 10 November", "on", Evidence.NAMED),
    ],
)
def test_how_sure_comes_from_the_kind_of_evidence(text: str, key: str, evidence: Evidence) -> None:
    assert facts(text)[key].confidence == evidence.value


def test_the_kinds_of_evidence_stand_in_order() -> None:
    in_order = [Evidence.ANSWERED, Evidence.NAMED, Evidence.IMPLIED, Evidence.WORKED_OUT, Evidence.MISSPELT]
    sureness = [evidence.value for evidence in (*in_order, Evidence.ONE_OF_TWO)]
    assert sureness == sorted(sureness, reverse=True) and max(sureness) < 1


def test_a_day_before_a_place_leaves_no_place_behind() -> None:
    assert values("they closed it last Tuesday in Bootle")["partnership"] == "sefton"
    assert "partnership" not in values("his last school was in Bootle")
