"""Journeys through the pages about the account itself."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import WEEK, Open

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)


def settled(page: Page) -> None:
    expect(page.locator(".skeleton, .ghost, .note-waiting")).to_have_count(0)


def test_from_the_menu_to_a_phone_and_on_to_its_employee(visit: Open) -> None:
    page = visit(f"/?{WEEK}")
    page.get_by_role("link", name="Handsets").click()
    expect(page.locator(".page-head h1")).to_have_text("Handsets")
    expect(page.locator("[data-tile=silent] .tile-value")).to_have_text("2")
    table = page.locator(".st-key-rows-handsets canvas").first
    expect(table).to_be_visible()
    box = table.bounding_box()
    assert box
    page.mouse.click(box["x"] + 60, box["y"] + 36 + 18)
    expect(page.locator(".page-head h1")).to_have_text("Employee")
    expect(page).to_have_url(re.compile(rf"/employee\?{WEEK}&employee="))


def test_the_synchronisation_is_paused_and_resumed_while_the_page_follows_it(visit: Open) -> None:
    page = visit()
    page.get_by_role("link", name="Data").click()
    expect(page.locator(".page-head h1")).to_have_text("Data")
    expect(page.locator(".st-key-figure-coverage .hm")).to_be_visible()
    state = page.locator("[data-tile=doing] .tile-value")
    page.get_by_role("button", name="Pause").click()
    expect(state).to_have_text("Paused")
    page.get_by_role("button", name="Resume").click()
    expect(state).to_have_text(re.compile("Working|Up to date"))


def test_the_line_under_the_head_leads_to_the_phones(visit: Open) -> None:
    page = visit("/time-slots?range=last-30-days")
    page.locator(".st-key-strip").get_by_role("button", name="Phones:").click()
    expect(page.locator(".page-head h1")).to_have_text("Handsets")
    expect(page.locator(".st-key-rows-handsets canvas").first).to_be_visible()
    page.get_by_role("link", name="Time slots").click()
    expect(page).to_have_url(re.compile(r"/time-slots\?range=last-30-days$"))


@pytest.mark.parametrize("path", ["/handsets", "/data", "/reports"])
def test_a_phone_shows_the_pages_of_the_account_without_scrolling_sideways(visit: Open, path: str) -> None:
    page = visit(path, width=390, theme="dark")
    expect(page.locator(".page-head h1")).to_be_visible()
    settled(page)
    assert page.evaluate("document.querySelector('.stMain').scrollWidth <= innerWidth")
