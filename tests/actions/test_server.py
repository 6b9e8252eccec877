"""The action server: nobody without the secret, and no case text in its log."""

import asyncio
import logging
from typing import Any

import pytest
from rasa_sdk import Action

from actions.__main__ import ActionFailed, DiscreetExecutor


class Stumbles(Action):
    """An action whose error quotes what somebody wrote."""

    def name(self) -> str:
        return "action_stumbles"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:
        raise ValueError("the canary sang")


def test_an_action_that_fails_says_what_failed_and_nothing_of_the_case(caplog: pytest.LogCaptureFixture) -> None:
    executor = DiscreetExecutor()
    executor.register_action(Stumbles())
    call = {"next_action": "action_stumbles", "sender_id": "s", "domain": {}, "tracker": {"sender_id": "s"}}
    with caplog.at_level(logging.DEBUG), pytest.raises(ActionFailed) as caught:
        asyncio.run(executor.run(call))
    assert "canary" not in caplog.text and "canary" not in repr(caught.value)
    assert caught.value.__suppress_context__
    assert "action_stumbles failed: ValueError" in caplog.text
