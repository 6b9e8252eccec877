"""Trains one model and is measured doing so: `python -m benchmarks.training CONFIG DATA MODEL SECONDS`.

Runs as a process of its own, so that its peak memory is the training's. The seconds are those of Rasa's training, from
reading the data to the packed model, without the seconds in which Rasa itself is loaded.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

# All components are loaded before the clock runs.
import rasa.engine.recipes.default_components  # noqa: F401
from rasa.model_training import train_nlu


class NothingTrained(Exception):
    """Rasa found nothing to train from."""


def main(config: Path, data: Path, model: Path, seconds: Path) -> None:
    """Writes the model, and the seconds that it took. Raises NothingTrained where Rasa made none."""
    name = model.name.removesuffix(".tar.gz")
    began = time.perf_counter()
    made = train_nlu(str(config), str(data), str(model.parent), fixed_model_name=name)
    took = time.perf_counter() - began
    if made is None:
        raise NothingTrained(data.name)
    seconds.write_text(json.dumps(took), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
