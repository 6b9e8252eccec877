"""A real mail server on this computer, for tests: it keeps what it is given, and refuses what it is told to."""

import socket
import ssl
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

OK = "250 OK"


@dataclass
class Taken:
    """One letter as it arrived."""

    sender: str
    to: list[str]
    raw: bytes
    message: EmailMessage


@dataclass
class Mailbox:
    """What arrived, and what is answered to whom. `refuse` maps an address to the server's answer."""

    taken: list[Taken] = field(default_factory=list)
    refuse: dict[str, str] = field(default_factory=dict)
    pause: float = 0.0
    before_the_answer: Callable[[], None] = lambda: None

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, rcpt_options: list[str]
    ) -> str:
        """Takes or refuses an address."""
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return OK

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keeps a letter."""
        raw = envelope.content if isinstance(envelope.content, bytes) else b""
        message = message_from_bytes(raw, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.taken.append(Taken(str(envelope.mail_from), list(envelope.rcpt_tos), raw, message))
        time.sleep(self.pause)
        self.before_the_answer()
        return OK

    @property
    def ids(self) -> list[str]:
        """The Message-IDs, in the order in which the letters arrived."""
        return [str(taken.message["Message-ID"]) for taken in self.taken]


class Certificate:
    """A certificate for this computer that only those believe who are given it."""

    def __init__(self, folder: Path) -> None:
        self.file, key = folder / "certificate.pem", folder / "key.pem"
        command = "openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=localhost"
        names = ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
        subprocess.run(
            [*command.split(), *names, "-keyout", str(key), "-out", str(self.file)], check=True, capture_output=True
        )
        self.server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.server.load_cert_chain(self.file, key)

    @property
    def believed(self) -> ssl.SSLContext:
        """What somebody has who believes this certificate."""
        return ssl.create_default_context(cafile=self.file)


def mail_server(mailbox: Mailbox, port: int, **options: Any) -> Controller:
    """A server that is not started yet. Options are those of aiosmtpd."""
    return Controller(mailbox, hostname="127.0.0.1", port=port, **options)


def only(user: str, password: str) -> Callable[..., AuthResult]:
    """Lets this account in, and nobody else."""

    def authenticate(
        server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword
    ) -> AuthResult:
        right = (data.login, data.password) == (user.encode(), password.encode())
        return AuthResult(success=right, handled=False)

    return authenticate


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
