"""What has happened at a stage, who acted, and how long was waited."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.progress import ProgressKind
from escalation.reading.happenings import Happening, happening_said, speaker_said
from tests.reading.phrasing_lists import phrasings


def test_the_happenings_are_the_kinds_of_progress() -> None:
    assert [happening.value for happening in Happening] == [kind.value for kind in ProgressKind]


@pytest.mark.parametrize(
    ("happening", "text"), [(each, text) for each in Happening for text in phrasings(f"happenings/{each.value}")]
)
def test_a_happening_is_understood_in_many_words(happening: Happening, text: str) -> None:
    assert happening_said(text) is happening


@pytest.mark.parametrize("happening", Happening)
def test_each_happening_is_tried_in_forty_wordings_or_more(happening: Happening) -> None:
    assert len(phrasings(f"happenings/{happening.value}")) >= 40


@pytest.mark.parametrize("text", phrasings("happenings/nothing"))
def test_what_is_asked_wished_or_beside_the_point_has_not_happened(text: str) -> None:
    assert happening_said(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "they have not agreed", "nobody agreed to anything", "they wouldn't accept it", "isn't sorted yet",
        "it hasn't been settled", "no compromise was found", "they have not reopened the case", "far from resolved",
        "I wouldn't call it resolved", "I don't think it's resolved", "they think it's settled, we don't",
        "the managers agreed that the threshold is not met", "they agree there is a concern but won't act",
        "they agreed at first but now they won't do it", "neither manager agreed", "no agreement was reached",
        "it was resolved but now they've gone back on it", "resolved? no", "they only agreed to half of it",
        "I'm not satisfied with the response", "unresolved on our side, they think it is resolved but it's not",
        "the team manager agrees with her worker", "they haven't changed their decision", "they're not going to do it",
    ],
)  # fmt: skip
def test_a_denied_or_partial_agreement_is_none(text: str) -> None:
    assert happening_said(text) is Happening.NO_AGREEMENT


@pytest.mark.parametrize(
    "text",
    ["they agreed to meet on Friday", "they agreed to think about it", "nearly sorted", "we nearly agreed",
     "they said they'd agreed it with mum"],
)  # fmt: skip
def test_an_agreement_to_talk_or_almost_one_closes_nothing(text: str) -> None:
    assert happening_said(text) is Happening.NOTE


@pytest.mark.parametrize(
    ("text", "happening"),
    [
        ("first they refused, then my manager rang and they agreed", Happening.RESOLVED),
        ("refused on monday, accepted on friday", Happening.RESOLVED),
        ("no disagreement any more", Happening.RESOLVED),
        ("they agreed in the end after two weeks of nothing", Happening.RESOLVED),
        ("they replied but said no", Happening.NO_AGREEMENT),
        ("no reply, so I want to skip stage 2", Happening.SKIPPED),
        ("dad was arrested and they still won't hold a conference", Happening.NO_AGREEMENT),
        ("they may agree", None),
        ("they will probably agree", None),
        ("they have closed the case", None),
    ],
)
def test_what_is_said_last_counts(text: str, happening: Happening | None) -> None:
    assert happening_said(text) is happening


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("my manager rang them", "manager"), ("my line manager's spoken to hers", "manager"),
        ("the managers met", "manager"), ("both our managers have met", "manager"), ("mine rang theirs", "manager"),
        ("head rang the service manager", "manager"), ("manager to manager call, no joy", "manager"),
        ("I asked my manager to ring and she rang theirs", "manager"), ("my manager emailed and I chased", "manager"),
        ("our DSL spoke to theirs", "lead"), ("named nurse phoned", "lead"), ("safeguarding lead has rung", "lead"),
        ("I rang them", "practitioner"), ("we spoke", "practitioner"), ("I spoke to my manager", "practitioner"),
        ("met the manager, they won't budge", "practitioner"), ("I rang their manager", "practitioner"),
        ("spoke to the social worker", "practitioner"), ("they have told us no", "practitioner"),
        ("they refused", None), ("no reply", None), ("the manager won't budge", None), ("", None),
    ],
)  # fmt: skip
def test_who_acted_is_told_from_whom_they_spoke_to(text: str, speaker: str | None) -> None:
    assert speaker_said(text) == speaker


@pytest.mark.parametrize(
    "text",
    [
        "my manager told me to drop it", "I'm scared", "I have another disagreement", "I don't know", "not me",
        "I don't agree with that question", "it's within my own agency", "my manager is away", "my manager will ring",
        "my manager did not ring", "my manager won't help me", "my manager rang me", "I will ring them tomorrow",
        "I haven't rung them", "should I ring?", "I'm not sure who rang", "the child told me he was hit",
    ],
)  # fmt: skip
def test_to_be_named_is_not_to_have_acted(text: str) -> None:
    assert speaker_said(text) is None


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("me", "practitioner"), ("I did", "practitioner"), ("it was me", "practitioner"), ("myself", "practitioner"),
        ("I've emailed", "practitioner"), ("I chased them twice", "practitioner"), ("I had a call", "practitioner"),
        ("my manager", "manager"), ("it was my line manager", "manager"), ("me and my manager", "manager"),
        ("it wasn't me, it was my manager", "manager"), ("my manager has written", "manager"), ("manager", "manager"),
        ("our DSL", "lead"), ("the DSL did", "lead"), ("our safeguarding lead met them", "lead"),
    ],
)  # fmt: skip
def test_a_bare_answer_or_a_deed_tells_who_acted(text: str, speaker: str) -> None:
    assert speaker_said(text) == speaker


@pytest.mark.parametrize(
    "text",
    [
        "They agreed but nothing has actually happened", "they agreed but have done nothing", "they did not refuse",
        "they never refused", "resolved? not sure", "settled? I don't know", "agreed? maybe", "an update please",
        "child died", "the child has died", "the child died and they still refuse", "he has died", "the baby died",
        "I have another disagreement, about a different family", "there is a new disagreement with police",
        "I disagree with health about another baby, they refused a visit", "I want to start a new escalation",
        "I want to go to the next stage",
    ],
)  # fmt: skip
def test_what_leaves_a_doubt_or_tells_of_something_else_is_not_guessed(text: str) -> None:
    assert happening_said(text) is None


@pytest.mark.parametrize(
    ("text", "happening"),
    [
        ("partially agreed - they will do a CIN assessment but not CP", Happening.NO_AGREEMENT),
        ("it has been partially agreed", Happening.NO_AGREEMENT),
        ("partially agreed at first, then they agreed to all of it", Happening.RESOLVED),
        ("they agreed but nothing happened, then they refused outright", Happening.NO_AGREEMENT),
        ("they don't refuse to meet but won't do the assessment", Happening.NO_AGREEMENT),
        ("they've said no", Happening.NO_AGREEMENT),
        ("They got back to me and said the same", Happening.NO_AGREEMENT),
        ("We had the meeting, we didn't agree", Happening.NO_AGREEMENT),
        ("Rang them 3 times, no joy", Happening.NO_REPLY),
        ("rang 3 times, no joy, then we met and they refused", Happening.NO_AGREEMENT),
        ("spoke to them, no joy", Happening.NO_AGREEMENT),
        ("Good news, they have accepted it", Happening.RESOLVED),
        ("all good now, they're doing a S47", Happening.RESOLVED),
        ("the family has moved away", Happening.EVENTS),
        ("mum has died", Happening.EVENTS),
    ],
)
def test_a_happening_is_told_from_one_that_sounds_like_it(text: str, happening: Happening) -> None:
    assert happening_said(text) is happening


_LINES = [line for each in Happening for line in phrasings(f"happenings/{each.value}")]


@given(st.text(max_size=300) | st.lists(st.sampled_from(_LINES), max_size=8).map(" ".join))
def test_no_text_makes_it_fail(text: str) -> None:
    assert happening_said(text) in {None, *Happening}
    assert speaker_said(text) in {None, "practitioner", "manager", "lead"}
