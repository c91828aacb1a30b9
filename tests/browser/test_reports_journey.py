"""A report that somebody looks at and sends by hand, from the menu to the mailbox."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import ZONE, served
from tests.mailbox import PASSWORD, SENDER, USER, Mailbox, authority, mailbox

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)

LEAD = "lead@example.invalid"
FILE = (f'[[report]]\nname = "Monday"\ncron = "0 8 29 2 *"\nrecipients = ["{LEAD}"]\nformat = "xlsx"\n'
        'range = "yesterday"\ntopics = ["leaderboard"]\n')


@pytest.fixture
def server() -> Iterator[Mailbox]:
    with mailbox() as server:
        yield server


@pytest.fixture
def page(chromium: Browser, server: Mailbox, tmp_path: Path) -> Iterator[Page]:
    """The overview of a dashboard that mails over this server."""
    authority().cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    (tmp_path / "reports.toml").write_text(FILE)
    with served(CALLYZER_TIMEZONE=ZONE.key, CALLYZER_REPORTS=str(tmp_path / "reports.toml"),
                CALLYZER_SMTP_HOST="localhost", CALLYZER_SMTP_PORT=str(server.port), CALLYZER_SMTP_USER=USER,
                CALLYZER_SMTP_PASSWORD=PASSWORD, CALLYZER_SMTP_FROM=SENDER,
                SSL_CERT_FILE=str(tmp_path / "authority.pem")) as address:
        context = chromium.new_context(viewport={"width": 1440, "height": 1000})
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.goto(address)
        yield page
        context.close()


def test_it_goes_from_the_menu_to_the_mailbox_and_the_page_tells_it_by_itself(page: Page, server: Mailbox) -> None:
    page.get_by_role("link", name="Reports").click()
    expect(page.locator(".page-head h1")).to_have_text("Reports")
    report = page.locator("[class*='st-key-card-report-Monday']")
    expect(report).to_contain_text("At 8 AM on February 29")
    expect(report).to_contain_text("Not sent yet.")
    report.get_by_role("button", name="Send now").click()
    expect(report).to_contain_text(f"Send it now to {LEAD}?")
    assert server.arrived == []
    report.get_by_role("button", name="Send it now").click()
    expect(report).to_contain_text(": Mailed.")
    (message,) = server.arrived
    assert message["To"] == LEAD
    (file,) = message.iter_attachments()
    assert str(file.get_filename()).endswith(".xlsx")
    expect(page.locator(".st-key-rows-runs canvas").first).to_be_visible()
