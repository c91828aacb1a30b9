from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, Request, Route, expect

from callyzer.ui.front import MENU_WIDTH
from tests.browser.conftest import DAYS, WEEK, Open
from tests.exports.spreadsheet import read

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)


CHARTS = {"/": 4, "/time-slots": 3, "/leaderboard": 1, "/unique-clients": 1}


def complete(page: Page, charts: int = 4) -> None:
    """Waits until nothing is waited for and the charts are drawn."""
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    expect(page.locator(".js-plotly-plot")).to_have_count(charts)
    expect(page.locator(".skeleton, .ghost, .note-waiting")).to_have_count(0)


def tile(page: Page, name: str) -> int:
    text = page.locator(f"[data-tile={name}] .tile-value").inner_text()
    return int(text.replace(",", ""))


def written(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"


def range_button(page: Page, name: str) -> None:
    page.locator(".st-key-filter-range").get_by_text(name, exact=True).click()


def test_the_first_page_shows_figures_and_charts(visit: Open) -> None:
    page = visit()
    complete(page)
    expect(page).to_have_title(re.compile("Overview"))
    assert tile(page, "total_calls") > 1000
    assert page.locator(".spark").count() >= 3
    menu = page.get_by_test_id("stSidebar").bounding_box()
    assert menu
    assert menu["width"] == MENU_WIDTH


def test_a_filter_changes_the_figures_and_the_address(visit: Open) -> None:
    page = visit()
    complete(page)
    week = tile(page, "total_calls")
    range_button(page, "30 days")
    expect(page).to_have_url(re.compile(r"\?range=last-30-days$"))
    expect(page.locator("[data-tile=total_calls] .tile-value")).not_to_have_text(f"{week:,}")
    assert tile(page, "total_calls") > week


def test_a_link_opens_cold_on_its_page_with_its_filter(visit: Open) -> None:
    page = visit("/time-slots?range=yesterday&type=Outgoing")
    expect(page.locator(".page-head h1")).to_have_text("Time slots")
    expect(page.locator(".st-key-filter-calls")).to_contain_text("Calls: Outgoing")
    assert page.get_by_text("does not seem to exist").count() == 0
    assert page.url.endswith("/time-slots?range=yesterday&type=Outgoing")


def test_the_filter_survives_reload_and_change_of_page(visit: Open) -> None:
    page = visit("/?range=last-30-days&tag=North")
    complete(page)
    calls = tile(page, "total_calls")
    page.reload()
    complete(page)
    assert tile(page, "total_calls") == pytest.approx(calls, rel=0.02)  # new calls keep arriving
    page.get_by_role("link", name="Leaderboard").click()
    expect(page.locator(".page-head h1")).to_have_text("Leaderboard")
    expect(page).to_have_url(re.compile(r"/leaderboard\?range=last-30-days&tag=North$"))
    expect(page.locator(".st-key-filter-team")).to_contain_text("Team: North")


def test_what_a_link_chose_is_chosen_in_popovers_that_are_opened_after_the_page_was_drawn_anew(visit: Open) -> None:
    page = visit("/?tag=North&type=Outgoing&off=Sun")
    complete(page)
    page.locator(".st-key-choice-trend").get_by_text("Connected", exact=True).click()
    expect(page).to_have_url(re.compile("tag=North&type=Outgoing&off=Sun&show-trend=total_connected_calls$"))
    complete(page)
    page.locator(".st-key-filter-calls button").first.click()
    expect(page.locator(".st-key-filter-types").get_by_role("button", name="Outgoing")).to_have_attribute(
        "aria-pressed", "true")
    page.keyboard.press("Escape")
    page.locator(".st-key-filter-hours button").first.click()
    expect(page.locator(".st-key-filter-off").get_by_role("button", name="Sun")).to_have_attribute(
        "aria-pressed", "true")
    page.keyboard.press("Escape")
    page.locator(".st-key-filter-team button").first.click()
    expect(page.locator(".st-key-filter-tags")).to_contain_text("North")
    page.keyboard.press("Escape")
    page.locator(".st-key-choice-trend").get_by_text("Calls", exact=True).click()
    expect(page).to_have_url(re.compile("range=last-7-days&tag=North&type=Outgoing&off=Sun$"))


def test_a_team_that_a_link_chose_is_chosen_where_the_browser_gets_the_list_after_the_page_was_drawn_anew(
        visit: Open) -> None:
    page = visit("/?tag=North")
    complete(page)
    late: list[Route] = []

    def hold(script: Route) -> None:
        late.append(script)

    page.route("**/static/js/**", hold)
    page.locator(".st-key-filter-team button").first.click()
    expect(page.locator(".st-key-filter-tags")).to_be_attached()
    expect(page.get_by_text("The account's tags and employees are")).to_have_count(0)  # drawn anew: they are known
    assert late
    page.unroute("**/static/js/**")  # lets them come
    expect(page.locator(".st-key-filter-tags")).to_contain_text("North")
    page.keyboard.press("Escape")
    page.locator(".st-key-choice-trend").get_by_text("Connected", exact=True).click()
    expect(page).to_have_url(re.compile("tag=North&show-trend=total_connected_calls$"))


def test_going_back_and_forward_follows_the_filter(visit: Open) -> None:
    page = visit()
    complete(page)
    for name, written in (("Yesterday", "yesterday"), ("30 days", "last-30-days")):
        range_button(page, name)
        expect(page).to_have_url(re.compile(f"range={written}$"))
    page.go_back()
    expect(page.locator(".st-key-filter-range [aria-checked=true]")).to_have_text("Yesterday")
    page.go_forward()
    expect(page.locator(".st-key-filter-range [aria-checked=true]")).to_have_text("30 days")


def count(text: str) -> int:
    """ "1,204 calls" and the like."""
    found = re.search(r"[\d,]+", text)
    assert found
    return int(found.group().replace(",", ""))


def listed(page: Page) -> int:
    """How many calls the page of calls says there are."""
    expect(page.locator(".page-head h1")).to_have_text("Calls")
    caption = page.locator(".st-key-card-calls .stCaption, .st-key-card-calls [data-testid=stCaptionContainer]").first
    expect(caption).to_contain_text(re.compile(r"\d calls?\."))
    return count(caption.inner_text().rpartition(" of ")[2])


def test_a_tile_leads_to_as_many_calls_as_it_says_without_loading_the_page_anew(visit: Open) -> None:
    page = visit(f"/?{WEEK}")
    complete(page)
    connected = tile(page, "total_connected_calls")
    page.evaluate("window.stays = true")
    page.locator("[data-tile=total_connected_calls] a.behind").click()
    expect(page).to_have_url(re.compile(rf"/calls\?{WEEK}&connected=yes$"))
    assert listed(page) == connected
    assert page.evaluate("window.stays")
    page.get_by_role("button", name="Connected").click()
    expect(page).to_have_url(re.compile(rf"/calls\?{WEEK}$"))


def click_second_cell(page: Page, key: str, said: str, *, clicks: int = 4) -> None:
    """Clicks on a heatmap's cell, and again where the click is lost since the page was drawn anew under it, until it
    offers what is said."""
    for _ in range(clicks):
        cells = page.locator(f"[class*=st-key-figure-{key}] .hm").last
        cells.scroll_into_view_if_needed()
        box = cells.bounding_box()
        if box:
            page.mouse.click(box["x"] + box["width"] * 1.5 / 7, box["y"] + box["height"] * 0.5)
        with suppress(AssertionError):
            expect(page.locator(".st-key-offer")).to_contain_text(said, timeout=8_000)
            return


def click_second_day(page: Page) -> None:
    click_second_cell(page, "by-day", f"{written(DAYS[1])}, 2 – 3 PM")


def test_a_clicked_cell_offers_its_calls_and_they_are_as_many_as_it_says(visit: Open) -> None:
    page = visit(f"/time-slots?{WEEK}")
    complete(page, charts=3)
    click_second_day(page)
    offer = page.locator(".st-key-offer")
    expect(offer).to_contain_text(f"{written(DAYS[1])}, 2 – 3 PM")
    link = offer.locator("a").first
    said = count(link.inner_text())
    link.click()
    expect(page).to_have_url(re.compile(rf"day={DAYS[1]}&slot=14(%3A|:)00-15(%3A|:)00$"))
    assert listed(page) == said


def test_a_cell_that_was_closed_or_left_for_another_offers_its_calls_at_the_next_click(visit: Open) -> None:
    page = visit(f"/time-slots?{WEEK}")
    complete(page, charts=3)
    click_second_day(page)
    offer = page.locator(".st-key-offer")
    offer.get_by_role("button", name="Close").click()
    expect(offer).to_be_hidden()
    expect(page.locator(".st-key-figure-by-day-1 .hm").last).to_be_visible()
    click_second_cell(page, "by-day", f"{written(DAYS[1])}, ", clicks=1)
    expect(offer).to_contain_text(f"{written(DAYS[1])}, 2 – 3 PM")
    click_second_cell(page, "by-weekday", "Tuesdays, ")
    expect(offer).to_contain_text("Tuesdays, ")
    expect(page.locator(".st-key-figure-by-day-2 .hm").last).to_be_visible()
    click_second_cell(page, "by-day", f"{written(DAYS[1])}, ", clicks=1)
    expect(offer).to_contain_text(f"{written(DAYS[1])}, 2 – 3 PM")


def test_a_clicked_cell_filters_to_its_day_and_hour_and_can_be_cleared(visit: Open) -> None:
    page = visit(f"/time-slots?{WEEK}")
    complete(page, charts=3)
    click_second_day(page)
    page.get_by_role("button", name="Show this time only").click()
    expect(page).to_have_url(re.compile(rf"from={DAYS[1]}&to={DAYS[1]}&hours=14(%3A|:)00-15(%3A|:)00$"))
    chip = page.locator(".st-key-filter-back")
    expect(chip).to_contain_text(f"{written(DAYS[1])},")
    chip.locator("button").first.click()
    expect(page).to_have_url(re.compile(rf"{WEEK}$"))


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_a_chart_is_saved_as_a_picture_named_after_what_it_shows(visit: Open, kind: str, tmp_path: Path) -> None:
    page = visit(f"/?{WEEK}&type=Outgoing")
    complete(page)
    with page.expect_download() as download:
        page.locator(f".st-key-head-trend button[data-kind={kind}]").click()
    assert download.value.suggested_filename == f"callyzer-trend-{DAYS[0]}-{DAYS[-1]}-outgoing.{kind}"
    download.value.save_as(tmp_path / "picture")
    content = (tmp_path / "picture").read_bytes()
    if kind == "png":
        assert content.startswith(b"\x89PNG")
        assert len(content) > 20_000
    else:
        text = content.decode()
        assert "Calls by day" in text
        assert f"{DAYS[0].day} – {DAYS[-1].day} {DAYS[0]:%b %Y} · Outgoing" in text
        assert text.count("<path") > 5
        assert "http" not in text.replace("http://www.w3.org/", "")


def test_the_data_of_a_chart_is_saved_as_csv(visit: Open, tmp_path: Path) -> None:
    page = visit(f"/?{WEEK}")
    complete(page)
    with page.expect_download() as download:
        page.locator(".st-key-csv-trend button").first.click()
    assert download.value.suggested_filename == f"callyzer-trend-{DAYS[0]}-{DAYS[-1]}.csv"
    download.value.save_as(tmp_path / "data.csv")
    lines = (tmp_path / "data.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("Day,Calls,")
    assert [line.split(",")[0] for line in lines[1:]] == [day.isoformat() for day in DAYS]


@pytest.mark.parametrize("path", CHARTS)
def test_a_phone_shows_every_page_without_scrolling_sideways(visit: Open, path: str) -> None:
    page = visit(path, width=390)
    expect(page.locator(".page-head h1")).to_be_visible()
    complete(page, CHARTS[path])
    assert page.evaluate("document.querySelector('.stMain').scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [390, 1000, 1440])
def test_every_definition_opens_inside_the_window(visit: Open, width: int) -> None:
    page = visit(width=width)
    complete(page)
    edges = page.locator(".hint:not(.gap)").evaluate_all("""hints => hints.map(hint => {
        hint.focus()
        const box = hint.querySelector("[role=tooltip]").getBoundingClientRect()
        return [box.left, box.right]
    })""")  # in one go: the page may be drawn anew between two
    assert len(edges) > 5
    assert all(0 <= left < right <= width for left, right in edges)


def test_dark_figures_on_a_dark_page(visit: Open) -> None:
    page = visit(theme="dark")
    complete(page)
    background = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    text = page.evaluate("getComputedStyle(document.querySelector('.js-plotly-plot .xtick text')).fill")
    assert background == "rgb(15, 19, 25)"
    assert text == "rgb(152, 162, 179)"


def test_nothing_is_fetched_from_anywhere_else(visit: Open, address: str) -> None:
    outside: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            outside.append(request.url)

    page = visit()
    page.on("request", note)
    for name in ("Time slots", "Leaderboard", "Unique clients", "Overview"):
        page.get_by_role("link", name=name).click()
        expect(page.locator(".page-head h1")).to_have_text(name)
        expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    page.reload()
    complete(page)
    assert outside == []


def test_scripts_leave_compressed_and_are_kept(address: str) -> None:
    page = httpx.get(address).text
    script = next(name for name in re.findall(r'href="\./(static/js/PlotlyChart[^"]+)"', page))
    answer = httpx.get(f"{address}/{script}", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]
    assert int(answer.headers["content-length"]) < 0.4 * len(answer.content)


def test_a_page_of_another_site_may_not_connect(address: str) -> None:
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
               "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA=="}
    url = f"{address}/_stcore/stream"
    assert httpx.get(url, headers={**upgrade, "Host": "evil.example"}).status_code == 403
    assert httpx.get(url, headers={**upgrade, "Origin": "https://evil.example"}).status_code == 403


def test_a_page_is_taken_along_as_a_workbook(visit: Open, tmp_path: Path) -> None:
    page = visit("/leaderboard?range=yesterday")
    complete(page, 1)
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as taken:
        page.locator(".st-key-export-leaderboard-xlsx button").click()
    assert re.fullmatch(r"callyzer-leaderboard-\d{4}-\d\d-\d\d\.xlsx", taken.value.suggested_filename)
    path = tmp_path / "taken.xlsx"
    taken.value.save_as(path)
    assert read(path).sheetnames == ["About", "Leaderboard", "Leaderboard table"]
    with page.expect_download() as again:
        page.get_by_role("button", name="Save the Excel workbook").click()
    assert again.value.suggested_filename == taken.value.suggested_filename
