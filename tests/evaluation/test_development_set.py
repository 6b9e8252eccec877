"""The development set: enough, well labelled, and by the guide that stands beside it."""

import csv
import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
with (ROOT / "evaluation/development.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
GUIDE = (ROOT / "evaluation/labels.md").read_text(encoding="utf-8")
CODES = set(re.findall(r"`([a-z0-9_]+)`", GUIDE))


def test_there_are_messages_and_danger_enough() -> None:
    assert len(ROWS) >= 800
    assert sum(row["danger"] == "true" for row in ROWS) >= 200


def test_no_message_and_no_id_stands_twice() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    assert len({row["text"].casefold() for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("column", ["intent", "area", "kind", "partnership", "locality", "conference", "agency"])
def test_every_label_is_one_of_the_guide(column: str) -> None:
    labels = {part for row in ROWS for part in row[column].split("|")} - {"", "-"}
    assert labels <= CODES


def test_labels_belong_together() -> None:
    for row in ROWS:
        assert ("report_danger" in row["intent"]) == (row["danger"] == "true"), row["id"]
        assert ("describe_disagreement" in row["intent"]) == bool(row["area"]), row["id"]
        assert ("out_of_scope" in row["intent"]) == bool(row["kind"]), row["id"]
        assert not (row["alarming"] and row["danger"] == "true"), row["id"]


def test_every_area_and_every_intent_of_the_guide_is_among_them() -> None:
    areas = set(yaml.safe_load((ROOT / "escalation/interview/questions.yml").read_text())["area"]["choices"])
    assert areas <= {part for row in ROWS for part in row["area"].split("|")}
    intents = set(yaml.safe_load((ROOT / "domain.yml").read_text())["intents"]) - {"answer", "start_again"} | {
        "restart"
    }
    assert intents <= {part for row in ROWS for part in row["intent"].split("|")}
