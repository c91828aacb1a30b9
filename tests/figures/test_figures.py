from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import plotly.graph_objects as go
import pytest

from callyzer.figures.axes import daily, measuring
from callyzer.figures.bars import Bar, bars
from callyzer.figures.comparison import Dot, Side, comparison
from callyzer.figures.concentration import Point, concentration
from callyzer.figures.coverage import Day, State, coverage, week
from callyzer.figures.heatmap import Cell, Column, heatmap
from callyzer.figures.rates import RateBar, rates
from callyzer.figures.slot_pairs import SlotPair, slot_pairs
from callyzer.figures.slot_profile import SlotBar, slot_profile
from callyzer.figures.sparkline import sparkline
from callyzer.figures.standing import Standing, standing
from callyzer.figures.theme import PALETTES, Theme
from callyzer.figures.trend import DayPoint, trend

EVIL = '<a href="https://example.test">Asha</a>'
FIRST = date(2026, 11, 16)
DAYS = [FIRST + timedelta(days=n) for n in range(7)]


def a_heatmap(theme: Theme) -> go.Figure:
    columns = [Column(day, 3.0, (EVIL, "3 calls"), EVIL if n == 2 else "", left_out=n == 3)
               for n, day in enumerate(DAYS)]
    cells = [[Cell(None if n == 1 else float(n), (EVIL,), (day.isoformat(), row), EVIL) for n, day in enumerate(DAYS)]
             for row in range(3)]
    return heatmap(columns, [EVIL, "10 AM", "11 AM"], cells, theme, colour_code="#2457c5",
                   row_totals=["1", "2", "3"], scale_ends=("0", "6"), top=6.0)


def a_trend(theme: Theme, days: int = 7) -> go.Figure:
    points = [DayPoint(day, None if n == 3 else n * 1.0, n * 2.0, (EVIL,), EVIL if n == 3 else "", left_out=n == 3,
                       running=n == days - 1) for n, day in enumerate(DAYS[:days])]
    return trend(points, theme, unit="count", colour_name="calls", names=("Calls", "Previous period"))


def a_profile(theme: Theme) -> go.Figure:
    return slot_profile([SlotBar("10 AM", 10, 4, "40%", (EVIL,), 0), SlotBar(EVIL, 0, 0, "", (EVIL,), 1)], theme)


def some_bars(theme: Theme) -> go.Figure:
    return bars([Bar(EVIL, 5, "+5", "#2457c5", (EVIL,), "91-1"), Bar("B", -3, "−3", "#cc3a2b", ("B",))], theme)


def a_comparison(theme: Theme) -> go.Figure:
    dots = [Dot(EVIL, 10, 0.5, (EVIL,), "1"), Dot("B", 90, 0.6, ("B",), "2"), Dot("C", 50, 1, ("C",), "3", quiet=True)]
    return comparison(dots, Side("Calls", "count", 50, "median 50"), Side("Rate", "share", 0.55, "median 55%"), theme,
                      colour_code="#0e9f8e")


def a_concentration(theme: Theme) -> go.Figure:
    points = [Point(0, 0, (EVIL,), 0), Point(0.1, 0.4, (EVIL,), 1, "10%: 40%"), Point(1, 1, (EVIL,), 9)]
    return concentration(points, theme)


def a_calendar(theme: Theme) -> go.Figure:
    days = [Day(date(2025, 12, 25) + timedelta(days=n), State(n % 4), (EVIL,)) for n in range(20)]
    return coverage(days, theme, names=["To come", "So far", "Kept", EVIL])


def some_rates(theme: Theme) -> go.Figure:
    return rates([RateBar("1st", "200", 0.55, 0.48, 0.62, "55%", ("1st",)),
                  RateBar(EVIL, "5", 1.0, 0.57, 1.0, EVIL, (EVIL,), quiet=True),
                  RateBar("3 – 7 days", "0", None, 0.0, 1.0, "", ("3rd",))], theme, unit="tries")


def a_standing(theme: Theme) -> go.Figure:
    return standing([
        Standing(EVIL, 2.0, 1.0, (0.0, 1.0, 9.0), "12", "#2457c5", (EVIL,)),
        Standing("Connect rate", 0.5, None, (), EVIL, "#0e9f8e", ("B",), quiet=True)], theme, who=EVIL)


def two_sides(theme: Theme) -> go.Figure:
    slots = [SlotPair(EVIL, 3.0, 1.0, (EVIL, "3 calls")), SlotPair("10 AM", 0.0, 2.0, ("10 AM",))]
    return slot_pairs(slots, theme, names=(EVIL, "Other"), unit="count", colour_name="calls")


FIGURES: list[Callable[[Theme], go.Figure]] = [
    a_heatmap, a_trend, lambda theme: a_trend(theme, 1), a_profile, some_bars, a_comparison, a_concentration,
    a_calendar, some_rates, a_standing, two_sides]


@pytest.mark.parametrize("draw", FIGURES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_plotly_finds_every_property_valid(draw: Callable[[Theme], go.Figure], theme: Theme) -> None:
    go.Figure(draw(theme).to_dict())


@pytest.mark.parametrize("draw", FIGURES)
def test_no_name_becomes_markup_in_a_figure(draw: Callable[[Theme], go.Figure]) -> None:
    text = json.dumps(json.loads(draw("light").to_json()))
    assert "<a" not in text
    assert "href" not in text or "&lt;a href" in text


@pytest.mark.parametrize("draw", FIGURES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_figures_sit_on_the_page_in_its_colours(draw: Callable[[Theme], go.Figure], theme: Theme) -> None:
    layout = draw(theme).layout
    assert (layout.paper_bgcolor, layout.plot_bgcolor) == ("rgba(0,0,0,0)", "rgba(0,0,0,0)")
    assert layout.font.color == PALETTES[theme].text
    assert layout.height > 0


def test_every_cell_that_can_be_clicked_has_its_key_and_a_left_out_day_has_none() -> None:
    targets = a_heatmap("light").data[4]
    assert targets.marker.opacity == 0
    assert [tuple(key) for key in targets.customdata] == [
        (day.isoformat(), row) for row in range(3) for day in DAYS if day != DAYS[3]]


def test_a_rate_has_whiskers_to_its_bounds_and_none_where_nothing_was_tried() -> None:
    bar, texts = some_rates("light").data
    assert list(bar.y) == [0.55, 1.0, None]
    assert [round(length, 2) for length in (bar.error_y.array[0], bar.error_y.arrayminus[0])] == [0.07, 0.07]
    assert (bar.error_y.array[2], bar.error_y.arrayminus[2]) == (None, None)
    assert texts.textfont.color[1] == PALETTES["light"].muted


def test_the_samples_of_rates_stand_in_one_line() -> None:
    ticks = some_rates("light").layout.xaxis.ticktext
    assert len({tick.count("<br>") for tick in ticks}) == 1
    assert [tick.rpartition("<br>")[2] for tick in ticks] == ["200", "5", "0"]


def test_half_the_median_lies_as_far_from_it_as_twice_and_the_rest_at_the_edge() -> None:
    others, moved, earlier, now = a_standing("light").data
    assert list(now.x) == [1.0, -1.0]
    assert list(others.x) == [-2.0, 0.0, 2.0]
    assert (list(earlier.x), list(moved.x)) == ([0.0], [0.0, 1.0, None])
    assert now.marker.color == ("#2457c5", PALETTES["light"].muted)


def test_days_reach_plotly_as_texts_that_no_browser_can_shift() -> None:
    assert list(a_heatmap("light").data[1].x) == [day.isoformat() for day in DAYS]


def test_a_running_day_hangs_dotted_on_the_line() -> None:
    figure = a_trend("light")
    line, dotted = figure.data[1], figure.data[2]
    assert line.y[-1] is None
    assert list(dotted.x) == ["2026-11-21", "2026-11-22"]
    assert dotted.line.dash == "dot"


def test_one_day_is_two_bars_side_by_side() -> None:
    before, now = a_trend("light", days=1).data[:2]
    assert (before.type, now.type) == ("bar", "bar")
    assert before.offset + before.width <= now.offset


def test_the_text_of_a_bar_to_the_left_stands_to_its_right_where_no_name_is() -> None:
    drawn = some_bars("light")
    bar, beside = drawn.data
    assert list(bar.text) == ["+5", ""]
    assert (list(beside.x), list(beside.y), list(beside.text)) == ([0], [1], [" −3"])
    assert beside.textposition == "middle right"
    assert list(drawn.layout.xaxis.range) == pytest.approx([-3.12, 5 + 8 * 0.24])  # the bars take 8


def test_an_axis_of_percentages_ends_at_all_of_them_and_cuts_no_dot() -> None:
    dots = [Dot("Asha", 40, 0.99, ("x",), "1"), Dot("Bina", 60, 0.4, ("x",), "2")]
    drawn = comparison(dots, Side("Calls", "count", 50, ""), Side("Rate", "share", 0.7, ""), "light",
                       colour_code="#0e9f8e")
    assert list(drawn.layout.yaxis.range) == [pytest.approx(0.4 - 0.15 * 0.59), 1.0]
    assert list(drawn.layout.xaxis.range) == [37, 63], "counts have their room beyond the largest"
    assert drawn.data[0].cliponaxis is False
    low = [Dot("Asha", 40, 0.5, ("x",), "1"), Dot("Bina", 60, 0.4, ("x",), "2")]
    half = comparison(low, Side("Calls", "count", 50, ""), Side("Rate", "share", 0.7, ""), "light",
                      colour_code="#0e9f8e")
    assert half.layout.yaxis.range[1] == pytest.approx(0.52)


def test_names_stand_only_where_they_fit() -> None:
    crowd = [Dot(f"E{n}", 50 + n / 100, 0.5, ("x",), str(n)) for n in range(50)]
    side = Side("Calls", "count", 50, "median 50")
    named = [text for text in comparison(crowd, side, side, "light", colour_code="#0e9f8e").data[0].text if text]
    assert len(named) < 10


@pytest.mark.parametrize(("largest", "texts"), [
    (50, ["0", "1 min"]), (3600, ["0", "15 min", "30 min", "45 min", "1 h"]), (90_000, ["0", "10 h", "20 h"]),
    (0, ["0", "1 min"])])
def test_durations_have_round_ticks(largest: float, texts: list[str]) -> None:
    axis = measuring("seconds", largest, "light")
    assert axis["ticktext"] == texts
    assert len(axis["tickvals"]) == len(texts)


@pytest.mark.parametrize("largest", [1, 59, 601, 3601, 86_400, 10**6, 10**9, 10**12])
def test_durations_of_any_size_have_a_handful_of_ticks(largest: float) -> None:
    assert 2 <= len(measuring("seconds", largest, "light")["tickvals"]) <= 7


def test_counts_have_no_ticks_between_whole_numbers() -> None:
    assert measuring("count", 3, "light")["dtick"] == 1


@pytest.mark.parametrize("count", [1, 7, 10, 11, 31, 60, 90, 179, 400])
def test_day_axes_stay_readable(count: int) -> None:
    axis: dict[str, Any] = daily([FIRST + timedelta(days=n) for n in range(count)], "light")
    labels = len(axis["tickvals"]) if "tickvals" in axis else count * 86_400_000 / axis.get("dtick", 86_400_000)
    assert axis.get("nticks", labels) <= 11


def test_a_few_days_have_a_label_each_and_the_month_once() -> None:
    assert daily([date(2026, 11, 29) + timedelta(days=n) for n in range(4)], "light")["ticktext"] == [
        "Sun<br>29 Nov", "Mon<br>30", "Tue<br>1 Dec", "Wed<br>2"]


def test_weeks_are_labelled_on_mondays() -> None:
    assert daily([date(2026, 11, 1) + timedelta(days=n) for n in range(30)], "light")["tick0"] == "2026-11-02"


def test_a_sparkline_is_well_formed_and_as_high_as_its_values() -> None:
    root = ET.fromstring(sparkline([0, 5, 10], "#2457c5"))  # noqa: S314 - our own text
    line = next(element for element in root if element.tag.endswith("polyline"))
    heights = [float(point.split(",")[1]) for point in line.attrib["points"].split()]
    assert heights[0] > heights[1] > heights[2]
    assert heights[1] == pytest.approx((heights[0] + heights[2]) / 2)


def test_a_value_that_is_not_known_leaves_no_hole_in_a_sparkline() -> None:
    root = ET.fromstring(sparkline([10, None, 10], "#2457c5"))  # noqa: S314 - our own text
    line = next(element for element in root if element.tag.endswith("polyline"))
    places = [point.split(",")[0] for point in line.attrib["points"].split()]
    assert places == ["3.0", "117.0"]


@pytest.mark.parametrize("values", [[], [5.0], [None, 5.0]])
def test_less_than_two_values_make_no_line(values: list[float | None]) -> None:
    assert sparkline(values, "#2457c5") == ""


def test_a_line_of_zeros_lies_on_the_ground() -> None:
    assert "nan" not in sparkline([0, 0, 0], "#2457c5")


def cells(days: list[Day]) -> list[tuple[int, int]]:
    cells = coverage(days, "light", names=["a", "b", "c", "d"]).to_dict()["data"][0]
    return list(zip(cells["x"], cells["y"], strict=True))


def test_a_calendar_has_a_row_for_each_weekday_and_a_column_for_each_week() -> None:
    thursday = date(2026, 1, 1)
    days = [Day(thursday + timedelta(days=n), State.COVERED, ("A day",)) for n in range(8)]
    assert cells(days) == [(0, 3), (0, 4), (0, 5), (0, 6), (1, 0), (1, 1), (1, 2), (1, 3)]


def test_each_year_of_a_calendar_has_a_block_of_its_own() -> None:
    days = [Day(day, State.COVERED, ("A day",)) for day in (date(2025, 12, 31), date(2026, 1, 1))]  # Wed, Thu
    assert cells(days) == [(52, 2), (0, 8 + 3), (0, 7)]
    drawn = coverage(days, "light", names=["a", "b", "c", "d"]).to_dict()["data"][0]
    assert list(drawn["z"]) == [State.COVERED, State.COVERED, None], "between the years nothing is drawn"


@pytest.mark.parametrize("year", range(2020, 2050))
def test_no_week_of_a_year_lies_outside_the_calendar(year: int) -> None:
    assert week(date(year, 1, 1)) == 0
    assert week(date(year, 12, 31)) <= 53


def test_a_day_that_differs_is_crossed_out_beside_its_colour() -> None:
    days = [Day(FIRST, State.COVERED, ("A day",)), Day(FIRST + timedelta(days=1), State.DIFFERS, ("A day",))]
    crosses = coverage(days, "light", names=["a", "b", "c", "d"]).to_dict()["data"][1]
    assert (list(crosses["x"]), list(crosses["y"])) == ([week(FIRST)], [1])
