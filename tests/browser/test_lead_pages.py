"""Journeys of a lead: one is written down by hand, many come from a file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.leads.tables import workbook

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)

HOSTILE = "<img src=x onerror=\"document.title='run'\"> $\\frac{1}{2}$ [a](javascript:1)"


def fill(page: Page, **texts: str) -> None:
    """Fills in fields that every lead needs, and checks the form."""
    for name, text in texts.items():
        page.get_by_role("textbox", name=f"{name.replace('_', ' ')} *", exact=True).fill(text)
    page.get_by_role("button", name="Check").click()


def test_a_lead_is_written_down_checked_saved_and_found_in_the_list(visit: Open) -> None:
    page = visit("/leads")
    page.get_by_role("button", name="New lead").click()
    fill(page, First_name="As", Number="9.1E+11")
    expect(page.get_by_text("must be 3 to 250 characters long")).to_be_visible()
    expect(page.get_by_text("digits are lost")).to_be_visible()
    fill(page, First_name=HOSTILE, Number="074444 00001")
    expect(page.locator(".definitions")).to_contain_text("91-7444400001")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page).to_have_url(re.compile("lead="))
    expect(page.locator(".st-key-head-lead h2")).to_have_text(HOSTILE)
    expect(page).to_have_title("Leads · Callyzer")
    page.reload()
    expect(page.locator(".definitions")).to_contain_text("+91 7444400001")


def test_a_file_becomes_leads_while_the_page_is_left_and_what_failed_is_saved(visit: Open, tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    path.write_bytes(workbook(
        ("Name", "Mobile"), ("=1+1", 917444400010), *((f"Lead {row}", 917444400010 + row) for row in range(1, 121))))
    page = visit("/upload")
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_text("120 leads can be sent, 1 row cannot")).to_be_visible()
    page.get_by_role("button", name="Send 120 leads").click()
    page.get_by_role("button", name="Yes, send 120 leads to Callyzer").click()
    expect(page.get_by_role("button", name="Stop after this request")).to_be_visible()
    page.get_by_role("link", name="Handsets").click()
    expect(page.locator(".page-head h1")).to_have_text("Handsets")
    page.get_by_role("link", name="Upload").click()
    expect(page.locator("[data-tile=saved] .tile-value")).to_have_text("120")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the 1 row that are no leads").click()
    text = saved.value.path().read_text(encoding="utf-8-sig")
    assert text.splitlines() == [
        "Name,Mobile,Row,Outcome,Why", ",917444400010,2,Cannot be sent,First name: is required"]
    page.get_by_role("button", name="Done").click()
    expect(page.locator("input[type=file]")).to_be_attached()


@pytest.mark.parametrize("path", ["/leads", "/upload"])
def test_a_phone_shows_the_pages_of_leads_without_scrolling_sideways(visit: Open, path: str) -> None:
    page = visit(path, width=390, theme="dark")
    expect(page.locator("[class*=st-key-card-]").first).to_be_visible()
    assert page.evaluate("document.querySelector('.stMain').scrollWidth <= innerWidth")
