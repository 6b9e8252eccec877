"""How Rasa calls an action, and what becomes of the turn when the call fails.

Three things differ from Rasa 3.6.21, all on its class RemoteAction:

* An action that fails ends the turn, unsaved. Rasa carries on with the action's events lost, leaves unchecked
  values in slots and answers as if all were well (`rasa/core/processor.py`, `_run_action`).
* An action has seconds, not five minutes.
* The schema of action replies is compiled once. Rasa builds it anew for each reply: half a turn's work.
"""

from functools import cache
from typing import Any

import rasa.core.actions.action as rasa_action
from jsonschema.exceptions import best_match
from jsonschema.validators import validator_for
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.shared.core.events import Event

from rasa_server.seam import replace

ACTION_SECONDS = 20

call_as_rasa_does = RemoteAction.run


class TurnFailed(BaseException):
    """An action failed, so the turn counts as not made.

    Not an Exception: Rasa catches every Exception around an action and goes on.
    """


async def call(action: RemoteAction, *args: Any, **kwargs: Any) -> list[Event]:
    """Calls the action. Raises TurnFailed where it fails; a rejection is an answer and passes."""
    try:
        return await call_as_rasa_does(action, *args, **kwargs)
    except ActionExecutionRejection:
        raise
    except Exception as error:
        raise TurnFailed() from error


@cache
def reply_validator() -> Any:
    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


def check_reply(_: RemoteAction, reply: dict[str, Any]) -> bool:
    """Raises jsonschema's ValidationError for a reply of the wrong shape."""
    error = best_match(reply_validator().iter_errors(reply))
    if error is not None:
        raise error
    return True


def install() -> None:
    """Puts the three in place. Raises AttributeError where this Rasa has no such seam."""
    replace(RemoteAction, "run", call)
    replace(RemoteAction, "_validate_action_result", check_reply)
    replace(rasa_action, "DEFAULT_REQUEST_TIMEOUT", ACTION_SECONDS)
