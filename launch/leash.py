"""Keeps a program from outliving the one that wanted it.

    python launch/leash.py KEEPER_PID COMMAND ...

Runs the command in its own process group. When the keeper goes away without a word (killed outright), the
whole group is ended: asked first, forced after ten seconds. Watching the parent works on every Unix, whereas
a death signal is Linux only and reaches one process, not the workers that it has started.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

PATIENCE = 10.0
GLANCE = 0.5


def main(arguments: list[str]) -> int:
    keeper, command = int(arguments[0]), arguments[1:]
    # A handler that does nothing, rather than SIG_IGN: the child would inherit SIG_IGN, and be deaf too.
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: None)
    try:
        child = subprocess.Popen(command)
    except OSError as problem:
        print(f"Cannot start {command[0]}: {problem.strerror}", file=sys.stderr)
        return 127
    while child.poll() is None:
        if os.getppid() != keeper:
            _end_group(child)
        _wait(child, GLANCE)
    return child.returncode if child.returncode >= 0 else 128 - child.returncode


def _end_group(child: subprocess.Popen[bytes]) -> None:
    os.killpg(0, signal.SIGTERM)
    _wait(child, PATIENCE)
    os.killpg(0, signal.SIGKILL)


def _wait(child: subprocess.Popen[bytes], seconds: float) -> None:
    end = time.monotonic() + seconds
    while child.poll() is None and time.monotonic() < end:
        time.sleep(0.1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
