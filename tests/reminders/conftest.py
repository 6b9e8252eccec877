"""What the tests of the reminders share with those of the core."""

from tests.escalation.conftest import library, opening

__all__ = ["library", "opening"]
