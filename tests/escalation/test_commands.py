"""The command line: a few times as a process of its own, otherwise called as that process calls it."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from escalation.commands import main

FACTS = {"partnership": "harrow", "urgency": "urgent"}


def run(*arguments: str, stdin: str | bytes = "") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "escalation.commands", *arguments],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def decide(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """`escalation decide` within this process: text in; exit status and answer out."""

    def call(text: bytes) -> tuple[int, Any]:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text)))
        status = main(["decide"])
        return status, json.loads(capsys.readouterr().out)

    return call


def test_guidance_comes_out_as_one_object() -> None:
    done = run("decide", stdin=json.dumps(FACTS))
    assert done.returncode == 0
    assert json.loads(done.stdout)["needs"] == "area"


def test_facts_may_come_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(FACTS), encoding="utf-8")
    assert json.loads(run("decide", "--facts", str(path)).stdout)["procedure"]["partnership"] == "harrow"
    missing = run("decide", "--facts", str(tmp_path / "none.json"))
    assert missing.returncode == 2 and json.loads(missing.stdout)["error"]["field"] == "facts"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"urgency": "soon"}, "urgency"),
        ({"tried": -1}, "tried"),
        ({"tried": "2"}, "tried"),
        ({"tried": True}, "tried"),
        ({"on": "31 February"}, "on"),
        ({"on": 20261123}, "on"),
        ({"partnership": 7}, "partnership"),
        ({"partnership": "atlantis"}, "partnership"),
        ({"timeframe_working_days": 0}, "timeframe_working_days"),
        ({"colour": "red"}, "colour"),
        (["partnership"], "facts"),
        (None, "facts"),
    ],
)
def test_a_wrong_fact_is_named_with_what_is_allowed(decide: Any, facts: Any, field: str) -> None:
    status, answer = decide(json.dumps(facts).encode())
    assert status == 2
    assert answer["error"]["field"] == field
    assert answer["error"]["message"] and isinstance(answer["error"]["allowed"], list)


@pytest.mark.parametrize(
    "text", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"NaN", b'{"tried": NaN}', b'{"a":"\\ud800"}']
)
def test_what_is_no_json_gets_an_answer_in_words(decide: Any, text: bytes) -> None:
    status, answer = decide(text)
    assert status == 2
    assert answer["error"]["message"]


def test_bad_input_leaves_no_traceback() -> None:
    done = run("decide", stdin=b"[" * 100_000)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert "error" in json.loads(done.stdout)


def test_many_gives_a_line_for_each_line_in_order() -> None:
    lines = [
        json.dumps(FACTS),
        "nonsense",
        json.dumps({"urgency": "immediate_danger"}),
        json.dumps({"tried": -1}),
    ]
    done = run("decide", "--many", stdin="\n".join(lines) + "\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [sorted(answer)[0] if "error" in answer else answer["needs"] for answer in answers] == [
        "area",
        "error",
        "partnership",
        "error",
    ]


def test_many_answers_while_input_still_comes() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "escalation.commands", "decide", "--many"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin and process.stdout
        for needed in ("partnership", "partnership"):
            process.stdin.write(b'{"urgency": "urgent"}\n')
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["needs"] == needed
        process.stdin.close()


def test_the_procedures_check_themselves() -> None:
    done = run("procedures", "check")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 5


def test_a_broken_procedure_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "trial.yml").write_text("partnership: trial\n", encoding="utf-8")
    done = run("procedures", "check", "--procedures", str(tmp_path))
    assert done.returncode == 2
    assert b"trial.yml:1: routes: is missing" in done.stderr
    assert b"Traceback" not in done.stderr


def test_records_that_are_not_there_are_told_in_words(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "escalation.commands", "records", "list"],
        env={**os.environ, "VAR": str(tmp_path)},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert b"no records yet" in done.stderr and b"Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []
