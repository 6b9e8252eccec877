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
        # numbers, in figures, words and ordinals
        ("stage 2 done n dusted", 2),
        ("Stage one was the 5th, stage two was the 12th", 2),
        ("stage one's been and gone and I'm no happier", 1),
        ("no joy at stage 2", 2),
        ("stage 2's fallen flat", 2),
        ("Second stage and still stuck", 2),
        ("been thru 1 n 2", 2),
        ("The first two stages are behind us", 2),
        ("1st step only", 1),
        ("one stage in", 1),
        ("been to stage 1 and my boss has spoken to their boss", 2),
        ("I have had our talk, which I believe is the first level", 1),
        ("we r on stage 3", 2),
        ("step 2 is where we are", 1),
        ("we have exhausted stage 1 and commenced stage 2", 1),
        ("how far? well, stage 2 is done", 2),
        # nothing yet
        ("haven't tried owt", 0),
        ("nobody's been approached as of yet", 0),
        ("I've not had a chance to ring him", 0),
        ("no steps taken, truthfully", 0),
        ("nowt yet, came straight to you", 0),
        ("We have not begun the procedure formally", 0),
        # worker to worker
        ("spoke to the SW", 1),
        ("rang the sw yday", 1),
        ("Practitioner to practitioner: done.", 1),
        ("sw n me sat down over it weds", 1),
        ("discussed it with the midwife direct", 1),
        ("told her on the doorstep I didn't agree", 1),
        ("I have gone no further than e-mailing the officer in the case", 1),
        ("I've tried the SW, she's lovely but it's a no", 1),
        ("We spoke and she does not move from her position", 1),
        ("The detective sergeant heard me out and declined", 1),
        # managers
        ("my manager's already rung theirs", 2),
        ("manager's rung manager and we're exactly where we were", 2),
        ("our named nurse has phoned their service mgr", 2),
        ("head's been in touch with the team manager", 2),
        ("Our respective line managers convened on Monday", 2),
        ("we did the managers bit in june", 2),
        ("rang her, then rang her manager", 2),
        ("it was discussed with my boss and she called theirs", 2),
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
        "third time",
        "this is the third time I've asked",
        "level 4 need",
        "they say level 2, we say level 4",
        "after stage two both sides are happy",
        "stage two did it, they put him back on the list",
        "the managers met and there is no longer any disagreement, it is settled",
        "when my manager has spoken to theirs I will say",
        "I want my manager to speak to theirs",
        "needs a same-day conversation between managers",
        "manager to manager booked for Wednesday",
        "by what date must the managers have met?",
        "me and the social worker disagree",
        "I told the police",
        "I rang the police",
        "they've tried nothing and nobody has visited",
        "no steps have been taken to protect her",
        "she's in reception, not spoken to anyone, who do I ring?",
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
