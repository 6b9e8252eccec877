"""Which messages are left to a rule of their own."""

import re
from pathlib import Path

import pytest
import yaml

from actions.asides import ASIDES, areas_in, is_aside, is_no_answer
from actions.slots import STRAND
from escalation.interview.draft import ANSWERS

ROOT = Path(__file__).parents[2]


def test_each_aside_has_its_rule_and_each_rule_its_aside() -> None:
    rules = yaml.safe_load((ROOT / "data/rules/asides.yml").read_text(encoding="utf-8"))["rules"]
    assert {rule["steps"][0]["intent"] for rule in rules} == ASIDES


@pytest.mark.parametrize("intent", ["stop", "start_again"])
def test_what_forgets_the_case_must_be_certain(intent: str) -> None:
    assert not is_aside(intent, 0.5)
    assert is_aside(intent, 0.95)


def test_an_answer_is_no_aside() -> None:
    assert not is_aside("inform_partnership", 1.0)
    assert not is_aside(None, 1.0)


def test_each_answer_has_its_slot_and_its_question_in_the_domain() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    assert {*ANSWERS, STRAND} <= set(domain["slots"])
    assert {f"action_ask_{key}" for key in (*ANSWERS, "confirm", "change", STRAND)} <= set(domain["actions"])
    assert set(domain["forms"]["escalation_form"]["required_slots"]) == {*ANSWERS, "confirm", STRAND}


def test_no_slot_can_be_filled_by_typing() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    for name, slot in domain["slots"].items():
        assert [mapping["type"] for mapping in slot["mappings"]] == ["custom"], name


def test_each_action_of_the_domain_is_in_the_server() -> None:
    from actions.__main__ import ACTIONS

    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    assert {action().name() for action in ACTIONS} == set(domain["actions"])


def test_each_intent_has_a_way_in_before_any_case() -> None:
    text = (ROOT / "data/rules/cases.yml").read_text(encoding="utf-8")
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    assert set(re.findall(r"intent: (\w+)", text)) - {"nlu_fallback"} == set(domain["intents"])


@pytest.mark.parametrize("intent", ["describe_disagreement", "report_danger"])
def test_guesses_at_the_area_count_where_the_message_is_about_the_disagreement(intent: str) -> None:
    latest = {"intent": {"name": intent}, "areas": [{"name": "case_closure", "confidence": 0.8}]}
    assert areas_in(latest, None) == (("case_closure", 0.8),)


def test_guesses_at_the_area_of_a_greeting_mean_nothing_unless_the_area_was_asked_for() -> None:
    latest = {"intent": {"name": "greet"}, "areas": [{"name": "case_closure", "confidence": 0.8}]}
    assert areas_in(latest, "agency") == ()
    assert areas_in(latest, "area") == (("case_closure", 0.8),)


def test_somebody_who_leaves_at_the_question_after_the_area_has_named_none() -> None:
    latest = {"intent": {"name": "goodbye"}, "areas": [{"name": "case_closure", "confidence": 0.8}]}
    assert areas_in(latest, "area") == ()


def test_a_parse_without_guesses_has_none() -> None:
    assert areas_in({}, "area") == ()


@pytest.mark.parametrize(
    ("text", "kind", "failed"),
    [
        ("bananas", "chat", True),
        ("what's the weather like", "chat", False),
        ("weather?", "chat", False),
        ("my son", "parent", False),
    ],
)
def test_a_word_that_belongs_to_nothing_is_a_failed_answer(text: str, kind: str, failed: bool) -> None:
    latest = {"intent": {"name": "out_of_scope"}, "kinds": [{"name": kind, "confidence": 0.9}]}
    assert is_no_answer(latest, text) is failed


def test_a_short_answer_that_was_understood_is_no_failure() -> None:
    assert not is_no_answer({"intent": {"name": "thank"}, "kinds": [{"name": "chat", "confidence": 0.9}]}, "ta")
