"""Runs in the Rasa environment: reads texts, a JSON list on standard input, with the model that is named."""

import asyncio
import json
import sys

from rasa.core.agent import Agent


async def read(model: str, texts: list[str]) -> None:
    agent = Agent.load(model)
    found = [await agent.parse_message(text) for text in texts]
    kept = [
        {key: one.get(key) for key in ("intent", "intent_ranking", "areas", "kinds", "danger", "danger_score")}
        for one in found
    ]
    json.dump(kept, sys.stdout)


asyncio.run(read(sys.argv[1], json.load(sys.stdin)))
