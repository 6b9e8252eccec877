"""What the tests of reminders share: a desk in place of the mail server, and a look into the database."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, select

from escalation.reminding.addresses import add_address
from escalation.reminding.post import Letter
from escalation.reminding.scheduler import Tally
from escalation.settings import Outgoing
from escalation.store.engine import reading, writing
from escalation.store.tables import deliveries

SETTINGS = Outgoing(_env_file=None, public_address="https://e.example.org/", mail_from="escalation@example.org")
MORNING = datetime(2026, 11, 30, 8, tzinfo=UTC)
DAY = timedelta(days=1)
BEFORE, LATER = MORNING - DAY, MORNING + 2 * DAY
Look = Callable[[datetime], Tally]


@dataclass
class Desk:
    """Stands for the mail server: keeps letters, and fails as it is told to, one answer a letter."""

    letters: list[Letter] = field(default_factory=list)
    failing: list[Exception] = field(default_factory=list)
    meanwhile: Callable[[], None] = lambda: None

    def send(self, letter: Letter) -> None:
        """Keeps a letter, or fails."""
        self.meanwhile()
        if self.failing:
            raise self.failing.pop(0)
        self.letters.append(letter)

    @property
    def to(self) -> list[str]:
        """To whom the letters went."""
        return [letter.to for letter in self.letters]


def states(engine: Engine, channel: str) -> list[str]:
    """How the deliveries of a channel stand, in the order in which they were made."""
    query = select(deliveries.c.state).where(deliveries.c.channel == channel).order_by(deliveries.c.number)
    with reading(engine) as connection:
        return list(connection.execute(query).scalars())


def write_to(engine: Engine, reference: str, *addresses: str) -> None:
    """Has the reminders of a record sent to these addresses."""
    with writing(engine) as connection:
        for address in addresses:
            add_address(connection, reference, address)
