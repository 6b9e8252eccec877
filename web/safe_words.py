"""The door's own words, read once from `safe_words.yml`."""

from functools import cache
from pathlib import Path

from escalation.yaml_file import YamlFile

_FILE = Path(__file__).with_name("safe_words.yml")


@cache
def _all() -> dict[str, dict[str, str]]:
    content: dict[str, dict[str, str]] = YamlFile(_FILE).content
    return content


def safe_words(section: str, name: str, /, **fill: object) -> str:
    """The words of that name, with what belongs in their brackets."""
    text = _all()[section][name]
    return text.format(**fill) if fill else text
