"""`.venv/bin/python -m launch.browser`: a Chromium for the browser tests, installed where we may."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from launch.fault import LaunchFault
from launch.program import fresh_log
from launch.steps import carry_out, say

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("chromium", "chromium-browser", "google-chrome")
ADVICE = "The browser tests need Chromium. Install the package chromium, then run make test again."


def main() -> int:
    try:
        provide_browser(ROOT)
    except LaunchFault as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


def provide_browser(root: Path) -> None:
    """Raises LaunchFault where there is none and none can be installed."""
    if any(shutil.which(name) for name in NAMES):
        return
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise LaunchFault(ADVICE)
    say("Installing Chromium for the browser tests (1 to 3 minutes)")
    log = fresh_log(root / "var" / "logs", "browser")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], ["apt-get", "install", "-y", "chromium"]):
        carry_out(
            command,
            doing="installing Chromium",
            failing=ADVICE,
            log=log,
            environment=environment,
            folder=root,
        )


if __name__ == "__main__":
    sys.exit(main())
