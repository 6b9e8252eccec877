"""A manager in the way, fear of consequences, one's own agency on the other side."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.reading.troubles import TROUBLES, trouble_said
from tests.reading.phrasing_lists import phrasings

DEVELOPMENT = Path(__file__).parents[2] / "evaluation" / "development.csv"
OTHER_MESSAGES = ["follow_up", "received", "deadlines", "papers", "status", "new_code", "duty", "no_matter"]
OTHER_MESSAGES += [
    f"happenings/{name}" for name in ("no_agreement", "no_reply", "resolved", "events", "note", "skipped")
]


@pytest.mark.parametrize(("trouble", "text"), [(trouble, text) for trouble in TROUBLES for text in phrasings(trouble)])
def test_a_trouble_is_understood_in_many_words(trouble: str, text: str) -> None:
    assert trouble_said(text) == trouble


@pytest.mark.parametrize("trouble", TROUBLES)
def test_each_trouble_is_tried_in_forty_wordings_or_more(trouble: str) -> None:
    assert len(phrasings(trouble)) >= 40


@pytest.mark.parametrize("text", [text for name in OTHER_MESSAGES for text in phrasings(name)])
def test_other_messages_tell_of_no_trouble(text: str) -> None:
    assert trouble_said(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "their manager refuses to call a strategy meeting", "the team manager won't take it to conference",
        "the service manager has blocked the referral", "she's scared of her dad", "the child is frightened to go home",
        "I'm worried he'll be hurt", "I'm afraid they closed it", "mum told me to drop it", "he told her to keep quiet",
        "I was told to stop ringing the duty line", "she is in my office now", "he's in my class", "she's on our ward",
        "an allegation against our night staff", "we asked for an internal document",
        "I've spoken to my own supervisor",
        "I raised it with my own manager", "my manager has rung theirs", "my manager agrees with me",
        "both our managers disagree", "the same team manager refused twice", "mum lost her job", "dad lost his job",
        "the boy was bullied at school", "they refused to help him", "my manager hasn't signed my timesheet", "",
    ],
)  # fmt: skip
def test_an_account_of_the_other_side_or_of_a_family_is_no_trouble(text: str) -> None:
    assert trouble_said(text) is None


def test_on_the_development_set_only_the_reluctant_are_heard_as_troubled() -> None:
    with DEVELOPMENT.open(encoding="utf-8") as file:
        heard = [row["intent"] for row in csv.DictReader(file) if trouble_said(row["text"]) is not None]
    assert set(heard) == {"express_reluctance"}


def test_who_is_blocked_and_afraid_is_blocked_first() -> None:
    assert trouble_said("my manager told me to drop it and I'm scared I'll lose my job") == "blocked"


@given(st.text(max_size=300) | st.lists(st.sampled_from(phrasings("afraid")), max_size=8).map(" ".join))
def test_no_text_makes_it_fail(text: str) -> None:
    assert trouble_said(text) in {None, *TROUBLES}
