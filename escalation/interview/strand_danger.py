"""Danger in the middle of a strand: the words on it come first, and what was told of it is kept with the answers."""

from dataclasses import replace

from escalation.facts import Urgency
from escalation.interview.draft import Draft
from escalation.interview.hearing import alarm_of
from escalation.interview.message import Message
from escalation.interview.replies import ERROR, NOTICE, Reply
from escalation.interview.strand import Strand, StrandHeard
from escalation.interview.told_at_once import emergency
from escalation.library import Library
from escalation.reading.alarm import Alarm
from escalation.reading.corrections import correction_said
from escalation.reading.safety import safe_now_said
from escalation.words import words

URGENCY = "urgency"


def danger_first(heard: StrandHeard, message: Message, place: Draft, library: Library) -> StrandHeard:
    """What was heard, with danger in front if the message speaks of it.

    Args:
        heard: what the message came to.
        message: the message.
        place: what is known of the place, so that its procedure's words on danger are told.
        library: the procedures.
    """
    alarm = alarm_of(message)
    if alarm is None:
        return heard
    kept = tuple(reply for reply in heard.replies if reply.kind != ERROR)
    if alarm is not Alarm.CERTAIN:
        return StrandHeard(heard.strand, (Reply(NOTICE, words("emergency", "suspected")), *kept))
    answers = {**heard.strand.answers, URGENCY: Urgency.IMMEDIATE_DANGER.value}
    strand = replace(heard.strand, answers=answers, confirm=None)
    return StrandHeard(strand, (emergency(place, library), *kept))


def danger_is_over(strand: Strand, message: Message) -> StrandHeard | None:
    """The strand without the danger that was told, if the message says that no child is in danger now after all."""
    over = correction_said(message.text) == URGENCY or bool(safe_now_said(message.text))
    if strand.said(URGENCY) is None or alarm_of(message) is not None or not over:
        return None
    answers = {key: value for key, value in strand.answers.items() if key != URGENCY}
    return StrandHeard(replace(strand, answers=answers, confirm=None), (Reply(NOTICE, words("emergency", "over")),))
