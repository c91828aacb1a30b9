"""Journeys from a client who waits to the calls behind it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Locator, Page, TimeoutError, expect  # noqa: A004 - Playwright's own

from tests.browser.conftest import WORKDAY, Open

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
expect.set_options(timeout=30_000)

KEPT_WITHIN = 180.0
REDRAWN_WITHIN = 30.0
CLICKS = 4


def choose_first_row(table: Locator) -> None:
    canvas = table.locator("canvas").first
    expect(canvas).to_be_visible()
    box = canvas.bounding_box()
    assert box
    canvas.page.mouse.click(box["x"] + 120, box["y"] + 36 + 18)


def call_backs_across_the_team(visit: Open) -> Page:
    """The page of call-backs once the server keeps the calls of the last day that was worked."""
    until = time.monotonic() + KEPT_WITHIN
    while True:
        page = visit(f"/call-backs?{WORKDAY}")
        expect(page.locator(".page-head h1")).to_have_text("Call-backs")
        page.wait_for_selector(".st-key-table-due, .st-key-table-pairs")
        if page.locator(".st-key-table-due").count():
            return page
        assert time.monotonic() < until, "its calls were not synchronised in time"
        page.context.close()


def test_from_a_client_who_waits_to_everything_between_it_and_the_company(visit: Open) -> None:
    page = call_backs_across_the_team(visit)
    choose_first_row(page.locator(".st-key-rows-due"))
    page.get_by_role("button", name="Open the client's story").click()
    expect(page.locator(".page-head h1")).to_have_text("Calls")
    expect(page).to_have_url(re.compile(rf"/calls\?{WORKDAY}&call=[\w-]+"))
    expect(page.locator(".definitions")).to_contain_text("Reached Callyzer")
    expect(page.locator(".st-key-table-story canvas").first).to_be_visible()
    page.reload()
    expect(page.locator(".definitions")).to_contain_text("Reached Callyzer")


@pytest.mark.parametrize("https", [True, False])
def test_the_number_of_a_client_who_waits_is_copied(visit: Open, https: bool) -> None:
    page = call_backs_across_the_team(visit)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    if not https:
        page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined, configurable: true})")
    choose_first_row(page.locator(".st-key-rows-due"))
    button = page.locator(".st-key-offer button.copy")
    number = str(button.get_attribute("data-copy"))
    assert re.fullmatch(r"\+\d+ \d+", number)
    button.click()
    expect(button).to_have_text("Copied")
    page.evaluate("delete navigator.clipboard")
    assert page.evaluate("navigator.clipboard.readText()") == number


def saved(page: Page, key: str, path: Path) -> Path:
    """The CSV of a table. A click that only closes a popover, or under which the page is drawn anew, saves nothing: it
    is repeated, as somebody would."""
    until = time.monotonic() + REDRAWN_WITHIN
    while True:
        try:
            with page.expect_download(timeout=5_000) as download:
                page.locator(f".st-key-csv-{key} button").first.click()
        except TimeoutError:
            assert time.monotonic() < until, "no file is saved"
        else:
            download.value.save_as(path)
            return path


def test_the_file_of_a_table_holds_the_rows_that_were_found_in_the_columns_that_are_chosen(
        visit: Open, tmp_path: Path) -> None:
    page = visit(f"/leaderboard?{WORKDAY}")
    names = page.get_by_placeholder("Name or tag")
    names.fill("North")
    names.press("Enter")
    page.locator(".st-key-head-ranking").get_by_role("button", name="view_column").click()
    page.get_by_role("button", name="Connect rate").click()
    page.keyboard.press("Escape")
    until = time.monotonic() + REDRAWN_WITHIN
    while True:
        heads, *rows = saved(page, "ranking", tmp_path / "north.csv").read_text(encoding="utf-8-sig").splitlines()
        if "Connect rate" not in heads:
            break
        assert time.monotonic() < until, "the column is still in the file"
    assert "Employee" in heads
    assert 0 < len(rows) < 35
    assert all("North" in row for row in rows)


def test_the_file_of_a_table_keeps_the_order_that_a_click_on_a_heading_chose(visit: Open, tmp_path: Path) -> None:
    page = visit(f"/leaderboard?{WORKDAY}")

    def names() -> list[str]:
        return [str(name).casefold() for name in pd.read_csv(saved(page, "ranking", tmp_path / "file.csv"))["Employee"]]

    plain = names()
    ordered = click_on_heading_until(page, lambda: names() == sorted(plain))
    turned = click_on_heading_until(page, lambda: names() == sorted(plain, reverse=True))
    assert ordered
    assert turned
    assert len(set(plain)) > 10


def click_on_heading_until(page: Page, holds: Callable[[], bool]) -> bool:
    """Clicks on the name's heading, and again where a click is lost since the page was drawn anew under it."""
    for _ in range(CLICKS):
        canvas = page.locator(".st-key-table-ranking canvas").first
        expect(canvas).to_be_visible()
        box = canvas.bounding_box()
        assert box
        page.mouse.click(box["x"] + 120, box["y"] + 18)
        until = time.monotonic() + REDRAWN_WITHIN / CLICKS
        while time.monotonic() < until:
            if holds():
                return True
    return False


def test_a_table_that_the_keyboard_orders_keeps_the_keyboard_and_opens_nothing(visit: Open) -> None:
    page = visit(f"/calls?{WORKDAY}")
    table = page.locator(".st-key-table-calls")
    heads = table.locator("[role=columnheader]")
    choose_first_row(table)
    expect(page).to_have_url(re.compile("call="))
    opened = page.url
    for arrow in ("↓", "↑"):
        page.keyboard.press("Control+Space")
        expect(heads.filter(has_text=arrow)).to_have_count(1)
        expect(table.locator("canvas *:focus")).to_have_attribute("data-testid", re.compile("glide-cell-1-"))
    assert page.url == opened
    page.keyboard.press("ArrowDown")
    expect(page).not_to_have_url(opened)


def test_a_call_is_closed_again_and_another_opened(visit: Open) -> None:
    page = visit(f"/calls?{WORKDAY}")
    choose_first_row(page.locator(".st-key-table-calls"))
    expect(page).to_have_url(re.compile("call="))
    page.get_by_role("button", name="Close").click()
    expect(page).not_to_have_url(re.compile("call="))
    expect(page.get_by_text("Choose a call to see it in full")).to_be_visible()


@pytest.mark.parametrize("path", ["/call-backs", "/calls", "/not-picked-up"])
def test_a_phone_shows_the_pages_of_clients_without_scrolling_sideways(visit: Open, path: str) -> None:
    page = visit(path, width=390, theme="dark")
    expect(page.locator("[data-testid=stDataFrame]").first).to_be_visible()
    assert page.evaluate("document.querySelector('.stMain').scrollWidth <= innerWidth")


def test_from_a_client_who_did_not_pick_up_to_the_tries_or_the_last_of_them(visit: Open) -> None:
    page = visit(f"/not-picked-up?{WORKDAY}")
    expect(page.locator(".page-head h1")).to_have_text("Not picked up")
    choose_first_row(page.locator(".st-key-rows-not-picked-up"))
    expect(page.locator(".st-key-offer")).to_contain_text(re.compile(r"\d+ (try|tries)"))
    page.get_by_role("button", name="Open the last try").click()
    expect(page.locator(".page-head h1")).to_have_text("Calls")
    expect(page).to_have_url(re.compile(rf"/calls\?{WORKDAY}&call=[\w-]+"))
    expect(page.locator(".definitions")).to_contain_text("Outgoing")


def test_a_recording_is_played_in_place_and_its_address_never_reaches_the_browser(visit: Open) -> None:
    call_backs_across_the_team(visit).context.close()
    page = visit(f"/calls?{WORKDAY}&recorded=yes")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    choose_first_row(page.locator(".st-key-table-calls"))
    page.get_by_role("button", name="Play the recording").click()
    sound = page.locator("audio")
    expect(sound).to_have_attribute("src", re.compile(r"/media/[\w-]+\.wav$"))
    page.wait_for_function("document.querySelector('audio').duration > 1")
    assert not [url for url in asked if "recordings" in url]
    assert "/recordings/" not in page.content()


def test_ticked_calls_lose_their_recordings_once_it_is_confirmed(visit: Open) -> None:
    call_backs_across_the_team(visit).context.close()
    page = visit(f"/calls?{WORKDAY}&recorded=yes")
    table = page.locator(".st-key-table-calls canvas").first
    expect(table).to_be_visible()
    box = table.bounding_box()
    assert box
    for row in (1, 2):
        page.mouse.click(box["x"] + 18, box["y"] + 36 * row + 18)
        expect(page.locator(".st-key-removal")).to_contain_text(f"{row} call")
    page.get_by_role("button", name="Remove 2 recordings …").click()
    page.get_by_role("button", name="Remove 2 recordings for good").click()
    expect(page.locator(".st-key-removed")).to_contain_text("2 recordings removed.")
