"""The page holds every number of its parts, asks nobody for anything, and is harmless whatever people are called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, Route

from callyzer.exports.page import page
from callyzer.exports.page_table import MOST_ROWS
from callyzer.views import words
from callyzer.views.document import Document
from callyzer.views.parts import Cards, Chart, Movers, Pairs, RowTable, Tiles
from tests.exports.documents import NASTY, document


def text_of(html: bytes) -> str:
    """What is read: without scripts, styles and marks."""
    body = html.decode().partition("<body>")[2]
    plain = re.sub(r"<(script|style)\b.*?</\1>", " ", body, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", " ", plain))


def parts(given: Document) -> Iterator[object]:
    for section in given.sections:
        for part in section.parts:
            yield from (part, part.chart) if isinstance(part, Movers) else (part,)


@pytest.fixture
def opened(chromium: Browser, tmp_path: Path) -> Iterator[tuple[Page, list[str]]]:
    """A browser's page, and what it complained of or asked for."""
    context = chromium.new_context(viewport={"width": 1440, "height": 1000})
    tab, complaints = context.new_page(), list[str]()

    def refuse(route: Route) -> None:
        complaints.append(route.request.url)
        route.abort()

    context.route(re.compile(r"^(?!file:|data:)"), refuse)
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    yield tab, complaints
    context.close()


def show(tab: Page, html: bytes, folder: Path) -> None:
    (folder / "page.html").write_bytes(html)
    tab.goto((folder / "page.html").as_uri())


def test_every_number_of_the_tiles_honours_and_pairs_is_there() -> None:
    text = text_of(page(document()))
    for part in parts(document()):
        if isinstance(part, Tiles):
            assert all(tile.value in text and tile.detail in text for tile in part.tiles)
            assert all(tile.delta.text in text for tile in part.tiles if tile.delta)
        elif isinstance(part, Cards):
            assert all(card.name in text and card.figure in text for card in part.cards)
        elif isinstance(part, Pairs):
            assert all(pair.one in text and pair.other in text for pair in part.pairs)
        elif isinstance(part, Movers):
            assert all(change.sentence in text for change in part.changes)


def test_a_table_says_its_counts_times_and_shares_as_the_page_does() -> None:
    rows = re.findall(r"<tr.*?</tr>", page(document()).decode(), re.DOTALL)
    (ranking,) = (part for part in parts(document()) if isinstance(part, RowTable) and part.key == "ranking")
    for _, values in ranking.frame.iterrows():
        rate = values["connect_rate"]
        said = [words.count(values["total_calls"]), words.duration(values["total_duration"]),
                words.percent(None if pd.isna(rate) else rate / 100)]
        assert any(values["name"] in row and all(f"{each}</td>" in row for each in said) for row in rows), said


def test_a_charts_numbers_are_below_it_in_its_units() -> None:
    html = page(document()).decode()
    charts = [part for part in parts(document()) if isinstance(part, Chart) and not part.empty]
    assert html.count("<summary>The numbers</summary>") == len(charts)
    (dots,) = (chart for chart in charts if chart.plot and chart.plot.kind == "dots")
    for _, values in dots.data.iterrows():
        assert f"<td>{values['Calls']}</td><td>{words.percent(values['Connect rate'])}</td>" in html


def test_the_cover_says_what_when_and_how_far_it_can_be_trusted() -> None:
    cover, text = document().cover, text_of(page(document()))
    said = [cover.account, cover.days, *cover.filters, *(fact.text for fact in cover.trust), cover.gap]
    assert all(each in text for each in said)
    assert "made Mon 16 Nov 2026, 9:00 AM" in text


def test_a_long_table_is_cut_and_says_so() -> None:
    (table,) = (part for part in parts(document()) if isinstance(part, RowTable) and part.key == "ranking")
    frame = table.frame.loc[table.frame.index.repeat(MOST_ROWS)].reset_index(drop=True)
    section = replace(document().sections[0], parts=(replace(table, frame=frame, quiet=(), new=()),))
    html = page(replace(document(), sections=(section,))).decode()
    assert html.count("<tr") == MOST_ROWS + 1
    assert f"The first {MOST_ROWS} of {words.count(len(frame))} rows." in html


def test_nothing_to_show_is_said() -> None:
    section = replace(document().sections[0], parts=())
    assert "There is nothing to show." in text_of(page(replace(document(), sections=(section,))))
    told = replace(section, missing=("Callyzer cannot be reached.",))
    assert "Callyzer cannot be reached." in text_of(page(replace(document(), sections=(told,))))
    assert "There is nothing in this document." in text_of(page(replace(document(), sections=())))


def test_it_draws_every_chart_without_a_request_or_complaint(opened: tuple[Page, list[str]], tmp_path: Path) -> None:
    tab, complaints = opened
    show(tab, page(document()), tmp_path)
    charts = [part for part in parts(document()) if isinstance(part, Chart) and not part.empty]
    assert tab.locator(".chart .main-svg:first-child").count() == len(charts)
    assert "sendChartToCloud" not in tab.locator("main").inner_html()
    tab.set_viewport_size({"width": 390, "height": 800})
    assert tab.evaluate("document.documentElement.scrollWidth") == 390
    tab.wait_for_function("[...document.querySelectorAll('.chart')].every(c => c._fullLayout.width === c.clientWidth)")
    assert complaints == []


def test_on_a_phone_a_long_change_does_not_run_into_its_sentence(
    opened: tuple[Page, list[str]], tmp_path: Path,
) -> None:
    tab, _ = opened
    tab.set_viewport_size({"width": 390, "height": 800})
    show(tab, page(document()).replace(b"</span> +", b"</span> +123,456,"), tmp_path)
    for change in tab.locator(".changes li").all():
        size, sentence = (change.locator("> span").nth(place).bounding_box() for place in (0, 1))
        assert size
        assert sentence
        assert size["x"] + size["width"] <= sentence["x"]


def test_bars_begin_at_the_same_place_in_all_rows(opened: tuple[Page, list[str]], tmp_path: Path) -> None:
    tab, _ = opened
    show(tab, page(document()), tmp_path)
    slots = tab.get_by_role("region", name="Slot by slot").locator("tbody tr")
    starts = [tuple(round(box["x"]) for bar in row.locator(".bar").all() if (box := bar.bounding_box()))
              for row in slots.all()]
    assert len(starts) > 5
    assert len(set(starts)) == 1
    assert starts[0]


def test_on_paper_charts_are_lower_and_no_table_is_wider_than_its_frame(
    opened: tuple[Page, list[str]], tmp_path: Path,
) -> None:
    tab, _ = opened
    tab.set_viewport_size({"width": 1288, "height": 900})
    tab.emulate_media(media="print")
    (tmp_path / "page.html").write_bytes(page(document(*(name.encode(errors="replace").decode() for name in NASTY))))
    tab.goto(f"{(tmp_path / 'page.html').as_uri()}#paper")
    drawn = tab.evaluate("[...document.querySelectorAll('.chart')].map(c => [+c.dataset.height, c._fullLayout.height])")
    assert max(low for _, low in drawn) <= 330
    assert all(low == (high if high <= 312 else max(312, round(0.72 * high))) for high, low in drawn)
    wider = "[...document.querySelectorAll('.rows')].filter(r => r.querySelector('table').offsetWidth > r.clientWidth)"
    assert tab.evaluate(f"{wider}.length") == 0


def test_hostile_names_are_only_names(opened: tuple[Page, list[str]], tmp_path: Path) -> None:
    tab, complaints = opened
    named = document(*(name.encode(errors="replace").decode() for name in NASTY))
    everywhere = " ".join(NASTY)
    cover = replace(named.cover, account=everywhere, days=everywhere, filters=NASTY, gap=everywhere)
    show(tab, page(replace(named, cover=cover)), tmp_path)
    assert tab.locator("main img:not(.spark), main script, h1 *").count() == 0
    assert tab.evaluate("document.documentElement.scrollWidth") == 1440
    assert complaints == []


def test_it_reads_well_to_those_who_hear_it(opened: tuple[Page, list[str]], tmp_path: Path) -> None:
    tab, _ = opened
    show(tab, page(document()), tmp_path)
    assert tab.get_by_role("main").count() == tab.get_by_role("navigation", name="Contents").count() == 1
    assert tab.get_by_role("heading", level=1).count() == 1
    for section in document().sections:
        assert tab.get_by_role("region", name=section.title, exact=True).first.is_visible()
    assert all(tab.locator(".chart").nth(place).get_attribute("aria-label") for place in range(3))
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "Skip to the figures"
