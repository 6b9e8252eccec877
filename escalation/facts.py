"""The facts that a decision rests on, and their codes. The names are fixed by the decision's contract."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictInt, StrictStr, ValidationError

from escalation.errors import FactError

EARLIEST = date(2000, 1, 1)
LATEST = date(2100, 12, 31)
MOST_WORKING_DAYS = 2600  # ten years: a longer timeframe is a slip of the keyboard
MOST_STEPS = 1_000_000_000


class Area(StrEnum):
    """What the disagreement is about, in codes shared by all procedures."""

    THRESHOLD_REFERRAL = "threshold_referral"
    ASSESSMENT_OUTCOME = "assessment_outcome"
    DECISION_MAKING = "decision_making"
    NEED_FOR_ACTION = "need_for_action"
    CASE_CLOSURE = "case_closure"
    ROLES_RESPONSIBILITIES = "roles_responsibilities"
    SERVICE_PROVISION = "service_provision"
    INFORMATION_SHARING = "information_sharing"
    TIMELINESS_DRIFT = "timeliness_drift"
    CONVENE_CONFERENCE = "convene_conference"
    CONFERENCE_DECISION = "conference_decision"
    CP_PLAN_IMPLEMENTATION = "cp_plan_implementation"
    IMMEDIATE_SAFETY = "immediate_safety"
    LAC_REVIEW = "lac_review"
    ALLEGATION_STAFF = "allegation_staff"
    WHISTLEBLOWING = "whistleblowing"
    MCA_16_17 = "mca_16_17"
    OTHER = "other"


class Urgency(StrEnum):
    """How quickly an answer is needed. `immediate_danger` is harm happening, or expected within hours."""

    IMMEDIATE_DANGER = "immediate_danger"
    URGENT = "urgent"
    NOT_URGENT = "not_urgent"


class Conference(StrEnum):
    """How the disagreement stands to a child protection conference."""

    NO = "no"
    AT_CONFERENCE = "at_conference"
    AFTER_CONFERENCE = "after_conference"
    NOT_CONVENED = "not_convened"


class Agency(StrEnum):
    """The sector that a practitioner works in."""

    SOCIAL_CARE = "social_care"
    HEALTH = "health"
    POLICE = "police"
    EDUCATION = "education"
    PROBATION = "probation"
    HOUSING = "housing"
    VOLUNTARY = "voluntary"
    OTHER = "other"


class RouteCode(StrEnum):
    """The lines along which a disagreement can be taken."""

    ESCALATION = "escalation"
    CONFERENCE_DISSENT = "conference_dissent"
    CONFERENCE_REQUEST = "conference_request"
    LOOKED_AFTER_REVIEW = "looked_after_review"
    ALLEGATION = "allegation"
    WHISTLEBLOWING = "whistleblowing"


def _iso_date(value: object) -> object:
    if isinstance(value, str):
        return date.fromisoformat(value)
    if isinstance(value, date) or value is None:
        return value
    raise ValueError("not a date")


class Facts(BaseModel):
    """What is known so far; everything may be missing. `on` and days follow `contract.md`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    partnership: StrictStr | None = None
    locality: StrictStr | None = None
    area: Area | None = None
    urgency: Urgency | None = None
    conference: Conference | None = None
    agency: Agency | None = None
    other_agency: Agency | None = None
    tried: Annotated[StrictInt, Field(ge=0, le=MOST_STEPS)] | None = None
    on: Annotated[date, BeforeValidator(_iso_date), Field(ge=EARLIEST, le=LATEST)] | None = None
    timeframe_working_days: Annotated[StrictInt, Field(ge=1, le=MOST_WORKING_DAYS)] | None = None


FACT_KEYS = tuple(Facts.model_fields)
CODES: dict[str, tuple[str, ...]] = {
    "area": tuple(Area),
    "urgency": tuple(Urgency),
    "conference": tuple(Conference),
    "agency": tuple(Agency),
    "other_agency": tuple(Agency),
}
_WHAT_IS_ALLOWED = {
    "partnership": "the code of a partnership, as text",
    "locality": "the code of a locality, as text",
    "tried": f"a whole number from 0 to {MOST_STEPS}",
    "on": f"a date such as 2026-11-23, from {EARLIEST} to {LATEST}",
    "timeframe_working_days": f"a whole number of working days from 1 to {MOST_WORKING_DAYS}",
}


def parse_facts(raw: object) -> Facts:
    """Checks what a caller sent and gives the facts. The partnership's name is checked by the library.

    Raises:
        FactError: not an object, an unknown key, or a value of the wrong type or out of bounds.
    """
    if not isinstance(raw, Mapping):
        raise FactError("facts", "The facts must be one JSON object.", FACT_KEYS)
    try:
        return Facts.model_validate(dict(raw))
    except ValidationError as error:
        raise _fact_error(error.errors()[0]) from None


def _fact_error(fault: Mapping[str, Any]) -> FactError:
    field = str(fault["loc"][0]) if fault["loc"] else "facts"
    if fault["type"] == "extra_forbidden":
        return FactError(field, f"There is no fact called {field}.", FACT_KEYS)
    if field in CODES:
        return FactError(field, f"That is not a value that {field} can have.", CODES[field])
    allowed = _WHAT_IS_ALLOWED.get(field, "")
    return FactError(field, f"The value of {field} must be {allowed}.", [allowed])
