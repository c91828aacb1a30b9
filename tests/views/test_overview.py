from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from callyzer.errors import Unreachable
from callyzer.model import CallFilter, Window
from callyzer.views import daily, overview
from callyzer.views.parts import Tile, Tiles
from callyzer.views.periods import previous
from callyzer.views.rhythm import EMPTY
from tests.views.builders import NOW, SURE, TODAY, ZONE, Told, asks, daywise, every_day, person, summary, team

OVER = asks(date(2026, 11, 9), date(2026, 11, 15))
RUNNING = asks(date(2026, 11, 16), TODAY)

NOW_TEAM = team(
    person("Asha", "9000000001", outgoing=60, reached=30, incoming=20, missed=10, talk=7200, hours=7,
           total_never_attended_calls=3),
    person("Bina", "9000000002", outgoing=40, reached=10, incoming=10, rejected=2, talk=3600, hours=3,
           total_never_attended_calls=1))
OLD_TEAM = team(
    person("Asha", "9000000001", outgoing=40, reached=20, incoming=20, talk=7200, total_never_attended_calls=4),
    person("Chetan", "9000000003", outgoing=60, reached=10, incoming=8, talk=3600, total_never_attended_calls=4))


def told(question: CallFilter, *, later: bool = True) -> Told:
    before = previous(question, NOW)
    whole = daily.with_previous(question)
    first, last = question.window.previous().first_day, question.window.last_day
    cells = dict(every_day(first, question.window.previous().last_day, 16, 8, seconds=1500))
    cells |= dict(every_day(question.window.first_day, last, 20, 10, seconds=1600))
    answers: dict[tuple[str, CallFilter], object] = {
        ("employee_summary", question): NOW_TEAM, ("daywise_analytics", whole): daywise(question, cells)}
    if later:
        answers |= {("summary", question): summary(clients=99, never=5, hours=10),
                    ("employee_summary", before): OLD_TEAM,
                    ("summary", before): summary(clients=110, never=8, hours=9)}
    return Told(answers)


def tile(row: Tiles, key: str) -> Tile:
    return next(one for one in row.tiles if one.key == key)


def everything(source: Told, question: CallFilter) -> Tiles:
    """All of the page, as it asks when each part only takes what is there."""
    row = overview.tiles(source, question, NOW)
    overview.day_shape(source, question, NOW, "light")
    for measure in overview.BY_DAY:
        overview.trend(source, question, NOW, "light", measure, country="IN")
    overview.leaders(source, question, "light")
    return row


def test_the_first_complete_view_takes_two_answers() -> None:
    row = everything(told(RUNNING, later=False), RUNNING)
    values = {one.key: one.value for one in row.tiles}
    assert values == {
        "total_calls": "142", "total_connected_calls": "70", "connect_rate": "40.0%", "total_duration": "3 h",
        "total_unique_clients": "", "total_never_attended_calls": "4", "total_working_hours": "10 h"}
    assert row.waiting


def test_with_every_delta_the_page_has_asked_five_questions() -> None:
    source = told(RUNNING)
    row = everything(source, RUNNING)
    overview.movers(source, RUNNING, NOW, "light")
    assert len(source.asked) == 5
    assert [name for name, _ in source.asked].count("daywise_analytics") == 1
    assert all(one.delta for one in row.tiles)
    assert not row.waiting


def test_asking_again_asks_nothing_new_and_draws_nothing_new() -> None:
    source = told(RUNNING)
    first = everything(source, RUNNING)
    asked = len(source.asked)
    assert everything(source, RUNNING).tiles == first.tiles
    assert len(source.asked) == asked
    chart = overview.trend(source, RUNNING, NOW, "light", country="IN")
    assert overview.trend(source, RUNNING, NOW, "light", country="IN") is chart


def test_changes_are_told_against_the_period_before_and_coloured_by_meaning() -> None:
    row = overview.tiles(told(RUNNING), RUNNING, NOW)
    said = {one.key: (one.delta.text, one.delta.meaning) for one in row.tiles if one.delta}
    assert said == {
        "total_calls": ("+10.9%", "good"),  # 142 after 128
        "total_connected_calls": ("+20.7%", "good"),  # 70 after 58
        "connect_rate": ("+10.0 pts", "good"),  # 40 of 100 after 30 of 100
        "total_duration": ("0.0%", "neutral"),
        "total_unique_clients": ("−10.0%", "bad"),  # 99 after 110
        "total_never_attended_calls": ("−37.5%", "good"),  # 5 after 8: fewer is good
        "total_working_hours": ("+11.1%", "neutral")}  # 10 h after 9 h


def test_the_accounts_own_figures_replace_the_sums_once_they_are_there() -> None:
    row = overview.tiles(told(RUNNING), RUNNING, NOW)
    assert tile(row, "total_never_attended_calls").value == "5"
    assert tile(row, "total_unique_clients").value == "99"


def test_a_finished_range_has_its_first_deltas_without_another_answer() -> None:
    row = overview.tiles(told(OVER, later=False), OVER, NOW)
    change = tile(row, "total_calls").delta
    assert change
    assert (change.text, change.before) == ("+26.8%", "112 in the previous period, 2 – 8 Nov 2026")  # 142 after 7 × 16
    assert tile(row, "connect_rate").delta_waiting


def test_a_running_range_is_not_compared_with_whole_days() -> None:
    row = overview.tiles(told(RUNNING, later=False), RUNNING, NOW)
    assert tile(row, "total_calls").delta is None
    assert tile(row, "total_calls").delta_waiting


def test_a_rate_of_few_attempts_is_quiet_and_its_change_means_nothing() -> None:
    source = told(RUNNING)
    source.answers["employee_summary", RUNNING] = team(person("Asha", "9000000001", outgoing=19, reached=19))
    rate = tile(overview.tiles(source, RUNNING, NOW), "connect_rate")
    assert rate.quiet
    assert (rate.value, rate.detail) == ("100.0%", "of 19 attempts")
    assert rate.delta
    assert rate.delta.meaning == "neutral"


def test_without_an_attempt_there_is_no_rate() -> None:
    source = told(RUNNING)
    source.answers["employee_summary", RUNNING] = team()
    rate = tile(overview.tiles(source, RUNNING, NOW), "connect_rate")
    assert (rate.value, rate.delta, rate.quiet) == ("–", None, True)


def test_what_can_be_done_without_may_fail_and_is_noted() -> None:
    source = told(RUNNING)
    source.answers["summary", previous(RUNNING, NOW)] = Unreachable("summary", "no route")
    row = overview.tiles(source, RUNNING, NOW)
    assert tile(row, "total_calls").delta
    assert tile(row, "total_unique_clients").delta is None
    assert [note.text for note in row.notes] == ["No comparison for now: Callyzer cannot be reached."]


def test_excluded_days_that_could_not_be_left_out_are_noted() -> None:
    question = replace(RUNNING, exclude_days=("Sat", "Sun"))
    source = told(question)
    provenance = replace(SURE, ignored=("exclude_days",))
    source.answers["employee_summary", question] = replace(NOW_TEAM, provenance=provenance)
    assert [note.text for note in overview.tiles(source, question, NOW).notes] == [
        "Callyzer cannot leave weekdays out of these figures: they include Sat and Sun."]


def test_leaders_are_the_first_by_the_measure_with_their_share_of_the_team() -> None:
    chart = overview.leaders(told(RUNNING), RUNNING, "light")
    bars = chart.figure.data[0]
    assert list(bars.x) == [90.0, 52.0]
    assert [key for key, in bars.customdata] == ["91-9000000001", "91-9000000002"]
    assert bars.hovertext[0] == "<b>Asha</b><br>Calls: 90<br>63.4% of the team's 142"


def test_who_has_too_few_attempts_leads_no_rate() -> None:
    source = told(RUNNING)
    source.answers["employee_summary", RUNNING] = team(
        person("Lucky", "9000000009", outgoing=3, reached=3), person("Asha", "9000000001", outgoing=50, reached=20))
    assert overview.leaders(source, RUNNING, "light", "connect_rate").data["Employee"].tolist() == ["Asha"]


@pytest.mark.parametrize("measure", overview.LEADING)
def test_an_empty_range_has_words_instead_of_figures(measure: str) -> None:
    source = Told({("employee_summary", RUNNING): team(),
                   ("daywise_analytics", daily.with_previous(RUNNING)): daywise(RUNNING, {})})
    charts = [overview.leaders(source, RUNNING, "light", measure), overview.day_shape(source, RUNNING, NOW, "light"),
              overview.trend(source, RUNNING, NOW, "light", country="IN")]
    assert {chart.empty for chart in charts} == {EMPTY}


def test_the_days_of_the_trend_run_beside_the_days_before() -> None:
    chart = overview.trend(told(RUNNING), RUNNING, NOW, "light", country="IN")
    assert chart.data["Day"].tolist()[0] == "2026-11-16"
    assert chart.data["Previous day"].tolist()[0] == "2026-11-09"
    assert chart.data["Calls"].tolist() == [20.0] * 7
    assert chart.data["Calls before"].tolist() == [16.0] * 7


def test_a_range_as_long_as_one_request_reaches_has_no_days_before() -> None:
    long = asks(TODAY - timedelta(days=178), TODAY)
    source = Told({("daywise_analytics", long): daywise(long, every_day(long.window.first_day, TODAY, 5))})
    chart = overview.trend(source, long, NOW, "light", country="IN")
    assert chart.plot
    assert (chart.plot.series, chart.plot.colours) == (("Calls",), ("calls",))
    assert chart.data["Calls before"].isna().all()


def test_holidays_and_days_left_out_are_marked() -> None:
    question = asks(date(2026, 11, 1), TODAY, exclude_days=("Sun",))
    source = Told({("daywise_analytics", daily.with_previous(question)): daywise(
        question, every_day(date(2026, 11, 1), TODAY, 5))})
    marks = overview.trend(source, question, NOW, "light", country="IN").data.set_index("Day")["Mark"]
    assert marks["2026-11-08"] == "left out"
    assert marks["2026-11-02"] == ""


def test_the_window_asked_for_stays_whole_days_so_that_any_part_of_it_is_exact() -> None:
    source = told(RUNNING)
    everything(source, RUNNING)
    window = next(question.window for name, question in source.asked if name == "daywise_analytics")
    assert window == Window.of_days(date(2026, 11, 9), TODAY, ZONE)
