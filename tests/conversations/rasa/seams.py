"""Runs in the Rasa environment: what our seams made of Rasa, as one JSON object on standard output."""

import asyncio
import json
from typing import Any

import rasa.core.actions.action as rasa_action
import rasa.core.agent as rasa_agent
from rasa.core.actions.action import RemoteAction
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.utils.endpoints import EndpointConfig
from sqlalchemy.engine.url import make_url

from rasa_server import action_call, tracker_store


def schemas_built_for_three_replies() -> int:
    built = []
    build = RemoteAction.action_response_format_spec
    RemoteAction.action_response_format_spec = staticmethod(lambda: built.append(1) or build())
    for _ in range(3):
        RemoteAction("action_any", None)._validate_action_result({"events": [], "responses": []})
    return len(built)


async def failure_of_an_unreachable_action() -> str:
    action = RemoteAction("action_any", EndpointConfig("http://127.0.0.1:9/webhook"))
    tracker = InMemoryTrackerStore(Domain.empty()).init_tracker("someone")
    try:
        await action.run(Any, Any, tracker, Domain.empty())  # type: ignore[arg-type]
    except BaseException as error:
        return type(error).__name__
    return "none"


def postgresql(url: str) -> str:
    return tracker_store.make_engine(make_url(url)).url.drivername


action_call.install()
tracker_store.install()
store = InMemoryTrackerStore(Domain.empty())
print(
    json.dumps(
        {
            "schemas built": schemas_built_for_three_replies(),
            "seconds for an action": rasa_action.DEFAULT_REQUEST_TIMEOUT,
            "unreachable": asyncio.run(failure_of_an_unreachable_action()),
            "unwrapped": rasa_agent.Agent._create_tracker_store(store, Domain.empty()) is store,
            "drivers": [postgresql("postgresql+psycopg://a/b"), postgresql("postgresql://a/b")],
        }
    )
)
