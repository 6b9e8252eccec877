"""The errors of the core: a small family, raised where found and turned into words once, at the door."""

from collections.abc import Sequence


class EscalationError(Exception):
    """The root of the family. `message` is plain English and never holds case text."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class FactError(EscalationError):
    """A fact that is wrong: an unknown key or value, a wrong type, a number out of bounds."""

    def __init__(self, field: str, message: str, allowed: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.field = field
        self.allowed = list(allowed)

    def as_json(self) -> dict[str, object]:
        """The error as `contract.md` gives it to callers outside."""
        return {"error": {"field": self.field, "message": self.message, "allowed": self.allowed}}


class ProcedureError(EscalationError):
    """A procedure file that cannot be used. Each fault names its file, line and field."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = list(faults)


class NotRecorded(EscalationError):
    """The escalation record was not written, and nothing of it remains."""


class Refused(EscalationError):
    """A message or a call that the door does not take.

    `code` is stable, `status` is the HTTP status, `wait_seconds` how
    long to wait before trying again. `danger` is true where what was refused speaks of danger: then the
    words on danger go out with the refusal.
    """

    def __init__(self, code: str, message: str, status: int = 422, wait_seconds: int | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.status = status
        self.wait_seconds = wait_seconds
        self.danger = False
