"""A share of the training data: the same lines each time, some of every block.

A line's place in the draw is the hash of its words. So the share is as good as random, needs no seed, and hardly
changes when lines are added or taken away.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml

# Rasa trains no intent of a single line well, and says so at each.
FEWEST = 2

Block = dict[str, Any]


def blocks_of(folder: Path) -> list[Block]:
    """Every block of Rasa's training data in a folder, by the order of the files' names."""
    files = sorted(folder.rglob("*.yml"))
    return [block for file in files for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]]


def lines_of(block: Block) -> list[str]:
    """The examples of a block, without the dash that begins them."""
    return [line.removeprefix("- ") for line in block["examples"].splitlines() if line.strip()]


def divided(lines: Sequence[str], share: float) -> tuple[list[str], list[str]]:
    """The lines that fall to a share (above 0, at most 1), and the rest; both in the order that they stood in."""
    count = min(len(lines), max(FEWEST, math.ceil(len(lines) * share)))
    drawn = set(sorted(range(len(lines)), key=lambda place: (_lot(lines[place]), place))[:count])
    return (
        [line for place, line in enumerate(lines) if place in drawn],
        [line for place, line in enumerate(lines) if place not in drawn],
    )


def share_of(blocks: Iterable[Block], share: float) -> list[Block]:
    """The blocks, each with its share of lines."""
    return [_with_lines(block, divided(lines_of(block), share)[0]) for block in blocks]


def areas_as_intents(blocks: Iterable[Block]) -> list[Block]:
    """The lines that describe a disagreement, with the area in place of the intent."""
    told = [block for block in blocks if block["intent"] == "describe_disagreement"]
    return [{"intent": block["metadata"]["area"], "examples": block["examples"]} for block in told]


def count_of(blocks: Iterable[Block]) -> int:
    """How many lines the blocks hold."""
    return sum(len(lines_of(block)) for block in blocks)


def write(blocks: Sequence[Block], path: Path) -> None:
    """Writes blocks as a file that Rasa trains from."""
    content = {"version": "3.1", "nlu": list(blocks)}
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _with_lines(block: Block, lines: Sequence[str]) -> Block:
    return {**block, "examples": "".join(f"- {line}\n" for line in lines)}


def _lot(line: str) -> str:
    return hashlib.sha256(line.encode()).hexdigest()
