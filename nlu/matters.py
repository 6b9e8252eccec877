"""Matters and troubles go to the form, which hears them, whatever else they sound like.

"I want to come back to my escalation" is one, and "my manager told me to drop it", which is no wish to stop.
"""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from escalation.reading.matters import matter_said
from escalation.reading.troubles import trouble_said
from nlu.overruling import Overruling

# An intent that has no answer of its own, so that the form is the one to hear the message.
_TO_THE_FORM = "start_escalation"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class MattersToTheForm(Overruling):
    """Sets the intent of a message that speaks of a record, of having been challenged, or of what stands in the way."""

    def intent_of(self, message: Message) -> tuple[str, float] | None:
        text = message.get(TEXT) or ""
        heard = matter_said(text) is not None or trouble_said(text) is not None
        return (_TO_THE_FORM, 1.0) if heard else None
