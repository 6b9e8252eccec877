"""A program that some tests need: used where there is one, installed on Debian where we may, else asked for."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from launch.fault import LaunchFault
from launch.program import fresh_log
from launch.steps import carry_out, say


@dataclass(frozen=True)
class Needed:
    """A program, under any of its names, and the package that has it.

    `saying` is the line shown while it is installed, `advice` the one shown where it cannot be.
    """

    names: tuple[str, ...]
    package: str
    saying: str
    advice: str


def provide(needed: Needed, root: Path) -> None:
    """Returns when the program is there.

    Raises:
        LaunchFault: there is none and none can be installed.
    """
    if any(shutil.which(name) for name in needed.names):
        return
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise LaunchFault(needed.advice)
    say(needed.saying)
    log = fresh_log(root / "var" / "logs", needed.package)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", needed.package]
    for command in (["apt-get", "update"], install):
        carry_out(
            command,
            doing=f"installing {needed.package}",
            failing=needed.advice,
            log=log,
            environment=environment,
            folder=root,
        )
