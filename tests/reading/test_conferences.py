"""How a disagreement stands to a child protection conference."""

from __future__ import annotations

import pytest

from escalation.reading.conferences import conference_answer, conference_said


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("I'm at the conference now", "at_conference"),
        ("we’re still in the ICPC", "at_conference"),
        ("we've just come out of the ICPC", "at_conference"),
        ("weve just come out of the icpc", "at_conference"),
        ("at the end of a child protection conference", "at_conference"),
        ("the conference has just finished and I disagree with the chair", "at_conference"),
        ("the conference is happening now", "at_conference"),
        ("I disagree with what the conference decided last week", "after_conference"),
        ("I was at the conference and disagreed with the chair", "after_conference"),
        ("the chair of the ICPC made the decision", "after_conference"),
        ("the plan was ended at the review conference and I disagree", "after_conference"),
        ("the conference was last week", "after_conference"),
        ("they won't call a conference", "not_convened"),
        ("s47 was done but they won't progress to ICPC", "not_convened"),
        ("I requested a conference and it was turned down", "not_convened"),
        ("it should have gone to ICPC", "not_convened"),
        ("social care decided not to proceed to conference", "not_convened"),
        ("not at a conference", "no"),
        ("it wasn't at a conference", "no"),
        ("nothing to do with a conference", "no"),
        ("no conference", "no"),
        ("no, it isn’t about a conference", "no"),
        # at one, or just out of it
        ("I am at the conference now and they won't vote", "at_conference"),
        ("I'm sat in the ICPC, typing under the table", "at_conference"),
        ("currently at the pre birth conference", "at_conference"),
        ("we're in the break halfway through conference", "at_conference"),
        ("just this minute walked out of the conference", "at_conference"),
        ("yep, initial conference, about ten minutes ago", "at_conference"),
        ("Conference finished ten minutes ago.", "at_conference"),
        ("the conference is still going on next door", "at_conference"),
        # after one
        ("it came out of a conference, yes", "after_conference"),
        ("this follows the pre-birth conference on the 8th", "after_conference"),
        ("ICPC was in March; this stems from it", "after_conference"),
        ("RCPC, yesterday afternoon.", "after_conference"),
        ("i see p c on the ninth it comes out of that", "after_conference"),
        ("Conference voted CIN. Police and I wanted CP.", "after_conference"),
        ("rcpc yday took him off. my dissent isnt even in there", "after_conference"),
        ("I cannot support the conference outcome", "after_conference"),
        # asked for or expected, and not called
        ("We asked for conference, but was not held", "not_convened"),
        ("its not from a conf, one was asked for n hasnt been called", "not_convened"),
        ("they've cancelled the ICPC cos mum cried", "not_convened"),
        ("conf refused as he has no contact", "not_convened"),
        ("we want a conference, they don't", "not_convened"),
        ("should be at ICPC, instead they've written a contract", "not_convened"),
        ("Threshold for ICPC met on our reading. Team manager says s17.", "not_convened"),
        ("why no conf when two strat meetings said likely harm", "not_convened"),
        ("they see no need to bring it to conference", "not_convened"),
        ("after s47 they said substantiated but no conference", "not_convened"),
        ("asked for it to be conferenced. polite no", "not_convened"),
        ("they offered a professionals meeting. thats not a conference", "not_convened"),
        ("No ICPC has been held and there should have been one", "not_convened"),
        # none in it
        ("no conference was held", "no"),
        ("conference? no", "no"),
        ("nah nothing to do w conference", "no"),
        ("that was a strategy meeting, no conference involved", "no"),
        ("theres never been a conference on this fam", "no"),
        ("wasn't a case conference just a phone call", "no"),
        ("there was a conference in spring but this isn't about that", "no"),
        ("entirely separate from any conference", "no"),
    ],
)
def test_a_conference_is_read_where_it_is_plain(text: str, value: str) -> None:
    said = conference_said(text)
    assert said is not None
    assert said.value == value
    assert said.words in text


@pytest.mark.parametrize(
    "text",
    [
        "conference call",
        "we had a conference call and I disagree with them",
        "the family group conference decided it",
        "I am in the conference room",
        "a conference has been called and we don't think it's needed",
        "I'm going to a conference next week",
        "the conference is on Tuesday",
        "The conference in March decided on a plan but the plan isn't being carried out and dad is back home",
        "at the end of the conference last month they agreed a plan",
        "it's about a review conference",
        "the social worker closed the case",
        "core group was yesterday",
        "the strategy meeting decided it last week",
        "his looked after review was last week and I disagree",
        "they've called a conference with no section 47 and we think it's over the top",
        "one incident and they're rushing to ICPC, we don't agree",
        "we're the ones who think it shouldn't go to ICPC",
        "I really don't know if there was a conference",
        "why ask about conferences, I never mentioned one",
        "is a core group a conference for this purpose",
        "how do I get hold of the conference chair",
        "fixed, the conference is booked for the 9th",
        "they've decided to hold a conference after all",
        "the plan hasn't been updated since the conference",
        "nobody has done the work that conference put in the plan",
        "conference papers go out tonight",
        "",
    ],
)
def test_what_is_not_plain_is_left_to_be_asked(text: str) -> None:
    assert conference_said(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("in one now, typing under the table", "at_conference"),
        ("just come out of one", "at_conference"),
        ("at conference", "at_conference"),
        ("they never called one", "not_convened"),
        ("we asked for one and they said no", "not_convened"),
        ("never had one on this family", "no"),
        ("only a core group", "no"),
        ("n/a", "no"),
        ("yes, last Tuesday", "after_conference"),
        ("I dissented", "after_conference"),
    ],
)
def test_an_answer_need_not_say_the_word(text: str, value: str) -> None:
    answer = conference_answer(text)
    assert answer is not None and answer.value == value
    assert answer.words in text


@pytest.mark.parametrize("text", ["yes", "hello", "Harrow", "they closed the case", "what do you mean?"])
def test_what_is_no_answer_about_a_conference_is_left_open(text: str) -> None:
    assert conference_answer(text) is None


@pytest.mark.parametrize(
    "text", ["he has never been to conference", "never got as far as conference", "hasn't been to conference"]
)
def test_a_case_that_never_got_there_has_none(text: str) -> None:
    said = conference_said(text)
    assert said is not None and said.value == "no"
