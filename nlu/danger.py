"""Danger goes first: where the danger words fire or the reader suspects it, no other reading of the message may win.

Stands last in the pipeline. Before the fallback it could lose: a second guess close behind would make danger
"ambiguous".
"""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from escalation.reading.alarm import Alarm, alarm_at
from escalation.reading.danger import danger_said
from nlu.overruling import Overruling
from nlu.ranking import DANGER


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class DangerFirst(Overruling):
    """Sets the intent to report_danger, and in the parse `danger`: "certain", "suspected" or null."""

    def intent_of(self, message: Message) -> tuple[str, float] | None:
        score = float(message.get("danger_score") or 0)
        alarm = alarm_at(score, danger_said(message.get(TEXT) or "") is not None)
        message.set("danger", alarm.value if alarm else None, add_to_output=True)
        if alarm is None:
            return None
        return DANGER, 1.0 if alarm is Alarm.CERTAIN else score
