"""What was read from a message is a suggestion: shown in one sentence, clicked to change, checked, never in the way."""

import pytest

from escalation.interview.message import Message
from escalation.library import Library
from escalation.reading.alarm import Alarm
from tests.escalation.interview.talk import Talk

CLOSURE = (("case_closure", 0.9), ("decision_making", 0.05), ("need_for_action", 0.02))
UNSURE = (("need_for_action", 0.4), ("timeliness_drift", 0.3), ("service_provision", 0.2), ("other", 0.1))


@pytest.fixture
def talk(library: Library) -> Talk:
    return Talk(library)


# --- shown and changed -----------------------------------------------------------------------------------------


def test_what_was_understood_is_said_in_one_sentence_and_the_first_thing_missing_is_asked(talk: Talk) -> None:
    talk.first("I'm a teacher in Harrow. They closed the case and I disagree")
    told = talk.replies[0].text
    assert told.split("\n") == [told]
    assert all(part in told for part in ("Harrow", "School", "close a case"))
    assert talk.asks == "urgency"


def test_each_fact_that_was_read_can_be_clicked_and_is_asked_again(talk: Talk) -> None:
    talk.first("I'm a teacher in Harrow. They closed the case and I disagree")
    offered = [choice.value for choice in talk.replies[0].choices]
    assert {"change:partnership", "change:area", "change:agency"} <= set(offered)
    talk.choose("change:area")
    assert talk.asks == "area"
    talk.choose("timeliness_drift")
    assert talk.draft.answers["area"] == "timeliness_drift"
    assert talk.draft.answers["partnership"] == "harrow"
    assert talk.asks == "urgency"


@pytest.mark.parametrize("choice", ["change:description", "change:", "change:no_such_fact", "change:change:area"])
def test_only_an_answer_that_was_given_can_be_clicked(talk: Talk, choice: str) -> None:
    talk.first("Harrow")
    before = talk.draft
    talk.choose(choice)
    assert talk.draft == before
    assert talk.replies[0].kind == "error"


def test_no_it_is_about_closure_changes_the_area_and_the_question_comes_back(talk: Talk) -> None:
    talk.hear(Message("they refused our referral in Harrow", areas=(("threshold_referral", 0.9),)))
    assert talk.draft.answers["area"] == "threshold_referral"
    talk.say("no, it's about closure of the case")
    assert talk.draft.answers["area"] == "case_closure"
    assert talk.asks == "urgency"


def test_a_correction_within_one_message_counts(talk: Talk) -> None:
    talk.first("Harrow, no sorry, Sefton")
    assert talk.draft.answers["partnership"] == "sefton"


# --- the area --------------------------------------------------------------------------------------------------


def test_a_likely_area_is_taken_shown_and_not_asked(talk: Talk) -> None:
    talk.hear(Message("They have walked away from this family again", areas=CLOSURE))
    assert talk.draft.answers["area"] == "case_closure"
    assert "change:area" in [choice.value for choice in talk.replies[0].choices]


def test_between_areas_the_likeliest_three_are_offered(talk: Talk) -> None:
    talk.hear(Message("They say let's see how it goes, in Harrow", areas=UNSURE))
    assert "area" not in talk.draft.answers
    talk.choose("not_urgent")
    assert talk.asks == "area" and talk.question is not None
    values = [choice.value for choice in talk.question.choices]
    assert values == ["need_for_action", "timeliness_drift", "service_provision", "more"]
    talk.choose("timeliness_drift")
    assert talk.draft.answers["area"] == "timeliness_drift"


def test_all_areas_are_a_click_away_from_the_three(talk: Talk) -> None:
    talk.hear(Message("They say let's see how it goes, in Harrow", areas=UNSURE))
    talk.choose("not_urgent")
    talk.choose("more")
    assert talk.asks == "area" and talk.question is not None
    assert len(talk.question.choices) == 18


def test_an_unsure_answer_to_the_question_brings_the_three_and_is_no_failure(talk: Talk) -> None:
    talk.choose("not_urgent")
    talk.choose("harrow")
    talk.hear(Message("hard to put, they just sit on it", asked="area", areas=UNSURE))
    assert talk.question is not None and len(talk.question.choices) == 4
    assert talk.draft.misread == 0


def test_the_three_of_one_case_do_not_reach_another_answer(talk: Talk) -> None:
    talk.hear(Message("They say let's see how it goes, in Harrow", areas=UNSURE))
    talk.choose("not_urgent")
    talk.choose("need_for_action")
    assert talk.draft.likely_areas == ()


# --- danger suspected ------------------------------------------------------------------------------------------


def test_a_suspicion_names_999_and_asks_whether_a_child_is_in_danger(talk: Talk) -> None:
    talk.hear(Message("there is a thing about the lift, Harrow", alarm=Alarm.SUSPECTED))
    assert "999" in talk.replies[0].text
    assert talk.asks == "urgency"
    assert "urgency" not in talk.draft.answers
    assert talk.draft.answers["partnership"] == "harrow"


def test_a_suspicion_in_the_middle_asks_again_and_loses_nothing(talk: Talk) -> None:
    for value in ("not_urgent", "harrow", "case_closure", "no"):
        talk.choose(value)
    talk.hear(Message("I'm a teacher and there is a thing about the lift", asked="agency", alarm=Alarm.SUSPECTED))
    assert "999" in talk.replies[0].text
    assert talk.asks == "urgency"
    assert talk.draft.answers["agency"] == "education"
    talk.choose("not_urgent")
    assert talk.asks == "tried"


def test_an_answer_to_the_danger_question_is_not_doubted(talk: Talk) -> None:
    talk.hear(Message("not urgent, he is with his nan tonight", asked="urgency", alarm=Alarm.SUSPECTED))
    assert talk.draft.answers["urgency"] == "not_urgent"
    assert talk.asks != "urgency"


def test_a_suspicion_is_not_asked_about_once_danger_is_known(talk: Talk) -> None:
    talk.choose("immediate_danger")
    talk.hear(Message("Harrow, he is still in there", asked="partnership", alarm=Alarm.SUSPECTED))
    assert talk.asks != "urgency"
    assert talk.draft.answers["urgency"] == "immediate_danger"


def test_a_suspicious_confirmation_records_nothing_before_the_answer(talk: Talk) -> None:
    talk.answer_all()
    talk.hear(Message("yes", asked="confirm", alarm=Alarm.SUSPECTED))
    assert talk.draft.confirm is None
    assert talk.asks == "urgency"


# --- changed in words ------------------------------------------------------------------------------------------


def test_go_back_offers_every_answer_and_keeps_the_question(talk: Talk) -> None:
    talk.choose("not_urgent")
    talk.choose("harrow")
    talk.say("go back")
    assert [choice.value for choice in talk.replies[0].choices] == ["change:urgency", "change:partnership"]
    assert talk.asks == "area"
    talk.choose("change:urgency")
    assert talk.asks == "urgency"


def test_saying_anew_what_it_is_about_changes_it(talk: Talk) -> None:
    talk.hear(Message("they refused our referral in Harrow", areas=(("threshold_referral", 0.9),)))
    talk.hear(Message("It's about how they never tell us", asked="urgency", areas=(("information_sharing", 0.9),)))
    assert talk.draft.answers["area"] == "information_sharing"


def test_another_story_does_not_change_what_it_is_about(talk: Talk) -> None:
    talk.hear(Message("they refused our referral in Harrow", areas=(("threshold_referral", 0.9),)))
    talk.hear(Message("they never tell us anything", asked="urgency", areas=(("information_sharing", 0.9),)))
    assert talk.draft.answers["area"] == "threshold_referral"
