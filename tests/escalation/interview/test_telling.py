"""How guidance is told: all that its fields hold, in the order in which it is needed."""

import pytest

from escalation.day_words import spoken
from escalation.decision import decide
from escalation.interview.telling import tell, tell_part
from escalation.library import Library
from tests.escalation.test_decision import SHEFFIELD_CHARITY, ask

TOPICS = ("stage", "contact", "timescale", "next_step", "record", "decision_stands")


def test_the_text_says_what_the_fields_hold(library: Library) -> None:
    guidance = ask(library, **SHEFFIELD_CHARITY)
    text = tell(guidance).text
    for sentence in (*guidance["steps"], *guidance["record"], *guidance["also"], *guidance["warnings"]):
        assert sentence in text
    for contact in guidance["contacts"]:
        assert contact["role"] in text
    for unknown in guidance["unknowns"]:
        assert unknown["text"] in text and unknown["held_in"] in text
    for citation in guidance["citations"]:
        assert citation["ref"] in text
    assert "the number is ours" in text


def test_a_date_is_said_as_people_say_it(library: Library) -> None:
    guidance = ask(library, partnership="buckinghamshire", tried=0, on="2026-11-23")
    assert "Monday 30 November 2026" in tell(guidance).text
    assert spoken(library.parse({"on": "2026-12-01"}).on) == "Tuesday 1 December 2026"  # type: ignore[arg-type]


def test_a_number_that_cannot_be_dialled_is_never_told_as_one_to_ring(library: Library) -> None:
    text = tell(ask(library, partnership="buckinghamshire", area="whistleblowing", tried=0)).text
    assert "020 740 6609, which cannot be dialled" in text
    assert "Telephone 020 740 6609" not in text


@pytest.mark.parametrize("topic", TOPICS)
def test_each_part_can_be_asked_for_and_says_when_it_is_too_early(library: Library, topic: str) -> None:
    known = tell_part(topic, ask(library, **SHEFFIELD_CHARITY))
    early = tell_part(topic, decide(None, library.parse({})))
    assert known and early and known != early
    assert "once I know which partnership" in early


def test_a_part_told_in_mid_conversation_says_that_more_may_change_it(library: Library) -> None:
    assert "so far" in tell_part("timescale", ask(library, partnership="harrow"))
