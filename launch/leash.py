"""Keeps a program from outliving the one that wanted it.

    python launch/leash.py KEEPER_PID COMMAND ...

Runs the command in a process group of its own. When this leash is told to end, when the keeper goes away without
a word (killed outright) and when the command ends by itself, whatever is left of the group is ended: asked first,
forced after ten seconds. Watching the parent works on every Unix, whereas a death signal is Linux only and reaches
one process, not the workers that it has started.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

# Seconds. The tests are less patient.
PATIENCE = float(os.environ.get("LEASH_PATIENCE", "10"))
GLANCE = 0.1


def main(arguments: list[str]) -> int:
    keeper, command = int(arguments[0]), arguments[1:]
    asked: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda number, _: asked.append(number))
    try:
        child = subprocess.Popen(command, start_new_session=True)
    except OSError as problem:
        print(f"Cannot start {command[0]}: {problem.strerror}", file=sys.stderr)
        return 127
    while child.poll() is None and not asked and os.getppid() == keeper:
        time.sleep(GLANCE)
    _end_group(child)
    return child.returncode if child.returncode >= 0 else 128 - child.returncode


def _end_group(child: subprocess.Popen[bytes]) -> None:
    _signal_group(child, signal.SIGTERM)
    end = time.monotonic() + PATIENCE
    while child.poll() is None and time.monotonic() < end:
        time.sleep(GLANCE)
    _signal_group(child, signal.SIGKILL)  # also workers whose parent is already gone
    child.wait()


def _signal_group(child: subprocess.Popen[bytes], number: int) -> None:
    try:
        os.killpg(child.pid, number)
    except ProcessLookupError:
        pass  # nothing is left of it, which is what we wanted
    except PermissionError:
        pass  # macOS answers so where only an unburied process is left


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
