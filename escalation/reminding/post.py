"""Sending an e-mail through the mail server that the settings name (SMTP, RFC 5321)."""

import contextlib
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from escalation.settings import Outgoing

# Seconds for each answer of the mail server.
TIMEOUT = 20.0
_PORTS = {"starttls": 587, "tls": 465, "none": 25}


@dataclass(frozen=True)
class Letter:
    """One e-mail to one address, in plain text."""

    to: str
    subject: str
    text: str
    message_id: str
    at: datetime


class PostClosed(Exception):
    """The mail server cannot be used now: away, its certificate is not good, or it will not let us in. No fault of
    the letter. The cause is kept; its message is never logged.
    """


class LetterRefused(Exception):
    """The mail server did not take this letter. `answer` is its number for the reason, where it gave one."""

    def __init__(self, answer: int | None) -> None:
        super().__init__("the mail server did not take the letter")
        self.answer = answer


class Post:
    """The mail server. `trust` says whose certificates are believed; without it, those that the computer believes."""

    def __init__(self, settings: Outgoing, trust: ssl.SSLContext | None = None) -> None:
        self._settings = settings
        self._trust = trust or ssl.create_default_context()

    def send(self, letter: Letter) -> None:
        """Hands a letter to the mail server. It has taken it when this returns.

        Raises:
            PostClosed: the mail server cannot be used now.
            LetterRefused: it does not take this letter, or did not say that it has.
        """
        message = self._written(letter)
        with self._open() as server:
            try:
                server.send_message(message, self._settings.mail_from, [letter.to])
            except (smtplib.SMTPSenderRefused, smtplib.SMTPHeloError) as error:
                # It takes nothing from us at all.
                raise PostClosed from error
            except (OSError, ValueError) as error:
                raise LetterRefused(_answer(error)) from error

    @contextmanager
    def _open(self) -> Iterator[smtplib.SMTP]:
        try:
            server = self._connected()
        except (OSError, ValueError) as error:
            raise PostClosed from error
        try:
            yield server
        finally:
            # The letter has been taken or refused by now; how we part changes nothing.
            with contextlib.suppress(OSError):
                server.quit()
            server.close()

    def _connected(self) -> smtplib.SMTP:
        settings = self._settings
        port = settings.smtp_port or _PORTS[settings.smtp_security]
        if settings.smtp_security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(settings.smtp_host, port, timeout=TIMEOUT, context=self._trust)
        else:
            server = smtplib.SMTP(settings.smtp_host, port, timeout=TIMEOUT)
        try:
            if settings.smtp_security == "starttls":
                server.starttls(context=self._trust)
            if settings.smtp_user:
                server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
        except BaseException:
            server.close()
            raise
        return server

    def _written(self, letter: Letter) -> EmailMessage:
        try:
            message = EmailMessage(policy=SMTP)
            message["From"] = self._settings.mail_from
            message["To"] = letter.to
            message["Subject"] = letter.subject
            message["Date"] = format_datetime(letter.at)
            message["Message-ID"] = letter.message_id
            # So that nobody's absence note answers (RFC 3834).
            message["Auto-Submitted"] = "auto-generated"
            message.set_content(letter.text, charset="utf-8")
        except ValueError as error:
            raise LetterRefused(None) from error
        return message


def _answer(error: Exception) -> int | None:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return next((code for code, _ in error.recipients.values()), None)
    return error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else None
