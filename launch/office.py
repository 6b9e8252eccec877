"""`.venv/bin/python -m launch.office`: a LibreOffice to open the Word papers with, installed where we may."""

from __future__ import annotations

import sys
from pathlib import Path

from launch.debian import Needed, provide
from launch.fault import LaunchFault

ROOT = Path(__file__).resolve().parent.parent
WRITER = Needed(
    names=("soffice", "libreoffice"),
    package="libreoffice-writer-nogui",
    saying="Installing LibreOffice for the tests of the papers (1 to 3 minutes)",
    advice="The tests of the papers need LibreOffice. Install libreoffice-writer-nogui, then run make test again.",
)


def main() -> int:
    try:
        provide_office(ROOT)
    except LaunchFault as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


def provide_office(root: Path) -> None:
    """Raises LaunchFault where there is none and none can be installed."""
    provide(WRITER, root)


if __name__ == "__main__":
    sys.exit(main())
