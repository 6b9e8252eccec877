"""Where reminders go by e-mail: one address at a time, few of them, and none in training."""

import pytest
from sqlalchemy import Engine

from escalation.errors import EscalationError
from escalation.reminding.addresses import MOST_ADDRESSES, addresses_of, remove_address
from escalation.store.engine import reading, writing
from tests.escalation.desk import write_to
from tests.escalation.opening import Opening


def test_addresses_are_kept_once_and_taken_out_again(engine: Engine, opening: Opening) -> None:
    reference = opening.record()
    write_to(engine, reference, " Ann@Example.org ", "ann@example.org", "bob@example.org")
    with writing(engine) as connection:
        assert addresses_of(connection, reference) == ["ann@example.org", "bob@example.org"]
        assert remove_address(connection, reference, "ANN@example.org")
        assert not remove_address(connection, reference, "ann@example.org")
        assert addresses_of(connection, reference) == ["bob@example.org"]


@pytest.mark.parametrize("address", ["", "ann", "ann@example.org,bob@example.org", "ann@example.org\nBcc: b@c.org"])
def test_what_is_no_address_is_refused_in_words(engine: Engine, opening: Opening, address: str) -> None:
    reference = opening.record()
    with pytest.raises(EscalationError, match="does not look like one e-mail address"):
        write_to(engine, reference, address)


def test_training_and_closed_and_unknown_records_take_no_address(engine: Engine, opening: Opening) -> None:
    closed = opening.record()
    opening.close(closed)
    for reference, words in (
        (opening.record(mode="training"), "training"),
        (closed, "closed"),
        ("0000-0000-0", "no escalation"),
    ):
        with pytest.raises(EscalationError, match=words):
            write_to(engine, reference, "ann@example.org")
        with reading(engine) as connection:
            assert addresses_of(connection, reference) == []


def test_nobody_can_have_many_written_to(engine: Engine, opening: Opening) -> None:
    reference = opening.record()
    write_to(engine, reference, *(f"a{number}@example.org" for number in range(MOST_ADDRESSES)))
    write_to(engine, reference, "a1@example.org")
    with pytest.raises(EscalationError, match="at most 5"):
        write_to(engine, reference, "one-more@example.org")
