"""Which reader of plain words serves which question, when it is asked and when it is not."""

from __future__ import annotations

from collections.abc import Callable

from escalation.reading.agencies import agency_answer, other_agency_said, own_agency_said
from escalation.reading.conferences import conference_answer, conference_said
from escalation.reading.said import Said
from escalation.reading.steps import steps_answer, steps_tried_said
from escalation.reading.urgency import urgency_answer, urgency_said

Reader = Callable[[str], "Said | None"]

ANSWER_READERS: dict[str, tuple[Reader, ...]] = {
    "urgency": (urgency_answer, urgency_said),
    "conference": (conference_answer,),
    "agency": (agency_answer, own_agency_said),
    "other_agency": (agency_answer, other_agency_said),
    "tried": (steps_answer, steps_tried_said),
    "timeframe_working_days": (steps_answer,),
}
UNASKED_READERS: dict[str, Reader] = {
    "urgency": urgency_said,
    "conference": conference_said,
    "agency": own_agency_said,
    "other_agency": other_agency_said,
    "tried": steps_tried_said,
}
