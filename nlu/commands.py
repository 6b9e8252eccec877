"""Commands: a short message that is wholly one, such as "stop", is taken at its word and not guessed at."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.overruling import Overruling
from nlu.ranking import in_rasa, intent_of_command


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class CommandsAtTheirWord(Overruling):
    """Sets the intent of a message that is wholly a command."""

    def intent_of(self, message: Message) -> tuple[str, float] | None:
        asked = (message.get(METADATA) or {}).get("asked")
        intent = intent_of_command(message.get(TEXT) or "", asked)
        return (in_rasa(intent), 1.0) if intent else None
