"""Starts the parts together, says when they are ready, and ends them together."""

from __future__ import annotations

import http.client
import os
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from launch.fault import LaunchFault
from launch.parts import Part
from launch.program import Program, end_all, fresh_log
from launch.settings import Settings
from launch.steps import Pulse, say

READY_PATH = "/health/ready"
READY_WITHIN = 180.0
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Supervisor:
    """Runs the parts until it is told to stop, or until one of them ends by itself.

    `keeper` is the process (make) without which the assistant is not to go on; None for none.
    """

    def __init__(
        self,
        parts: Sequence[Part],
        settings: Settings,
        *,
        keeper: int | None = None,
        ready_within: float = READY_WITHIN,
    ) -> None:
        self._parts = parts
        self._settings = settings
        self._keeper = keeper
        self._ready_within = ready_within
        self._asked_to_stop = False
        self._running: dict[str, Program] = {}

    def run(self) -> None:
        """Returns when told to stop, with everything ended.

        Raises LaunchFault, with everything ended too, when a part ends by itself or does not become ready.
        """
        with self._stopping_on_signals():
            try:
                self._start()
                self._wait_until_ready()
                self._wait_until_stopped()
            finally:
                end_all(self._running.values())
        say("The assistant has stopped.")

    def _start(self) -> None:
        say("Starting the assistant (about 30 seconds)")
        for part in self._parts:
            log = fresh_log(self._settings.logs, part.name)
            environment = dict(self._settings.environment)
            self._running[part.name] = Program(part.command, log, environment, self._settings.root)

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + self._ready_within
        pulse = Pulse("starting")
        while self._goes_on() and not is_ready(self._settings.reachable_host, self._settings.port):
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
        if self._keeper is not None and os.getppid() != self._keeper:
            self._asked_to_stop = True
        if self._asked_to_stop:
            return False
        for part in self._parts:
            if self._running[part.name].has_ended:
                log = self._settings.logs / f"{part.name}.log"
                raise LaunchFault(f"{part.title} ({part.name}) stopped. Its last words are in {log}")
        return True

    @contextmanager
    def _stopping_on_signals(self) -> Iterator[None]:
        def ask(*_: object) -> None:
            self._asked_to_stop = True

        before = {number: signal.signal(number, ask) for number in STOPPING}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def is_ready(host: str, port: int) -> bool:
    """Whether the web application says that it and what it needs are ready."""
    connection = http.client.HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", READY_PATH)
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
