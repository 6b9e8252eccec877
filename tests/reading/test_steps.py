"""How many steps have been tried."""

from __future__ import annotations

import pytest

from escalation.reading.steps import steps_answer, steps_tried_said


@pytest.mark.parametrize(
    ("text", "tried"),
    [
        ("nothing yet", 0),
        ("I haven’t spoken to them", 0),
        ("havent spoken to anyone yet", 0),
        ("first time", 0),
        ("no steps tried", 0),
        ("we're at stage 1", 0),
        ("I have spoken to the social worker and we still disagree", 1),
        ("I rang the SW and she won't budge", 1),
        ("we've already tried talking to them", 1),
        ("stage 1 didn't work", 1),
        ("the first stage didn't work", 1),
        ("stage 1 failed and now we're at stage 2", 1),
        ("not resolved at step one", 1),
        ("escalate to stage 2", 1),
        ("my manager has already spoken to theirs", 2),
        ("My manager has rung theirs", 2),
        ("both managers have spoken and still disagree", 2),
        ("stage 2 has been tried", 2),
        ("stage 2 failed", 2),
        ("stage 2 didn't resolve it", 2),
        ("step 2 done, what next?", 2),
        ("stage 1 and 2 are done", 2),
        ("been through stages one and two", 2),
        ("we're at stage 3", 2),
        ("two steps tried", 2),
        ("we have done two stages", 2),
        ("it's currently at stage four", 3),
    ],
)
def test_steps_tried_are_counted(text: str, tried: int) -> None:
    said = steps_tried_said(text)
    assert said is not None
    assert said.value == tried
    assert said.words in text


@pytest.mark.parametrize(
    "text",
    [
        "level 4",
        "we think it's level 4 need",
        "section 47",
        "the s47 was done",
        "3 referrals",
        "they made two referrals",
        "stage 2",
        "what does stage 2 mean",
        "it was resolved at stage 1",
        "he is at key stage 2",
        "key stage 2 done",
        "mum is at stage 4 cancer",
        "I've spoken to my manager",
        "I haven't spoken to them since Friday",
        "I spoke to the social worker on Monday about the bruises and she thanked me for it",
        "they got really angry last time I challenged them",
        "stage 2 failed and we are at stage 5",
        "not yet",
        "2",
        "",
    ],
)
def test_other_numbers_and_talks_are_no_steps(text: str) -> None:
    assert steps_tried_said(text) is None


@pytest.mark.parametrize(
    ("text", "tried"),
    [
        ("2", 2),
        ("two", 2),
        ("Two steps", 2),
        ("none", 0),
        ("0", 0),
        ("no", 0),
        ("not yet", 0),
        ("nothing", 0),
        ("just one", 1),
        ("step 1", 1),
        ("the first", 1),
        ("stage 2", 2),
        ("we're at stage 3", 2),
    ],
)
def test_a_short_answer_is_a_number_of_steps(text: str, tried: int) -> None:
    said = steps_answer(text)
    assert said is not None
    assert said.value == tried


@pytest.mark.parametrize("text", ["yes", "maybe", "12", "47", "section 47", "level 4", "3 referrals", "why", ""])
def test_an_answer_without_a_number_of_steps_is_not_read(text: str) -> None:
    assert steps_answer(text) is None
