"""Being challenged: what is asked, in which order, and what counts as an answer. And what the procedure then says."""

import re
from collections.abc import Callable
from datetime import date

import pytest

from escalation.contact import Side
from escalation.errors import FactError
from escalation.facts import Agency, RouteCode
from escalation.guidance import Guidance
from escalation.interview.challenge_told import tell_advice, tell_received
from escalation.interview.draft import SKIPPED
from escalation.interview.facts_heard import FactsHeard
from escalation.interview.message import Message
from escalation.interview.other_side import guidance_to_the_receiver, seen_from_the_other_side, told_to_the_sender
from escalation.interview.received import ASKED, MATTER, Challenged, challenge_of, sheet
from escalation.interview.replies import ERROR
from escalation.interview.strand import Strand
from escalation.library import Library
from tests.escalation.interview.strand_talk import StrandTalk

TODAY = date(2026, 11, 23)
Begin = Callable[..., StrandTalk]

ANSWERS = {
    "received_partnership": "harrow",
    "received_locality": "west_sussex",
    "received_stage": "2",
    "received_agency": "social_care",
    "received_from": "education",
    "received_reference": "JB",
    "received_on": "20 November 2026",
    "asked_for": "That we look at the referral again.",
    "answer_by": "3 December 2026",
    "senders_reference": "4827-3195-6",
}
PARTNERSHIPS = ("buckinghamshire", "harrow", "sefton", "sheffield", "sussex")


@pytest.fixture(scope="module")
def script(library: Library) -> Challenged:
    return Challenged(library, FactsHeard(library), TODAY)


@pytest.fixture
def begin(script: Challenged) -> Begin:
    """A talk that begins with these words, answered as far as the first question that is left out."""

    def begun(first: str = "I have just been challenged", without: str = "", **answers: str) -> StrandTalk:
        talk = StrandTalk(script, Strand(MATTER, "strand-1", script.told_at_first(Message(first))))
        given = {**ANSWERS, **answers}
        if without:
            given = {key: given[key] for key in ASKED[: ASKED.index(without)]}
        return talk.answers(**given)

    return begun


def guidance_after(talk: StrandTalk, library: Library) -> Guidance:
    challenge = challenge_of(talk.strand)
    procedure = library.find(challenge.partnership)
    assert procedure is not None
    return guidance_to_the_receiver(procedure, challenge, told_to_the_sender(procedure, challenge))


# --- what is asked -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("partnership", PARTNERSHIPS)
def test_the_whole_talk_is_asked_in_order_and_ends_with_a_check(
    begin: Begin, script: Challenged, library: Library, partnership: str
) -> None:
    talk = StrandTalk(script, Strand(MATTER, "strand-1"))
    asked = []
    while talk.asks != "confirm_challenge":
        key = talk.asks or ""
        asked.append(key)
        value = {**ANSWERS, "received_partnership": partnership}[key]
        talk.chooses(value) if value in talk.offered else talk.says(value)
    procedure = library.find(partnership)
    assert procedure is not None
    assert asked == [key for key in ASKED if key != "received_locality" or procedure.localities]
    for shown in ("JB", "Friday 20 November 2026", "Thursday 3 December 2026", "referral again", "4827-3195-6"):
        assert shown in talk.summary
    assert talk.says("yes").asks is None and talk.strand.confirm == "yes"


@pytest.mark.parametrize("partnership", PARTNERSHIPS)
def test_the_stages_to_choose_from_are_those_of_the_procedure(begin: Begin, library: Library, partnership: str) -> None:
    talk = begin(without="received_stage", received_partnership=partnership)
    procedure = library.find(partnership)
    assert procedure is not None
    stages = procedure.routes[RouteCode.ESCALATION].stages
    assert list(talk.offered) == [*(str(number) for number in range(1, len(stages) + 1)), SKIPPED]
    assert procedure.stage_word.capitalize() in talk.offered["1"]


def test_labels_and_choices_of_agencies_and_places_are_those_of_the_interview(begin: Begin, library: Library) -> None:
    talk = StrandTalk(begin().script, Strand(MATTER, "strand-1"))
    assert talk.offered == {procedure.partnership: procedure.name for procedure in library}
    assert set(begin(without="received_agency").offered) == set(Agency)
    assert list(begin(without="received_from").offered).count(SKIPPED) == 1
    assert sheet()["received_reference"]["why"]


@pytest.mark.parametrize(
    ("first", "told"),
    [
        (
            "I've just been challenged by the school at stage 2 in Sefton",
            {"received_partnership": "sefton", "received_stage": 2, "received_from": "education"},
        ),
        (
            "We received an escalation from a health visitor in West Sussex. I work for children's social care",
            {
                "received_partnership": "sussex",
                "received_locality": "west_sussex",
                "received_agency": "social_care",
                "received_from": "health",
            },
        ),
        (
            "A social worker has challenged me, I am a midwife in Aylesbury, second stage, their reference 4827-3195-6",
            {
                "received_partnership": "buckinghamshire",
                "received_stage": 2,
                "received_agency": "health",
                "received_from": "social_care",
                "senders_reference": "4827-3195-6",
            },
        ),
        ("Somebody has challenged us", {}),
        ("They challenged our decision at stage 9 in Sefton", {"received_partnership": "sefton"}),
    ],
)
def test_what_the_first_message_tells_is_not_asked_again(
    script: Challenged, first: str, told: dict[str, object]
) -> None:
    assert script.told_at_first(Message(first)) == told
    strand = Strand(MATTER, "strand-1", told)
    assert script.next_key(strand) not in told
    assert all(script.in_words(key, strand) for key in told)


# --- bad input -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["31 February", "24 November 2026", "3 December 2026"])
def test_a_day_of_receipt_that_cannot_be_is_refused_in_words(begin: Begin, text: str) -> None:
    talk = begin(without="received_on").says(text)
    assert talk.kinds == [ERROR] and talk.asks == "received_on"
    assert talk.says("20 November 2026").asks == "asked_for"


@pytest.mark.parametrize("text", ["31 February", "1 November 2026", "next Friday", "3 December 2040"])
def test_a_day_for_the_answer_that_cannot_be_is_refused_in_words(begin: Begin, text: str) -> None:
    talk = begin(without="answer_by").says(text)
    assert talk.kinds == [ERROR] and talk.asks == "answer_by"
    assert talk.says("3 December").strand.said("answer_by") == "2026-12-03"


@pytest.mark.parametrize("text", ["4827-3195-7", "4827 3195 5"])
def test_a_wrong_reference_is_refused_in_words_and_kept_nowhere(begin: Begin, text: str) -> None:
    talk = begin(without="senders_reference").says(text)
    assert talk.kinds == [ERROR] and talk.asks == "senders_reference"
    assert "senders_reference" not in talk.strand.answers
    assert talk.says("four eight two seven, three one nine five, six").asks == "confirm_challenge"


@pytest.mark.parametrize("key", [key for key in ASKED if key not in ("asked_for", "received_reference")])
def test_nonsense_is_not_understood_and_the_question_stays(begin: Begin, key: str) -> None:
    talk = begin(without=key, received_partnership="sussex") if key != ASKED[0] else begin(without=key)
    before = talk.strand.answers
    talk.says("wobble flump zzz")
    assert talk.asks == key and talk.strand.answers == before and talk.strand.misread == 1
    talk.says("wobble flump zzz").says("wobble flump zzz")
    assert talk.asks == key and talk.strand.answers == before


@pytest.mark.parametrize("text", ["John Smith", "skip", "no", "who are you really asking that for?"])
def test_a_name_or_a_remark_is_no_case_reference(begin: Begin, text: str) -> None:
    talk = begin(without="received_reference").says(text)
    assert talk.kinds == [ERROR] and talk.asks == "received_reference"


@pytest.mark.parametrize("choice", ["7", "immediate_danger", "change:urgency", "change:answer_by", ""])
def test_a_choice_that_was_not_offered_changes_nothing(begin: Begin, choice: str) -> None:
    talk = begin(without="received_stage")
    before = talk.strand
    talk.chooses(choice)
    assert talk.kinds == [ERROR] and talk.strand == before


def test_a_stage_that_the_procedure_does_not_have_is_refused(begin: Begin) -> None:
    talk = begin(without="received_stage", received_partnership="buckinghamshire").says("stage 6")
    assert talk.kinds == [ERROR] and talk.asks == "received_stage"
    assert talk.says("the second one").strand.said("received_stage") == 2


@pytest.mark.parametrize("key", ["received_stage", "received_from", "answer_by", "senders_reference"])
@pytest.mark.parametrize("text", ["they did not say", "skip", "I don't know", "no"])
def test_what_they_were_not_told_can_be_left_out(begin: Begin, key: str, text: str) -> None:
    talk = begin(without=key).says(text)
    assert talk.asks != key and talk.strand.said(key) is None


def test_what_is_asked_for_stands_as_it_was_written(begin: Begin) -> None:
    talk = begin(without="asked_for").says("They have not told the parents, and want us to.")
    assert talk.strand.said("asked_for") == "They have not told the parents, and want us to."


@pytest.mark.parametrize("text", ["why do you ask?", "stop", "what does that mean?", "help"])
def test_a_question_back_is_left_to_others(begin: Begin, text: str) -> None:
    talk = begin(without="asked_for")
    before = talk.strand
    talk.says(text, aside=True)
    assert talk.aside and talk.strand == before


# --- changing an answer --------------------------------------------------------------------------------------------


def test_one_answer_can_be_changed_and_all_is_checked_again(begin: Begin) -> None:
    talk = begin().says("change")
    assert talk.asks == "confirm_challenge" and any(reply.choices for reply in talk.replies)
    talk.chooses("change:received_stage")
    assert talk.asks == "received_stage"
    talk.chooses("3")
    assert talk.asks == "confirm_challenge" and talk.strand.said("received_stage") == 3
    assert talk.strand.confirm is None


def test_another_place_asks_for_its_own_stage_again(begin: Begin) -> None:
    talk = begin(received_partnership="sussex").chooses("change:received_partnership").chooses("sefton")
    assert "received_locality" not in talk.strand.answers
    assert talk.asks == "received_stage"
    assert talk.chooses("4").asks == "confirm_challenge"


def test_a_later_day_of_receipt_asks_again_by_when_they_want_an_answer(begin: Begin) -> None:
    talk = begin(answer_by="21 November 2026").chooses("change:received_on").says("22 November 2026")
    assert talk.asks == "answer_by"


# --- what the procedure says ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("partnership", PARTNERSHIPS)
@pytest.mark.parametrize("stage", ["1", "2", "3", SKIPPED])
def test_the_receiver_gets_what_the_procedure_asks_of_them(
    begin: Begin, library: Library, partnership: str, stage: str
) -> None:
    talk = begin(received_partnership=partnership, received_stage=stage)
    guidance, procedure = guidance_after(talk, library), library.find(partnership)
    assert procedure is not None
    receiving = {each.say for each in procedure.receiving}
    assert guidance["steps"] and set(guidance["steps"]) <= receiving
    asked_at_stage = {
        each.say
        for each in procedure.receiving
        if each.when.model_dump(exclude_defaults=True, mode="json")
        == {"route": ["escalation"], "stage": [0 if stage == SKIPPED else int(stage)]}
        and each.held_in is None
    }
    assert asked_at_stage <= set(guidance["steps"])
    assert guidance["duties"] == [] and guidance["also"] == [] and guidance["needs"] is None
    assert all(unknown["held_in"] for unknown in guidance["unknowns"])
    cited = {citation["ref"] for citation in guidance["citations"]}
    assert {rule["ref"] for rule in guidance["rule_texts"]} <= cited <= set(procedure.paragraphs)


def test_the_sides_change_places(begin: Begin, library: Library) -> None:
    guidance = guidance_after(begin(received_partnership="harrow", received_stage="2"), library)
    sides = {contact["side"]: contact["role"] for contact in guidance["contacts"]}
    # Social care is challenged by a school: its own manager is the social care one.
    assert sides[Side.OWN] == "Social Care Manager"
    assert "Line manager" in sides[Side.OTHER]
    assert guidance["stage"] is not None and guidance["stage"]["title"].startswith("Their line manager")


@pytest.mark.parametrize("partnership", PARTNERSHIPS)
def test_nothing_that_is_turned_round_still_speaks_to_the_sender(library: Library, partnership: str) -> None:
    procedure = library.find(partnership)
    assert procedure is not None
    for stage in procedure.routes[RouteCode.ESCALATION].stages:
        for text in (stage.title, *(contact.role for contact in stage.contacts)):
            turned = seen_from_the_other_side(text)
            assert not re.search(r"\byour? (?!agency|side|organisation)|\bthe other (agency|side)\b", turned, re.I), (
                turned
            )


@pytest.mark.parametrize(
    ("said", "turned"),
    [
        ("Your line manager speaks to their equivalent in the other agency",
         "Their line manager speaks to their equivalent in your agency"),
        ("the person you disagree with", "the person they disagree with"),
        ("If the two of you cannot settle it.", "If the two of them cannot settle it."),
        ("What it asks you to write", "What it asks them to write"),
        ("the other side's first-line manager", "your side's first-line manager"),
    ],
)  # fmt: skip
def test_a_few_words_are_put_as_the_other_side_would(said: str, turned: str) -> None:
    assert seen_from_the_other_side(said) == turned


@pytest.mark.parametrize("partnership", PARTNERSHIPS)
@pytest.mark.parametrize("named", ["3 December 2026", SKIPPED])
def test_no_deadline_is_made_up(begin: Begin, library: Library, partnership: str, named: str) -> None:
    talk = begin(received_partnership=partnership, received_stage="1", answer_by=named)
    timescale = guidance_after(talk, library)["timescale"]
    assert timescale is not None
    if named == SKIPPED:
        assert timescale["due"] is None and "2026" not in timescale["text"]
    else:
        assert "Thursday 3 December 2026" in timescale["text"]
        # Only where the procedure lets the sender set it is the day a due date.
        assert timescale["due"] == ("2026-12-03" if partnership == "sussex" else None)


def test_where_no_stage_was_named_only_what_holds_at_every_stage_is_said(begin: Begin, library: Library) -> None:
    guidance = guidance_after(begin(received_partnership="harrow", received_stage=SKIPPED), library)
    assert guidance["stage"] is None and guidance["next"] is None and guidance["contacts"] == []
    assert any("confirm to each other in writing" in said for said in guidance["record"])
    assert not any("Write down this talk" in said for said in guidance["record"])
    text = tell_received(guidance, "Harrow").text
    assert "did not say which stage" in text


@pytest.mark.parametrize(
    ("partnership", "code"),
    [("buckinghamshire", "remain_involved"), ("buckinghamshire", "secure_email"), ("harrow", "written_confirmation")],
)
def test_the_rules_that_bind_both_sides_are_among_what_is_said(
    begin: Begin, library: Library, partnership: str, code: str
) -> None:
    guidance = guidance_after(begin(received_partnership=partnership, received_stage="2"), library)
    assert code in guidance["rules"]
    assert "notify_partnership" not in guidance["rules"]


def test_the_telling_says_all_that_the_guidance_holds(begin: Begin, library: Library) -> None:
    guidance = guidance_after(begin(received_partnership="buckinghamshire", received_stage="1"), library)
    text = tell_received(guidance, "the partnership").text
    assert guidance["timescale"] is not None and guidance["next"] is not None and guidance["procedure"] is not None
    told = [*guidance["steps"], *guidance["record"], *guidance["after"], *guidance["warnings"]]
    told += [rule["text"] for rule in guidance["rule_texts"]] + [each["text"] for each in guidance["unknowns"]]
    told += [each["held_in"] for each in guidance["unknowns"]] + [contact["role"] for contact in guidance["contacts"]]
    told += [guidance["timescale"]["text"], guidance["next"]["title"], guidance["procedure"]["title"]]
    assert [said for said in told if said not in text] == []


def test_our_advice_is_marked_as_ours_and_fits_what_was_told(begin: Begin) -> None:
    named = tell_advice(challenge_of(begin().strand), TODAY).text
    assert "not stand in the procedure" in named and "Thursday 3 December 2026" in named
    silent = tell_advice(challenge_of(begin(received_stage=SKIPPED, answer_by=SKIPPED).strand), TODAY).text
    assert "which stage" in silent and "by which day" in silent and "2026" not in silent
    over = tell_advice(challenge_of(begin(answer_by="21 November 2026").strand), TODAY).text
    assert "is over" in over and "today" in over


def test_a_talk_that_is_not_finished_makes_no_challenge(begin: Begin) -> None:
    with pytest.raises(FactError):
        challenge_of(begin(without="received_on").strand)
