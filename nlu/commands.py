"""Commands: a short message that is wholly one, such as "stop", is taken at its word and not guessed at."""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from escalation.reading.commands import command_said
from nlu.ranking import INTENT_OF_COMMAND, with_first


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class CommandsAtTheirWord(GraphComponent, IntentClassifier):
    """Sets the intent of a message that is wholly a command, certain."""

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
    ) -> "CommandsAtTheirWord":
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            intent = INTENT_OF_COMMAND.get(command_said(message.get(TEXT) or "") or "")
            if intent is not None:
                ranking = with_first(intent, message.get(INTENT_RANKING_KEY) or [])
                message.set(INTENT, ranking[0], add_to_output=True)
                message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages
