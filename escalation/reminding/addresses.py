"""Where the reminders of an escalation go by e-mail, if somebody asks for that."""

from sqlalchemy import Connection

from escalation.errors import EscalationError
from escalation.reminding.address import is_address
from escalation.reminding.scheduler import reminder_words
from escalation.store import escalations, reminders
from escalation.store.records import OPEN

# Enough for the practitioner, their lead and their team; nobody is to be written to in masses.
MOST_ADDRESSES = 5


def add_address(connection: Connection, reference: str, address: str) -> None:
    """Has the reminders of a record sent to an address from now on. Doing it again changes nothing.

    Raises:
        EscalationError: it is not one e-mail address, the record is not a live open one, or it has enough addresses.
    """
    read = _read(address)
    record = escalations.find(connection, reference)
    if record is None:
        raise EscalationError(reminder_words("address", "none"))
    if record["mode"] != reminders.LIVE:
        raise EscalationError(reminder_words("address", "training"))
    if record["status"] != OPEN:
        raise EscalationError(reminder_words("address", "closed"))
    known = addresses_of(connection, reference)
    if read not in known and len(known) >= MOST_ADDRESSES:
        raise EscalationError(reminder_words("address", "enough", most=MOST_ADDRESSES))
    reminders.add_address(connection, reference, read)


def remove_address(connection: Connection, reference: str, address: str) -> bool:
    """Stops the reminders of a record to an address, also those not sent yet. False if none went there.

    Raises:
        EscalationError: it is not one e-mail address.
    """
    return reminders.remove_address(connection, reference, _read(address))


def addresses_of(connection: Connection, reference: str) -> list[str]:
    """Where the reminders of a record go, in the order in which the addresses were given."""
    return list(reminders.addresses_of(connection, reference))


def _read(address: str) -> str:
    # Mail systems read capitals and small letters alike, and people write now these, now those.
    read = address.strip(" ").lower()
    if not is_address(read):
        raise EscalationError(reminder_words("address", "shape"))
    return read
