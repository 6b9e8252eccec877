"""Starts the Rasa server: `python -m rasa_server --port N --model PATH`.

Settings come from the environment: RASA_SECRET (this server's), ACTIONS_PORT and ACTIONS_SECRET (the action
server), RASA_DATABASE_URL (where left out: SQLite, `rasa.db` in the folder VAR), LOG_LEVEL.
"""

import argparse
import logging
import os
import sys
from pathlib import Path

from rasa_server import discreet_log

ROOT = Path(__file__).resolve().parent.parent
NEEDED = ("RASA_SECRET", "ACTIONS_PORT", "ACTIONS_SECRET")
# Set before Rasa is imported: it reports to nobody, and TensorFlow, which it loads unused, is quiet.
QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}

log = logging.getLogger("rasa_server")


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="rasa_server", description="The Rasa server, on loopback only.")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--model", type=Path, required=True, help="a trained model, or a folder of them")
    return parser.parse_args()


def settle_environment() -> None:
    """Checks what endpoints.yml and credentials.yml take from the environment: Rasa lets gaps there pass."""
    missing = [name for name in NEEDED if not os.environ.get(name)]
    if missing:
        sys.exit(f"rasa_server: set {', '.join(missing)} in the environment")
    if not os.environ.get("RASA_DATABASE_URL"):
        os.environ["RASA_DATABASE_URL"] = f"sqlite:///{default_database()}"
    os.environ.update(QUIET)


def default_database() -> Path:
    folder = Path(os.environ.get("VAR") or ROOT / "var").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "rasa.db"


def main() -> None:
    arguments = read_arguments()
    settle_environment()
    model = arguments.model.resolve()
    if not model.exists():
        sys.exit("rasa_server: there is no such model; train one first")
    discreet_log.begin(os.environ.get("LOG_LEVEL", "WARNING"))
    discreet_log.quieten_structlog()
    # TensorFlow looks for jax to convert its models; without it the start is seconds shorter.
    sys.modules["jax"] = None  # type: ignore[assignment]
    from rasa_server import server

    try:
        app = server.build_app(str(model), str(ROOT / "endpoints.yml"), str(ROOT / "credentials.yml"))
        server.run(app, arguments.port)
    except server.CannotStart as reason:
        log.critical("cannot start: %s", reason)
        sys.exit(1)


if __name__ == "__main__":
    main()
