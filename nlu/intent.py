"""What a message is for: TF-IDF over words and letters, and a logistic regression.

Rasa's own LogisticRegressionClassifier fixes C at 1 and Rasa has no TF-IDF featurizer; measured on texts
unlike the training ones, TF-IDF was worth about four points.
"""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.pipeline import Pipeline

from escalation.reading.abbreviations import expand
from nlu.kept_model import keep, make_model, recall
from nlu.ranking import ranked


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentReader(IntentClassifier, GraphComponent):
    """Learns the intents that have examples; an intent without any is never read from text."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self.config = config
        self.storage = storage
        self.resource = resource
        self.model: Pipeline = make_model(config)

    @classmethod
    def required_components(cls) -> list[type]:
        return [Tokenizer]

    @staticmethod
    def required_packages() -> list[str]:
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`strictness` is C: more follows the examples closer. `shown` is how many guesses."""
        return {"words": [1, 2], "letters": [2, 5], "strictness": 20.0, "shown": 10}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "IntentReader":
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        examples = [one for one in training_data.intent_examples if one.get(INTENT) and one.get(TEXT)]
        self.model.fit([spaced(one) for one in examples], [one.get(INTENT) for one in examples])
        with self.storage.write_to(self.resource) as folder:
            keep(self.model, folder)
        return self.resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "IntentReader":
        """The trained component. Raises OSError or KeyError for a file that `train` did not write."""
        reader = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            recall(reader.model, folder)
        return reader

    def process(self, messages: list[Message]) -> list[Message]:
        chances = self.model.predict_proba([spaced(one) for one in messages])
        for message, row in zip(messages, chances, strict=True):
            ranking = ranked(self.model.classes_, row)[: self.config["shown"]]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process([one for one in training_data.training_examples if one.get(TEXT)])
        return training_data


def spaced(message: Message) -> str:
    """The message's words as the tokenizer cut them, with spaces between, abbreviations spelt out."""
    return expand(" ".join(word.text for word in message.get(TOKENS_NAMES[TEXT]) or []))
