"""A stand-in for the dialogue engine: the real interview of the core, or lines that a test has written."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from sqlalchemy import Engine

from escalation import clock
from escalation.interview.draft import Draft
from escalation.interview.hearing import Listener
from escalation.interview.message import Message
from escalation.interview.questions import next_question
from escalation.interview.replies import CONFIRMATION, NOTICE, Reply, asking
from escalation.interview.summary import summary
from escalation.interview.telling import tell
from escalation.library import Library
from escalation.recording import Source, advise, open_escalation
from escalation.settings import Settings
from escalation.words import words
from tests.escalation.store.fixtures import empty_database
from web.application import create_application

Answering = Callable[[dict[str, Any]], list[Reply]]


@dataclass
class StandIn:
    """Takes the place of `web.dialogue.Dialogue`. `heard` holds every turn that reached it."""

    answering: Answering
    heard: list[dict[str, Any]] = field(default_factory=list)
    seconds: float = 0

    async def turn(self, body: dict[str, Any], seconds: float) -> list[Reply]:
        """One turn, as the engine would answer it."""
        self.heard.append(body)
        await asyncio.sleep(self.seconds)
        replies = await asyncio.to_thread(self.answering, body)
        return [*replies[:-1], replace(replies[-1], ends_turn=True)]

    async def is_ready(self) -> bool:
        """Always."""
        return True

    async def close(self) -> None:
        """There is nothing to close."""


def settings_in(folder: Path, **others: Any) -> Settings:
    """Settings whose data lies in this folder, with nothing taken from `.env`."""
    secrets = {name: "s" * 40 for name in ("rasa_secret", "actions_secret", "session_secret")}
    return Settings(_env_file=None, var=folder, database_url="", **secrets, **others)


@cache
def _library(folder: Path) -> Library:
    """The procedures of a folder, read once for all tests."""
    return Library.load(folder)


def application(folder: Path, answering: Answering | None = None, **others: Any) -> tuple[FastAPI, StandIn]:
    """The real web application on a new database, with a stand-in behind it."""
    if not (folder / "escalation.db").exists():
        empty_database(folder / "escalation.db")
    settings = settings_in(folder, **others)
    app = create_application(settings, _library(settings.procedures))
    house = app.state.house
    stand_in = StandIn(answering or Interview(house.engine, house.library, house.turns.codes.secret))
    app.state.house = replace(house, dialogue=stand_in, turns=replace(house.turns, dialogue=stand_in))
    return app, stand_in


class Interview:
    """The interview of the core, without a language model: it asks, hears, checks, records and tells."""

    def __init__(self, engine: Engine, library: Library, secret: str) -> None:
        self._engine = engine
        self._library = library
        self._secret = secret
        self._listener = Listener(library)
        self._drafts: dict[str, Draft] = {}

    def __call__(self, body: dict[str, Any]) -> list[Reply]:
        """The replies to one message."""
        key = body["conversation"]
        draft = self._drafts.get(key)
        if draft is None:
            self._drafts[key] = Draft()
            opening = Reply(NOTICE, "I will lead you through your local procedure, one question at a time.")
            return [opening, *self._next(body, Draft(), ())]
        message = Message(text=body["text"], choice=body["choice"], asked=body["asked"])
        heard = self._listener.hear(draft, message)
        self._drafts[key] = heard.draft
        return self._next(body, heard.draft, heard.replies)

    def _next(self, body: dict[str, Any], draft: Draft, said: tuple[Reply, ...]) -> list[Reply]:
        upcoming = next_question(draft, self._library)
        if upcoming is None:
            return [*said, *self._conclude(body, draft)]
        if upcoming.asks == "confirm":
            return [*said, summary(draft, self._library)]
        return [*said, asking(upcoming)]

    def _conclude(self, body: dict[str, Any], draft: Draft) -> list[Reply]:
        today = clock.today()
        guidance = tell(advise(self._library, draft, today))
        del self._drafts[body["conversation"]]
        if draft.confirm != "yes":
            return [Reply(NOTICE, words("recording", "declined")), guidance]
        source = Source(body["conversation"], body["message_id"], body["message_id"], body["mode"])
        recorded = open_escalation(self._engine, self._library, draft, source, today, self._secret)
        text = words("recording", "recorded", reference=recorded.reference)
        return [Reply(CONFIRMATION, text, reference=recorded.reference), guidance]
