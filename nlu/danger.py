"""Danger goes first: where the danger words fire, no other reading of the message may win.

Stands last in the pipeline. Before the fallback it could lose: a second guess close behind would make danger
"ambiguous".
"""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from escalation.reading.danger import danger_said
from nlu.ranking import DANGER, with_first


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class DangerFirst(GraphComponent, IntentClassifier):
    """Sets the intent to report_danger, certain, for a message in which danger is said."""

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
    ) -> "DangerFirst":
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            if danger_said(message.get(TEXT) or "") is not None:
                ranking = with_first(DANGER, message.get(INTENT_RANKING_KEY) or [])
                message.set(INTENT, ranking[0], add_to_output=True)
                message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages
