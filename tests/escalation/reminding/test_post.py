"""Sending e-mail, against a real mail server on this computer."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from escalation.reminding import post as post_module
from escalation.reminding.address import is_address
from escalation.reminding.post import Letter, LetterRefused, Post, PostClosed
from escalation.settings import Outgoing
from tests.escalation.mail_server import Certificate, Mailbox, free_port, mail_server, only

LETTER = Letter(
    to="ann@example.org",
    subject="Escalation 4827-3195-6: an answer is due",
    text="An answer is due. Größe 😀\n",
    message_id="<one@example.org>",
    at=datetime(2026, 11, 30, 8, tzinfo=UTC),
)
Serve = Callable[..., Controller]


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return Certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def serve(mailbox: Mailbox) -> Iterator[Serve]:
    """Starts a mail server; options are aiosmtpd's."""
    started: list[Controller] = []

    def start(**options: Any) -> Controller:
        controller = mail_server(mailbox, free_port(), **options)
        controller.start()
        started.append(controller)
        return controller

    yield start
    for controller in started:
        controller.stop()


def settings(port: int, **changes: Any) -> Outgoing:
    given = {
        "smtp_host": "127.0.0.1",
        "smtp_port": port,
        "smtp_security": "none",
        "mail_from": "escalation@example.org",
        "public_address": "https://escalation.example.org",
    }
    return Outgoing(_env_file=None, **{**given, **changes})


def test_a_letter_arrives_as_it_was_written(serve: Serve, mailbox: Mailbox) -> None:
    Post(settings(serve().port)).send(LETTER)
    (taken,) = mailbox.taken
    message = taken.message
    assert (taken.sender, taken.to) == ("escalation@example.org", ["ann@example.org"])
    assert (message["From"], message["To"]) == ("escalation@example.org", "ann@example.org")
    assert message["Subject"] == LETTER.subject and message["Message-ID"] == "<one@example.org>"
    assert parsedate_to_datetime(message["Date"]) == LETTER.at
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "text/plain" and message.get_content_charset() == "utf-8"
    assert message.get_content().replace("\r\n", "\n") == LETTER.text


def test_with_starttls_the_letter_and_the_password_go_over_a_secret_line(
    serve: Serve, mailbox: Mailbox, certificate: Certificate
) -> None:
    server = serve(
        tls_context=certificate.server, require_starttls=True, authenticator=only("us", "secret"), auth_required=True
    )
    account = {"smtp_security": "starttls", "smtp_user": "us", "smtp_password": "secret"}
    Post(settings(server.port, **account), trust=certificate.believed).send(LETTER)
    assert len(mailbox.taken) == 1


def test_tls_from_the_first_byte(serve: Serve, mailbox: Mailbox, certificate: Certificate) -> None:
    server = serve(server_hostname="localhost", ssl_context=certificate.server)
    Post(settings(server.port, smtp_security="tls"), trust=certificate.believed).send(LETTER)
    assert len(mailbox.taken) == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_that_is_not_believed_is_sent_nothing(
    serve: Serve, mailbox: Mailbox, certificate: Certificate, security: str
) -> None:
    options = {"tls_context": certificate.server} if security == "starttls" else {"ssl_context": certificate.server}
    # aiosmtpd looks whether its own server answers, which this one does not without the certificate.
    server = serve(**options) if security == "starttls" else serve(server_hostname="localhost", **options)
    with pytest.raises(PostClosed) as caught:
        Post(settings(server.port, smtp_security=security)).send(LETTER)
    assert isinstance(caught.value.__cause__, ssl.SSLCertVerificationError)
    assert mailbox.taken == []


def test_a_certificate_for_another_name_is_sent_nothing(
    serve: Serve, mailbox: Mailbox, certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(tls_context=certificate.server)
    look_up = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest, **named: look_up("127.0.0.1", *rest, **named))
    elsewhere = settings(server.port, smtp_security="starttls", smtp_host="mail.example.org")
    with pytest.raises(PostClosed):
        Post(elsewhere, trust=certificate.believed).send(LETTER)
    assert mailbox.taken == []


def test_a_server_without_starttls_is_sent_nothing(serve: Serve, mailbox: Mailbox) -> None:
    with pytest.raises(PostClosed):
        Post(settings(serve().port, smtp_security="starttls")).send(LETTER)
    assert mailbox.taken == []


def test_a_wrong_password_is_the_posts_fault_and_not_the_letters(
    serve: Serve, mailbox: Mailbox, certificate: Certificate
) -> None:
    server = serve(tls_context=certificate.server, authenticator=only("us", "secret"), auth_required=True)
    account = {"smtp_security": "starttls", "smtp_user": "us", "smtp_password": "wrong"}
    with pytest.raises(PostClosed):
        Post(settings(server.port, **account), trust=certificate.believed).send(LETTER)
    assert mailbox.taken == []


def test_a_server_that_wants_an_account_and_gets_none_is_closed_to_us(
    serve: Serve, mailbox: Mailbox, certificate: Certificate
) -> None:
    server = serve(tls_context=certificate.server, authenticator=only("us", "secret"), auth_required=True)
    with pytest.raises(PostClosed):
        Post(settings(server.port, smtp_security="starttls"), trust=certificate.believed).send(LETTER)


def test_a_server_that_is_away_is_closed() -> None:
    with pytest.raises(PostClosed):
        Post(settings(free_port())).send(LETTER)


def test_a_server_that_says_nothing_is_not_waited_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(post_module, "TIMEOUT", 0.2)
    begun = time.monotonic()
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(PostClosed):
        Post(settings(silent.getsockname()[1])).send(LETTER)
    assert time.monotonic() - begun < 3


def test_an_address_that_the_server_refuses_is_told_with_its_number(serve: Serve, mailbox: Mailbox) -> None:
    mailbox.refuse["ann@example.org"] = "550 no such person: ann@example.org"
    with pytest.raises(LetterRefused) as caught:
        Post(settings(serve().port)).send(LETTER)
    assert caught.value.answer == 550 and "ann" not in str(caught.value)


@pytest.mark.parametrize(
    "change", [{"to": "ann@example.org\r\nBcc: all@example.org"}, {"subject": "due\r\nBcc: all@example.org"}]
)
def test_a_line_break_in_a_header_sends_nothing(serve: Serve, mailbox: Mailbox, change: dict[str, str]) -> None:
    with pytest.raises(LetterRefused):
        Post(settings(serve().port)).send(Letter(**{**vars(LETTER), **change}))
    assert mailbox.taken == []


def test_a_line_that_breaks_after_the_servers_yes_loses_nothing_and_fails_nothing() -> None:
    """The server hangs up as soon as it has taken the letter, without a goodbye."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_take_and_hang_up, args=[server], daemon=True).start()
        Post(settings(server.getsockname()[1])).send(LETTER)


def _take_and_hang_up(server: socket.socket) -> None:
    line, _ = server.accept()
    with line, line.makefile("rwb") as talk:
        answers = {b"EHLO": b"250 hello", b"MAIL": b"250 yes", b"RCPT": b"250 yes", b"DATA": b"354 go on"}
        talk.write(b"220 here\r\n")
        talk.flush()
        while (heard := talk.readline()) != b".\r\n":
            if heard[:4].upper() in answers:
                talk.write(answers[heard[:4].upper()] + b"\r\n")
                talk.flush()
        talk.write(b"250 taken\r\n")
        talk.flush()


@pytest.mark.parametrize("address", ["a@example.org", "first.last+tag@sub.example.co.uk", f"{'a' * 64}@example.org"])
def test_ordinary_addresses_are_addresses(address: str) -> None:
    assert is_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ann",
        "ann@",
        "@example.org",
        "ann@example",
        "ann@@example.org",
        "ann@example.org, bob@example.org",
        "ann@example.org\n",
        "ann@example.org\r\nBcc: bob@example.org",
        "Ann <ann@example.org>",
        "ann .b@example.org",
        "ann@exa_mple.org",
        "ann@-example.org",
        "änn@example.org",
        f"{'a' * 65}@example.org",
        "a@" + ".".join(["b" * 60] * 5),
    ],
)
def test_anything_else_is_none(address: str) -> None:
    assert not is_address(address)
