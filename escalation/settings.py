"""Settings, from the environment and `.env`. `.env.example` says what each does."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from escalation.library import PROCEDURES
from escalation.reminding.address import is_address

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


class Admission(Data):
    """What signing in needs to know: the installation's secret, and how long a session lasts."""

    session_secret: SecretStr
    session_idle_minutes: int = Field(30, ge=1, le=240)
    session_hours: int = Field(12, ge=1, le=24)


class Outgoing(Data):
    """What the reminders need to know: how often to look, and the mail server, if there is one."""

    reminder_seconds: float = Field(30, gt=0, le=3600)
    public_address: str = Field("", pattern=r"^$|^https?://[^\s/?#@]+(/[^\s?#]*)?$")
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_host: str = Field("", pattern=r"^[^\s/@]*$")
    smtp_port: int = Field(0, ge=0, le=65535)
    smtp_user: str = ""
    smtp_password: SecretStr = Field(SecretStr(""), validate_default=True)
    mail_from: str = Field("", validate_default=True)

    @field_validator("smtp_host")
    @classmethod
    def _link_for_mails(cls, host: str, others: ValidationInfo) -> str:
        # A setting that is wrong itself is missing here, and is told first.
        if host and others.data.get("public_address") == "":
            raise ValueError("it needs PUBLIC_ADDRESS as well, since each e-mail holds a link to the assistant")
        return host

    @field_validator("smtp_password")
    @classmethod
    def _kept_secret(cls, password: SecretStr, others: ValidationInfo) -> SecretStr:
        if password and others.data.get("smtp_security") == "none":
            raise ValueError("it would go over an open line: set SMTP_SECURITY to starttls or tls")
        if bool(password) != bool(others.data.get("smtp_user")):
            raise ValueError("SMTP_USER and SMTP_PASSWORD are set together, or neither")
        return password

    @field_validator("mail_from")
    @classmethod
    def _somebody_sends(cls, address: str, others: ValidationInfo) -> str:
        if address and not is_address(address):
            raise ValueError("it must be one e-mail address, such as escalation@example.org")
        if not address and others.data.get("smtp_host"):
            raise ValueError("it is needed where SMTP_HOST is set: the address that the e-mails come from")
        return address

    @property
    def sends_mail(self) -> bool:
        """Whether a mail server is set up."""
        return bool(self.smtp_host)


class Settings(Outgoing, Admission):
    """What the parts of the house need to know. Secrets have no default: they are made on the first run."""

    port: int = Field(8000, ge=1, le=65535)
    host: str = "127.0.0.1"
    rasa_port: int = Field(0, ge=0, le=65535)
    actions_port: int = Field(0, ge=0, le=65535)
    rasa_secret: SecretStr
    actions_secret: SecretStr
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
