"""The page of the scheduled reports: how they stand, a preview, and one that is sent by hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from callyzer.reporting.making import Preview
from callyzer.ui import reports
from tests.exports.spreadsheet import read
from tests.mailbox import PASSWORD, SENDER, USER, Mailbox, authority, mailbox
from tests.pages.refusing import Refusal
from tests.pages.visits import PAGES, html, settings_changed, visit

PAGE = PAGES["Reports"]
LEAD = "lead@example.invalid"
FILE = (f'[[report]]\nname = "Monday"\ncron = "0 8 29 2 *"\nrecipients = ["{LEAD}"]\nformat = "xlsx"\n'
        'from = 2026-11-09\nto = 2026-11-10\ntopics = ["leaderboard"]\n')
WITHIN = 60.0


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """A mail server in the settings, beside a file of schedules and a log of the test's own."""
    authority().cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    (tmp_path / "reports.toml").write_text(FILE)
    with mailbox() as server:
        for name, value in {
            "CALLYZER_DATA": str(tmp_path / "data"), "CALLYZER_REPORTS": str(tmp_path / "reports.toml"),
            "CALLYZER_SMTP_HOST": "localhost", "CALLYZER_SMTP_PORT": str(server.port), "CALLYZER_SMTP_USER": USER,
            "CALLYZER_SMTP_PASSWORD": PASSWORD, "CALLYZER_SMTP_FROM": SENDER,
            "SSL_CERT_FILE": str(tmp_path / "authority.pem"),
        }.items():
            monkeypatch.setenv(name, value)
        settings_changed()
        yield server
    settings_changed()


def press(test: AppTest, label: str) -> AppTest:
    return next(button for button in test.button if button.label == label).click().run()


def labels(test: AppTest) -> list[str]:
    return [button.label for button in test.button]


def previewed(test: AppTest) -> Preview:
    """Presses the button and waits for the preview, not for the page."""
    press(test, "Preview")
    found: Preview = test.session_state[reports._PREVIEW].made.result(WITHIN)
    return found


def shown(test: AppTest) -> str:
    """What is in the sandbox of the preview."""
    (frame,) = test.get("iframe")
    found = re.search(r'<iframe sandbox="allow-scripts" title="[^"]*" srcdoc="([^"]*)"></iframe>', frame.proto.srcdoc)
    assert found
    return unescape(found[1])


@pytest.mark.usefixtures("server")
def test_each_report_says_what_goes_to_whom_when_and_how_the_last_one_ended() -> None:
    test = visit(PAGE)
    assert not test.exception
    page = html(test)
    for said in ("Monday", "At 8 AM on February 29", LEAD, "Excel workbook: Leaderboard", "9 – 10 Nov 2026",
                 "Not sent yet.", "No report went out yet."):
        assert said in page
    assert "note-warning" not in page


def test_what_is_wrong_with_the_file_is_told_above(server: Mailbox, tmp_path: Path) -> None:
    (tmp_path / "reports.toml").write_text(FILE + FILE.replace("Monday", "<b>Broken</b>").replace("xlsx", "docx"))
    page = html(visit(PAGE))
    assert "“&lt;b&gt;Broken&lt;/b&gt;”: format: must be one of pptx" in page
    assert "At 8 AM on February 29" in page


def test_sent_by_hand_it_arrives_after_its_recipients_were_named(server: Mailbox) -> None:
    test = press(visit(PAGE), "Send now …")
    assert f"Send it now to {LEAD}?" in html(test)
    assert server.arrived == []
    press(test, "Send it now")
    reports.scheduler().step()  # what the server's own thread does
    assert (reports.runs()[0].outcome, reports.runs()[0].reason) == ("mailed", "")
    (message,) = server.arrived
    assert message["To"] == LEAD
    (file,) = message.iter_attachments()
    assert read(file.get_content()).sheetnames == ["About", "Leaderboard", "Leaderboard table"]
    test.run()
    assert ": Mailed." in html(test)
    assert list(test.dataframe[0].value["attempt"]) == ["By hand"]


def test_nothing_is_sent_where_somebody_thinks_better_of_it(server: Mailbox) -> None:
    test = press(press(visit(PAGE), "Send now …"), "Do not")
    assert "Send now …" in labels(test)
    reports.scheduler().step()
    assert server.arrived == []


@pytest.mark.usefixtures("server")
def test_a_preview_shows_the_report_and_the_mail_in_a_sandbox_and_is_saved_as_the_file() -> None:
    test = visit(PAGE)
    found = previewed(test)
    test.run()
    assert read(found.report.file.content).sheetnames == ["About", "Leaderboard", "Leaderboard table"]
    assert shown(test) == found.page
    assert '<h2 id="leaderboard-title">' in found.page
    assert [button.proto.label for button in test.get("download_button") if "preview-save" in button.proto.id] == [
        "Save the Excel workbook"]
    test.segmented_control(key="preview-shown").set_value("mail").run()
    assert "Attached: callyzer-monday-2026-11-09-2026-11-10.xlsx (Leaderboard)." in shown(test)
    assert not press(test, "Close").get("iframe")


@pytest.mark.usefixtures("server")
def test_why_a_preview_cannot_be_made_is_told(refused: Callable[[Refusal], None]) -> None:
    refused(Refusal(401, {"message": "no"}))
    test = press(visit(PAGE), "Preview")
    test.session_state[reports._PREVIEW].made.exception(WITHIN)
    assert "Callyzer does not accept the access token." in html(test.run())
    assert not test.get("iframe")


def test_without_a_file_there_is_an_example_that_can_be_copied(server: Mailbox, tmp_path: Path) -> None:
    (tmp_path / "reports.toml").unlink()
    test = visit(PAGE)
    assert "No report goes out by itself" in html(test)
    (example,) = test.code
    (tmp_path / "reports.toml").write_text(example.value)
    page = html(test.run())
    assert "note-warning" not in page
    assert "At 8 AM on Monday" in page
    assert "North, every evening" in page


def test_without_a_mail_server_nothing_can_be_sent_and_that_is_said(
    server: Mailbox, setting: Callable[[str, str], None],
) -> None:
    setting("CALLYZER_SMTP_HOST", "")
    test = visit(PAGE)
    assert "This dashboard sends nothing: CALLYZER_SMTP_HOST says no mail server." in html(test)
    assert next(button for button in test.button if button.label == "Send now …").disabled


def test_who_may_change_nothing_sends_nothing(server: Mailbox, setting: Callable[[str, str], None]) -> None:
    setting("CALLYZER_READ_ONLY", "true")
    assert "Send now …" not in labels(visit(PAGE))


def test_a_setting_that_cannot_be_understood_is_named(setting: Callable[[str, str], None]) -> None:
    setting("CALLYZER_SMTP_TLS", "maybe")
    test = visit(PAGE)
    assert "The setting CALLYZER_SMTP_TLS must be one of starttls, tls, off." in html(test)
    assert not test.exception
