"""A hall: people are enrolled, come to the entrance, and go, while the clock is moved."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pyotp
import pytest
from sqlalchemy import Engine, select

from escalation.accounts import keeping
from escalation.accounts.account import Post, Role
from escalation.accounts.entrance import Caller, Entered, Entrance
from escalation.accounts.keeping import Enrolled
from escalation.accounts.session import Limits, Session, signed_in
from escalation.errors import Refused
from escalation.store.engine import reading
from escalation.store.tables import audit

SECRET = "the secret of these tests"
PASSWORD = "seven green kettles"
LIMITS = Limits(timedelta(minutes=30), timedelta(hours=12))
STEP = timedelta(seconds=30)
LEAD = Post(Role.LEAD, frozenset({"harrow"}))
HOME, ELSEWHERE = "192.0.2.1", "198.51.100.7"


@dataclass
class Hands:
    """The hands of the clock."""

    now: datetime = field(default_factory=lambda: datetime(2026, 11, 23, 9, tzinfo=UTC))

    def move(self, by: timedelta) -> None:
        """Moves them on."""
        self.now += by


@dataclass
class Hall:
    """The entrance of a house, with its database and its clock."""

    engine: Engine
    hands: Hands

    def __post_init__(self) -> None:
        self.entrance = Entrance(self.engine, SECRET, LIMITS)

    def enrols(self, name: str = "kay@example.org", post: Post = LEAD) -> Enrolled:
        """Somebody new."""
        return keeping.add_local(self.engine, SECRET, name, "Kay", post, PASSWORD, "test")

    def code(self, enrolled: Enrolled, later: timedelta = timedelta()) -> str:
        """What the app shows now, or later."""
        return pyotp.TOTP(enrolled.app_secret).at(self.hands.now + later)

    def half_way(self, enrolled: Enrolled, source: str = HOME, device: str | None = None) -> Caller:
        """Somebody who has given the right password."""
        caller = Caller(source, device)
        return Caller(source, device, self.entrance.give_password(enrolled.account.name, PASSWORD, caller))

    def enters(self, enrolled: Enrolled, source: str = HOME, device: str | None = None) -> Entered:
        """Somebody who signs in, with the next code of the app."""
        self.hands.move(STEP)
        caller = self.half_way(enrolled, source, device)
        return self.entrance.give_code(self.code(enrolled), caller)

    def fails(self, name: str, times: int = 1, source: str = HOME, device: str | None = None) -> None:
        """Somebody who gives a wrong password, and is told so."""
        for _ in range(times):
            assert refusal(self.entrance.give_password, name, "wrong horse here", Caller(source, device)).status == 401

    def session(self, entered: Entered) -> Session | None:
        """The session that somebody has now."""
        return signed_in(self.engine, entered.token, LIMITS)

    def noted(self) -> list[tuple[str, str]]:
        """The events in the audit trail, with what they were about."""
        with reading(self.engine) as connection:
            rows = connection.execute(select(audit.c.event, audit.c.subject).order_by(audit.c.number)).all()
        return [(row.event, row.subject) for row in rows]


def refusal(call: Callable[..., Any], *arguments: Any) -> Refused:
    """How a call is refused."""
    with pytest.raises(Refused) as refused:
        call(*arguments)
    return refused.value
