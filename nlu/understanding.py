"""The reader as a part of Rasa's pipeline: sets the intent, and beside it the areas, the danger and the kinds.

What it gives beside the intent stands in the parse under `areas`, `kinds` and `danger_score`.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.asked import weighed
from nlu.ranking import in_rasa
from nlu.reader import Example, Reader, Reading
from nlu.sentences import Sentences, weights_folder


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Understanding(IntentClassifier, GraphComponent):
    """Learns from data/nlu, and reads each message with the question just asked in mind."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource, threads: int = 0) -> None:
        self.config = config
        self.storage = storage
        self.resource = resource
        folder = weights_folder()
        self.reader = Reader(Sentences(folder, threads) if folder else None)

    @classmethod
    def required_components(cls) -> list[type]:
        return [Tokenizer]

    @staticmethod
    def required_packages() -> list[str]:
        return ["sklearn", "onnxruntime", "onnx", "safetensors"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`shown` is how many guesses of each ranking are passed on."""
        return {"shown": 10}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Understanding:
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        self.reader.learn([_example(one) for one in training_data.intent_examples if one.get(INTENT) and one.get(TEXT)])
        with self.storage.write_to(self.resource) as folder:
            self.reader.keep(folder)
        return self.resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Understanding:
        """The trained component. Raises OSError, KeyError or ValueError for files that `train` did not write."""
        understanding = cls(config, model_storage, resource, threads=1)
        with model_storage.read_from(resource) as folder:
            understanding.reader.recall(folder)
        return understanding

    def process(self, messages: list[Message]) -> list[Message]:
        for message, reading in zip(messages, self.reader.read([_spaced(one) for one in messages]), strict=True):
            self._set(message, reading)
        return messages

    def _set(self, message: Message, reading: Reading) -> None:
        asked = (message.get(METADATA) or {}).get("asked")
        intents = [{**guess, "name": in_rasa(guess["name"])} for guess in weighed(reading.intents, asked)]
        shown = self.config["shown"]
        message.set(INTENT, intents[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, intents[:shown], add_to_output=True)
        message.set("areas", reading.areas[:shown], add_to_output=True)
        message.set("kinds", reading.kinds[:shown], add_to_output=True)
        message.set("danger_score", reading.danger, add_to_output=True)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Left as it is: nothing after this component learns from what it reads."""
        return training_data


def _example(message: Message) -> Example:
    told = (message.get(METADATA) or {}).get(METADATA_INTENT) or {}
    return Example(_spaced(message), message.get(INTENT), told.get("area"), told.get("kind"))


def _spaced(message: Message) -> str:
    """The message's words as the tokenizer cut them, with spaces between."""
    return " ".join(word.text for word in message.get(TOKENS_NAMES[TEXT]) or [])
