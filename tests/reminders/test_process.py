"""The reminders as a process of its own, against a real mail server: killed, doubled, without a database."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import Engine, select, update

from escalation import clock
from escalation.library import Library
from escalation.store.engine import connect, reading, writing
from escalation.store.tables import deliveries, reminders
from tests.escalation.desk import states, write_to
from tests.escalation.mail_server import Mailbox, free_port, mail_server
from tests.escalation.opening import Opening
from tests.escalation.store.fixtures import empty_database

ROOT = Path(__file__).parents[2]
RECORDS = 20
KILLS = 6
ADDRESSES = ("ann@example.org", "bob@example.org")
LETTERS = RECORDS * len(ADDRESSES)
PATIENCE = 30


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def server(mailbox: Mailbox) -> Iterator[Controller]:
    controller = mail_server(mailbox, free_port())
    controller.start()
    yield controller
    controller.stop()


class Keeper:
    """Starts and ends reminder processes."""

    def __init__(self, folder: Path) -> None:
        self.log = folder / "reminders.log"
        self.settings = {"DATABASE_URL": f"sqlite:///{folder / 'test.db'}", "REMINDER_SECONDS": "0.2", "SMTP_HOST": ""}
        self._started: list[subprocess.Popen[bytes]] = []

    def with_mail(self, port: int) -> "Keeper":
        """Has the processes send e-mail through a server on this computer."""
        self.settings |= {
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(port),
            "SMTP_SECURITY": "none",
            "MAIL_FROM": "escalation@example.org",
            "PUBLIC_ADDRESS": "https://escalation.example.org",
        }
        return self

    def start(self, **settings: str) -> subprocess.Popen[bytes]:
        """One process."""
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "reminders"],
                cwd=ROOT,
                env={**os.environ, **self.settings, **settings},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self._started.append(process)
        return process

    def clear(self) -> None:
        """Ends what is left."""
        for process in self._started:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            process.wait()


@pytest.fixture
def keeper(tmp_path: Path) -> Iterator[Keeper]:
    keeper = Keeper(tmp_path)
    yield keeper
    keeper.clear()


def eventually(condition: Callable[[], bool]) -> bool:
    give_up = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > give_up:
            return False
        time.sleep(0.02)
    return True


def exceeds(mailbox: Mailbox, before: int) -> bool:
    return len(mailbox.taken) > before


def overdue(opening: Opening) -> str:
    """A record whose answer was due three days ago."""
    reference = opening.record()
    opening.set_due(reference, clock.today() - timedelta(days=3))
    write_to(opening.engine, reference, *ADDRESSES)
    return reference


def let_leases_pass(engine: Engine) -> None:
    """As if the minutes had gone by after which another may take up what a dead process had in hand."""
    past = clock.now() - timedelta(seconds=1)
    with writing(engine) as connection:
        connection.execute(update(deliveries).where(deliveries.c.state == "sending").values(next_at=past))


def all_sent(engine: Engine) -> bool:
    return states(engine, "email") == ["sent"] * LETTERS


def marks(engine: Engine) -> Counter[tuple[str, str]]:
    with reading(engine) as connection:
        return Counter((row.reference, row.kind) for row in connection.execute(select(reminders)))


def test_killed_at_any_moment_no_reminder_is_lost_and_none_sent_under_two_names(
    engine: Engine, opening: Opening, mailbox: Mailbox, server: Controller, keeper: Keeper
) -> None:
    keeper.with_mail(server.port)
    references = [overdue(opening) for _ in range(RECORDS)]
    mailbox.pause = 0.02
    chance = random.Random(4827)
    for kill in range(KILLS):
        process, before = keeper.start(), len(mailbox.taken)
        if kill % 2:
            # In the worst moment: the letter is with the server, and we have not heard its yes.
            mailbox.before_the_answer = process.kill
        else:
            assert eventually(partial(exceeds, mailbox, before))
            time.sleep(chance.uniform(0, 0.2))
            process.kill()
        process.wait(timeout=PATIENCE)
        mailbox.before_the_answer = lambda: None
        let_leases_pass(engine)
    assert not all_sent(engine)
    keeper.start()
    assert eventually(lambda: all_sent(engine))
    assert marks(engine) == Counter({(reference, "overdue"): 1 for reference in references})
    assert states(engine, "visit") == ["waiting"] * RECORDS
    arrived = {(str(taken.message["Subject"]), taken.to[0]): set[str]() for taken in mailbox.taken}
    for taken in mailbox.taken:
        arrived[str(taken.message["Subject"]), taken.to[0]].add(str(taken.message["Message-ID"]))
    assert len(arrived) == LETTERS and all(len(ids) == 1 for ids in arrived.values())
    assert len(set(mailbox.ids)) == LETTERS
    assert LETTERS < len(mailbox.ids) <= LETTERS + KILLS  # at most one repeat a kill


def test_two_processes_send_everything_once(
    engine: Engine, opening: Opening, mailbox: Mailbox, server: Controller, keeper: Keeper
) -> None:
    keeper.with_mail(server.port)
    references = [overdue(opening) for _ in range(RECORDS)]
    for _ in range(2):
        keeper.start()
    assert eventually(lambda: all_sent(engine))
    assert sorted(Counter(mailbox.ids).values()) == [1] * LETTERS
    assert marks(engine) == Counter({(reference, "overdue"): 1 for reference in references})


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_request_to_stop_is_heard_at_once(
    engine: Engine, opening: Opening, keeper: Keeper, number: signal.Signals
) -> None:
    overdue(opening)
    process = keeper.start(REMINDER_SECONDS="3600")
    assert eventually(lambda: len(marks(engine)) == 1)
    process.send_signal(number)
    assert process.wait(timeout=5) == 0
    assert keeper.log.read_text() == ""


def test_a_database_that_comes_later_is_waited_for(tmp_path: Path, library: Library, keeper: Keeper) -> None:
    folder = tmp_path / "later"
    process = keeper.start(DATABASE_URL=f"sqlite:///{folder / 'test.db'}")
    assert eventually(lambda: "looking for reminders failed: OperationalError" in keeper.log.read_text())
    folder.mkdir()
    empty_database(folder / "test.db")
    engine = connect(f"sqlite:///{folder / 'test.db'}")
    overdue(Opening(engine, library))
    assert eventually(lambda: len(marks(engine)) == 1)
    assert process.poll() is None
    engine.dispose()


def test_the_log_holds_no_address_no_reference_and_no_traceback(
    engine: Engine, opening: Opening, mailbox: Mailbox, server: Controller, keeper: Keeper
) -> None:
    keeper.with_mail(server.port)
    mailbox.refuse = {"ann@example.org": "550 ann@example.org is not here", "bob@example.org": "450 later, bob"}
    reference = overdue(opening)
    first = keeper.start()
    assert eventually(lambda: keeper.log.read_text().count("sending an e-mail (answer") == 2)
    first.terminate()
    first.wait()
    with writing(engine) as connection:
        connection.execute(update(deliveries).values(next_at=clock.now()))
    keeper.start(SMTP_PORT=str(free_port()))
    assert eventually(lambda: "reaching the mail server failed: ConnectionRefusedError" in keeper.log.read_text())
    log = keeper.log.read_text()
    assert "(answer 550) failed: SMTPRecipientsRefused" in log
    assert not any(word in log for word in ("ann", "bob", "@", reference, "Traceback"))


def test_a_setting_that_cannot_be_used_is_named_without_its_value(keeper: Keeper) -> None:
    process = keeper.start(SMTP_PASSWORD="hunter2", SMTP_USER="", SMTP_HOST="mail.example.org", PUBLIC_ADDRESS="")
    assert process.wait(timeout=PATIENCE) == 2
    said = keeper.log.read_text()
    assert said.startswith("SMTP_HOST cannot be used") and said.count("\n") == 1 and "hunter2" not in said
