"""Every page with names, tags and notes as somebody would write them who means harm."""

from __future__ import annotations

import re
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
         "unique-clients", "calls", "leads", "upload", "handsets", "data", "reports")


REPORT = """
[[report]]
name = "<script>window.hurt = 1</script><b>bold</b>"
cron = "0 8 * * MON"
recipients = ["lead@example.invalid"]
format = "pptx"
range = "yesterday"
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A dashboard on an account of such people, who called such clients yesterday, with a report of it."""
    path = tmp_path_factory.mktemp("reports") / "reports.toml"
    path.write_text(REPORT)
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
            with served(CALLYZER_BASE_URL=url, CALLYZER_TOKEN=options.token, CALLYZER_REPORTS=str(path)) as address:
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


def test_a_preview_draws_its_charts_in_a_sandbox_that_reaches_nothing(page: Page, address: str) -> None:
    asked: list[str] = []
    page.goto(f"{address}/reports")
    page.get_by_role("button", name="Preview").click()
    inside = page.frame_locator("iframe[title^='Preview']").frame_locator("iframe")
    expect(inside.locator("html")).to_have_attribute("data-drawn", re.compile(r"[1-9]\d*"))
    page.on("request", lambda request: asked.append(request.url))
    expect(inside.locator(".js-plotly-plot").first).to_be_visible()
    frame = page.frames[-1]
    assert frame.evaluate("window.origin") == "null"
    assert frame.evaluate("() => { try { return parent.document.title } catch { return 'refused' } }") == "refused"
    assert [each.evaluate("window.hurt") for each in page.frames] == [None] * len(page.frames)
    assert inside.locator("img[src='x'], a[href^='javascript:']").count() == 0
    inside.get_by_role("link", name="Leaderboard").click()
    expect(inside.locator("#leaderboard-title")).to_be_in_viewport()
    assert [url for url in asked if not url.startswith(("data:", "blob:", address))] == []
