"""Whoever guesses waits, and whoever owns the account does not wait for it."""

from datetime import timedelta

from escalation.accounts.entrance import Caller
from escalation.accounts.keeping import Enrolled
from escalation.accounts.session import sign_out_everywhere
from tests.escalation.accounts.hall import ELSEWHERE, HOME, PASSWORD, Hall, refusal

KAY = "kay@example.org"


def wait_of(hall: Hall, name: str = KAY, source: str = HOME, device: str | None = None) -> int:
    """The seconds that somebody with the right password must wait."""
    return refusal(hall.entrance.give_password, name, PASSWORD, Caller(source, device)).wait_seconds or 0


def test_the_right_password_waits_too_and_works_after_the_wait(hall: Hall) -> None:
    enrolled = hall.enrols()
    hall.fails(KAY, 5)
    assert wait_of(hall) == 31
    hall.hands.move(timedelta(seconds=31))
    assert hall.half_way(enrolled)


def test_trying_while_one_waits_makes_it_no_longer(hall: Hall) -> None:
    hall.enrols()
    hall.fails(KAY, 5)
    assert [wait_of(hall) for _ in range(10)] == [31] * 10


def test_each_further_failure_makes_the_wait_longer(hall: Hall) -> None:
    hall.enrols()
    hall.fails(KAY, 5)
    waits = []
    for _ in range(7):
        waits.append(wait_of(hall) - 1)
        hall.hands.move(timedelta(seconds=waits[-1] + 1))
        hall.fails(KAY)
    assert waits == [30, 60, 120, 240, 480, 900, 900]


def test_a_right_password_clears_the_slips_before_it(hall: Hall) -> None:
    enrolled = hall.enrols()
    hall.fails(KAY, 4)
    hall.half_way(enrolled)
    hall.fails(KAY, 4)
    assert hall.half_way(enrolled)


def test_an_attacker_elsewhere_does_not_lock_the_owner_out(hall: Hall) -> None:
    enrolled = hall.enrols()
    for number in range(40):
        hall.fails(KAY, 5, source=f"198.51.100.{number}")
    assert wait_of(hall, source="198.51.100.1") > 0
    assert hall.half_way(enrolled, source=HOME)


def test_an_attacker_at_the_same_address_does_not_lock_out_a_device_that_is_known(hall: Hall) -> None:
    enrolled = hall.enrols()
    device = hall.enters(enrolled).device
    hall.fails(KAY, 5, source=HOME)
    assert wait_of(hall, source=HOME) > 0
    assert hall.half_way(enrolled, source=HOME, device=device)


def test_a_known_device_has_its_own_limit(hall: Hall) -> None:
    enrolled = hall.enrols()
    device = hall.enters(enrolled).device
    hall.fails(KAY, 5, source=HOME, device=device)
    assert wait_of(hall, source=ELSEWHERE, device=device) > 0
    assert hall.half_way(enrolled, source=HOME), "its failures do not count against the address"


def test_a_device_is_known_for_its_own_account_only(hall: Hall) -> None:
    device = hall.enters(hall.enrols()).device
    hall.enrols("lee@example.org")
    hall.fails("lee@example.org", 5, device=device)
    assert wait_of(hall, "lee@example.org") > 0, "the failures count against the address, as a stranger's do"


def test_a_device_that_somebody_put_there_is_not_taken_over(hall: Hall) -> None:
    planted = hall.enters(hall.enrols()).device
    entered = hall.enters(hall.enrols("lee@example.org"), device=planted)
    assert entered.device != planted


def test_a_device_is_kept_while_it_is_used_and_forgotten_else(hall: Hall) -> None:
    enrolled = hall.enrols()
    device = hall.enters(enrolled).device
    for _ in range(3):
        hall.hands.move(timedelta(days=170))
        assert hall.enters(enrolled, device=device).device == device
    hall.hands.move(timedelta(days=181))
    hall.fails(KAY, 5, source=ELSEWHERE, device=device)
    assert wait_of(hall, source=ELSEWHERE) > 0, "it counts as a stranger's"
    assert hall.enters(enrolled, device=device).device != device


def test_signing_out_everywhere_forgets_the_devices(hall: Hall) -> None:
    enrolled = hall.enrols()
    device = hall.enters(enrolled).device
    sign_out_everywhere(hall.engine, enrolled.account)
    hall.fails(KAY, 5, device=device)
    assert wait_of(hall) > 0


def test_many_names_from_one_address_make_the_address_wait(hall: Hall) -> None:
    hall.enrols()
    for number in range(30):
        hall.fails(f"guess-{number}@example.org")
    assert wait_of(hall) > 0
    assert hall.entrance.give_password(KAY, PASSWORD, Caller(ELSEWHERE))


def test_wrong_codes_from_many_addresses_are_slowed_and_the_owners_device_is_not(hall: Hall) -> None:
    enrolled = hall.enrols()
    device = hall.enters(enrolled).device
    for number in range(20):
        wrong_code(hall, enrolled, f"198.51.100.{number}")
    stranger = hall.half_way(enrolled, source="203.0.113.9")
    assert refusal(hall.entrance.give_code, hall.code(enrolled), stranger).status == 429
    assert hall.enters(enrolled, device=device)


def test_wrong_codes_at_one_address_are_slowed_over_many_sessions(hall: Hall) -> None:
    enrolled = hall.enrols()
    for _ in range(5):
        wrong_code(hall, enrolled, HOME)
    assert refusal(hall.entrance.give_code, hall.code(enrolled), hall.half_way(enrolled)).status == 429


def wrong_code(hall: Hall, enrolled: Enrolled, source: str) -> None:
    assert refusal(hall.entrance.give_code, "000000", hall.half_way(enrolled, source)).code == "wrong_code"
