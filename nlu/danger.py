"""Danger goes first: where the danger words fire, no other reading of the message may win.

Stands last in the pipeline. Before the fallback it could lose: a second guess close behind would make danger
"ambiguous".
"""

from rasa.engine.recipes.default_recipe import DefaultV1Recipe

from escalation.reading.danger import danger_said
from nlu.certain import Certain
from nlu.ranking import DANGER


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class DangerFirst(Certain):
    """Sets the intent to report_danger for a message in which danger is said."""

    def intent_of(self, text: str) -> str | None:
        return DANGER if danger_said(text) is not None else None
