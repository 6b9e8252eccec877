"""What plain words settle without guessing: the base of the components that set an intent as certain."""

from abc import abstractmethod
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.ranking import with_first


class Certain(GraphComponent, IntentClassifier):
    """Puts an intent before all others, with confidence 1, for a message whose words say it."""

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
    ) -> "Certain":
        return cls()

    @abstractmethod
    def intent_of(self, text: str) -> str | None:
        """The intent that the words say, or None where they say none for certain."""

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            intent = self.intent_of(message.get(TEXT) or "")
            if intent is not None:
                ranking = with_first(intent, message.get(INTENT_RANKING_KEY) or [])
                message.set(INTENT, ranking[0], add_to_output=True)
                message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages
