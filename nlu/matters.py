"""Matters: "I want to come back to my escalation" goes to the form, which hears it, whatever else it sounds like."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from escalation.reading.matters import matter_said
from nlu.overruling import Overruling

# An intent that has no answer of its own, so that the form is the one to hear the message.
_TO_THE_FORM = "start_escalation"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class MattersToTheForm(Overruling):
    """Sets the intent of a message that speaks of a record, or of having been challenged."""

    def intent_of(self, message: Message) -> tuple[str, float] | None:
        return (_TO_THE_FORM, 1.0) if matter_said(message.get(TEXT) or "") is not None else None
