"""What the pages say of the code is true: folders, files, names, targets and settings that they mention are there."""

import re
from pathlib import Path

import pytest

from escalation.settings import Settings

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
# Made by running, or by following the page.
MADE = {"procedures/riverside.yml", ".venv/bin/escalation", ".venv", ".venv-rasa", ".env"}


def words_in_code(page: Path) -> list[str]:
    return re.findall(r"`([^`\n]+)`", page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_file_and_folder_named_is_there(page: Path) -> None:
    a_path = re.compile(r"[\w.-]+(/[\w.*-]+)*(/|\.(py|yml|md|json|lock))")
    named = [word for word in words_in_code(page) if a_path.fullmatch(word) and not word.startswith("VAR/")]
    assert [word for word in named if word not in MADE and not list(ROOT.glob(word.rstrip("/")))] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_make_target_named_is_in_the_makefile(page: Path) -> None:
    named = set(re.findall(r"make ([a-z][a-z-]+)", " ".join(words_in_code(page))))
    assert named <= TARGETS


def test_the_way_of_a_message_names_functions_that_are_there() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in ROOT.glob("[aew]*/**/*.py"))
    code += (ROOT / "domain.yml").read_text(encoding="utf-8")
    text = (ROOT / "docs/how-it-works.md").read_text(encoding="utf-8")
    functions = set(re.findall(r"`(?:[A-Z]\w+\.)?([a-z]+(?:_[a-z]+)+)`(?=[^`]{0,6}\()", text))
    assert {"next_question", "open_escalation"} <= functions
    assert [name for name in functions if f"def {name}(" not in code and f"- {name}\n" not in code] == []


def test_each_setting_is_explained_in_the_example_file() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    missing = [name.upper() for name in Settings.model_fields if name.upper() not in example]
    assert missing == []
