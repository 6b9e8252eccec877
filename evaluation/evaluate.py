"""`make evaluate`: how well messages are read, measured on the development set, printed and written as a page."""

from __future__ import annotations

import argparse
import csv
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from evaluation.measures import (
    agrees,
    calibration_error,
    confusions,
    read_where_unsaid,
    reliability,
    right_where_said,
    share,
)
from evaluation.understand import Row, Understander
from nlu.ranking import NOT_OURS

SET, PAGE = "development.csv", "results.md"
_SHOWN = 20
_FACTS = ("partnership", "locality", "conference", "agency", "other_agency", "tried")
_TARGETS = {"partnership": 0.97, "conference": 0.90}
_AT_LEAST, _AT_MOST = "at least", "at most"


@dataclass(frozen=True)
class Figure:
    """One line of the table. `target` is the figure wished for and `bound` whether it may be passed upwards."""

    name: str
    value: float
    target: float | None = None
    bound: str = _AT_LEAST

    @property
    def is_met(self) -> bool | None:
        if self.target is None:
            return None
        return self.value >= self.target if self.bound == _AT_LEAST else self.value <= self.target


@dataclass(frozen=True)
class Read:
    """The development set as it was read: alone, and with the question in mind that was just asked."""

    rows: Sequence[Row]
    alone: Sequence[dict[str, Any]]
    asked: Sequence[dict[str, Any]]

    def pairs(self, key: str, readings: Sequence[dict[str, Any]], of: Callable[[dict[str, Any]], str]) -> list[Any]:
        return [(row[key], of(read)) for row, read in zip(self.rows, readings, strict=True)]


def intent_of(read: dict[str, Any]) -> str:
    return str(read["intent"])


def likeliest_area(read: dict[str, Any]) -> str:
    return str(read["area_ranking"][0][0])


def fact_of(key: str) -> Callable[[dict[str, Any]], str]:
    return lambda read: str(read["facts"].get(key, {}).get("value", ""))


def figures(read: Read) -> list[Figure]:
    """Every figure that has a target, and the facts beside it."""
    return [*_intents(read), *_areas(read), *_danger(read), *_not_ours(read), *_facts(read)]


def _intents(read: Read) -> list[Figure]:
    alone = read.pairs("intent", read.alone, intent_of)
    asked = read.pairs("intent", read.asked, intent_of)
    error = calibration_error([one["confidence"] for one in read.asked], [agrees(*pair) for pair in asked])
    among_three = [
        any(agrees(row["intent"], name) for name, _ in one["intent_ranking"])
        for row, one in zip(read.rows, read.asked, strict=True)
    ]
    return [
        Figure("Intent, the message alone", right_where_said(alone), 0.90),
        Figure("Intent, with the question just asked", right_where_said(asked), 0.93),
        Figure("Intent among the first three", share(among_three), 0.98),
        Figure("Calibration error of the intent", error, 0.05, _AT_MOST),
    ]


def _areas(read: Read) -> list[Figure]:
    told = [(row["area"], one) for row, one in zip(read.rows, read.asked, strict=True) if row["area"]]
    among_three = [any(agrees(label, code) for code, _ in one["area_ranking"]) for label, one in told]
    return [
        Figure("Area", share(agrees(label, likeliest_area(one)) for label, one in told), 0.90),
        Figure("Area among the first three", share(among_three), 0.98),
    ]


def _danger(read: Read) -> list[Figure]:
    heard = [(row["danger"] == "true", bool(row["alarming"]), one["danger"]) for row, one in _both(read)]
    raised = [danger for danger, alarming, alarm in heard if alarm and (danger or alarming)]
    return [
        Figure("Danger found", share(alarm for danger, _, alarm in heard if danger), 0.99),
        Figure(
            "False alarms on ordinary messages",
            share(alarm for danger, alarming, alarm in heard if not danger and not alarming),
            0.05,
            _AT_MOST,
        ),
        Figure("Alarms that are right, among danger and what only sounds so", share(raised), 0.85),
    ]


def _not_ours(read: Read) -> list[Figure]:
    pairs = read.pairs("intent", read.asked, intent_of)
    told_so = share(one == NOT_OURS for label, one in pairs if label == NOT_OURS)
    sent_away = share(one == NOT_OURS for label, one in pairs if label != NOT_OURS)
    return [
        Figure("Not ours, and told so", told_so, 0.85),
        Figure("Ours, and sent away", sent_away, 0.03, _AT_MOST),
    ]


def _facts(read: Read) -> list[Figure]:
    found = []
    for key in _FACTS:
        pairs = read.pairs(key, read.asked, fact_of(key))
        name = key.replace("_", " ").capitalize()
        found.append(Figure(f"{name}, where it is said", right_where_said(pairs), _TARGETS.get(key)))
        found.append(Figure(f"{name}, read where it is not said", read_where_unsaid(pairs)))
    return found


def _both(read: Read) -> list[tuple[Row, dict[str, Any]]]:
    return list(zip(read.rows, read.asked, strict=True))


def page(read: Read, milliseconds: float) -> str:
    """The whole report in Markdown."""
    lines = ["| figure | measured | target | met |", "| --- | --- | --- | --- |"]
    lines += [_line(figure) for figure in figures(read)]
    lines.append(f"| Milliseconds to read a message, median | {milliseconds:.1f} | at most 15 | |")
    asked = read.pairs("intent", read.asked, intent_of)
    areas = [(row["area"], likeliest_area(one)) for row, one in _both(read) if row["area"]]
    rights = [agrees(*pair) for pair in asked]
    return "\n".join(
        [
            "# How well messages are read",
            "",
            f"Made by `make evaluate` from {len(read.rows)} messages, on which nothing is trained (development.csv).",
            "How they came about, and what these figures are worth: [docs/understanding.md](../docs/understanding.md).",
            "",
            *lines,
            "",
            "## Mistakes over the intent",
            "",
            *_mistakes(asked),
            "",
            "## Mistakes over the area",
            "",
            *_mistakes(areas),
            "",
            "## Calibration of the intent",
            "",
            "| messages | confidence | right |",
            "| --- | --- | --- |",
            *[
                f"| {count} | {confidence:.2f} | {right:.2f} |"
                for count, confidence, right in reliability([one["confidence"] for one in read.asked], rights)
            ],
            "",
        ]
    )


def _line(figure: Figure) -> str:
    target = "" if figure.target is None else f"{figure.bound} {figure.target:.2f}"
    met = {None: "", True: "yes", False: "no"}[figure.is_met]
    return f"| {figure.name} | {figure.value:.3f} | {target} | {met} |"


def _mistakes(pairs: Sequence[tuple[str, str]]) -> list[str]:
    lines = ["| it was | read as | times |", "| --- | --- | --- |"]
    return lines + [f"| {label} | {read} | {times} |" for label, read, times in confusions(pairs, _SHOWN)]


def _milliseconds(understander: Understander, rows: Sequence[Row]) -> float:
    """The median time of reading messages one at a time, as they come in a conversation."""
    taken = []
    for row in rows:
        begun = time.perf_counter()
        list(understander.read([row]))
        taken.append(time.perf_counter() - begun)
    return 1000 * median(taken)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.evaluate", description="Measures on the development set."
    )
    parser.add_argument("model", type=Path)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args(arguments)
    with (given.folder / SET).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    understander = Understander.of_this_house(given.model)
    alone = list(understander.read([{**row, "asked": ""} for row in rows]))
    read = Read(rows, alone, list(understander.read(rows)))
    report = page(read, _milliseconds(understander, rows[:200]))
    (given.folder / PAGE).write_text(report, encoding="utf-8")
    print(report)
    return 0


if __name__ == "__main__":
    sys.exit(main())
