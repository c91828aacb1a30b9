"""`python -m callyzer report --mail-to` and `--watch`, in front of a mail server of the tests' own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from callyzer.commands.watching import standing, watch
from callyzer.model.goals import NONE
from callyzer.reporting.opening import open_scheduler
from callyzer.sandbox.server import SandboxOptions
from callyzer.settings import Settings
from callyzer.wiring import Opened, open_sandbox, open_source
from tests.commands.test_commands_report import status
from tests.exports.spreadsheet import read
from tests.mailbox import PASSWORD, SENDER, USER, Mailbox, authority, mailbox
from tests.reporting.schedules import KOLKATA, at
from tests.store.syncing import FRIDAY, NOW
from tests.views.test_document import ZONE

ROOT = Path(__file__).parent.parent.parent
LAST_DAY = FRIDAY - timedelta(days=1)
OPTIONS = SandboxOptions(employees=4, days=6, until=LAST_DAY, interval=0.0, zone=ZONE)
LEAD, CHIEF = "lead@example.invalid", "chief@example.invalid"
ORDER = ["--from", f"{LAST_DAY - timedelta(days=3)}", "--to", f"{LAST_DAY}", "--topics", "overview"]


@pytest.fixture(scope="module")
def account() -> Iterator[str]:
    server = open_sandbox(OPTIONS, clock=lambda: NOW)
    yield server.start()
    server.stop()


@pytest.fixture
def server(account: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """A mail server, in the settings with the account; its certificate is one that this machine trusts."""
    authority().cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    with mailbox() as server:
        for name, value in {
            "CALLYZER_TOKEN": OPTIONS.token, "CALLYZER_BASE_URL": account, "CALLYZER_DATA": str(tmp_path / "data"),
            "CALLYZER_REQUEST_INTERVAL": "0", "CALLYZER_SMTP_HOST": "localhost", "CALLYZER_SMTP_PORT": str(server.port),
            "CALLYZER_SMTP_USER": USER, "CALLYZER_SMTP_PASSWORD": PASSWORD, "CALLYZER_SMTP_FROM": SENDER,
            "CALLYZER_REPORTS": str(tmp_path / "reports.toml"), "SSL_CERT_FILE": str(tmp_path / "authority.pem"),
        }.items():
            monkeypatch.setenv(name, value)
        yield server


def opened(settings: Settings) -> closing[Opened]:
    return closing(open_source(settings, keeps_current=False))


def attached(message: EmailMessage) -> tuple[str, bytes]:
    (file,) = message.iter_attachments()
    content = file.get_content()
    assert isinstance(content, bytes)
    return str(file.get_filename()), content


def test_a_report_is_mailed_with_its_figures_in_the_body(server: Mailbox, capsys: pytest.CaptureFixture[str]) -> None:
    assert status(*ORDER, "--format", "xlsx", "--mail-to", LEAD, CHIEF) == 0
    (message,) = server.arrived
    name, content = attached(message)
    assert name == f"callyzer-report-{LAST_DAY - timedelta(days=3)}-{LAST_DAY}.xlsx"
    rows = [row[:2] for row in read(content)["Overview"].iter_rows(values_only=True)]
    calls = next(value for label, value in rows if label == "Calls")
    body = message.get_body(["plain"])
    assert isinstance(body, EmailMessage)
    assert f"{calls:,}" in next(line for line in body.get_content().splitlines() if line.startswith("Calls "))
    said = capsys.readouterr()
    assert said.out.startswith("Mailed to 2 recipients: 1 section, ")
    assert said.err == ""


def test_it_is_written_and_mailed_where_both_are_asked_for(server: Mailbox, tmp_path: Path) -> None:
    path = tmp_path / "week.xlsx"
    assert status(*ORDER, "-o", str(path), "--mail-to", LEAD) == 0
    assert attached(server.arrived[0])[1] == path.read_bytes()


def test_standard_output_stays_the_files(server: Mailbox, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert status(*ORDER, "--format", "csv", "-o", "-", "--mail-to", LEAD) == 0
    said = capfdbinary.readouterr()
    assert said.out.startswith(b"PK")
    assert said.err.startswith(b"Mailed to 1 recipient: ")


@pytest.mark.parametrize(("arguments", "told"), [
    (["--format", "xlsx"], "where to? -o FILE, --mail-to ADDRESS"),
    (["--format", "xlsx", "--mail-to", "lead"], "recipients: number 1 is no address"),
    (["--mail-to", LEAD], "--format is needed"),
])
def test_what_cannot_be_is_refused_before_anything_is_asked(
    server: Mailbox, arguments: list[str], told: str, capsys: pytest.CaptureFixture[str],
) -> None:
    assert status(*ORDER, *arguments) == 2
    assert told in capsys.readouterr().err
    assert server.arrived == []


@pytest.mark.usefixtures("server")
def test_without_a_mail_server_nothing_is_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("HOST", "FROM"):
        monkeypatch.delenv(f"CALLYZER_SMTP_{name}")
    assert status(*ORDER, "-o", str(tmp_path / "week.csv"), "--mail-to", LEAD) == 2
    assert capsys.readouterr().err == "callyzer: CALLYZER_SMTP_HOST says no mail server, so no mail was sent.\n"
    assert not (tmp_path / "week.csv").exists()


def test_recipients_that_are_named_one_by_one_all_get_it(server: Mailbox) -> None:
    assert status(*ORDER, "--format", "csv", "--mail-to", LEAD, "--mail-to", CHIEF) == 0
    assert [message["To"] for message in server.arrived] == [f"{LEAD}, {CHIEF}"]


@pytest.mark.parametrize(("answers", "code"), [
    ({f"RCPT {LEAD}": "550 no"}, 2), ({"DATA": "451 later"}, 75), ({"DATA": ""}, 2)])
def test_the_exit_status_says_whether_to_try_again(
    server: Mailbox, answers: dict[str, str], code: int, capsys: pytest.CaptureFixture[str],
) -> None:
    server.answers |= answers
    assert status(*ORDER, "--format", "csv", "--mail-to", LEAD) == code
    assert LEAD not in capsys.readouterr().err


def test_those_who_get_it_are_counted_where_others_are_refused(
    server: Mailbox, capsys: pytest.CaptureFixture[str],
) -> None:
    server.answers[f"RCPT {LEAD}"] = "550 no"
    assert status(*ORDER, "--format", "csv", "--mail-to", LEAD, CHIEF) == 0
    said = capsys.readouterr()
    assert (said.err, said.out[:22]) == ("1 recipient refused by the mail server.\n", "Mailed to 1 recipient:")


SCHEDULE = (f'[[report]]\nname = "Thursday"\ncron = "0 8 * * THU"\nrecipients = ["{LEAD}"]\nformat = "xlsx"\n'
            'range = "yesterday"\ntopics = ["overview"]\n')


def test_a_scheduled_report_is_of_the_day_it_was_due_also_where_it_was_missed(
    server: Mailbox, tmp_path: Path,
) -> None:
    """Friday the 6th is the day after the last one with calls; what was due then is made up on the Monday after."""
    now = at(f"{FRIDAY} 07:00", ZONE)
    said = list[str]()
    (tmp_path / "reports.toml").write_text(SCHEDULE.replace("THU", "FRI").replace("Thursday", "Friday"))
    settings = Settings.read({**os.environ, "CALLYZER_TIMEZONE": ZONE.key})
    scheduler = open_scheduler(settings, lambda: opened(settings), lambda: NONE, clock=lambda: now,
                               told=lambda run: said.append(run.outcome))
    scheduler.step()
    now += timedelta(days=3)
    scheduler.step()
    assert said == ["mailed"]
    assert server.arrived[0]["Subject"] == f"Friday: {LAST_DAY.day} {LAST_DAY:%b %Y}"


def test_watching_needs_a_mail_server(
    server: Mailbox, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CALLYZER_SMTP_HOST", "")
    assert status("--watch") == 2
    assert "CALLYZER_SMTP_HOST is needed" in capsys.readouterr().err


def test_what_is_watched_is_said_and_again_when_it_changes(server: Mailbox, tmp_path: Path) -> None:
    settings, now = Settings.read(os.environ), at("2026-11-23 08:00").astimezone(KOLKATA)
    scheduler = open_scheduler(settings, lambda: opened(settings), lambda: NONE, clock=lambda: now)
    assert standing(scheduler, now) == [f"There is no {settings.reports} yet; it is read as soon as there is."]
    said = list[str]()

    def say(sentence: str) -> None:
        said.append(sentence)
        if "no " in sentence:
            (tmp_path / "reports.toml").write_text(SCHEDULE + "[[report]]\n")
            scheduler._wake.set()  # instead of waiting for the next look
        else:
            scheduler.stop()

    thread = threading.Thread(target=watch, args=(scheduler, lambda: now, say))
    thread.start()
    thread.join(20)
    assert said[1:] == ["Thursday: 1 recipient, next Thu 26 Nov, 8:00 AM",
                        "Report 2: name: is missing. It does not go out.", "Stopped."]


def test_a_signal_ends_it_cleanly(server: Mailbox, tmp_path: Path) -> None:
    (tmp_path / "reports.toml").write_text(SCHEDULE)
    watcher = subprocess.Popen([sys.executable, "-m", "callyzer", "report", "--watch"], cwd=ROOT,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    with watcher:
        assert watcher.stdout is not None
        assert watcher.stdout.readline().startswith("Thursday: 1 recipient, next Thu ")
        watcher.send_signal(signal.SIGTERM)
        said, errors = watcher.communicate(timeout=30)
    assert (watcher.returncode, said, errors) == (0, "Stopped.\n", "")
