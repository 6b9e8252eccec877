"""How long somebody waits after failed tries: not at all for the first few, then twice as long each time."""

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

_NEIGHBOURS = 64


@dataclass(frozen=True)
class Measure:
    """How many failures within `window` are free, and how the wait grows from then on."""

    free: int
    window: timedelta
    first: timedelta = timedelta(seconds=30)
    longest: timedelta = timedelta(minutes=15)

    def left(self, failures: int, last: datetime | None, now: datetime) -> timedelta:
        """What is left of the wait.

        Args:
            failures: how many there were within the window.
            last: when the last of them was.
            now: the present.
        """
        if last is None or failures < self.free:
            return timedelta()
        doublings = min(failures - self.free, 20)
        wait: timedelta = min(self.longest, self.first * (1 << doublings))
        return max(timedelta(), last + wait - now)


# One person at one address, and a device that signed in before: some slips are human.
ONE_PERSON = Measure(free=5, window=timedelta(days=1))
# An address may be a whole hospital.
ONE_SOURCE = Measure(free=30, window=timedelta(hours=1))
# Codes are asked for only after the right password. Whoever tries many, from many addresses, has stolen it; whoever
# has not cannot make the owner wait.
ONE_ACCOUNTS_CODES = Measure(free=20, window=timedelta(days=1))


def source_of(address: str) -> str:
    """The address as it is counted. One household has all of its 64 bits of IPv6."""
    try:
        read = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return address[:100]
    if isinstance(read, ipaddress.IPv4Address):
        return str(read)
    if read.ipv4_mapped:
        return str(read.ipv4_mapped)
    return str(ipaddress.ip_network((read, _NEIGHBOURS), strict=False))
