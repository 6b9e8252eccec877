"""How quickly an answer is needed."""

from __future__ import annotations

import pytest

from escalation.reading.urgency import urgency_answer, urgency_said


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("it's urgent", "urgent"),
        ("its urgent", "urgent"),
        ("URGENT!!!", "urgent"),
        ("it needs a decision within days", "urgent"),
        ("I need an answer by tomorrow", "urgent"),
        ("this can’t wait", "urgent"),
        ("risk of significant harm", "urgent"),
        ("the child is at risk of significant harm", "urgent"),
        ("no immediate danger but it's urgent", "urgent"),
        ("not urgent", "not_urgent"),
        ("it isn’t urgent", "not_urgent"),
        ("non-urgent", "not_urgent"),
        ("no rush", "not_urgent"),
        ("it can wait", "not_urgent"),
        ("I don't think it is urgent", "not_urgent"),
        ("no immediate danger and not urgent", "not_urgent"),
        ("needs sorting by close of play", "urgent"),
        ("has to be settled before the hearing on Thursday", "urgent"),
        ("This wants resolving within 24 hours", "urgent"),
        ("today if you can", "urgent"),
        ("tomorrow noon latest", "urgent"),
        ("time critical, due date's in nine days", "urgent"),
        ("as soon as humanly possible", "urgent"),
        ("v urgent", "urgent"),
        ("urgent but not blue light urgent", "urgent"),
        ("Not 999 urgent, but urgent", "urgent"),
        ("we haven't got weeks", "urgent"),
        ("cannot wait for the normal timescales", "urgent"),
        ("It can properly wait until the next meeting", "not_urgent"),
        ("there isn't any rush from our end", "not_urgent"),
        ("naw it'll keep", "not_urgent"),
        ("Not pressing. Ideally by half term", "not_urgent"),
        ("it's a slow burner", "not_urgent"),
        ("a normal timescale is fine", "not_urgent"),
        ("next wk is soon enough", "not_urgent"),
        ("Low urgency; historic matter", "not_urgent"),
        ("take your time", "not_urgent"),
    ],
)
def test_clear_words_are_read(text: str, value: str) -> None:
    said = urgency_said(text)
    assert said is not None
    assert said.value == value
    assert said.words in text


@pytest.mark.parametrize(
    "text",
    [
        "no immediate danger",
        "a child is in immediate danger",
        "they don't think it's urgent",
        "the social worker said it is not urgent",
        "no sense of urgency from social care",
        "the urgent strategy meeting was refused",
        "is it urgent?",
        "we disagree about whether the child is at risk of significant harm",
        "social care say the child is at risk of significant harm",
        "the child isn't at risk of significant harm",
        "not urgent today but he is at risk of significant harm",
        "the referral was not urgent enough for them",
        "the child is at risk",
        "they closed it as not urgent",
        "the SW reckons it can wait",
        "they will keep it open",
        "is there a deadline for lodging a dissent?",
        "deadline lapsed without any answer",
        "they've got a meeting next month do I go",
        "High Wycombe",
        "do they have to answer the same day",
        "CAMHS urgent means fifteen weeks",
        "",
    ],
)
def test_what_is_not_clear_is_left_to_be_asked(text: str) -> None:
    assert urgency_said(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "immediate_danger"),
        ("yes in danger", "immediate_danger"),
        ("Yes, a child is in danger", "immediate_danger"),
        ("immediate", "immediate_danger"),
        ("now", "immediate_danger"),
        ("urgent", "urgent"),
        ("yes it's urgent", "urgent"),
        ("no, but it's urgent", "urgent"),
        ("soon", "urgent"),
        ("no", "not_urgent"),
        ("Not urgent.", "not_urgent"),
        ("no rush", "not_urgent"),
    ],
)
def test_a_short_answer_is_read_in_the_light_of_the_question(text: str, value: str) -> None:
    said = urgency_answer(text)
    assert said is not None
    assert said.value == value


@pytest.mark.parametrize("text", ["no danger", "no immediate danger", "not now", "not immediate", "maybe", ""])
def test_an_answer_that_denies_danger_alone_leaves_urgency_open(text: str) -> None:
    assert urgency_answer(text) is None
