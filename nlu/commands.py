"""Commands: a short message that is wholly one, such as "stop", is taken at its word and not guessed at."""

from rasa.engine.recipes.default_recipe import DefaultV1Recipe

from escalation.reading.commands import command_said
from nlu.certain import Certain
from nlu.ranking import INTENT_OF_COMMAND


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class CommandsAtTheirWord(Certain):
    """Sets the intent of a message that is wholly a command."""

    def intent_of(self, text: str) -> str | None:
        return INTENT_OF_COMMAND.get(command_said(text) or "")
