"""Journeys of a lead who compares, sets goals, and hangs a wall up."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import WEEK, Open

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)


def count_of(page: Page) -> int:
    """How many calls the page of calls says it lists."""
    expect(page.locator(".page-head h1")).to_have_text("Calls")
    said = page.locator(".st-key-table-calls").get_by_text(re.compile(r"of [\d,]+ calls|^[\d,]+ calls"))
    return int(re.sub(r"\D", "", re.findall(r"[\d,]+(?= call)", said.inner_text())[0]))


def test_two_weeks_are_compared_another_measure_explained_and_a_figure_followed_to_its_calls(visit: Open) -> None:
    page = visit(f"/compare?{WEEK}")
    expect(page.locator(".st-key-head-explained")).to_contain_text("Calls: what makes the difference")
    page.locator(".st-key-choice-compare-way input").click()
    page.get_by_role("option", name="Told apart: By type").click()
    expect(page.locator(".st-key-chart-explained")).to_contain_text("Outgoing")
    figure = page.locator(".st-key-pairs-pairs a.behind").first
    calls = int(figure.inner_text().replace(",", ""))
    figure.click()
    assert count_of(page) == calls


def test_the_goals_are_shown_for_each_and_saved_for_everybody(visit: Open) -> None:
    page = visit(f"/goals?{WEEK}")
    expect(page.locator("[data-tile]").first).to_contain_text("%")
    page.locator(".st-key-choice-goal").get_by_text("Talk time").click()
    expect(page.locator(".st-key-table-goals")).to_contain_text("Talk time: who is on track")
    page.get_by_role("button", name="Save goals").click()
    expect(page.get_by_text("The goals are kept, and count for everybody")).to_be_visible()
    expect(page.get_by_text(re.compile("^Changed last on"))).to_be_visible()


def test_a_wall_fills_the_window_and_leads_back(visit: Open) -> None:
    page = visit("/wallboard")
    expect(page.locator(".page-head h1")).to_have_text("Today")
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(page.get_by_text("Last hour")).to_be_visible()
    expect(page.get_by_text("Call-backs due")).to_be_visible()
    for width, height in ((1440, 1000), (1366, 768), (1280, 720)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.querySelector('.stMain').scrollHeight <= innerHeight + 1"), "no mouse is needed"
    page.get_by_role("button", name="Back to the overview").click()
    expect(page.locator(".page-head h1")).to_have_text("Overview")


@pytest.mark.parametrize("path", ["/compare", "/goals", "/wallboard"])
def test_a_phone_shows_the_pages_of_the_team_without_scrolling_sideways(visit: Open, path: str) -> None:
    page = visit(f"{path}?{WEEK}", width=390, theme="dark")
    expect(page.locator(".page-head h1")).to_be_visible()
    page.wait_for_timeout(1_500)
    assert page.evaluate("document.querySelector('.stMain').scrollWidth <= innerWidth")
