"""Every page with names, tags and notes as somebody would write them who means harm."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from callyzer.sandbox.server import SandboxOptions, SandboxServer
from callyzer.store import CallStore
from tests.browser.conftest import served
from tests.builders import call, calls, employee, employees

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)

KOLKATA = ZoneInfo("Asia/Kolkata")
NAMES = ('<script>window.hurt = 1</script><img src=x onerror="window.hurt = 1">',
         "**bold** [here](javascript:window.hurt=1) $x^2$ :material/home:", "=1+1", "\u202eמשה כהן", "A" * 10_000)
KINDS = [("Outgoing", 60), ("Incoming", 90), ("Missed", 0)] * 8
PAGES = ("", "time-slots", "leaderboard", "employee", "compare", "goals", "wallboard", "call-backs", "not-picked-up",
         "unique-clients", "calls", "leads", "upload", "handsets", "data")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A dashboard on an account of such people, who called such clients yesterday."""
    yesterday = datetime.now(KOLKATA).replace(hour=11, minute=0, second=0, microsecond=0) - timedelta(days=1)
    with closing(CallStore.in_memory(KOLKATA, clock=lambda: datetime.now(UTC))) as account:
        options = SandboxOptions(employees=2, days=2, until=yesterday.date(), interval=0.0, zone=KOLKATA)
        server = SandboxServer(account, options, lambda: datetime.now(UTC))
        url = server.start()
        account.add_employees(employees(*(
            employee(f"90000099{place:02}", name, (name[:90],)) for place, name in enumerate(NAMES)), zone=KOLKATA))
        account.add_calls(calls(*(
            call(yesterday + timedelta(minutes=7 * turn), kind, talk, emp=f"90000099{place:02}", zone=KOLKATA,
                 client=f"80000099{place:02}", client_name=name, note=name, emp_name=name, emp_tags=(name[:90],))
            for place, name in enumerate(NAMES)
            for turn, (kind, talk) in enumerate(KINDS)), zone=KOLKATA))
        try:
            with served(CALLYZER_BASE_URL=url, CALLYZER_TOKEN=options.token) as address:
                yield address
        finally:
            server.stop()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_names_tags_and_notes_are_only_texts(page: Page, address: str, path: str) -> None:
    said: list[str] = []

    def hear(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", hear)
    page.goto(f"{address}/{path}?range=yesterday")
    expect(page.locator(".page-head h1")).to_be_visible()
    expect(page.locator(".skeleton, .ghost, .note-waiting")).to_have_count(0)
    assert page.evaluate("window.hurt") is None
    assert not said
    assert page.locator("a[href^='javascript:'], .stMain img[src='x']").count() == 0
    assert "could not be drawn" not in page.locator(".stMain").inner_text()
    assert page.evaluate("document.querySelector('.stMain').scrollWidth <= innerWidth")
