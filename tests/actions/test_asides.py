"""Which messages are left to a rule of their own."""

import re
from pathlib import Path

import pytest
import yaml

from actions.asides import ASIDES, is_aside, is_danger
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
    assert set(ANSWERS) <= set(domain["slots"])
    assert {f"action_ask_{key}" for key in (*ANSWERS, "confirm", "change")} <= set(domain["actions"])
    assert set(domain["forms"]["escalation_form"]["required_slots"]) == {*ANSWERS, "confirm"}


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


def test_a_guess_at_danger_counts_when_it_is_likely() -> None:
    assert is_danger("report_danger", 0.7)
    assert not is_danger("report_danger", 0.3)
    assert not is_danger("greet", 1.0)
