"""What somebody tells of a stage: read from a message, and put together as a report."""

from datetime import date
from typing import Any

from escalation.facts import Urgency
from escalation.interview.strand import Strand
from escalation.progress import ProgressKind, Report, Speaker
from escalation.reading.days import day_said
from escalation.reading.happenings import happening_said

NOTHING = "nothing"
DUTY = "duty"
NEXT, STAY, SKIP = "next", "stay", "skipped"
# An account this long says what was said, and is not asked for again.
_AN_ACCOUNT = 8


def account_of(text: str, today: date, *, answering: bool, skipping: bool) -> dict[str, Any]:
    """What a message tells of what happened and when; empty where it tells nothing.

    Args:
        text: the message.
        today: the date in London.
        answering: whether it answers the question; otherwise only what is plain is taken from it.
        skipping: whether the procedure lets stages be left out here.
    """
    happened = happening_said(text)
    if happened is None:
        return {}
    kind = ProgressKind(happened.value)
    is_vague = kind in (ProgressKind.NOTE, ProgressKind.SKIPPED)
    if (is_vague and not answering) or (kind is ProgressKind.SKIPPED and not skipping):
        return {}
    told: dict[str, Any] = {"happened": kind.value}
    day = day_said(text, today)
    # To wait has no day of its own: it is told today.
    if day.day is not None and kind is not ProgressKind.NO_REPLY:
        told["happened_on"] = day.day.isoformat()
    if kind is ProgressKind.NO_REPLY or (len(text.split()) >= _AN_ACCOUNT and kind is not ProgressKind.RESOLVED):
        told["said"] = text
    return told


def report_of(strand: Strand, today: date) -> Report | None:
    """The report that a strand's answers make; None while it is not said what happened, or nothing was."""
    happened = strand.said("happened")
    if happened in (None, NOTHING, DUTY):
        return None
    going, skip_to = strand.said("go_on"), strand.said("skip_to")
    day, who, urgency, told = (strand.said(key) for key in ("happened_on", "who", "urgency", "raiser_told"))
    return Report(
        kind=ProgressKind(happened),
        happened_on=date.fromisoformat(day) if day else today,
        who=Speaker(who) if who else None,
        said=strand.said("said"),
        agreed=strand.said("agreed"),
        child_outcome=strand.said("child_outcome"),
        reason=strand.said("reason"),
        urgency=Urgency(urgency) if urgency else None,
        raiser_told=None if told is None else told == "yes",
        learning=strand.said("learning"),
        go_on=going != STAY,
        skip_to=skip_to if happened == SKIP or going == SKIP else None,
        timeframe_working_days=strand.said("next_timeframe"),
    )
