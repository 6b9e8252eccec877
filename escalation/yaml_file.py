"""YAML in which every value is text and every place has a line.

YAML itself reads 4.10 as the number 4.1 and a bare `on` as true. Here nothing is guessed: each value stays the
text that was written, and the models that check the file turn it into numbers and dates where they want them.
"""

from pathlib import Path
from typing import Any

import yaml

from escalation.errors import ProcedureError

Place = tuple[str | int, ...]
# The reader written in C is the same one, many times as fast; it comes with every wheel but not with every build.
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class YamlFile:
    """The content of one file, and the line on which each part of it stands."""

    def __init__(self, path: Path) -> None:
        """Reads the file.

        Raises:
            ProcedureError: the file cannot be read, is not YAML, or says one thing twice.
        """
        self.path = path
        self.lines: dict[Place, int] = {}
        self.content: Any = None
        try:
            node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)
        except OSError as error:
            raise ProcedureError([f"{path.name}: cannot be read: {error.strerror}"]) from None
        except UnicodeDecodeError:
            raise ProcedureError([f"{path.name}: is not UTF-8 text"]) from None
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise ProcedureError([f"{path.name}:{line}: is not YAML: {error.problem}"]) from None
        if node is not None:
            self.content = self._value(node, ())

    def line_of(self, place: Place) -> int:
        """The line of a place, or of the nearest part around it that stands in the file."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def _value(self, node: yaml.Node, place: Place) -> Any:
        self.lines.setdefault(place, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item, (*place, number)) for number, item in enumerate(node.value)]
        return node.value

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key, line = str(key_node.value), key_node.start_mark.line + 1
            if key in mapping:
                raise ProcedureError([f"{self.path.name}:{line}: {key} is said twice"])
            self.lines[(*place, key)] = line
            mapping[key] = self._value(value_node, (*place, key))
        return mapping
