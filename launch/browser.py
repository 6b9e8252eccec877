"""`.venv/bin/python -m launch.browser`: a Chromium for the browser tests, installed where we may."""

from __future__ import annotations

import sys
from pathlib import Path

from launch.debian import Needed, provide
from launch.fault import LaunchFault

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = Needed(
    names=("chromium", "chromium-browser", "google-chrome"),
    package="chromium",
    saying="Installing Chromium for the browser tests (1 to 3 minutes)",
    advice="The browser tests need Chromium. Install the package chromium, then run make test again.",
)


def main() -> int:
    try:
        provide_browser(ROOT)
    except LaunchFault as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


def provide_browser(root: Path) -> None:
    """Raises LaunchFault where there is none and none can be installed."""
    provide(CHROMIUM, root)


if __name__ == "__main__":
    sys.exit(main())
