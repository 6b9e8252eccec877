"""Reminding of an answer that is due or overdue: marked once each, shown on the next visit, sent by e-mail."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Protocol
from uuid import UUID, uuid5

from sqlalchemy import Engine
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError

from escalation.calendar_file import escalation_link
from escalation.clock import LONDON
from escalation.day_words import spoken
from escalation.fault_log import log_fault
from escalation.reminding.post import Letter, LetterRefused, PostClosed
from escalation.settings import Outgoing
from escalation.store import deliveries, reminders
from escalation.store.deliveries import Claim
from escalation.store.engine import reading, writing
from escalation.words import Wordbook

# How long one process may have an e-mail in hand. All the mail server's slowest answers together take less.
LEASE = timedelta(minutes=10)
MOST_TRIES = 8
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
# What could not go out for so long is given up; the reminder still waits for the next visit.
OLDEST = timedelta(days=7)
# Drawn by chance once, as uuid5 asks for a space of one's own.
_NAMES = UUID("6d0c2c2e-3a5f-4f0c-9a39-6a3a8f1f7d54")

reminder_words = Wordbook(Path(__file__).with_name("words.yml"))
Moment = Callable[[], datetime]


class Sender(Protocol):
    """Whoever sends letters: `Post`, or a stand-in for it."""

    def send(self, letter: Letter) -> None:
        """Hands a letter over. Raises PostClosed or LetterRefused."""


@dataclass
class Tally:
    """What one look has done."""

    marked: int = 0
    dropped: int = 0
    sent: int = 0


class Reminding:
    """The scheduler, on the database. Any number of processes may look at once; nothing is done twice.

    Args:
        engine: the database.
        post: sends the e-mails; None where no mail server is set up. Then none are written down either, so that
            setting one up later sends nothing about the past.
        settings: the public address of the assistant, and the address that e-mails come from.
        stopping: says whether to stop before the next e-mail.
    """

    def __init__(
        self, engine: Engine, post: Sender | None, settings: Outgoing, stopping: Callable[[], bool] = lambda: False
    ) -> None:
        self._engine = engine
        self._post = post
        self._settings = settings
        self._stopping = stopping

    def tick(self, now: datetime) -> Tally:
        """Looks once: marks what is due or overdue, drops what is of no use any more, sends what waits.

        A row that cannot be used is logged, without its content, and the others are done.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database cannot be used now. What was committed stays done.
        """
        tally, moment = Tally(), _moments_from(now)
        self._mark_all(moment, tally)
        self._drop_all(moment, tally)
        if self._post is not None:
            self._send_all(self._post, moment, tally)
        return tally

    def _mark_all(self, moment: Moment, tally: Tally) -> None:
        with reading(self._engine) as connection:
            wanted = reminders.unmarked(connection, _day(moment()))
        for reference, position, kind in wanted:
            with _one_row("marking a reminder"):
                tally.marked += self._mark(reference, position, kind, moment())

    def _mark(self, reference: str, position: int, kind: str, now: datetime) -> bool:
        """The mark and all its deliveries in one transaction. False if another process was first."""
        with writing(self._engine) as connection:
            number = reminders.mark(connection, reference, position, kind, now)
            if number is None:
                return False
            deliveries.add(connection, number, deliveries.VISIT, now)
            if self._post is not None:
                for address in reminders.addresses_of(connection, reference):
                    deliveries.add(connection, number, deliveries.EMAIL, now, address)
        return True

    def _drop_all(self, moment: Moment, tally: Tally) -> None:
        with reading(self._engine) as connection:
            numbers = deliveries.outdated(connection, moment())
        for number in numbers:
            with _one_row("dropping a reminder"), writing(self._engine) as connection:
                tally.dropped += deliveries.drop(connection, number, moment())

    def _send_all(self, post: Sender, moment: Moment, tally: Tally) -> None:
        with reading(self._engine) as connection:
            numbers = deliveries.mails_to_send(connection, moment())
        for number in numbers:
            if self._stopping():
                return
            try:
                with _one_row("sending an e-mail"):
                    tally.sent += self._send(post, number, moment)
            except PostClosed as error:
                log_fault("reaching the mail server", error.__cause__ or error)
                return

    def _send(self, post: Sender, number: int, moment: Moment) -> bool:
        """Sends one e-mail, if it is ours to send, and writes down what came of it.

        Between the mail server's yes and our commit lies a moment in which we may die. Then the e-mail is sent once
        more when its lease is over, with the same Message-ID, by which a mail system can tell that it is the same.
        """
        claim = self._claim(number, moment())
        if claim is None:
            return False
        try:
            post.send(self._letter(claim, moment()))
        except PostClosed:
            # No fault of the e-mail, so no try is counted.
            self._put_back(claim, moment() + FIRST_WAIT, claim.tries)
            raise
        except LetterRefused as error:
            log_fault(f"sending an e-mail (answer {error.answer or 'none'})", error.__cause__ or error)
            self._refused(claim, claim.tries + 1, moment())
            return False
        with writing(self._engine) as connection:
            deliveries.sent(connection, number, moment())
        return True

    def _claim(self, number: int, now: datetime) -> Claim | None:
        with writing(self._engine) as connection:
            claim = deliveries.claim(connection, number, now, now + LEASE)
            if claim is not None and now - claim.marked_at > OLDEST:
                deliveries.give_up(connection, claim, claim.tries)
                return None
        return claim

    def _refused(self, claim: Claim, tries: int, now: datetime) -> None:
        if tries < MOST_TRIES:
            self._put_back(claim, now + min(FIRST_WAIT * 2 ** (tries - 1), LONGEST_WAIT), tries)
        else:
            with writing(self._engine) as connection:
                deliveries.give_up(connection, claim, tries)

    def _put_back(self, claim: Claim, next_at: datetime, tries: int) -> None:
        with writing(self._engine) as connection:
            deliveries.put_back(connection, claim, next_at, tries)

    def _letter(self, claim: Claim, now: datetime) -> Letter:
        said = {"reference": claim.reference, "due": spoken(claim.due)}
        paragraphs = [
            reminder_words("mail", claim.kind, **said),
            f"{reminder_words('mail', 'open')}\n{escalation_link(self._settings.public_address, claim.reference)}",
            *(reminder_words("mail", name) for name in ("danger", "stop", "nobody")),
        ]
        return Letter(
            to=claim.address,
            subject=reminder_words("subject", claim.kind, **said),
            text="\n\n".join(paragraphs) + "\n",
            message_id=_message_id(claim, self._settings.mail_from),
            at=now,
        )


def _message_id(claim: Claim, sender: str) -> str:
    """The same for each try of one e-mail, another for any other, in any installation; it tells nothing of the case."""
    name = uuid5(_NAMES, f"{claim.number} {claim.marked_at.astimezone(UTC).isoformat()}")
    return f"<{name}@{sender.rpartition('@')[2]}>"


@contextmanager
def _one_row(what: str) -> Iterator[None]:
    """Work on one row: if the row is at fault, that is logged, and the others go on."""
    try:
        yield
    except (OperationalError, InterfaceError):
        raise
    except (SQLAlchemyError, ValueError) as error:
        log_fault(what, error)


def _moments_from(now: datetime) -> Moment:
    """The time as it goes on from `now`: a look with many e-mails takes a while."""
    begun = time.monotonic()
    return lambda: now + timedelta(seconds=time.monotonic() - begun)


def _day(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()
