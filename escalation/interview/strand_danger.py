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
from escalation.reading.corrections import correction_said
from escalation.reading.danger import danger_said
from escalation.reading.safety import not_safe_said, safe_now_said
from escalation.words import words

URGENCY = "urgency"


def danger_first(strand: Strand, heard: StrandHeard, message: Message, place: Draft, library: Library) -> StrandHeard:
    """What was heard, with danger in front if the message speaks of it.

    Args:
        strand: before the message.
        heard: what the message came to.
        message: the message.
        place: what is known of the place, so that its procedure's words on danger are told.
        library: the procedures.
    """
    if alarm_of(message) is None:
        return heard
    # Whether somebody understood us matters less now.
    kept = () if heard.strand.misread else tuple(reply for reply in heard.replies if reply.kind != ERROR)
    if not _is_said(message):
        # Only the engine thinks so, and its guess is never written down. A date or a reference is not judged at all.
        if heard.strand.answers != strand.answers and not _is_account(heard.strand, strand):
            return heard
        return StrandHeard(heard.strand, (Reply(NOTICE, words("emergency", "suspected")), *kept))
    answers = {**heard.strand.answers, URGENCY: Urgency.IMMEDIATE_DANGER.value}
    return StrandHeard(
        replace(heard.strand, answers=answers, confirm=None, misread=0), (emergency(place, library), *kept)
    )


def _is_said(message: Message) -> bool:
    """Whether the words themselves speak of danger."""
    return danger_said(message.text) is not None or not_safe_said(message.text)


def _is_account(after: Strand, before: Strand) -> bool:
    """Whether a message was taken as somebody's own words, and not read as a day, a number or a choice."""
    new = {key: value for key, value in after.answers.items() if before.answers.get(key) != value}
    return any(isinstance(value, str) and " " in value for value in new.values())


def danger_is_over(strand: Strand, message: Message) -> StrandHeard | None:
    """The strand without the danger that was told, if the message says that no child is in danger now after all."""
    over = correction_said(message.text) == URGENCY or bool(safe_now_said(message.text))
    if strand.said(URGENCY) is None or alarm_of(message) is not None or not over:
        return None
    answers = {key: value for key, value in strand.answers.items() if key != URGENCY}
    return StrandHeard(replace(strand, answers=answers, confirm=None), (Reply(NOTICE, words("emergency", "over")),))
