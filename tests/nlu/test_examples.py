"""The training examples: enough of each, none of two minds, none that would teach what must not be learnt."""

import csv
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from escalation.reading.danger import danger_said
from nlu.ranking import in_rasa

ROOT = Path(__file__).resolve().parents[2]
FEWEST = 20
CHOSEN = "answer"
DISAGREEMENT, NOT_OURS = "describe_disagreement", "out_of_scope"
AREAS = {
    "threshold_referral", "assessment_outcome", "decision_making", "need_for_action", "case_closure",
    "roles_responsibilities", "service_provision", "information_sharing", "timeliness_drift",
    "convene_conference", "conference_decision", "cp_plan_implementation", "immediate_safety", "lac_review",
    "allegation_staff", "whistleblowing", "mca_16_17", "other",
}  # fmt: skip


def blocks() -> list[dict[str, Any]]:
    files = sorted((ROOT / "data/nlu").rglob("*.yml"))
    return [block for file in files for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]]


def lines(block: dict[str, Any]) -> list[str]:
    return [line.removeprefix("- ") for line in block["examples"].splitlines()]


def by_intent() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for block in blocks():
        found[block["intent"]] += lines(block)
    return found


EXAMPLES = by_intent()


def bare(line: str) -> str:
    return re.sub(r"[^a-z0-9 ]", "", line.lower()).strip() or line


@pytest.mark.parametrize("intent", EXAMPLES)
def test_each_intent_has_examples_enough(intent: str) -> None:
    assert len(EXAMPLES[intent]) >= FEWEST


def test_each_area_has_examples_enough() -> None:
    areas = {block["metadata"]["area"]: lines(block) for block in blocks() if block["intent"] == DISAGREEMENT}

    assert set(areas) == AREAS
    assert all(len(examples) >= FEWEST for examples in areas.values())


def test_each_kind_that_is_not_ours_has_examples_and_words() -> None:
    kinds = {block["metadata"]["kind"]: lines(block) for block in blocks() if block["intent"] == NOT_OURS}
    told = yaml.safe_load((ROOT / "escalation/words.yml").read_text(encoding="utf-8"))["not_ours"]

    assert set(kinds) == set(told)
    assert all(len(examples) >= FEWEST for examples in kinds.values())


def test_danger_is_labelled_on_the_block_that_says_it_and_on_no_other() -> None:
    labelled = {block["intent"] for block in blocks() if block.get("metadata", {}).get("danger")}

    assert labelled == {"report_danger"}


def test_there_are_messages_enough_and_none_of_the_development_set_is_among_them() -> None:
    known = {bare(line) for examples in EXAMPLES.values() for line in examples}
    with (ROOT / "evaluation/development.csv").open(encoding="utf-8", newline="") as file:
        kept_apart = {bare(row["text"]) for row in csv.DictReader(file)}

    assert len(known) >= 4000 and len(kept_apart) >= 800
    # Words of greeting, yes and no are everybody's; anything longer was taken from there.
    assert [text for text in known & kept_apart if len(text.split()) > 4] == []


def test_no_example_stands_twice_or_for_two_things() -> None:
    counted = Counter(bare(line) for examples in EXAMPLES.values() for line in examples)

    assert [line for line, times in counted.items() if times > 1] == []


def test_a_choice_is_never_learnt_from_text() -> None:
    assert CHOSEN not in EXAMPLES


def test_no_example_is_a_command_or_marks_an_entity() -> None:
    marked = [line for examples in EXAMPLES.values() for line in examples if re.search(r"^/|\]\(|\]\{", line)]

    assert marked == []


def test_the_domain_and_the_examples_name_the_same_intents() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))

    assert set(domain["intents"]) == {*map(in_rasa, EXAMPLES), CHOSEN}


def test_no_example_of_anything_else_says_danger() -> None:
    said = [line for intent in EXAMPLES if intent != "report_danger" for line in EXAMPLES[intent]]

    assert [line for line in said if danger_said(line)] == []


@pytest.mark.parametrize("place", ["Sheffield", "Sefton", "Harrow", "Hove", "East Sussex", "West Sussex", "Bucks"])
def test_the_places_served_are_among_many_others(place: str) -> None:
    examples = EXAMPLES["inform_partnership"]

    assert any(place in line for line in examples)
    assert sum(place in line for line in examples) <= len(examples) / 5
