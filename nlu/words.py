"""spaCy's English tokenizer as a Rasa component. It is rules only: no model, no download, nothing on disk."""

from typing import Any

import spacy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class SpacyWords(Tokenizer):
    """Splits a message into words and marks, each at its place in the text."""

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__(config)
        self.english = spacy.blank("en")

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The settings that Rasa's base class asks for."""
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_", "token_pattern": None}

    @staticmethod
    def required_packages() -> list[str]:
        return ["spacy"]

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        document = self.english.make_doc(message.get(attribute))
        words = [Token(word.text, word.idx) for word in document if not word.is_space]
        return self._apply_token_pattern(words)
