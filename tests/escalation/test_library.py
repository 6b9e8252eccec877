"""Loading procedure files: every fault is told with file, line, field and what is allowed."""

import json
import re
from pathlib import Path

import pytest

from escalation.errors import FactError, ProcedureError
from escalation.library import Library, load_procedure
from escalation.procedure import Procedure
from tests.escalation.conftest import PROCEDURES

HARROW = (PROCEDURES / "harrow.yml").read_text(encoding="utf-8")


def fault_of(tmp_path: Path, text: str) -> str:
    path = tmp_path / "trial.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProcedureError) as caught:
        load_procedure(path)
    return caught.value.message


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_an_unknown_field_is_named_with_its_line_and_the_fields_allowed(tmp_path: Path) -> None:
    text = HARROW.replace("stage_word: stage", "stage_wrod: stage")
    message = fault_of(tmp_path, text)
    assert f"trial.yml:{line_of(text, 'stage_wrod')}: stage_wrod" in message
    assert "stage_word" in message


def test_a_missing_citation_is_refused(tmp_path: Path) -> None:
    text = re.sub(r"(?m)^    cite: Stage 1\n", "", HARROW, count=1)
    assert "cite: is missing" in fault_of(tmp_path, text)


def test_a_citation_of_a_paragraph_that_is_not_there_is_refused(tmp_path: Path) -> None:
    text = HARROW.replace("cite: Stage 6", "cite: Stage 7", 1)
    message = fault_of(tmp_path, text)
    assert "Stage 7 is not among `paragraphs`" in message
    assert f"trial.yml:{line_of(text, 'cite: Stage 7')}:" in message


def test_a_wrong_code_is_refused_with_the_codes_allowed(tmp_path: Path) -> None:
    message = fault_of(tmp_path, HARROW.replace("area: case_closure", "area: case_closing", 1))
    assert "case_closure" in message


def test_a_stage_that_nothing_leads_to_is_refused(tmp_path: Path) -> None:
    text = re.sub(r"(?m)^        next_when:\n(?:          .*\n)+", "", HARROW, count=1)
    assert "needs `next_when`" in fault_of(tmp_path, text)


def test_a_route_that_is_left_out_is_missed(tmp_path: Path) -> None:
    text = HARROW.replace("  whistleblowing:\n", "  whistle_blowing:\n")
    assert "whistle" in fault_of(tmp_path, text)


def test_a_condition_that_no_fact_can_meet_is_refused(tmp_path: Path) -> None:
    text = HARROW + "\n"
    text = text.replace(
        "rules:\n", "rules:\n  - code: never\n    say: Never.\n    cite: Stage 1\n    when: {stage: [9]}\n", 1
    )
    assert "no route named here has a stage 9" in fault_of(tmp_path, text)


def test_a_number_that_cannot_be_dialled_needs_its_reason(tmp_path: Path) -> None:
    text = (PROCEDURES / "buckinghamshire.yml").read_text(encoding="utf-8").replace("01296 382070", "01296 38207x")
    assert "printed" in fault_of(tmp_path, text)
    short = (PROCEDURES / "buckinghamshire.yml").read_text(encoding="utf-8").replace("01296 382070", "01296 3820")
    assert "cannot be dialled" in fault_of(tmp_path, short)


def test_the_traps_of_yaml_do_not_spring(tmp_path: Path) -> None:
    path = tmp_path / "trial.yml"
    path.write_text(HARROW.replace("as_of: 2021-11", "as_of: 2021-11-05"), encoding="utf-8")
    assert load_procedure(path).document.as_of == "2021-11-05"
    bucks = load_procedure(PROCEDURES / "buckinghamshire.yml")
    assert {"2.4.1", "2.4.10"} <= set(bucks.paragraphs)


def test_what_is_said_twice_or_is_no_yaml_is_refused_with_its_line(tmp_path: Path) -> None:
    assert "trial.yml:2: partnership is said twice" in fault_of(tmp_path, "partnership: a\npartnership: b\n")
    assert "trial.yml:2: is not YAML" in fault_of(tmp_path, "a: 1\n  b: [\n")
    assert "list of fields" in fault_of(tmp_path, "")


def test_two_files_for_one_partnership_are_refused(tmp_path: Path) -> None:
    for name in ("one.yml", "two.yml"):
        (tmp_path / name).write_text(HARROW, encoding="utf-8")
    with pytest.raises(ProcedureError, match="another file already"):
        Library.load(tmp_path)


def test_an_empty_folder_is_said_to_be_empty(tmp_path: Path) -> None:
    with pytest.raises(ProcedureError, match="no procedure file"):
        Library.load(tmp_path)


def test_the_schema_for_editors_is_the_one_of_the_code() -> None:
    kept = json.loads((PROCEDURES / "schema.json").read_text(encoding="utf-8"))
    assert kept == Procedure.model_json_schema()


def test_a_partnership_or_place_that_no_file_knows_is_refused_with_those_that_are(library: Library) -> None:
    with pytest.raises(FactError) as caught:
        library.parse({"partnership": "atlantis"})
    assert caught.value.field == "partnership" and "harrow" in caught.value.allowed
    with pytest.raises(FactError) as caught:
        library.parse({"locality": "atlantis"})
    assert "west_sussex" in caught.value.allowed
