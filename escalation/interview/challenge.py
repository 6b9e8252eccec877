"""A challenge that somebody has received, as they tell it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from escalation.facts import Agency
from escalation.words import Wordbook

# All that is asked of them and told to them.
challenge_words = Wordbook(Path(__file__).with_name("received.yml"))


@dataclass(frozen=True)
class Challenge:
    """What the one who is challenged has told. None is what they were not told themselves, or have left out.

    `agency` is their own, `sender` the one that challenges. `stage` counts from 1 in the ordinary route. `answer_by` is
    the day that the sender has named. `senders_reference` is only kept, and never looked up.
    """

    partnership: str
    locality: str | None
    stage: int | None
    agency: Agency
    sender: Agency | None
    case_reference: str
    received_on: date
    asked_for: str | None
    answer_by: date | None
    senders_reference: str | None
    in_danger: bool = False
