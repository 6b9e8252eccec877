"""Whether the application lives, and whether it is ready to take a message."""

import asyncio

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from escalation.store.engine import reading
from escalation.store.tables import conversations
from web.house import House, house_of

router = APIRouter(prefix="/health", include_in_schema=False)


@router.get("/live")
async def live() -> dict[str, str]:
    """The application answers."""
    return {"status": "live"}


@router.get("/ready")
async def ready(request: Request) -> JSONResponse:
    """The database and the dialogue engine answer too."""
    house = house_of(request)
    parts = {
        "database": await asyncio.to_thread(_database_answers, house),
        "dialogue": await house.dialogue.is_ready(),
    }
    return JSONResponse({"ready": all(parts.values()), **parts}, status_code=200 if all(parts.values()) else 503)


def _database_answers(house: House) -> bool:
    try:
        with reading(house.engine) as connection:
            connection.execute(select(conversations.c.id).limit(1))
    except SQLAlchemyError:
        return False
    return True
