"""Looks for answers that are due or overdue every few seconds, until it is stopped."""

import signal
import sys
import time

from pydantic import ValidationError
from sqlalchemy import Engine

from escalation import clock
from escalation.fault_log import log_fault
from escalation.reminding.post import Post
from escalation.reminding.scheduler import Reminding
from escalation.settings import Outgoing
from escalation.store.engine import connect

# How long it may take until a request to stop is heard.
_GLANCE = 0.1


class Watch:
    """Looks again and again, whatever happens to the database or the mail server, until told to stop."""

    def __init__(self, engine: Engine, settings: Outgoing) -> None:
        self._engine = engine
        self._every = settings.reminder_seconds
        self._stopping = False
        post = Post(settings) if settings.sends_mail else None
        self._reminding = Reminding(engine, post, settings, stopping=lambda: self._stopping)

    def stop(self, *_: object) -> None:
        """Ends the watch after the e-mail that is being sent."""
        self._stopping = True

    def run(self) -> None:
        """Returns once it was told to stop."""
        while not self._stopping:
            self._look()
            self._pause()

    def _look(self) -> None:
        try:
            self._reminding.tick(clock.now())
        except Exception as error:
            # Whatever it was, its message may hold an address or a reference. The next look begins anew.
            log_fault("looking for reminders", error)
            self._engine.dispose()

    def _pause(self) -> None:
        until = time.monotonic() + self._every
        while not self._stopping and time.monotonic() < until:
            time.sleep(_GLANCE)


def main() -> int:
    """Reads the settings and watches. The exit status is 0, or 2 where a setting cannot be used."""
    try:
        settings = Outgoing()
    except ValidationError as problem:
        # The value may be the password, and stays unsaid.
        print(f"{str(problem.errors()[0]['loc'][0]).upper()} cannot be used.", file=sys.stderr)
        return 2
    watch = Watch(connect(settings.database), settings)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, watch.stop)
    watch.run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
