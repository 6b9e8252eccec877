"""How waits grow, and as what an address counts."""

from datetime import UTC, datetime, timedelta

import pytest

from escalation.accounts.waiting import Measure, source_of

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
MEASURE = Measure(free=5, window=timedelta(days=1))


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (9, 480), (10, 900), (10_000, 900)]
)
def test_the_first_failures_are_free_and_then_each_wait_is_twice_the_one_before(failures: int, seconds: int) -> None:
    assert MEASURE.left(failures, NOW, NOW) == timedelta(seconds=seconds)


def test_a_wait_passes() -> None:
    assert MEASURE.left(5, NOW - timedelta(seconds=20), NOW) == timedelta(seconds=10)
    assert MEASURE.left(5, NOW - timedelta(seconds=31), NOW) == timedelta()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("fe80::1%eth0", "fe80::2%eth1", True),
        ("testclient", "testclient", True),
    ],
)
def test_all_of_one_household_counts_as_one_source(one: str, other: str, same: bool) -> None:
    assert (source_of(one) == source_of(other)) is same
