"""The share of the training data that both sides of the benchmark learn from."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks.share import areas_as_intents, blocks_of, count_of, divided, lines_of, share_of, write

ROOT = Path(__file__).parents[2]
BLOCKS = blocks_of(ROOT / "data/nlu")


def block(intent: str, count: int, **metadata: str) -> dict[str, Any]:
    examples = "".join(f"- {intent} line {number}\n" for number in range(count))
    return {"intent": intent, "metadata": metadata, "examples": examples}


def named(blocks: list[dict[str, Any]]) -> list[tuple[str, Any]]:
    return [(one["intent"], one.get("metadata")) for one in blocks]


def test_the_share_is_the_same_each_time() -> None:
    assert share_of(BLOCKS, 0.1) == share_of(BLOCKS, 0.1)


def test_the_share_keeps_every_block_and_what_it_is_labelled() -> None:
    share = share_of(BLOCKS, 0.02)

    assert named(share) == named(BLOCKS)
    assert all(len(lines_of(one)) >= 2 for one in share)


def test_the_share_and_the_rest_hold_each_line_once() -> None:
    lines = [f"line {number}" for number in range(200)]

    share, rest = divided(lines, 0.1)

    assert len(share) == 20
    assert not set(share) & set(rest)
    assert sorted(share + rest) == sorted(lines)


def test_a_small_block_keeps_lines_enough_to_learn_from() -> None:
    assert len(divided(["one", "two", "three"], 0.02)[0]) == 2
    assert divided(["alone"], 0.02) == (["alone"], [])


def test_the_share_is_not_the_beginning() -> None:
    lines = [f"line {number}" for number in range(200)]

    assert divided(lines, 0.1)[0] != lines[:20]


def test_a_line_more_turns_at_most_one_line_out_of_the_share() -> None:
    lines = [f"line {number}" for number in range(200)]

    before, after = divided(lines, 0.1)[0], divided([*lines, "one more"], 0.1)[0]

    assert len(set(before) - set(after)) <= 1


@pytest.mark.parametrize("share", [0.5, 1])
def test_a_line_that_stands_twice_is_counted_twice(share: float) -> None:
    taken, rest = divided(["again", "again", "once", "also once"], share)

    assert len(taken) == 4 * share
    assert sorted(taken + rest) == ["again", "again", "also once", "once"]


def test_all_of_it_is_all_of_it() -> None:
    assert count_of(share_of(BLOCKS, 1)) == count_of(BLOCKS)


def test_an_area_is_learnt_as_an_intent_from_disagreements_alone() -> None:
    blocks = [block("greet", 3), block("describe_disagreement", 4, area="case_closure"), block("out_of_scope", 3)]

    [area] = areas_as_intents(blocks)

    assert (area["intent"], len(lines_of(area))) == ("case_closure", 4)


def test_what_is_written_reads_back_the_same(tmp_path: Path) -> None:
    blocks = [{"intent": "greet", "examples": '- hiya\n- "quoted: and # more"\n- naïve – 🙂\n'}]

    write(blocks, tmp_path / "data.yml")

    assert blocks_of(tmp_path) == blocks
    assert yaml.safe_load((tmp_path / "data.yml").read_text(encoding="utf-8"))["version"] == "3.1"
