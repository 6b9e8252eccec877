"""Where this run listens and keeps its data: from make, the environment, `.env`, defaults, in this order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from escalation.settings import Settings as ApplicationSettings
from launch.fault import LaunchFault

DEFAULTS = {
    "PORT": "8000",
    "HOST": "127.0.0.1",
    "VAR": "var",
    "MODELS": "models",
}
DERIVED = ("RASA_PORT", "ACTIONS_PORT", "DATABASE_URL")
HIGHEST_PORT = 65535


@dataclass(frozen=True)
class Settings:
    """The settings that the set-up itself acts upon, and `environment`: everything the parts are given."""

    root: Path
    port: int
    host: str
    rasa_port: int
    actions_port: int
    var: Path
    models: Path
    environment: Mapping[str, str]
    chosen: frozenset[str]

    @property
    def logs(self) -> Path:
        return self.var / "logs"

    @property
    def reachable_host(self) -> str:
        """Where a browser on this computer reaches the web application."""
        return "127.0.0.1" if self.host in ("0.0.0.0", "::", "localhost") else self.host

    @property
    def address(self) -> str:
        host = f"[{self.reachable_host}]" if ":" in self.reachable_host else self.reachable_host
        return f"http://{host}:{self.port}"


def resolve(root: Path, environment: Mapping[str, str], dotfile: Mapping[str, str]) -> Settings:
    """Puts the sources together; the environment, where make puts its command line, wins over the file.

    Folders are taken from the checkout. Raises LaunchFault naming the setting that is wrong.
    """
    wished = {**DEFAULTS, **_filled(dotfile), **_filled(environment)}
    port = _port("PORT", wished["PORT"])
    rasa_port = _port("RASA_PORT", wished.get("RASA_PORT", str(port + 1)))
    actions_port = _port("ACTIONS_PORT", wished.get("ACTIONS_PORT", str(port + 2)))
    if len({port, rasa_port, actions_port}) < 3:
        raise LaunchFault("PORT, RASA_PORT and ACTIONS_PORT must be three different numbers.")
    var = (root / Path(wished["VAR"]).expanduser()).resolve()
    models = (root / Path(wished["MODELS"]).expanduser()).resolve()
    for_parts = {
        **wished,
        "PORT": str(port),
        "RASA_PORT": str(rasa_port),
        "ACTIONS_PORT": str(actions_port),
        "VAR": str(var),
        "MODELS": str(models),
        "DATABASE_URL": wished.get("DATABASE_URL", f"sqlite:///{var}/escalation.db"),
        "RASA_TELEMETRY_ENABLED": "false",
        "PYTHONUNBUFFERED": "1",
    }
    chosen = frozenset(name for name in DERIVED if name in wished)
    return Settings(root, port, wished["HOST"], rasa_port, actions_port, var, models, for_parts, chosen)


def _filled(source: Mapping[str, str]) -> dict[str, str]:
    """Without settings of ours that are left empty: `PORT=` means the default, not nothing."""
    ours = {*DEFAULTS, *DERIVED}
    return {name: value for name, value in source.items() if value or name not in ours}


def _port(name: str, text: str) -> int:
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit() and 0 < int(digits) <= HIGHEST_PORT):
        raise LaunchFault(f"{name} must be a whole number from 1 to {HIGHEST_PORT}, not {text!r}.")
    return int(digits)


def check_with_application(settings: Settings) -> None:
    """Has the application look at its own settings now, rather than each part when it starts.

    Raises LaunchFault naming the first setting that is wrong; its value may be a secret, and stays unsaid.
    """
    fields = {name: name.upper() for name in ApplicationSettings.model_fields}
    given = {name: settings.environment[key] for name, key in fields.items() if key in settings.environment}
    try:
        # The file has been read, and what was found there is among what is given.
        ApplicationSettings(_env_file=None, **given)  # type: ignore[arg-type]
    except ValidationError as problem:
        first = problem.errors(include_input=False, include_url=False)[0]
        name = ".".join(str(part) for part in first["loc"]).upper()
        # Our own words name other settings, in capitals; the library's begin a sentence.
        ours = first.get("ctx", {}).get("error")
        raise LaunchFault(f"{name} cannot be used: {ours or first['msg'].lower()}.") from None
