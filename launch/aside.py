"""A part that the others do not need: when it ends, it is started again, and they go on."""

from __future__ import annotations

import time

from launch.parts import Part
from launch.program import Program, fresh_log
from launch.settings import Settings
from launch.steps import say

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0
# Seconds after which a program counts as running, and the next pause is short again.
SETTLED = 60.0


class Aside:
    """Keeps one part running. People are told when it stops; the pause doubles while it stops again and again."""

    def __init__(self, part: Part, settings: Settings) -> None:
        self._part = part
        self._settings = settings
        self._program: Program | None = None
        self._pause = FIRST_PAUSE
        self._started = 0.0
        self._next = 0.0

    def look_after(self) -> None:
        """To be called again and again: starts the part when it is time to."""
        if self._program is not None and self._program.has_ended:
            self.end()
            self._wait()
        if self._program is None and time.monotonic() >= self._next:
            self._start()

    def end(self) -> None:
        """Returns when nothing is left of it."""
        if self._program is not None:
            self._program.end()
            self._program = None

    def _start(self) -> None:
        settings, self._started = self._settings, time.monotonic()
        try:
            log = fresh_log(settings.logs, self._part.name)
            self._program = Program(self._part.command, log, dict(settings.environment), settings.root)
        except OSError:
            self._wait()

    def _wait(self) -> None:
        now = time.monotonic()
        if now - self._started >= SETTLED:
            self._pause = FIRST_PAUSE
        self._next = now + self._pause
        self._pause = min(2 * self._pause, LONGEST_PAUSE)
        log = self._settings.logs / f"{self._part.name}.log"
        say(f"{self._part.title} ({self._part.name}) stopped. They are started again. Their last words are in {log}")
