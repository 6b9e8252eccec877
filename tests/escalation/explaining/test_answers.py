"""Explaining at any time: each answer comes from the procedure file, with its paragraph, or says that it is silent."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from escalation.explaining.answers import (
    explain_contact,
    explain_decision_stands,
    explain_next,
    explain_person,
    explain_receiving,
    explain_record,
    explain_stage,
    explain_support,
    explain_timescale,
    stage_asked,
)
from escalation.facts import Facts
from escalation.library import Library
from escalation.procedure import Procedure, Trouble
from tests.escalation.conftest import PROCEDURES
from tests.escalation.test_decision_properties import FACTS
from tests.escalation.test_library import fault_of

LIBRARY = Library.load(PROCEDURES)
PLACES = {
    "buckinghamshire": "Buckinghamshire",
    "harrow": "Harrow",
    "sefton": "Sefton",
    "sheffield": "Sheffield",
    "sussex": "Sussex",
}
CALM: dict[str, Any] = {
    "urgency": "not_urgent",
    "area": "threshold_referral",
    "conference": "no",
    "agency": "education",
}
AT_CONFERENCE = {**CALM, "area": "conference_decision", "conference": "at_conference"}
Explain = Callable[[Procedure | None, Facts, int | None], str]
OF_A_STAGE: tuple[Explain, ...] = (explain_stage, explain_timescale, explain_record, explain_contact, explain_next)


def facts_of(partnership: str, **facts: Any) -> Facts:
    locality = {"locality": "west_sussex"} if partnership == "sussex" else {}
    return LIBRARY.parse({**CALM, **locality, "tried": 0, **facts, "partnership": partnership})


def answer(explain: Explain, partnership: str, number: int | None, **facts: Any) -> str:
    return explain(LIBRARY.find(partnership), facts_of(partnership, **facts), number)


def paragraphs(text: str) -> list[str]:
    """The paragraphs named at the end."""
    found = re.search(r"^From the [\w ]+ procedure\. \((.+)\)$", text.splitlines()[-1])
    return found.group(1).split("; ") if found else []


def says(text: str, *parts: str) -> bool:
    missing = [part for part in parts if part.casefold() not in text.casefold()]
    assert missing == [], text
    return True


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("what is stage 3?", 3),
        ("What happens at Step two", 2),
        ("tell me about the third stage please", 3),
        ("level 4?", 4),
        ("who acts at the 2nd step", 2),
        ("stage3", 3),
        ("stage number five", 5),
        ("whats satge 2", 2),
        ("step-1", 1),
        ("stage 12", 12),
        ("what is a stage", None),
        ("we have been through stages and steps", None),
        ("how long is a step 3 working days?", None),
        ("paragraph 2.4.10", None),
        ("", None),
    ],
)
def test_the_number_of_the_stage_is_read_from_the_question(question: str, number: int | None) -> None:
    assert stage_asked(question) == number


STAGES: list[tuple[str, int, dict[str, Any], list[str], list[str]]] = [
    (
        "buckinghamshire",
        1,
        {},
        ["Paragraph 2.4.10", "Paragraph 2.4.9", "Paragraph 2.4.24"],
        ["named contact", "Appendix C"],
    ),
    ("buckinghamshire", 2, {}, ["Paragraph 2.4.15", "Paragraph 2.4.24"], ["Designated Person", "five working days"]),
    ("buckinghamshire", 2, {"agency": "police"}, ["Paragraph 2.4.15"], ["your side: the Detective Inspector"]),
    (
        "buckinghamshire",
        3,
        {},
        ["Paragraph 2.4.24"],
        ["Senior officers", "the number is ours", "Partnership representative"],
    ),
    (
        "buckinghamshire",
        3,
        AT_CONFERENCE,
        ["Paragraph 2.4.16"],
        ["Reviewing Service Manager", "This step is not yours"],
    ),
    ("harrow", 1, {}, ["Stage 1", "Timescales and Recording"], ["Stage 1 of 6", "You act yourself", "face to face"]),
    ("harrow", 2, {}, ["Stage 2"], ["Managers act", "Named or Lead Person", "Then stage 3"]),
    ("harrow", 3, {"other_agency": "social_care"}, ["Stage 3"], ["Team Manager for Social Care"]),
    ("harrow", 4, {}, ["Stage 4"], ["Heads of Service", "does not state that", "professional body"]),
    ("harrow", 5, {}, ["Stage 5"], ["Resolution Panel", "The partnership acts", "does not say who refers"]),
    ("harrow", 6, {}, ["Stage 6"], ["not yours", "inspectorate", "nothing that comes after"]),
    ("harrow", 3, AT_CONFERENCE, ["Dissent at Child Protection Conferences"], ["Final Review Panel", "number is ours"]),
    # The line for conferences has four, so stage 6 is the ordinary one.
    ("harrow", 6, AT_CONFERENCE, ["Stage 6"], ["has only 4 of them", "ordinary stages", "inspectorate"]),
    ("sefton", 1, {}, ["17 Escalating Concerns"], ["Step 1 of 4", "does not state that", "flow chart"]),
    ("sefton", 2, {}, ["17 Escalating Concerns"], ["Line manager or senior manager", "our reading"]),
    ("sefton", 4, {}, ["17 Escalating Concerns"], ["representatives", "not yours", "nothing that comes after"]),
    ("sheffield", 1, {}, ["Section 3"], ["number is ours", "co-workers", "flow chart (a)"]),
    (
        "sheffield",
        3,
        {"agency": "voluntary"},
        ["Section 3"],
        ["management committee", "who speaks for the other agency"],
    ),
    ("sheffield", 4, {}, ["Section 3"], ["Chair", "LPIG", "does not say who decides on a referral"]),
    ("sheffield", 2, {"conference": "not_convened"}, ["Section 4"], ["partnership is consulted", "Then stage 3"]),
    (
        "sussex",
        1,
        {},
        ["Stage 1", "2. Process for Professional Resolution"],
        ["Stage 1 of 6", "You set it", "evidence"],
    ),
    (
        "sussex",
        2,
        {},
        ["Stage 2", "Footnote 1"],
        ["written record is a must", "advice from your agency's safeguarding"],
    ),
    ("sussex", 3, {"agency": "health"}, ["Stage 3"], ["Named Doctor or Named Nurse", "without delay"]),
    (
        "sussex",
        5,
        {},
        ["Stage 5"],
        ["Independent Scrutineer", "Chief Executives", "does not say who makes the referral"],
    ),
    ("sussex", 6, {}, ["Stage 6"], ["Secretary of State", "does not state that", "Somebody outside"]),
]


@pytest.mark.parametrize(("partnership", "number", "facts", "refs", "parts"), STAGES)
def test_a_stage_is_explained_with_its_paragraphs(
    partnership: str, number: int, facts: dict[str, Any], refs: list[str], parts: list[str]
) -> None:
    text = answer(explain_stage, partnership, number, **facts)
    assert set(refs) <= set(paragraphs(text))
    assert says(text, f"the {PLACES[partnership]} procedure", *parts)


def test_without_a_number_it_is_the_present_stage() -> None:
    assert says(answer(explain_stage, "harrow", None, tried=2), "Stage 3 of 6")
    assert answer(explain_stage, "harrow", None, tried=2) == answer(explain_stage, "harrow", 3, tried=2)


def test_once_every_stage_has_been_tried_that_is_said() -> None:
    assert says(answer(explain_stage, "harrow", None, tried=6), "nothing further to try")
    assert "nothing further to try" not in answer(explain_stage, "harrow", 6, tried=6)


@pytest.mark.parametrize(
    ("partnership", "number", "parts"),
    [
        ("sefton", 5, ["has only 4 steps", "no step 5", "17 Escalating Concerns"]),
        ("sheffield", 9, ["has only 4 stages", "Section 3"]),
        ("harrow", 7, ["has only 6 stages", "Stage 1"]),
        ("sussex", 7, ["has only 6 stages", "2. Process for Professional Resolution"]),
        ("sussex", 0, ["no stage 0"]),
        # How many there are stands in a chart that is not in the text, so nothing is claimed of a fourth.
        ("buckinghamshire", 4, ["does not say how many", "Appendix C", "Paragraph 2.4.10"]),
    ],
)
@pytest.mark.parametrize("explain", OF_A_STAGE, ids=lambda explain: explain.__name__)
def test_a_stage_that_is_not_there_is_said_not_to_be(
    explain: Explain, partnership: str, number: int, parts: list[str]
) -> None:
    assert says(answer(explain, partnership, number), f"the {PLACES[partnership]} procedure", *parts)


TIMES: list[tuple[str, int | None, dict[str, Any], list[str], list[str]]] = [
    ("buckinghamshire", None, {"on": "2026-11-23"}, ["Paragraph 2.4.24"], ["Monday 30 November 2026", "15 days"]),
    ("buckinghamshire", None, AT_CONFERENCE, ["Paragraph 2.4.13"], ["does not state that", "BSCP website"]),
    ("harrow", 1, {}, ["Stage 1"], ["no number of days", "protect the child"]),
    ("harrow", 5, {}, ["Stage 5"], ["does not state that", "the HSSP; ask your safeguarding lead"]),
    ("sefton", 1, {}, ["Simple & Quick Resolution"], ["does not state that", "the separate flow chart"]),
    ("sheffield", 2, {}, ["Section 3"], ["does not state that", "flow chart (b)"]),
    ("sussex", None, {"on": "2026-11-23", "timeframe_working_days": 3}, ["Stage 1"], ["Thursday 26 November 2026"]),
    ("sussex", 6, {}, ["Stage 6"], ["does not state that", "Independent Scrutineer"]),
]


@pytest.mark.parametrize(("partnership", "number", "facts", "refs", "parts"), TIMES)
def test_a_time_is_told_or_said_not_to_be_stated(
    partnership: str, number: int | None, facts: dict[str, Any], refs: list[str], parts: list[str]
) -> None:
    text = answer(explain_timescale, partnership, number, **facts)
    assert set(refs) <= set(paragraphs(text))
    assert says(text, *parts)


@pytest.mark.parametrize("partnership", ["buckinghamshire", "sussex"])
def test_no_day_is_worked_out_for_a_stage_that_has_not_begun(partnership: str) -> None:
    text = answer(explain_timescale, partnership, 2, on="2026-11-23", timeframe_working_days=3)
    assert "2026" not in text and "3 working days" not in text


RECORDS: list[tuple[str, int, list[str], list[str]]] = [
    ("buckinghamshire", 1, ["Paragraph 2.4.8"], ["client file", "Appendix A"]),
    ("buckinghamshire", 3, ["Paragraph 2.4.24"], ["BSCP team were told"]),
    (
        "harrow",
        2,
        ["Stage 2", "Timescales and Recording"],
        ["inside your own agency", "confirm to each other in writing"],
    ),
    ("sefton", 1, ["Simple & Quick Resolution"], ["Appendix 1", "not in the text"]),
    ("sefton", 3, ["Simple & Quick Resolution"], ["does not say what to record"]),
    ("sheffield", 1, ["Section 3"], ["what you agree and disagree on", "in writing"]),
    ("sussex", 2, ["Stage 2"], ["how it turned out for the child"]),
    ("sussex", 6, ["Stage 1"], ["names no record"]),
]


@pytest.mark.parametrize(("partnership", "number", "refs", "parts"), RECORDS)
def test_what_to_write_down_is_told(partnership: str, number: int, refs: list[str], parts: list[str]) -> None:
    text = answer(explain_record, partnership, number)
    assert set(refs) <= set(paragraphs(text))
    assert says(text, *parts)


def test_what_a_stage_leaves_open_about_its_people_is_told_and_cited() -> None:
    text = answer(explain_contact, "buckinghamshire", 2)
    assert says(text, "stands only in Appendix C") and "Paragraph 2.4.10" in paragraphs(text)


def test_a_number_that_cannot_be_dialled_is_not_given_to_ring() -> None:
    text = answer(explain_contact, "buckinghamshire", 1, area="whistleblowing")
    assert says(text, "020 740 6609, which cannot be dialled") and "Telephone 020" not in text
    assert says(answer(explain_contact, "buckinghamshire", 1, area="allegation_staff"), "01296 382070", "Nobody has")


STANDS: list[tuple[str, dict[str, Any], list[str], list[str]]] = [
    ("harrow", AT_CONFERENCE, ["Dissent at Child Protection Conferences"], ["decision stands while"]),
    ("harrow", CALM, ["Dissent at Child Protection Conferences"], ["does not state that for your case"]),
    ("harrow", {**CALM, "tried": 1}, ["Stage 2"], ["anything that may put the child at risk is dealt with"]),
    ("buckinghamshire", AT_CONFERENCE, ["Paragraph 2.4.14", "Paragraph 2.4.7"], ["does not say", "conference chair"]),
    ("buckinghamshire", CALM, ["Paragraph 2.4.7"], ["does not state whether", "Do not step back"]),
    ("sefton", CALM, [], ["Sefton procedure does not state whether", "whole text", "14 March 2022"]),
    ("sheffield", CALM, [], ["Sheffield procedure does not state whether", "safeguarding lead"]),
    ("sussex", AT_CONFERENCE, [], ["Sussex procedure does not state whether"]),
]


@pytest.mark.parametrize(("partnership", "facts", "refs", "parts"), STANDS)
def test_whether_the_decision_stands_is_told_only_where_the_text_tells_it(
    partnership: str, facts: dict[str, Any], refs: list[str], parts: list[str]
) -> None:
    text = explain_decision_stands(LIBRARY.find(partnership), facts_of(partnership, **facts))
    assert set(refs) <= set(paragraphs(text))
    assert says(text, *parts)


PEOPLE: list[tuple[str, str, str, list[str]]] = [
    ("sussex", "who is the Independent Scrutineer?", "Stage 5", ["commissions", "Where to ask"]),
    ("sussex", "whos the independant scrutinier", "Stage 5", ["Independent Scrutineer:"]),
    ("sussex", "what is BHSCP", "Stage 5", ["Brighton and Hove"]),
    ("sussex", "who are the three safeguarding partners", "Stage 5", ["does not say who"]),
    ("sussex", "who's the DSL", "Footnote 1", ["nominated or designated"]),
    ("sussex", "who is the designated nurse", "Stage 4", ["stage 4"]),
    ("sussex", "who is the named nurse", "Stage 3", ["stage 3"]),
    ("sussex", "what does the Secretary of State do?", "Stage 6", ["not yours"]),
    ("sussex", "who is the LADO", "Introduction", ["does not speak of a LADO"]),
    ("buckinghamshire", "who is the LADO", "Paragraph 2.4.18", ["01296 382070", "nobody has confirmed"]),
    ("buckinghamshire", "what is the BSCP team", "Paragraph 2.4.24", ["must be told"]),
    ("buckinghamshire", "who's our partnership representative?", "Paragraph 2.4.24", ["Each agency has one"]),
    ("buckinghamshire", "who is the designated person for child protection", "Paragraph 2.4.15", ["stage 2"]),
    (
        "buckinghamshire",
        "the child protection reviewing service manager?",
        "Paragraph 2.4.17",
        ["missing from this text"],
    ),
    ("buckinghamshire", "Named Senior Officer for Allegations", "Paragraph 2.4.20", ["LADO's advice"]),
    ("buckinghamshire", "who is Protect", "Paragraph 2.4.22", ["a digit short"]),
    ("buckinghamshire", "who is the IRO", "Paragraph 2.4.6", ["does not speak of"]),
    ("harrow", "who are the HSSP", "Stage 5", ["stage 6"]),
    ("harrow", "what is the HSCB?", "Stage 4", ["does not say how it differs"]),
    ("harrow", "who sits on the resolution panel", "Stage 5", ["three key agencies"]),
    ("harrow", "who sits on the final review panel", "Dissent at Child Protection Conferences", ["Three independent"]),
    ("harrow", "who is the chair’s manager", "Dissent at Child Protection Conferences", ["does not say who"]),
    ("harrow", "who is the chair", "Dissent at Child Protection Conferences", ["Chair of the Conference:"]),
    ("harrow", "who is the IRO?", "Dissent at Child Looked After Reviews", ["Chaired the looked after"]),
    ("harrow", "is that the IRO's job", "Dissent at Child Looked After Reviews", ["Chaired the looked after"]),
    ("harrow", "what is the CCG", "Dissent at Child Protection Conferences", ["no longer exist"]),
    ("harrow", "who is the operations manager", "Stage 3", ["stage 3"]),
    ("sheffield", "what is the LPIG?", "Section 3", ["mediation", "no power to decide"]),
    ("sheffield", "who is the chair of the SCSP", "Section 3", ["does not say who decides"]),
    ("sheffield", "who is the conference chair", "Section 4", ["does not say what the chair"]),
    ("sheffield", "who is my safeguarding supervisor", "Section 5", ["afterwards"]),
    ("sheffield", "who is the scsp advisor", "Section 3", ["no advisor of the partnership"]),
    ("sefton", "who are the SCP representatives", "17 Escalating Concerns", ["does not say who they are"]),
    ("sefton", "the SSCP business manager", "17 Escalating Concerns", ["no longer holds"]),
    (
        "sefton",
        "the equivalent manager in children's social care?",
        "Unresolved Significant Harm Concern",
        ["same level"],
    ),
]


@pytest.mark.parametrize(("partnership", "question", "ref", "parts"), PEOPLE)
def test_who_somebody_is_is_told_as_far_as_the_text_tells_it(
    partnership: str, question: str, ref: str, parts: list[str]
) -> None:
    text = explain_person(LIBRARY.find(partnership), question)
    assert text is not None and paragraphs(text) == [ref]
    assert says(text, f"the {PLACES[partnership]} procedure", *parts)


@pytest.mark.parametrize("question", ["who is the prime minister's cat", "what is the time", "who is it", "", "lad o"])
@pytest.mark.parametrize("partnership", list(PLACES))
def test_nobody_is_made_up(partnership: str, question: str) -> None:
    assert explain_person(LIBRARY.find(partnership), question) is None


@pytest.mark.parametrize("procedure", list(LIBRARY), ids=lambda procedure: procedure.partnership)
def test_everybody_is_found_by_each_of_their_names(procedure: Procedure) -> None:
    for person in procedure.people:
        for name in (person.name, *person.aliases):
            text = explain_person(procedure, f"Please tell me, who is {name.upper()} then?")
            assert text is not None and text.startswith(f"{person.name}: "), name


SUPPORT: list[tuple[str, Trouble, list[str], list[str]]] = [
    ("buckinghamshire", Trouble.BLOCKED, ["Paragraph 2.4.9", "Paragraph 2.4.4"], ["does not say", "named contacts"]),
    ("buckinghamshire", Trouble.AFRAID, ["Paragraph 2.4.21", "Paragraph 2.4.22"], ["fear", "Speak out", "Protect"]),
    ("buckinghamshire", Trouble.OWN_AGENCY, ["Paragraph 2.4.4"], ["does not say in so many words", "June 2023"]),
    ("harrow", Trouble.BLOCKED, ["Stage 2"], ["support you or to step in", "need not be your line manager"]),
    ("harrow", Trouble.AFRAID, ["Stage 1", "Dual or Alternative Processes"], ["courage", "whistleblowing procedure"]),
    ("harrow", Trouble.OWN_AGENCY, ["Key principles", "Introduction"], ["inside itself", "between agencies"]),
    ("sefton", Trouble.BLOCKED, ["Unresolved Significant Harm Concern"], ["does not say what to do"]),
    ("sefton", Trouble.AFRAID, ["Respect the Views of Others"], ["does not speak of whistleblowing"]),
    ("sefton", Trouble.OWN_AGENCY, ["17 Escalating Concerns"], ["covers disagreements inside one agency"]),
    ("sheffield", Trouble.BLOCKED, ["Section 1", "Section 2"], ["designated safeguarding lead", "will not pass it on"]),
    ("sheffield", Trouble.AFRAID, ["Section 3", "Section 2"], ["status and experience", "chapter 2.4"]),
    ("sheffield", Trouble.OWN_AGENCY, ["Section 1"], ["does not say whether"]),
    ("sussex", Trouble.BLOCKED, ["Footnote 1"], ["without delay", "does not say what to do"]),
    ("sussex", Trouble.AFRAID, ["1. Professional Challenge"], ["does not speak of whistleblowing"]),
    ("sussex", Trouble.OWN_AGENCY, ["Introduction"], ["covers differences inside one agency"]),
]


@pytest.mark.parametrize(("partnership", "trouble", "refs", "parts"), SUPPORT)
def test_support_is_told_in_the_words_of_the_procedure(
    partnership: str, trouble: Trouble, refs: list[str], parts: list[str]
) -> None:
    text = explain_support(LIBRARY.find(partnership), trouble)
    assert set(refs) <= set(paragraphs(text))
    assert says(text, *parts)
    if "does not sa" in text or "does not speak" in text:
        assert "Where to ask or look: " in text


RECEIVING: list[tuple[str, dict[str, Any], list[str], list[str]]] = [
    ("buckinghamshire", {}, ["Paragraph 2.4.1", "Paragraph 2.4.7"], ["open mind", "five working days", "Appendix C"]),
    ("buckinghamshire", {"tried": 2}, ["Paragraph 2.4.24"], ["let BSCP know"]),
    ("buckinghamshire", {"urgency": "immediate_danger"}, ["Paragraph 2.4.25"], ["Ring 999", "a life is in danger"]),
    ("buckinghamshire", AT_CONFERENCE, ["Paragraph 2.4.13"], ["If you chair the conference"]),
    ("harrow", {}, ["Stage 1"], ["courage", "confirm to each other in writing", "no number of days"]),
    ("harrow", {"tried": 1}, ["Stage 2"], ["Both managers", "must always be done"]),
    ("harrow", {"tried": 4}, ["Stage 5"], ["your agency belongs on it"]),
    ("harrow", AT_CONFERENCE, ["Dissent at Child Protection Conferences"], ["note the dissent"]),
    ("harrow", {"area": "lac_review"}, ["Dissent at Child Looked After Reviews"], ["Independent Reviewing Officer"]),
    ("sefton", {}, ["Open Mind", "See separate flowchart"], ["does not say by when", "Appendix 1"]),
    ("sefton", {"agency": "social_care"}, ["Unresolved Significant Harm Concern"], ["a manager of your level"]),
    ("sheffield", {}, ["Section 2", "Section 3"], ["reasons for your approach", "flow chart (a)"]),
    ("sheffield", {"tried": 2}, ["Section 3"], ["does not say who speaks for your agency"]),
    ("sheffield", {"conference": "not_convened"}, ["Section 4"], ["child's file"]),
    ("sussex", {}, ["Stage 1", "Stage 2"], ["Ask for that date", "a time that all sides can accept"]),
    ("sussex", {"tried": 1}, ["Stage 2"], ["written record is a must", "more senior staff"]),
    ("sussex", {"tried": 3}, ["Stage 4"], ["professional lead for safeguarding"]),
]


@pytest.mark.parametrize(("partnership", "facts", "refs", "parts"), RECEIVING)
def test_whoever_is_challenged_is_told_what_the_procedure_asks_of_them(
    partnership: str, facts: dict[str, Any], refs: list[str], parts: list[str]
) -> None:
    text = explain_receiving(LIBRARY.find(partnership), facts_of(partnership, **facts))
    assert set(refs) <= set(paragraphs(text))
    assert says(text, f"the {PLACES[partnership]} procedure", *parts)


def test_without_the_stage_only_what_holds_at_every_stage_is_asked_of_them() -> None:
    text = explain_receiving(LIBRARY.find("sussex"), facts_of("sussex", tried=None))
    assert "more senior staff" not in text and "Ask for that date" not in text
    assert says(text, "If you know at which stage", "Keep a record")


def test_in_danger_999_comes_before_a_stage_that_would_be_left_out() -> None:
    text = answer(explain_stage, "sheffield", 1, urgency="immediate_danger")
    assert says(text, "Stage 1 of 4", "you would not start there", "Between the people who disagree")
    assert text.index("Ring 999") < text.index("you would not start there") < text.index("Whom to speak to")
    assert "you would not start there" not in answer(explain_stage, "sheffield", 1)


def test_before_the_partnership_is_known_it_is_asked_for() -> None:
    nothing = LIBRARY.parse({})
    for explain in OF_A_STAGE:
        assert says(explain(None, nothing, 3), "which partnership")
    assert says(explain_decision_stands(None, nothing), "which partnership")
    assert says(explain_receiving(None, nothing), "which partnership")
    assert says(explain_person(None, "who is the LADO") or "", "which partnership")
    for trouble in Trouble:
        assert says(explain_support(None, trouble), "which partnership", "safeguarding lead")


def test_an_answer_in_mid_conversation_says_that_more_may_change_it() -> None:
    early = LIBRARY.parse({"partnership": "harrow"})
    assert says(explain_timescale(LIBRARY.find("harrow"), early), "so far")
    assert "so far" not in answer(explain_timescale, "harrow", 4)


@given(FACTS, st.integers(1, 8), st.sampled_from(OF_A_STAGE))
@settings(max_examples=500, deadline=None)
def test_every_answer_names_the_place_and_paragraphs_of_its_file(
    raw: dict[str, Any], number: int, explain: Explain
) -> None:
    facts = LIBRARY.parse(raw)
    procedure = LIBRARY.find(facts.partnership)
    if procedure is None:
        return
    for text in (explain(procedure, facts, number), explain(procedure, facts, None)):
        refs = [re.sub(r"^(?:Paragraph|Section) ", "", ref) for ref in paragraphs(text)]
        assert refs and set(refs) <= set(procedure.paragraphs)
        assert f"the {PLACES[procedure.partnership]} procedure" in text
        assert "{" not in text and "None" not in text


def test_no_number_that_nobody_confirmed_is_told() -> None:
    for procedure in LIBRARY:
        told = "\n".join(
            [
                *(person.say + (person.held_in or "") for person in procedure.people),
                *(each.say + (each.held_in or "") for each in (*procedure.support, *procedure.receiving)),
                *(duty.say for duty in procedure.duties),
            ]
        )
        assert [contact.phone for contact in procedure.suggested_contacts if contact.phone in told] == []


@pytest.mark.parametrize("procedure", list(LIBRARY), ids=lambda procedure: procedure.partnership)
def test_every_procedure_speaks_to_each_trouble_and_to_those_challenged(procedure: Procedure) -> None:
    assert {each.trouble for each in procedure.support} == set(Trouble)
    assert any(each.held_in for each in procedure.receiving)


def test_a_name_that_two_people_have_is_refused(tmp_path: Path) -> None:
    text = (PROCEDURES / "harrow.yml").read_text(encoding="utf-8").replace("aliases: [IRO,", "aliases: [hssp, IRO,", 1)
    assert "hssp stands here already" in fault_of(tmp_path, text)


def test_a_procedure_without_the_new_parts_says_that_it_is_silent() -> None:
    bare = LIBRARY.find("sefton")
    assert bare is not None
    bare = bare.model_copy(update={"support": (), "receiving": (), "people": ()})
    assert says(explain_support(bare, Trouble.AFRAID), "does not speak of that", "whole text")
    assert says(explain_receiving(bare, facts_of("sefton")), "does not say what it asks", "whole text")
    assert explain_person(bare, "who is the LADO") is None
