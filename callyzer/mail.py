"""Sends a mail: over a connection that is encrypted and whose certificate was checked, and never twice."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid

from callyzer.errors import MailNotSent, RuleViolation, UncertainMail
from callyzer.settings import Settings, is_address

SENDER = "Callyzer dashboard"
PATIENCE = 30.0
"""Seconds each step of the conversation with the server may take."""

_POLICY = SMTP.clone(cte_type="7bit")


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    content: bytes = field(repr=False)
    media_type: str


@dataclass(frozen=True, slots=True)
class Letter:
    """To these addresses, which all see each other. `text` and `html` say the same."""

    to: tuple[str, ...] = field(repr=False)
    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...] = ()


def checked(addresses: object) -> tuple[str, ...]:
    """Addresses as somebody wrote them, each once. Raises RuleViolation, which says which is none, not what it is."""
    found = [str(each).strip() for each in (addresses if isinstance(addresses, list | tuple) else [addresses])]
    if not found:
        raise RuleViolation("recipients", "there is nobody to send it to", "Invalid address.")
    for place, address in enumerate(found, 1):
        if not is_address(address):
            raise RuleViolation("recipients", f"number {place} is no address such as lead@example.com",
                                "Invalid address.")
    return tuple(dict.fromkeys(found))


class Mailer:
    """Hands letters to the server of the settings. `context` says whom its certificate has to convince."""

    def __init__(self, settings: Settings, clock: Callable[[], datetime], context: ssl.SSLContext | None = None,
                 patience: float = PATIENCE) -> None:
        self._settings, self._clock, self._patience = settings, clock, patience
        self._context = context or ssl.create_default_context()

    def check(self) -> None:
        """Raises MailNotSent where the settings name no server: to be known before a letter is written."""
        if not self._settings.smtp_host:
            raise MailNotSent("CALLYZER_SMTP_HOST says no mail server")

    def send(self, letter: Letter) -> int:
        """How many of its recipients the server refused while it took the letter for the others.

        Raises MailNotSent where nobody gets it, and UncertainMail where nobody knows.
        """
        self.check()
        content = _written(letter, self._settings.smtp_from, self._clock()).as_bytes()
        with self._connected() as server:
            refused = _addressed(server, self._settings.smtp_from, letter.to, len(content))
            _handed_over(server, content)
        return len(refused)

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        """Up to the login. Whatever goes wrong before a letter is handed over means that it was not sent."""
        server: smtplib.SMTP | None = None
        try:
            server = self._greeted()
            yield server
        except ssl.SSLError as error:
            raise MailNotSent(_tls_problem(error)) from None
        except smtplib.SMTPException as error:
            raise _not_sent(error) from None
        except OSError as error:
            raise MailNotSent(_unreachable(error), temporary=True) from None
        finally:
            if server:
                with suppress(OSError, smtplib.SMTPException):
                    server.quit()

    def _greeted(self) -> smtplib.SMTP:
        given = self._settings
        if given.smtp_tls == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(given.smtp_host, given.smtp_port, timeout=self._patience,
                                                    context=self._context)
        else:
            server = smtplib.SMTP(given.smtp_host, given.smtp_port, timeout=self._patience)
        try:
            if given.smtp_tls == "starttls":
                server.starttls(context=self._context)
            server.ehlo_or_helo_if_needed()
            if given.smtp_user:
                server.login(given.smtp_user, given.smtp_password)
        except BaseException:
            server.close()
            raise
        return server


def _written(letter: Letter, sender: str, now: datetime) -> EmailMessage:
    """Headers can hold no line break: the library refuses one, and subjects are brought onto one line before."""
    message = EmailMessage(_POLICY)
    message["Subject"] = " ".join("".join(each if each.isprintable() else " " for each in letter.subject).split())
    message["From"] = Address(SENDER, addr_spec=sender)
    message["To"] = [Address(addr_spec=address) for address in letter.to]
    message["Date"] = format_datetime(now)
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"  # so that no absence note answers it
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    for each in letter.attachments:
        main, _, kind = each.media_type.partition("/")
        message.add_attachment(each.content, maintype=main, subtype=kind, filename=each.name)
    return message


def _addressed(server: smtplib.SMTP, sender: str, to: tuple[str, ...], size: int) -> Mapping[str, tuple[int, bytes]]:
    """Says from whom and to whom; whom the server refuses. Raises MailNotSent where it refuses all or the size."""
    most = server.esmtp_features.get("size", "")
    if most.isdigit() and 0 < int(most) < size:
        raise MailNotSent(f"The mail has {_megabytes(size)}, and the mail server takes {_megabytes(int(most))}")
    code, _ = server.mail(sender, [f"size={size}"] if server.has_extn("size") else [])
    if code != 250:
        raise smtplib.SMTPSenderRefused(code, b"", "")
    refused = {address: answer for address in to if (answer := server.rcpt(address))[0] not in {250, 251}}
    if len(refused) == len(to):
        temporary = all(code < 500 for code, _ in refused.values())
        raise MailNotSent("The mail server refuses its recipient" + ("s" if len(to) > 1 else ""), temporary=temporary)
    return refused


def _handed_over(server: smtplib.SMTP, content: bytes) -> None:
    """Only a server that answers no is known not to have taken it."""
    try:
        code, _ = server.data(content)
    except smtplib.SMTPDataError:
        raise
    except (smtplib.SMTPException, OSError):
        raise UncertainMail from None
    if code != 250:
        raise smtplib.SMTPDataError(code, b"") if code >= 400 else UncertainMail


def _not_sent(error: smtplib.SMTPException) -> MailNotSent:
    """In words of our own: what a server says may repeat addresses."""
    code = error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else 0
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return MailNotSent("The mail server refuses CALLYZER_SMTP_USER and CALLYZER_SMTP_PASSWORD",
                           temporary=code < 500)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return MailNotSent("The mail server offers no TLS, or no login (see CALLYZER_SMTP_TLS, _PORT and _USER)")
    if code in {523, 552}:
        return MailNotSent("The mail is larger than the mail server takes")
    if isinstance(error, smtplib.SMTPSenderRefused):
        return MailNotSent(f"The mail server refuses CALLYZER_SMTP_FROM (status {code})", temporary=code < 500)
    if code:
        return MailNotSent(f"The mail server refuses the mail (status {code})", temporary=code < 500)
    return MailNotSent("The mail server broke off", temporary=True)


def _tls_problem(error: ssl.SSLError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return "The certificate of the mail server cannot be trusted, or is another host's"
    return "The mail server speaks no TLS that is understood (see CALLYZER_SMTP_TLS and CALLYZER_SMTP_PORT)"


def _unreachable(error: OSError) -> str:
    if isinstance(error, TimeoutError):
        return "The mail server does not answer"
    if isinstance(error, socket.gaierror):
        return "The mail server has no address (see CALLYZER_SMTP_HOST)"
    return "The mail server cannot be reached"


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
