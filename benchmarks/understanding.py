"""Our pipeline beside a stock one: `.venv-rasa/bin/python -m benchmarks.understanding`. README.md says the rest."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml

from benchmarks.figures import Cost, Figures, cost_of, figures_of
from benchmarks.messages import Message, MessagesFault, Reading, messages_of, put
from benchmarks.process_measures import ONE_THREAD, ROOT, ProcessFault, run
from benchmarks.share import Block, areas_as_intents, blocks_of, count_of, share_of, write
from benchmarks.stock import stock, understanding_only
from benchmarks.table import markdown, plain, rows

DATA = ROOT / "data/nlu"
MESSAGES = ROOT / "evaluation/development.csv"


@dataclass(frozen=True)
class Read:
    """What one model read: with the question just asked told to it, then without; and what it took."""

    told: list[Reading]
    untold: list[Reading]
    cost: Cost


def measure(configuration: dict[str, Any], blocks: Sequence[Block], messages: Sequence[Message], name: str) -> Read:
    """Trains one model and reads the messages with it, each in a process of its own. Raises ProcessFault."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        config, data, model = folder / "config.yml", folder / "data.yml", folder / "model.tar.gz"
        config.write_text(yaml.safe_dump(configuration), encoding="utf-8")
        write(blocks, data)
        _say(f"training {name}: {count_of(blocks):,} lines")
        peak = run("benchmarks.training", config, data, model, folder / "seconds.json", folder=folder)
        _say(f"reading with {name}: {len(messages):,} messages, twice")
        readings, resident = _readings(model, messages, folder)
        told, untold = readings[: len(messages)], readings[len(messages) :]
        return Read(told, untold, cost_of(_content(folder / "seconds.json"), peak, told, resident))


def _readings(model: Path, messages: Sequence[Message], folder: Path) -> tuple[list[Reading], float]:
    asked, answer = folder / "messages.json", folder / "readings.json"
    asked.write_text(json.dumps([*put(messages), *put(messages, told=False)]), encoding="utf-8")
    run("benchmarks.reading", model, asked, answer, folder=folder, settings=ONE_THREAD)
    content = _content(answer)
    return [Reading(**one) for one in content["readings"]], content["resident"]


def compare(blocks: Sequence[Block], epochs: int, messages: Sequence[Message]) -> tuple[Figures, Figures, Cost]:
    """Our figures, the stock ones, and what its second model, for the area, cost. All learn from the same blocks."""
    ours = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    theirs = stock(ours, epochs)
    about = [message for message in messages if message.area] or messages[:1]
    one = measure(understanding_only(ours), blocks, messages, "ours")
    other = measure(theirs, blocks, messages, "stock")
    area = measure(theirs, areas_as_intents(blocks), about, "stock, for the area")
    our_areas = [next(iter(read.areas), None) for read in one.told]
    return (
        figures_of(messages, one.told, one.untold, our_areas, one.cost),
        figures_of(messages, other.told, other.untold, _in_their_places(area.told, messages), other.cost),
        area.cost,
    )


def _in_their_places(read: Sequence[Reading], messages: Sequence[Message]) -> list[str | None]:
    """What was read of the messages that have an area, with None for those that have none."""
    found = iter(read)
    return [next(found).first_guess if message.area else None for message in messages]


def notes_of(
    arguments: argparse.Namespace, blocks: Sequence[Block], everything: Sequence[Block], area: Cost
) -> list[str]:
    """What is to be known beside the table."""
    # Loaded only now: it brings libraries that the tests' environment has not.
    from nlu.sentences import weights_folder

    return [
        f"Trained on {count_of(blocks):,} of {count_of(everything):,} lines (share {arguments.share:g}), "
        f"DIET for {arguments.epochs} epochs.",
        f"Rasa {version('rasa')}; trained on {len(os.sched_getaffinity(0))} cores, read on one.",
        f"Ours read {'with' if weights_folder() else 'WITHOUT'} the sentence weights.",
        "Stock needs a second model for the area. It comes on top of the stock figures above: "
        f"{area.training_seconds:,.1f} s of training, {area.median_milliseconds:.1f} ms a message (median).",
    ]


def _content(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def arguments_of(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.understanding", description=__doc__)
    parser.add_argument("--share", type=_share, default=0.1, help="how much of the training data, 0 to 1 (0.1)")
    parser.add_argument("--epochs", type=int, default=100, help="how long DIET learns (100)")
    parser.add_argument("--messages", type=Path, default=MESSAGES, help="labelled messages (the development set)")
    parser.add_argument("--out", type=Path, help="write the table here as Markdown too")
    arguments = parser.parse_args(given)
    if arguments.out and not arguments.out.parent.is_dir():
        parser.error(f"there is no folder {arguments.out.parent}")
    return arguments


def _share(text: str) -> float:
    share = float(text)
    if not 0 < share <= 1:
        raise ValueError(text)
    return share


def main(given: Sequence[str] | None = None) -> int:
    arguments = arguments_of(given)
    try:
        messages = messages_of(arguments.messages)
        everything = blocks_of(DATA)
        blocks = share_of(everything, arguments.share)
        ours, other, area = compare(blocks, arguments.epochs, messages)
    except (MessagesFault, ProcessFault) as fault:
        _say(str(fault))
        return 2
    except KeyboardInterrupt:
        _say("Stopped; nothing was measured.")
        return 130
    table = rows(ours, other, len(messages), sum(message.area is not None for message in messages))
    notes = notes_of(arguments, blocks, everything, area)
    print("\n".join([plain(table), "", *notes]))
    if arguments.out:
        arguments.out.write_text("\n\n".join([markdown(table), *notes]) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
