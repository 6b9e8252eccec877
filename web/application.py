"""The application: its parts put together."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from escalation.library import Library
from escalation.settings import Settings
from escalation.store.engine import connect
from web import api_docs, chat, conversation_api, escalation_pages, escalations_api, health
from web.dialogue import Dialogue
from web.headers import Headers
from web.house import House
from web.pace import Pace
from web.problems import answer_problems
from web.resume_codes import ResumeCodes
from web.turn import Turns
from web.turn_order import TurnOrder

_HERE = Path(__file__).parent


def create_application(settings: Settings, library: Library | None = None) -> FastAPI:
    """The web application, ready to serve. It opens no connection before the first request.

    Args:
        settings: where everything is.
        library: the procedures, if they are loaded already.

    Raises:
        ProcedureError: a procedure file cannot be used.
    """
    # The client's own log names every address it calls; none of that belongs in ours.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    house = _build(settings, library or Library.load(settings.procedures))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        await house.dialogue.close()
        house.engine.dispose()

    app = FastAPI(
        title="Challenge and escalation assistant",
        version="0.1.0",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.house = house
    app.include_router(conversation_api.router)
    app.include_router(escalations_api.router)
    app.include_router(api_docs.router)
    app.include_router(health.router)
    app.include_router(chat.router)
    app.include_router(escalation_pages.router)
    app.mount("/static", StaticFiles(directory=_HERE / "static"), name="static")
    app.add_middleware(Headers)
    answer_problems(app)
    return app


def _build(settings: Settings, library: Library) -> House:
    engine = connect(settings.database)
    dialogue = Dialogue(settings.rasa_address, settings.rasa_secret.get_secret_value())
    codes = ResumeCodes(settings.session_secret.get_secret_value())
    turns = Turns(engine, dialogue, TurnOrder(), settings.turn_seconds, settings.danger_turn_seconds, codes)
    return House(
        settings=settings,
        engine=engine,
        library=library,
        dialogue=dialogue,
        turns=turns,
        opening_pace=Pace(settings.conversations_per_minute),
        message_pace=Pace(settings.messages_per_minute),
    )
