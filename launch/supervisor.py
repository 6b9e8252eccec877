"""Starts the parts together, says when they are ready, and ends them together: honcho does it, we say it."""

from __future__ import annotations

import io
import os
import queue
import shlex
import signal
import threading
import time
from collections.abc import Sequence
from typing import Any

import httpx
from honcho.manager import Manager  # type: ignore[import-untyped]
from honcho.printer import Printer  # type: ignore[import-untyped]

from launch.aside import Aside
from launch.fault import LaunchFault
from launch.parts import Part
from launch.program import fresh_log, leashed
from launch.settings import Settings
from launch.steps import Pulse, say

NOT_STARTED = {"returncode": 127, "pid": "none"}


class Supervisor(Manager):  # type: ignore[misc]
    """Runs the parts until it is told to stop, or until one that is needed ends by itself.

    `keeper` is the process (make) without which the assistant is not to go on; None for none. The parts have
    `ready_within` seconds to become ready. Those that are not needed are no business of honcho's, which ends all with
    one: `launch/aside.py` looks after them.
    """

    def __init__(
        self, parts: Sequence[Part], settings: Settings, *, keeper: int | None = None, ready_within: float = 180
    ) -> None:
        super().__init__(Printer(io.StringIO()))  # what honcho says of processes and signals is not for people
        self.events: queue.Queue[Any] = queue.Queue()
        self._parts = [part for part in parts if part.needed]
        self._asides = [Aside(part, settings) for part in parts if not part.needed]
        self._settings = settings
        self._keeper = keeper
        self._ready_within = ready_within
        self._asked_to_stop = False
        self._fault: LaunchFault | None = None

    def run(self) -> None:
        """Returns when told to stop, with everything ended.

        Raises LaunchFault, with everything ended too, when a needed part ends by itself or does not become ready.
        """
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # honcho takes but two, and later
            signal.signal(number, lambda *_: self.terminate())
        say("Starting the assistant (about 30 seconds)")
        for part in self._parts:
            log = fresh_log(self._settings.logs, part.name)
            line = f"exec {shlex.join(leashed(part.command))} </dev/null >>{shlex.quote(str(log))} 2>&1"
            self.add_process(part.name, line, env=dict(self._settings.environment), cwd=str(self._settings.root))
        watch = threading.Thread(target=self._watch, daemon=True)
        watch.start()
        self.loop()
        watch.join()
        if self._fault is not None:
            raise self._fault
        say("The assistant has stopped.")

    def terminate(self) -> None:
        """Called by honcho on a signal and when a part has ended; a signal may come before all have started."""
        self._asked_to_stop = True

    def kill(self) -> None:
        """Left to the leashes: honcho's patience is shorter, and begins only when a first part has ended."""

    def _start(self) -> None:
        """In threads, where honcho would fork: each leash watches its parent, which is to be this process."""
        for process in self._processes.values():
            threading.Thread(target=self._see_through, args=[process], daemon=True).start()

    def _see_through(self, process: dict[str, Any]) -> None:
        try:
            process["obj"].run(self.events)
        except OSError:
            process.update(NOT_STARTED)

    def _watch(self) -> None:
        """What happens beside honcho's loop, and the one place from which the parts are asked to end."""
        try:
            self._wait_until_ready()
            self._wait_until_stopped()
        except LaunchFault as fault:
            self._fault = fault
        finally:
            while not self._all_started():
                time.sleep(0.05)
            super().terminate()
            for aside in self._asides:
                aside.end()

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + self._ready_within
        pulse = Pulse("starting")
        with httpx.Client(base_url=self._settings.address, timeout=2, trust_env=False) as web:
            while self._goes_on() and not is_ready(web):
                if time.monotonic() > deadline:
                    raise LaunchFault(
                        f"The assistant was not ready after {self._ready_within:.0f} seconds and has been "
                        f"stopped. Its logs are in {self._settings.logs}"
                    )
                pulse.beat()
                time.sleep(0.2)
        if not self._asked_to_stop:
            say(f"The assistant is running at {self._settings.address}")
            say("Stop it with Ctrl-C")

    def _wait_until_stopped(self) -> None:
        while self._goes_on():
            time.sleep(0.2)
        say("Stopping the assistant")

    def _goes_on(self) -> bool:
        for part in self._parts:
            if "returncode" in self._processes[part.name]:
                log = self._settings.logs / f"{part.name}.log"
                raise LaunchFault(f"{part.title} ({part.name}) stopped. Its last words are in {log}")
        for aside in self._asides:
            aside.look_after()
        if self._keeper is not None and os.getppid() != self._keeper:
            self._asked_to_stop = True
        return not self._asked_to_stop


def is_ready(web: httpx.Client) -> bool:
    """Whether the web application says that it and what it needs are ready."""
    try:
        return web.get("/health/ready").is_success
    except httpx.HTTPError:
        return False
