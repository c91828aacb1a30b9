"""A mail server of the tests' own, on this machine: it keeps what it is sent, and refuses what it is told to."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import lru_cache
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from callyzer.settings import Settings

USER, PASSWORD = "reports", "made-up-password"
SENDER = "reports@example.invalid"


@dataclass
class Mailbox:
    """`answers`: what it says to a command ("RCPT lead@…", "DATA") instead of taking it; "" breaks the connection."""

    port: int
    tls: str
    arrived: list[EmailMessage] = field(default_factory=list)
    to: list[list[str]] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)

    def settings(self, **others: Any) -> Settings:
        given = {"smtp_host": "localhost", "smtp_port": self.port, "smtp_from": SENDER, "smtp_tls": self.tls,
                 "smtp_user": USER, "smtp_password": PASSWORD, **others}
        return Settings(**given)

    async def handle_RCPT(  # noqa: N802 - the server's name for it
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str],
    ) -> str:
        if answer := self.answers.get(f"RCPT {address}"):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_MAIL(  # noqa: N802 - as above
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str],
    ) -> str:
        envelope.mail_from = address
        return self.answers.get("MAIL", "250 OK")

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        answer = self.answers.get("DATA")
        if answer == "":
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
            return "250 nobody hears this"
        if answer:
            return answer
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        self.arrived.append(message)
        self.to.append(list(envelope.rcpt_tos))
        return "250 OK"


@lru_cache(maxsize=1)
def authority() -> trustme.CA:
    return trustme.CA()


def trusting() -> ssl.SSLContext:
    """Trusts the certificate of these servers."""
    context = ssl.create_default_context()
    authority().configure_trust(context)
    return context


@contextmanager
def mailbox(tls: str = "starttls", *, host: str = "localhost", most: int = 33_554_432) -> Iterator[Mailbox]:
    """A server whose certificate is for `host` and that takes letters of up to `most` bytes."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Mailbox(port, tls)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority().issue_cert(host).configure_cert(context)
    controller = Controller(
        server, hostname="127.0.0.1", port=port, data_size_limit=most, authenticator=_authenticated,
        auth_require_tls=tls == "starttls", ssl_context=context if tls == "tls" else None,
        tls_context=context if tls == "starttls" else None)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()


def _authenticated(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: LoginPassword,
) -> AuthResult:
    return AuthResult(handled=False, success=(given.login, given.password) == (USER.encode(), PASSWORD.encode()))
