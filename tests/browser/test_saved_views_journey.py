"""A view from its saving to its end, as two people with a browser each see it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from callyzer.ui.labels import LONGEST
from tests.browser.conftest import Open

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)

HOSTILE = "<img src=x onerror=hurt=1> [x](javascript:hurt=1) $x^2$ :+1:"


def button(page: Page) -> Locator:
    return page.locator(".st-key-views button")


def title(page: Page) -> Locator:
    return page.locator(".page-head h1")


def top(place: Locator) -> float:
    box = place.bounding_box()
    assert box
    return box["y"]


def in_menu(page: Page, name: str) -> Locator:
    return page.get_by_test_id("stSidebarNav").get_by_role("link", name=name, exact=True)


def save(page: Page, name: str, whose: str = "Only me") -> None:
    button(page).click()
    page.locator(".st-key-view-for").get_by_text(whose, exact=True).click()
    page.locator(".st-key-view-name input").fill(name)
    page.get_by_role("button", name="Save view").click()
    expect(button(page)).to_contain_text(name[:LONGEST - 1])


def in_row(page: Page, what: str) -> None:
    """Choose in the menu of the only row."""
    button(page).click()
    menu = page.locator("[class*=st-key-view-menu] button")
    expect(menu).to_have_count(1)  # while rows move, one is there at both places
    menu.click()
    page.get_by_role("menuitem", name=what, exact=True).click()


def test_a_view_of_ones_own_from_its_saving_to_its_end(visit: Open, address: str) -> None:
    page = visit("/leaderboard?range=last-month&tag=North")
    expect(button(page)).to_contain_text("Views")
    assert top(page.locator(".st-key-export button")) == top(button(page)), "the buttons of the head share a line"
    save(page, "North, last month")

    page.get_by_role("link", name="Handsets").click()
    expect(title(page)).to_have_text("Handsets")
    in_menu(page, "North, last month").click()
    expect(title(page)).to_have_text("Leaderboard")
    expect(page).to_have_url(re.compile(r"/view-[0-9a-f]{8}\?range=last-month&tag=North$"))
    expect(page).to_have_title("North, last month · Callyzer")
    expect(in_menu(page, "North, last month")).to_have_attribute("aria-current", "page")
    permalink = page.url.partition("?")[0]
    stranger = visit(page.url.removeprefix(address))
    expect(stranger.get_by_text("somebody keeps it to themselves")).to_be_visible()
    expect(stranger.get_by_role("dialog")).to_have_count(0)
    stranger.get_by_role("button", name="Open the overview").click()
    expect(title(stranger)).to_have_text("Overview")
    expect(stranger).to_have_url(re.compile(r"/\?range=last-month&tag=North$"))

    page.locator(".st-key-filter-range").get_by_text("Yesterday", exact=True).click()
    expect(button(page)).to_contain_text("North, last month · changed")
    page.goto(permalink)
    expect(page).to_have_url(re.compile(r"\?range=last-month&tag=North$"))
    expect(page.locator(".st-key-filter-range [aria-checked=true]")).to_have_text("Last month")

    in_row(page, "Make it my start page")
    expect(page.locator("[class*=st-key-view-open]")).to_contain_text("home")
    plain = permalink.rpartition("/")[0] + "/"
    page.goto(plain)
    expect(title(page)).to_have_text("Leaderboard")
    page.get_by_role("link", name="Overview").click()
    expect(title(page)).to_have_text("Overview")

    in_row(page, "Delete")
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(in_menu(page, "North, last month")).to_have_count(0)
    page.goto(plain)
    expect(title(page)).to_have_text("Overview")


def test_others_see_a_view_for_everybody_and_open_the_link_of_a_private_one(visit: Open, address: str) -> None:
    page = visit("/time-slots?range=last-week")
    save(page, "My week")
    button(page).click()
    link = page.locator("button[data-copy]").get_attribute("data-copy")
    assert link == f"{address}/time-slots?range=last-week"
    page.keyboard.press("Escape")

    other = visit("/time-slots?range=last-week")
    expect(title(other)).to_have_text("Time slots")
    expect(other.locator(".st-key-filter-range [aria-checked=true]")).to_have_text("Last week")
    expect(button(other)).to_contain_text("Views")
    expect(in_menu(other, "My week")).to_have_count(0)

    save(other, HOSTILE, "Everybody")
    page.reload()
    expect(in_menu(page, "My week")).to_have_count(1)
    shared = page.get_by_test_id("stSidebarNav").get_by_role("link").filter(has_text="onerror")
    expect(shared).to_contain_text("<img src=x onerror=hurt=1>")
    shared.click()
    expect(page).to_have_title(f"{HOSTILE} · Callyzer")
    assert page.evaluate("window.hurt") is None
    assert page.locator("img[src='x'], a[href^='javascript:']").count() == 0


def test_on_a_phone_the_button_and_what_it_offers_stay_inside_the_window(visit: Open) -> None:
    page = visit("/unique-clients?range=last-month", width=390)
    expect(title(page)).to_have_text("Unique clients")
    button(page).click()
    box = page.locator(".st-key-view-name").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    head, tool = title(page).bounding_box(), button(page).bounding_box()
    assert head
    assert tool
    text = title(page).evaluate("e => { const r = document.createRange(); r.selectNodeContents(e); "
                                "return r.getBoundingClientRect().right }")
    assert text <= tool["x"]
    assert page.evaluate("document.querySelector('.stMain').scrollWidth <= innerWidth")
