"""Settings, from the environment and `.env`. `.env.example` says what each does."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from escalation.library import PROCEDURES

_ROOT = PROCEDURES.parent


class Data(BaseSettings):
    """Where the data lies: all that the command line needs to know."""

    model_config = SettingsConfigDict(env_file=_ROOT / ".env", extra="ignore")

    var: Path = _ROOT / "var"
    database_url: str = Field("", pattern=r"^$|^(sqlite|postgresql)(\+\w+)?://")

    @property
    def database(self) -> str:
        """The database's address: the one set, or a file in the data folder."""
        return self.database_url or f"sqlite:///{self.database_file}"

    @property
    def database_file(self) -> Path | None:
        """The file that holds the database, unless an address is set."""
        return None if self.database_url else (self.var / "escalation.db").resolve()


class Settings(Data):
    """What the parts of the house need to know. Secrets have no default: they are made on the first run."""

    port: int = Field(8000, ge=1, le=65535)
    host: str = "127.0.0.1"
    rasa_port: int = Field(0, ge=0, le=65535)
    actions_port: int = Field(0, ge=0, le=65535)
    rasa_secret: SecretStr
    actions_secret: SecretStr
    session_secret: SecretStr
    procedures: Path = PROCEDURES
    turn_seconds: float = Field(12, gt=0, le=50)
    danger_turn_seconds: float = Field(3, gt=0, le=50)
    message_limit: int = Field(4000, ge=100, le=7000)
    messages_per_minute: int = Field(240, ge=1)
    conversations_per_minute: int = Field(600, ge=1)

    @property
    def rasa_address(self) -> str:
        """Where the dialogue engine listens, on this machine only."""
        return f"http://127.0.0.1:{self.rasa_port or self.port + 1}"
