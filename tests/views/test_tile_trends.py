"""The small lines of the tiles, with figures worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta

from callyzer.model.rows import PERIOD_FIGURES
from callyzer.views import overview, tile_trends
from callyzer.views.parts import Trend
from tests.views.builders import NOW, TODAY, Holds, asks, by_day
from tests.views.test_overview import RUNNING, tile, told

MONDAY = date(2026, 11, 16)
THREE = asks(MONDAY, MONDAY + timedelta(days=2))


def values(trend: Trend | None) -> tuple[float | None, ...]:
    assert trend
    return trend.values


def test_without_a_store_only_measures_of_the_daywise_answer_have_a_line() -> None:
    row = overview.tiles(told(RUNNING), RUNNING, NOW)
    assert {one.key: len(one.trend.values) for one in row.tiles if one.trend} == {
        "total_calls": 6, "total_connected_calls": 6, "total_duration": 6}
    assert values(tile(row, "total_calls").trend) == (20.0,) * 6  # the running day would look like a fall


def test_where_a_store_holds_the_calls_every_tile_has_a_line() -> None:
    days = by_day({MONDAY: dict.fromkeys(PERIOD_FIGURES.keys() - {"date"}, 30)})
    row = overview.tiles(Holds(told(RUNNING).answers, by_day=days), RUNNING, NOW)
    assert all(one.trend for one in row.tiles)
    assert values(tile(row, "total_unique_clients").trend) == (30.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def test_the_connect_rate_of_a_day_is_that_of_its_outgoing_calls_and_none_where_they_are_few() -> None:
    rows = by_day({
        MONDAY: {"total_outgoing_calls": 40, "total_outgoing_connected_calls": 10},
        MONDAY + timedelta(days=1): {"total_outgoing_calls": 19, "total_outgoing_connected_calls": 19},
        MONDAY + timedelta(days=2): {"total_outgoing_calls": 20, "total_outgoing_connected_calls": 15}})
    trends = tile_trends.trends(THREE, TODAY, None, rows)
    assert values(trends["connect_rate"]) == (0.25, None, 0.75)
    assert trends["connect_rate"].said == (
        "Connect rate day by day, 16 – 18 Nov 2026: highest 75.0% on Wed 18 Nov.")


def test_a_line_says_how_what_does_not_add_up_is_counted() -> None:
    trends = tile_trends.trends(THREE, TODAY, None, by_day({MONDAY: {"total_never_attended_calls": 3}}))
    assert trends["total_never_attended_calls"].said == (
        "Never attended day by day, 16 – 18 Nov 2026: highest 3 on Mon 16 Nov."
        " A pair that talked on a later day only counts on the day of the missed call.")


def test_excluded_days_are_not_in_the_line() -> None:
    question = asks(MONDAY, MONDAY + timedelta(days=2), exclude_days=("Tue",))
    trends = tile_trends.trends(question, TODAY, None, by_day({MONDAY: {"total_calls": 4}}))
    assert values(trends["total_calls"]) == (4.0, 0.0)


def test_the_line_of_a_long_range_goes_by_averages_of_seven_days() -> None:
    question = asks(date(2026, 8, 25), TODAY)  # 90 days, 89 of them over: twelve times seven and five
    trend = tile(overview.tiles(told(question), question, NOW), "total_calls").trend
    assert values(trend) == (20.0,) * 12
    assert trend
    assert trend.said == ("Calls a day in steps of seven days, 30 Aug – 21 Nov 2026:"
                          " highest 20 in the seven days to Sat 5 Sep.")


def test_the_rate_of_seven_days_is_that_of_all_their_attempts() -> None:
    question = asks(TODAY - timedelta(days=49), TODAY)  # 49 days are over
    rows = by_day({TODAY - timedelta(days=n): {"total_outgoing_calls": 10 * n, "total_outgoing_connected_calls": 7}
                   for n in range(1, 8)})
    rate = values(tile_trends.trends(question, TODAY, None, rows)["connect_rate"])
    assert rate == (None, None, None, None, None, None, 49 / 280)


def test_a_range_of_one_day_has_no_line() -> None:
    assert tile_trends.trends(asks(MONDAY, MONDAY), TODAY, None, by_day({MONDAY: {"total_calls": 4}})) == {}


def test_nothing_at_all_has_no_line() -> None:
    trends = tile_trends.trends(THREE, TODAY, None, by_day({MONDAY: {"total_calls": 4}}))
    assert list(trends) == ["total_calls"]


def test_the_running_day_is_not_asked_for() -> None:
    assert tile_trends.figures(Holds({}), asks(TODAY, TODAY), TODAY) is None
