"""How messages are heard: facts said at once, corrections, danger, and what cannot be used."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from escalation.interview.draft import SKIPPED
from escalation.interview.message import Message
from escalation.library import Library
from escalation.reading.alarm import Alarm
from tests.escalation.interview.talk import Talk


@pytest.fixture
def talk(library: Library) -> Talk:
    return Talk(library)


# --- said at once ----------------------------------------------------------------------------------------------


def test_a_first_message_answers_what_it_says_and_shows_what_was_understood(talk: Talk) -> None:
    talk.first("I'm a teacher in Harrow. They closed the case and I disagree")
    assert talk.draft.answers["partnership"] == "harrow"
    assert talk.draft.answers["area"] == "case_closure"
    assert talk.draft.answers["agency"] == "education"
    assert "Harrow" in talk.said
    assert talk.asks == "urgency"


def test_a_town_names_its_partnership(talk: Talk) -> None:
    talk.first("I am in Worthing and need to challenge a decision")
    assert talk.draft.answers["partnership"] == "sussex"
    assert talk.draft.answers["locality"] == "west_sussex"


def test_a_step_said_is_not_asked_again(talk: Talk) -> None:
    talk.first("Bootle. Stage 2 has been tried and did not resolve it")
    assert talk.draft.answers["tried"] == 2


def test_two_places_are_not_guessed_between(talk: Talk) -> None:
    talk.first("Harrow and Sheffield both have a file on the child")
    assert "partnership" not in talk.draft.answers


def test_an_answer_may_be_typed_by_its_code_or_its_words(talk: Talk) -> None:
    talk.say("not_urgent")
    talk.say("Harrow")
    talk.say("an agency's decision to close a case")
    assert talk.draft.answers == {"urgency": "not_urgent", "partnership": "harrow", "area": "case_closure"}


# --- corrected -------------------------------------------------------------------------------------------------


def test_no_harrow_not_sefton_changes_the_place_and_the_question_comes_back(talk: Talk) -> None:
    talk.choose("not_urgent")
    talk.choose("sefton")
    talk.say("no, Harrow not Sefton")
    assert talk.draft.answers["partnership"] == "harrow"
    assert talk.asks == "area"


def test_change_the_urgency_asks_it_again_and_then_goes_on(talk: Talk) -> None:
    for value in ("not_urgent", "harrow", "case_closure"):
        talk.choose(value)
    talk.say("change the urgency")
    assert talk.asks == "urgency"
    talk.choose("urgent")
    assert talk.draft.answers["urgency"] == "urgent"
    assert talk.asks == "conference"


def test_a_place_mentioned_in_passing_does_not_change_one_that_is_known(talk: Talk) -> None:
    talk.choose("not_urgent")
    talk.choose("harrow")
    talk.say("the family used to live in Bootle")
    assert talk.draft.answers["partnership"] == "harrow"


def test_a_change_from_the_summary_asks_only_that_answer(talk: Talk) -> None:
    talk.answer_all()
    talk.choose("change")
    assert talk.asks == "change"
    talk.choose("agency")
    assert talk.asks == "agency"
    talk.choose("health")
    assert talk.draft.answers["agency"] == "health"
    assert talk.asks == "confirm"


def test_a_change_after_confirming_has_to_be_confirmed_again(talk: Talk) -> None:
    talk.answer_all()
    talk.choose("yes")
    assert talk.draft.with_answer("agency", "health").confirm is None


def test_another_partnership_forgets_what_belonged_to_the_first(talk: Talk) -> None:
    talk.first("Worthing")
    changed = talk.draft.with_answer("partnership", "harrow")
    assert "locality" not in changed.answers


@pytest.mark.parametrize("text", ["no, Sefton not Harrow", "sorry, it's Sefton", "actually it was Sefton"])
@pytest.mark.parametrize("question", ["case_reference", "description", "outcome_sought"])
def test_a_correction_is_heard_at_the_questions_in_own_words(talk: Talk, question: str, text: str) -> None:
    talk.answer_all()
    talk.choose("change")
    talk.choose(question)
    before = talk.draft.answers[question]
    talk.say(text)
    assert talk.draft.answers["partnership"] == "sefton"
    assert talk.draft.answers[question] == before


@pytest.mark.parametrize("text", ["urgency", "How urgent it is", "how urgent it is."])
def test_what_to_change_may_be_typed(talk: Talk, text: str) -> None:
    talk.answer_all()
    talk.choose("change")
    talk.hear(Message(text, asked="confirm"))
    assert talk.asks == "urgency"


def test_facts_said_beside_an_answer_count_and_are_shown(talk: Talk) -> None:
    talk.say("Not urgent. Sefton, they rejected our referral, I am a GP")
    assert talk.draft.answers["urgency"] == "not_urgent"
    assert talk.draft.answers["partnership"] == "sefton"
    assert talk.draft.answers["agency"] == "health"
    assert "Sefton" in talk.said
    assert talk.asks == "conference"


@pytest.mark.parametrize(
    ("text", "key", "value"), [("we have tried 2 steps", "tried", 2), ("actually I am a GP", "agency", "health")]
)
def test_a_fact_said_at_the_summary_changes_it(talk: Talk, text: str, key: str, value: object) -> None:
    talk.answer_all()
    talk.say(text)
    assert talk.draft.answers[key] == value
    assert talk.asks == "confirm"


@pytest.mark.parametrize(("text", "confirm"), [("yep that's right", "yes"), ("no, don't record it", "no")])
def test_the_summary_understands_more_than_one_word(talk: Talk, text: str, confirm: str) -> None:
    talk.answer_all()
    talk.say(text)
    assert talk.draft.confirm == confirm


def test_a_place_without_a_procedure_is_told_and_how_to_end(talk: Talk) -> None:
    talk.choose("not_urgent")
    talk.say("Doncaster")
    assert "stop" in talk.said and "no others" in talk.said
    assert talk.asks == "partnership"


# --- danger ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("answered", range(11))
def test_danger_breaks_off_at_every_question_and_the_question_comes_back(library: Library, answered: int) -> None:
    talk = Talk(library)
    for _ in range(answered):
        key = talk.asks or ""
        from tests.escalation.interview.talk import PLAIN

        if key in ("case_reference", "description", "outcome_sought"):
            talk.say(PLAIN[key])
        elif key != "confirm":
            talk.choose(PLAIN[key])
    asked = talk.asks
    talk.say("he is hitting her right now")
    assert talk.replies[0].kind == "emergency"
    assert "999" in talk.replies[0].text
    assert "children's social care" in talk.replies[0].text
    assert talk.draft.answers["urgency"] == "immediate_danger"
    if asked not in ("urgency", "case_reference", "description", "outcome_sought"):
        assert talk.asks == asked


def test_danger_that_only_the_engine_sees_is_heard_too(talk: Talk) -> None:
    talk.hear(Message("something terrible is going on", asked="urgency", alarm=Alarm.CERTAIN))
    assert talk.replies[0].kind == "emergency"


def test_choosing_danger_gets_the_words_at_once(talk: Talk) -> None:
    talk.choose("immediate_danger")
    assert talk.replies[0].kind == "emergency"
    assert talk.asks == "partnership"


def test_the_procedures_own_words_on_danger_follow(talk: Talk) -> None:
    talk.first("Sheffield")
    talk.choose("immediate_danger")
    assert "procedure says to danger" in talk.replies[0].text


def test_danger_told_in_the_description_keeps_a_whole_account(talk: Talk) -> None:
    talk.answer_all()
    talk.choose("change")
    talk.choose("description")
    account = "They closed the case on Friday. He is hitting her right now and nobody from the duty team will come out."
    talk.say(account)
    assert talk.draft.answers["description"] == account
    assert talk.replies[0].kind == "emergency"


@pytest.mark.parametrize("question", ["case_reference", "description", "outcome_sought"])
def test_a_cry_of_danger_is_never_taken_for_an_answer(talk: Talk, question: str) -> None:
    talk.answer_all()
    talk.choose("change")
    talk.choose(question)
    before = talk.draft.answers[question]
    talk.say("child has been stabbed")
    assert talk.replies[0].kind == "emergency"
    assert talk.draft.answers[question] == before
    assert talk.asks == question


def test_words_that_only_sound_like_danger_hold_nobody_up_twice(talk: Talk) -> None:
    talk.answer_all()
    talk.choose("change")
    talk.choose("description")
    alarming = Message("A canary sang in the morning.", asked="description", alarm=Alarm.CERTAIN)
    talk.hear(alarming)
    assert talk.draft.answers["description"] != alarming.text and talk.replies[0].kind == "emergency"
    talk.hear(alarming)
    assert talk.draft.answers["description"] == alarming.text and talk.replies[0].kind == "emergency"


@pytest.mark.parametrize("text", ["emergency!!!!", "she is not safe", "yes, danger"])
def test_a_bare_cry_is_danger_at_any_question(talk: Talk, text: str) -> None:
    talk.choose("not_urgent")
    talk.choose("harrow")
    talk.say(text)
    assert talk.replies[0].kind == "emergency"


@pytest.mark.parametrize("text", ["nobody is in danger", "no, that was last year", "child is safe now", "he is ok now"])
def test_an_alarm_can_be_taken_back_in_plain_words(talk: Talk, text: str) -> None:
    talk.choose("not_urgent")
    talk.choose("harrow")
    talk.say("he is hitting her right now")
    talk.say(text)
    assert talk.asks == "urgency"
    assert not any(reply.kind == "emergency" for reply in talk.replies)


def test_the_engine_alone_raises_no_alarm_where_the_words_say_all_is_well(talk: Talk) -> None:
    talk.hear(Message("the baby is fine now", asked="area", alarm=Alarm.CERTAIN))
    assert not talk.replies or talk.replies[0].kind != "emergency"


@pytest.mark.parametrize("text", ["URGENT", "URGENT!!!", "This is urgent, Sefton SW closed case"])
def test_the_word_urgent_does_not_answer_whether_a_child_is_in_danger(talk: Talk, text: str) -> None:
    talk.first(text)
    assert talk.asks == "urgency"


# --- unsure, skipped, not understood ---------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["I don't know", "might be", "yes probably", "maybe", "I think so"])
def test_i_do_not_know_takes_the_careful_answer_and_says_so(talk: Talk, text: str) -> None:
    talk.say(text)
    assert talk.draft.answers["urgency"] == "urgent"
    assert "999" in talk.said


def test_a_case_reference_cannot_be_left_out_and_the_rest_can(talk: Talk) -> None:
    for value in ("not_urgent", "harrow", "case_closure", "no", "education", "0"):
        talk.choose(value)
    talk.say("skip")
    assert talk.asks == "case_reference"
    talk.say("JB")
    for key in ("other_agency", "description", "outcome_sought"):
        assert talk.asks == key
        talk.choose("skip")
        assert talk.draft.answers[key] == SKIPPED
    assert talk.asks == "confirm"


@pytest.mark.parametrize(
    "text",
    [
        "Wren Fictional",
        "what happens if they never answer?",
        "I would rather tell you later on",
        "x" * 41,
        "its urgent actually",
        "no",
        "Wren Fictional [postcode removed]",
    ],
)
def test_a_name_or_a_sentence_is_not_taken_for_a_case_reference(talk: Talk, text: str) -> None:
    for value in ("not_urgent", "harrow", "case_closure", "no", "education", "0"):
        talk.choose(value)
    talk.say(text)
    assert talk.replies[0].kind == "error"
    assert talk.asks == "case_reference"


@pytest.mark.parametrize("text", ["JB", "J.B.", "CP/2026/118", "ABC 1234", "case 12 of 2026", "jb"])
def test_initials_and_references_are_taken(talk: Talk, text: str) -> None:
    for value in ("not_urgent", "harrow", "case_closure", "no", "education", "0"):
        talk.choose(value)
    talk.say(text)
    assert talk.draft.answers["case_reference"] == text


def test_a_question_back_is_no_description(talk: Talk) -> None:
    for value in ("not_urgent", "harrow", "case_closure", "no", "education", "0"):
        talk.choose(value)
    talk.say("JB")
    talk.choose("skip")
    assert talk.say("who can read this?", aside=True).aside
    assert talk.asks == "description"


@pytest.mark.parametrize("key", ["urgency", "partnership", "area", "agency"])
def test_not_understood_once_brings_other_words_twice_the_buttons_and_the_third_time_a_person(
    talk: Talk, key: str
) -> None:
    for value in {"urgency": [], "partnership": ["not_urgent"], "area": ["not_urgent", "harrow"]}.get(
        key, ["not_urgent", "harrow", "case_closure", "no"]
    ):
        talk.choose(value)
    said = []
    for _ in range(4):
        talk.say("purple elephants")
        assert talk.asks == key
        said.append(talk.said)
    assert len(set(said[:3])) == 3
    assert "button" in said[1] and "safeguarding lead" not in said[1]
    assert "safeguarding lead" in said[2] and "999" in said[2]
    assert said[3] == said[2]


def test_an_aside_is_left_to_its_rule(talk: Talk) -> None:
    heard = talk.say("who can read this?", aside=True)
    assert heard.aside and not heard.draft.answers


def test_an_answer_is_an_answer_even_if_it_was_taken_for_an_aside(talk: Talk) -> None:
    heard = talk.say("not urgent", aside=True)
    assert not heard.aside
    assert talk.draft.answers["urgency"] == "not_urgent"


@pytest.mark.parametrize("choice", ["harrow", "yes", "", "no_such_code", "__proto__"])
def test_a_choice_that_was_not_offered_changes_nothing(talk: Talk, choice: str) -> None:
    talk.hear(Message("", choice=choice, asked="urgency"))
    assert talk.replies[0].kind == "error"
    assert talk.draft.answers == {}


def test_an_answer_counts_for_the_question_that_the_person_saw(talk: Talk) -> None:
    talk.choose("not_urgent")
    talk.hear(Message("", choice="urgent", asked="urgency"))
    assert talk.draft.answers["urgency"] == "urgent"


def test_a_place_without_that_route_is_told_at_once(talk: Talk) -> None:
    talk.choose("not_urgent")
    talk.choose("sefton")
    talk.choose("other")
    talk.choose("at_conference")
    assert "no separate route" in talk.said


@given(st.text(max_size=300), st.sampled_from([None, "urgency", "area", "tried", "case_reference", "confirm"]))
@settings(max_examples=200, deadline=None)
def test_any_text_is_heard_without_an_error(text: str, asked: str | None) -> None:
    talk = Talk(LIBRARY)
    talk.hear(Message(text, asked=asked))
    assert talk.draft.facts(LIBRARY) is not None


LIBRARY = Library.load()
