"""Starts the action server: on this machine only, and only for those who know the secret."""

import argparse
import hmac
from typing import Any

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import HTTPResponse, Request, Sanic, response

from actions.conclusion import Conclude
from actions.form import ASKING, ValidateEscalationForm
from actions.house import house
from actions.telling import TELLING, ExplainMeaning, ExplainWhy, Forget, TellNotOurs, TellSupport
from escalation.fault_log import log_fault
from escalation.settings import Settings


class ActionFailed(Exception):
    """An action failed. What failed is in the log; nothing of the case is in this."""


class DiscreetExecutor(ActionExecutor):
    """Runs the actions. The library writes an error into its log whole, and an error may quote what somebody wrote."""

    async def run(self, action_call: dict[str, Any], *others: Any, **named: Any) -> Any:
        """Runs one action.

        Raises:
            ActionFailed: in place of whatever went wrong.
        """
        try:
            return await super().run(action_call, *others, **named)
        except Exception as error:
            log_fault(f"the action {action_call.get('next_action')}", error)
            raise ActionFailed("an action failed") from None


ACTIONS = [
    ValidateEscalationForm,
    *ASKING,
    Conclude,
    ExplainWhy,
    ExplainMeaning,
    *TELLING,
    TellSupport,
    TellNotOurs,
    Forget,
]


def application(secret: str) -> Sanic:
    """The server with our actions, guarded by the secret."""
    executor = DiscreetExecutor()
    for action in ACTIONS:
        executor.register_action(action)
    app: Sanic = create_app(executor, cors_origins=None)

    async def refuse_strangers(request: Request) -> HTTPResponse | None:
        offered = request.headers.get("X-Shared-Secret", "")
        if hmac.compare_digest(offered.encode(), secret.encode()):
            return None
        return response.json({"error": "not allowed"}, status=401)

    app.register_middleware(refuse_strangers, "request")
    return app


def main() -> None:
    """Reads the port and the settings, and serves until it is stopped."""
    parser = argparse.ArgumentParser(prog="actions")
    parser.add_argument("--port", type=int, required=True)
    port = parser.parse_args().port
    house()  # a broken procedure file or database address shows now, not in somebody's conversation
    app = application(Settings().actions_secret.get_secret_value())
    app.run(host="127.0.0.1", port=port, single_process=True, access_log=False, motd=False)


if __name__ == "__main__":
    main()
