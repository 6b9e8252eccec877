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


_LINES = [line for each in Happening for line in phrasings(f"happenings/{each.value}")]


@given(st.text(max_size=300) | st.lists(st.sampled_from(_LINES), max_size=8).map(" ".join))
def test_no_text_makes_it_fail(text: str) -> None:
    assert happening_said(text) in {None, *Happening}
    assert speaker_said(text) in {None, "practitioner", "manager", "lead"}
