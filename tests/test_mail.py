"""Mail as it arrives at a server, and what becomes of it where one does not take it."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from callyzer.errors import MailNotSent, RuleViolation, UncertainMail
from callyzer.mail import Attachment, Letter, Mailer, checked
from tests.mailbox import SENDER, Mailbox, mailbox, trusting

NOW = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
LEAD, CHIEF = "lead@example.invalid", "chief@example.invalid"
LETTER = Letter((LEAD, CHIEF), "Monday: 16 – 22 Nov", "8,968 calls – more than before\n", "<p>8,968 calls</p>",
                (Attachment("week.xlsx", b"PK\x00\xff" * 100, "application/zip"),))


@pytest.fixture
def server() -> Iterator[Mailbox]:
    with mailbox() as server:
        yield server


def send(server: Mailbox, letter: Letter = LETTER, **others: object) -> int:
    return Mailer(server.settings(**others), lambda: NOW, trusting(), patience=5).send(letter)


def told(server: Mailbox, letter: Letter = LETTER, **others: object) -> tuple[str, bool]:
    """The sentence, and whether it may pass."""
    with pytest.raises(MailNotSent) as caught:
        send(server, letter, **others)
    assert server.arrived == []
    assert LEAD not in str(caught.value)
    return caught.value.sentence.removesuffix(", so no mail was sent."), caught.value.passes


def parts(message: EmailMessage) -> tuple[str, str, EmailMessage]:
    text, html = (message.get_body([kind]) for kind in ("plain", "html"))
    assert isinstance(text, EmailMessage)
    assert isinstance(html, EmailMessage)
    (attached,) = message.iter_attachments()
    assert isinstance(attached, EmailMessage)
    return text.get_content(), html.get_content(), attached


@pytest.mark.parametrize("tls", ["starttls", "tls", "off"])
def test_a_letter_arrives_as_it_was_written(tls: str) -> None:
    with mailbox(tls) as server:
        assert send(server) == 0
    (message,) = server.arrived
    assert server.to == [[LEAD, CHIEF]]
    assert message["Subject"] == "Monday: 16 – 22 Nov"
    assert message["To"] == f"{LEAD}, {CHIEF}"
    assert message["From"] == f"Callyzer dashboard <{SENDER}>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime == NOW
    text, html, attached = parts(message)
    assert (text.strip(), html.strip()) == (LETTER.text.strip(), LETTER.html)
    assert (attached.get_filename(), attached.get_content_type()) == ("week.xlsx", "application/zip")
    assert attached.get_content() == LETTER.attachments[0].content


def test_a_server_without_login_is_not_told_a_name() -> None:
    with mailbox("off") as server:
        assert send(server, smtp_user="", smtp_password="") == 0
        assert len(server.arrived) == 1


@pytest.mark.parametrize("subject", [
    "Monday\r\nBcc: thief@example.invalid", "Monday\nX: y\n\nbody", "Mon\x00day\x7f \u2028 \u202e", "ü" * 500])
def test_a_subject_stays_one_header_whatever_its_name_holds(server: Mailbox, subject: str) -> None:
    send(server, replace(LETTER, subject=subject))
    (message,) = server.arrived
    assert message["Bcc"] is None
    assert message["X"] is None
    assert server.to == [[LEAD, CHIEF]]
    assert parts(message)[0].strip() == LETTER.text.strip()
    assert message["Subject"].startswith(("Mon", "ü"))


@pytest.mark.parametrize(("addresses", "rule"), [
    ([], "there is nobody to send it to"),
    (["lead@example.com\r\nRCPT TO:<thief@example.com>"], "number 1 is no address"),
    (["lead@example.com", "Lead <lead@example.com>"], "number 2 is no address"),
    ("lead", "number 1 is no address"), (["lead@exämple.com"], "number 1 is no address"),
    (["a" * 65 + "@example.com"], "number 1 is no address"), ([7], "number 1 is no address"),
])
def test_what_is_no_address_is_refused_without_repeating_it(addresses: object, rule: str) -> None:
    with pytest.raises(RuleViolation, match=rule) as caught:
        checked(addresses)
    assert "thief" not in str(caught.value)


def test_addresses_are_taken_once_each() -> None:
    assert checked([" lead@example.com", "chief+x@sub.example.com", "lead@example.com"]) == (
        "lead@example.com", "chief+x@sub.example.com")
    assert checked("root@localhost") == ("root@localhost",)


def test_the_others_get_it_where_some_recipients_are_refused(server: Mailbox) -> None:
    server.answers[f"RCPT {LEAD}"] = "550 no such user"
    assert send(server) == 1
    assert server.to == [[CHIEF]]


@pytest.mark.parametrize(("answer", "passes"), [("550 no such user", False), ("451 come back later", True)])
def test_nothing_is_sent_where_all_recipients_are_refused(server: Mailbox, answer: str, passes: bool) -> None:
    server.answers |= {f"RCPT {LEAD}": answer, f"RCPT {CHIEF}": "450 busy"}
    assert told(server) == ("The mail server refuses its recipients", passes)


def test_a_wrong_password_is_told_and_does_not_pass(server: Mailbox) -> None:
    assert told(server, smtp_password="wrong") == (
        "The mail server refuses CALLYZER_SMTP_USER and CALLYZER_SMTP_PASSWORD", False)


def test_a_server_without_tls_gets_neither_password_nor_letter() -> None:
    with mailbox("off") as server:
        said, passes = told(server, smtp_tls="starttls")
        assert said.startswith("The mail server offers no TLS")
        assert not passes


def test_a_certificate_of_another_host_or_of_nobody_known_is_refused() -> None:
    with mailbox(host="other.invalid") as server:
        assert told(server)[0] == "The certificate of the mail server cannot be trusted, or is another host's"
    with mailbox() as server, pytest.raises(MailNotSent, match="cannot be trusted"):
        Mailer(server.settings(), lambda: NOW, ssl.create_default_context()).send(LETTER)


def test_tls_where_the_server_speaks_plainly_is_told() -> None:
    with mailbox("off") as server:
        assert "speaks no TLS" in told(server, smtp_tls="tls")[0]


def test_a_letter_that_is_too_large_is_told_with_its_size() -> None:
    with mailbox(most=100_000) as server:
        large = replace(LETTER, attachments=(Attachment("week.xlsx", b"x" * 1_000_000, "application/zip"),))
        assert told(server, large) == ("The mail has 1.4 MB, and the mail server takes 0.1 MB", False)
    with mailbox() as server:
        server.answers["MAIL"] = "552 too large"
        assert told(server) == ("The mail is larger than the mail server takes", False)


@pytest.mark.parametrize(("answer", "passes"), [("554 no", False), ("451 later", True)])
def test_a_server_that_does_not_take_the_letter_says_whether_to_try_again(
    server: Mailbox, answer: str, passes: bool,
) -> None:
    server.answers["DATA"] = answer
    assert told(server) == (f"The mail server refuses the mail (status {answer[:3]})", passes)


@pytest.mark.parametrize("answer", ["what?", "354 go on"])
def test_a_server_that_says_neither_yes_nor_no_leaves_it_open_whether_it_arrived(server: Mailbox, answer: str) -> None:
    server.answers["DATA"] = answer
    with pytest.raises(UncertainMail):
        send(server)


def test_a_connection_that_breaks_after_the_letter_left_leaves_it_open_whether_it_arrived(server: Mailbox) -> None:
    server.answers["DATA"] = ""
    with pytest.raises(UncertainMail) as caught:
        send(server)
    assert not caught.value.passes


def test_no_server_may_pass_and_none_set_does_not() -> None:
    with mailbox() as server:
        port = server.port
    gone = Mailbox(port, "starttls")
    assert told(gone) == ("The mail server cannot be reached", True)
    assert told(gone, smtp_host="") == ("CALLYZER_SMTP_HOST says no mail server", False)


def test_a_sender_that_is_refused_is_told(server: Mailbox) -> None:
    server.answers["MAIL"] = "550 not yours"
    assert told(server) == ("The mail server refuses CALLYZER_SMTP_FROM (status 550)", False)
