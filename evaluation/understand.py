"""`make understand IN=messages.csv OUT=read.jsonl`: reads messages without a server and says what was understood.

The input is CSV with the columns `id`, `text` and, if there is one, `asked`: the key of the question that was just
asked. The output has one JSON line for each, in order.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import spacy

from escalation.reading.alarm import Alarm, alarm_at
from escalation.reading.areas import clear_area
from escalation.reading.cleaning import clean
from escalation.reading.danger import danger_said
from escalation.reading.facts import facts_said
from evaluation.gazetteer import places_in
from nlu.asked import weighed
from nlu.ranking import DANGER, Guess, intent_of_command, with_first
from nlu.reader import Reader, Reading
from nlu.sentences import Sentences, weights_folder

ROOT = Path(__file__).resolve().parent.parent
SHOWN = 3
# From this chance on an area is taken for said; the interview offers the likeliest three below it.
AREA_FROM = 0.5
# What these areas say of a conference, where the words do not.
_CONFERENCE_OF = {"conference_decision": "after_conference", "convene_conference": "not_convened"}
_TOGETHER = 200
_RESOURCE = "nlu.understanding.Understanding"
# A message that is about the disagreement, so that its area is a fact of it.
_TELLING = frozenset({"describe_disagreement", DANGER, "inform_not_resolved", "start_escalation"})

Row = dict[str, str]


class InputFault(Exception):
    """The file to be read is not what it should be; the text says how."""


class Understander:
    """Everything that reads a message, put together as the pipeline puts it."""

    def __init__(self, model: Path, procedures: Path, today: date) -> None:
        """Raises OSError for a missing model, KeyError or ValueError for one that is not ours."""
        folder = weights_folder()
        self._reader = Reader(Sentences(folder) if folder else None)
        with tempfile.TemporaryDirectory() as unpacked:
            self._reader.recall(_unpack(model, Path(unpacked)))
        self._english = spacy.blank("en")
        self._places = places_in(procedures)
        self._today = today

    @classmethod
    def of_this_house(cls, model: Path) -> Understander:
        """One for today, with the procedures that the setting PROCEDURES names. Raises as the constructor does."""
        procedures = ROOT / Path(os.environ.get("PROCEDURES") or "procedures").expanduser()
        return cls(model, procedures, date.today())

    def read(self, rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
        """What was understood of each row."""
        for start in range(0, len(rows), _TOGETHER):
            these = rows[start : start + _TOGETHER]
            texts = [clean(row["text"]) for row in these]
            for row, text, reading in zip(
                these, texts, self._reader.read([self._spaced(t) for t in texts]), strict=True
            ):
                yield {"id": row["id"], **self.understood(text, row.get("asked") or None, reading)}

    def understood(self, text: str, asked: str | None, reading: Reading) -> dict[str, Any]:
        """The whole reading of one message, in the form of the output."""
        alarm = alarm_at(reading.danger, danger_said(text) is not None)
        intents = _intents(text, asked, reading, alarm)
        facts: dict[str, Any] = {
            key: {"value": fact.value, "confidence": round(fact.confidence, 4), "said": fact.said}
            for key, fact in facts_said(text, self._places, self._today, asked).items()
        }
        area = _area(text, asked, intents[0]["name"], reading.areas)
        if area:
            facts["area"] = area
            conference = _CONFERENCE_OF.get(area["value"])
            if conference and "conference" not in facts:
                # The interview asks all the same: whether it is over decides what to do first.
                facts["conference"] = {**area, "value": conference}
        if alarm is Alarm.CERTAIN:
            facts["urgency"] = {"value": "immediate_danger", "confidence": _danger(reading, alarm), "said": text}
        return {
            "intent": intents[0]["name"],
            "intent_ranking": _pairs(intents),
            "confidence": round(intents[0]["confidence"], 4),
            "area_ranking": _pairs(reading.areas),
            "facts": facts,
            "danger": alarm is not None,
            "danger_score": _danger(reading, alarm),
        }

    def _spaced(self, text: str) -> str:
        return " ".join(word.text for word in self._english.make_doc(text) if not word.is_space)


def _intents(text: str, asked: str | None, reading: Reading, alarm: Alarm | None) -> list[Guess]:
    ranking = weighed(reading.intents, asked)
    command = intent_of_command(text, asked)
    if command:
        ranking = with_first(command, ranking)
    return with_first(DANGER, ranking, _danger(reading, alarm)) if alarm is Alarm.CERTAIN else ranking


def _danger(reading: Reading, alarm: Alarm | None) -> float:
    """The score, or 1 where the danger words fire: they need no score."""
    return 1.0 if alarm is Alarm.CERTAIN and reading.danger < 0.5 else round(reading.danger, 4)


def _area(text: str, asked: str | None, intent: str, areas: Sequence[Guess]) -> dict[str, Any] | None:
    if intent not in _TELLING and asked != "area":
        return None
    said = clear_area(text)
    if areas and areas[0]["confidence"] >= AREA_FROM:
        words = said.words if said and said.value == areas[0]["name"] else text
        return {"value": areas[0]["name"], "confidence": round(areas[0]["confidence"], 4), "said": words}
    return {"value": said.value, "confidence": AREA_FROM, "said": said.words} if said else None


def _pairs(ranking: Sequence[Guess]) -> list[list[Any]]:
    return [[guess["name"], round(guess["confidence"], 4)] for guess in ranking[:SHOWN]]


def _unpack(model: Path, folder: Path) -> Path:
    """The reader's own files, out of the trained model."""
    with tarfile.open(model) as archive:
        ours = [member for member in archive.getmembers() if _RESOURCE in member.name and member.isfile()]
        if not ours:
            raise KeyError(f"{model.name} holds no reader of ours")
        for member in ours:
            taken = archive.extractfile(member)
            if taken:
                (folder / Path(member.name).name).write_bytes(taken.read())
    return folder


def rows_of(lines: Iterable[str]) -> list[Row]:
    """The rows of a CSV file. Raises InputFault where a column or a field is missing."""
    reader = csv.DictReader(lines)
    missing = {"id", "text"} - set(reader.fieldnames or ())
    if missing:
        raise InputFault(f"the first line must name the columns id and text; missing: {', '.join(sorted(missing))}")
    rows = []
    for row in reader:
        if row["id"] is None or row["text"] is None:
            raise InputFault(f"line {reader.line_num} has too few fields")
        rows.append(row)
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.understand", description="Reads messages from a CSV file."
    )
    parser.add_argument("model", type=Path)
    parser.add_argument("messages", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args(arguments)
    csv.field_size_limit(1 << 24)
    try:
        with given.messages.open(encoding="utf-8-sig", newline="") as file:
            rows = rows_of(file)
        understander = Understander.of_this_house(given.model)
        with given.out.open("w", encoding="utf-8") as file:
            for read in understander.read(rows):
                file.write(json.dumps(read, ensure_ascii=False) + "\n")
    except (InputFault, UnicodeDecodeError, csv.Error) as fault:
        print(f"{given.messages} cannot be read: {fault}", file=sys.stderr)
        return 2
    except OSError as fault:
        print(f"{fault.filename}: {fault.strerror}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
