"""What overrules a guess: the base of the components that put one intent before all others."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from nlu.ranking import with_first


class Overruling(GraphComponent, IntentClassifier):
    """Puts an intent before all others, for a message whose words or score ask for it."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [IntentClassifier]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Overruling:
        return cls()

    @abstractmethod
    def intent_of(self, message: Message) -> tuple[str, float] | None:
        """The intent to be put first and its confidence, or None where the guesses stand as they are."""

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            first = self.intent_of(message)
            if first is not None:
                ranking = with_first(first[0], message.get(INTENT_RANKING_KEY) or [], first[1])
                message.set(INTENT, ranking[0], add_to_output=True)
                message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages
