"""What a model is made from, and what it is not."""

from pathlib import Path

import pytest

from launch.fingerprint import fingerprint


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = ("config.yml", "domain.yml", "requirements/rasa.lock", "data/nlu/area.yml", "nlu/words.py")
    reading = ("escalation/reading/danger.py", "escalation/reading/abbreviations.json")
    for name in (*files, *reading, "escalation/store.py", "procedures/harrow.yml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path


@pytest.mark.parametrize(
    "name",
    [
        "config.yml",
        "domain.yml",
        "requirements/rasa.lock",
        "data/nlu/area.yml",
        "data/rules/new.yml",
        "nlu/words.py",
        "escalation/reading/abbreviations.json",
        "requirements/weights.lock",
    ],
)
def test_a_change_in_what_is_trained_from_changes_it(root: Path, name: str) -> None:
    before = fingerprint(root)
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).write_text("changed")
    assert fingerprint(root) != before


@pytest.mark.parametrize(
    "name",
    [
        "procedures/harrow.yml",
        "procedures/sixth.yml",
        "escalation/store.py",
        "escalation/reading/danger.py",
        "nlu/__pycache__/words.pyc",
    ],
)
def test_a_change_elsewhere_does_not(root: Path, name: str) -> None:
    before = fingerprint(root)
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).write_text("changed")
    assert fingerprint(root) == before


def test_a_model_with_the_sentence_weights_is_another_than_one_without(root: Path) -> None:
    assert fingerprint(root, root / "model.safetensors") != fingerprint(root)


def test_a_renamed_file_changes_it(root: Path) -> None:
    before = fingerprint(root)
    (root / "nlu" / "words.py").rename(root / "nlu" / "terms.py")
    assert fingerprint(root) != before


def test_it_is_the_same_wherever_the_checkout_lies(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("other") / "checkout"
    root.rename(elsewhere)
    there = fingerprint(elsewhere)
    elsewhere.rename(root)
    assert fingerprint(root) == there and len(there) == 12
