"""How fast messages may come: a bucket for each sender that fills again with time."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from escalation.errors import Refused
from web.safe_words import safe_words

_TOO_MANY = 429
_MOST_SENDERS = 20_000


@dataclass
class _Bucket:
    left: float
    at: float


class Pace:
    """Lets each sender through a number of times a minute; after a rest, as many at once.

    Args:
        a_minute: how many requests a minute a sender may make.
        clock: seconds that only go forward.
    """

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._a_minute = a_minute
        self._clock = clock
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def check(self, sender: str) -> None:
        """Counts one request.

        Raises:
            Refused: the sender has to wait, and is told for how many seconds.
        """
        now = self._clock()
        bucket = self._buckets.pop(sender, None) or _Bucket(float(self._a_minute), now)
        refill = (now - bucket.at) * self._a_minute / 60
        bucket.left, bucket.at = min(float(self._a_minute), bucket.left + refill), now
        self._buckets[sender] = bucket
        if len(self._buckets) > _MOST_SENDERS:
            self._buckets.popitem(last=False)
        if bucket.left < 1:
            seconds = ceil((1 - bucket.left) * 60 / self._a_minute)
            raise Refused("too_many", safe_words("refused", "too_many", seconds=seconds), _TOO_MANY, seconds)
        bucket.left -= 1
