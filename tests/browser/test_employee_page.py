"""From the leaderboard to one person, on the screen and on paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import WEEK, Open
from tests.browser.test_client_pages import choose_first_row
from tests.browser.test_journeys import listed, tile

pytestmark = pytest.mark.browser


def one_person(visit: Open) -> Page:
    page = visit(f"/leaderboard?{WEEK}")
    choose_first_row(page.locator(".st-key-table-ranking"))
    page.get_by_role("button", name="Open the employee's page").click()
    expect(page.locator(".page-head h1")).to_have_text("Employee")
    expect(page.locator(".st-key-table-open")).to_be_visible()
    return page


def test_a_row_of_the_leaderboard_leads_to_the_employee_and_a_reload_stays_there(visit: Open) -> None:
    page = one_person(visit)
    expect(page).to_have_url(re.compile(rf"/employee\?{WEEK}&employee=\d+-\d+$"))
    name = page.locator(".st-key-card-who h2").inner_text()
    page.reload()
    expect(page.locator(".st-key-card-who h2")).to_have_text(name)


def test_a_figure_leads_to_as_many_calls_of_the_employee_as_it_says(visit: Open) -> None:
    page = one_person(visit)
    calls = tile(page, "total_calls")
    page.locator("[data-tile=total_calls] a.behind").click()
    expect(page).to_have_url(re.compile(rf"/calls\?{WEEK}&emp=\d+-\d+$"))
    assert listed(page) == calls


def test_paper_holds_the_figures_without_what_is_clicked(visit: Open) -> None:
    page = one_person(visit)
    page.emulate_media(media="print")
    expect(page.locator(".st-key-filter-bar")).to_be_hidden()
    expect(page.locator(".st-key-picker")).to_be_hidden()
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    standing, day_line = (page.locator(f".st-key-card-{part}").bounding_box() for part in ("standing", "days"))
    assert standing
    assert day_line
    assert standing["y"] == day_line["y"], "side by side as on the screen"
    assert page.evaluate("getComputedStyle(document.querySelector('.stMain')).overflowY") == "visible"


def test_a_phone_shows_an_employee_without_scrolling_sideways(visit: Open) -> None:
    page = visit(f"/employee?{WEEK}", width=390, theme="dark")
    expect(page.locator("[data-testid=stDataFrame]").first).to_be_visible()
    assert page.evaluate("document.querySelector('.stMain').scrollWidth <= innerWidth")
