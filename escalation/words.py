"""Words that stand in a YAML file of their own, read once."""

from functools import cached_property
from pathlib import Path

from escalation.yaml_file import YamlFile


class Wordbook:
    """The words of one file, by section and name."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def _sections(self) -> dict[str, dict[str, str]]:
        content: dict[str, dict[str, str]] = YamlFile(self._path).content
        return content

    def __call__(self, section: str, name: str, /, **fill: object) -> str:
        """The words of that name, with what belongs in their brackets.

        Raises:
            KeyError: there are no such words.
        """
        text = self._sections[section][name]
        return text.format(**fill) if fill else text


words = Wordbook(Path(__file__).with_name("words.yml"))
