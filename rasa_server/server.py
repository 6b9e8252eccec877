"""The Rasa server: one channel, one readiness route, the model; no HTTP API, no telemetry, loopback only.

Built from Rasa's own parts (`rasa.core.run`, `rasa.core.channels`), leaving out its root page, CORS and API.
"""

import asyncio
from typing import Any

from rasa.core.channels.channel import register
from rasa.core.run import close_resources, create_http_input_channels, load_agent_on_start
from rasa.core.utils import AvailableEndpoints
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from rasa_server import action_call, tracker_store
from rasa_server.channel import FrontDoor, refusal
from rasa_server.secret import holds_secret
from rasa_server.tracker_store import CarefulTrackerStore

ADDRESS = "127.0.0.1"
LARGEST_BODY = 128 * 1024  # bytes: the longest text with every character escaped, and the rest of a turn
TURN_SECONDS = 60


class CannotStart(Exception):
    """The server would not be the one that was meant: no model, another store or another channel."""


def build_app(model: str, endpoints_file: str, credentials_file: str) -> Sanic:
    """The application, not yet running. Raises CannotStart where it has not exactly our one channel."""
    action_call.install()
    tracker_store.install()
    door = only_door(create_http_input_channels(None, credentials_file))
    endpoints = AvailableEndpoints.read_endpoints(endpoints_file)
    app = Sanic("rasa_server", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = LARGEST_BODY
    app.config.RESPONSE_TIMEOUT = TURN_SECONDS
    register([door], app, route="/webhooks/")
    add_guard(app, door.secret)
    add_readiness(app)
    add_life(app, door, model, endpoints)
    return app


def only_door(channels: "list[Any]") -> FrontDoor:
    if len(channels) != 1 or type(channels[0]) is not FrontDoor:
        raise CannotStart("credentials.yml must name the front door and no other channel")
    return channels[0]


def add_guard(app: Sanic, secret: str) -> None:
    @app.on_request
    async def guard(request: Request) -> HTTPResponse | None:
        """Runs before every route and, in Sanic, before the answer to a path that has none."""
        return None if holds_secret(request.headers, secret) else refusal(401, "not known")


def add_readiness(app: Sanic) -> None:
    @app.get("/ready")
    async def ready(_: Request) -> HTTPResponse:
        """Sanic listens only once the model is loaded, so an answer is the proof."""
        return response.json({"ready": True})


def add_life(app: Sanic, door: FrontDoor, model: str, endpoints: AvailableEndpoints) -> None:
    @app.before_server_start
    async def load(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        agent = await load_agent_on_start(model, endpoints, None, app, loop)
        if not agent.is_ready():
            raise CannotStart("the model was not loaded")
        # Rasa falls back to memory, with a warning, when it cannot load a store.
        if type(agent.tracker_store) is not CarefulTrackerStore:
            raise CannotStart("the tracker store is not ours")

    @app.before_server_stop
    async def finish(_: Sanic, __: asyncio.AbstractEventLoop) -> None:
        await door.finish_turns()

    app.register_listener(close_resources, "after_server_stop")


def run(app: Sanic, port: int) -> None:
    app.run(host=ADDRESS, port=port, workers=1, access_log=False, motd=False)
