"""The `escalation` command and the checkout's place on the import path, written into `.venv`.

Two small files do what an editable installation does, without a build step, and so without anything from
outside the lock files.
"""

from __future__ import annotations

from pathlib import Path

COMMAND = "escalation"
MODULE = "escalation.commands"
FUNCTION = "main"

# A shell line first, because the path of a checkout may hold spaces or be too long for a line of its own.
SCRIPT = """#!/bin/sh
'''exec' '{python}' "$0" "$@"
' '''
import sys

from {module} import {function}

sys.exit({function}())
"""


def write_entry(root: Path, environment: Path) -> None:
    """Makes `.venv/bin/escalation` run from any folder, and our packages importable from `.venv`."""
    for packages in environment.glob("lib/python3*/site-packages"):
        (packages / "escalation-assistant.pth").write_text(f"{root}\n", encoding="utf-8")
    script = environment / "bin" / COMMAND
    python = str(environment / "bin" / "python").replace("'", "'\\''")
    script.write_text(SCRIPT.format(python=python, module=MODULE, function=FUNCTION), encoding="utf-8")
    script.chmod(0o755)
