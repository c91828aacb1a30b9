from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callyzer.model import WEEKDAYS, CallFilter, WorkingHours, weekday
from callyzer.views import daily, time_slots
from callyzer.views.link import Selection
from callyzer.views.parts import Chart
from callyzer.views.rhythm import EMPTY
from callyzer.views.time_slots import narrowed
from tests.views.builders import NOW, TODAY, Cells, Told, asks, daywise, every_day

HOURS = WorkingHours.parse("10:00", "12:00")
MONDAY, TUESDAY, NEXT_MONDAY = date(2026, 11, 9), date(2026, 11, 10), date(2026, 11, 16)
TWO_WEEKS = asks(MONDAY, TODAY, working_hours=HOURS)
CELLS: Cells = {
    (MONDAY, 1): (10, 4, 600), (MONDAY, 2): (30, 24, 3600), (TUESDAY, 2): (3, 3, 60), (NEXT_MONDAY, 1): (20, 10, 900)}


def told(question: CallFilter, cells: Cells) -> Told:
    return Told({("daywise_analytics", daily.with_previous(question)): daywise(question, cells)})


def by_day(measure: str = "total_calls", question: CallFilter = TWO_WEEKS, cells: Cells = CELLS) -> Chart:
    return time_slots.by_day(told(question, cells), question, NOW, "light", measure, country="IN")


def by_weekday(measure: str = "total_calls", question: CallFilter = TWO_WEEKS, cells: Cells = CELLS) -> Chart:
    return time_slots.by_weekday(told(question, cells), question, NOW, "light", measure, country="IN")


def hover(chart: Chart, *key: object) -> str:
    targets = chart.figure.data[4]
    return str(targets.hovertext[[tuple(one) for one in targets.customdata].index(key)])


def test_a_cell_for_each_day_and_slot_adds_up_its_calls() -> None:
    data = by_day().data
    assert data["Slot"].tolist() == ["Before 10:00 AM", "10:00 AM - 10:59 AM", "11:00 AM - 11:59 AM", "After 12:00 PM"]
    assert data["2026-11-09"].tolist() == [0, 10, 30, 0]
    assert len(data.columns) == 1 + 14


def test_a_cell_without_a_call_is_empty_and_not_a_low_value() -> None:
    values = by_day("total_duration", cells={(MONDAY, 1): (5, 0, 0)}).figure.data[1].z
    assert values[1][0] == 0.0
    assert values[2][0] is None


def test_a_cell_says_what_it_rests_on() -> None:
    assert hover(by_day(), "2026-11-09", 2) == (
        "<b>Mon 9 Nov, 11 AM – 12 PM</b><br>30 calls<br>24 connected (80.0%)<br>1 h of talk")


def test_a_weekday_holds_the_average_of_its_active_days() -> None:
    chart = by_weekday()
    assert chart.data["Mon"].tolist() == [0, 15, 15, 0]  # 30 calls in either slot over two Mondays
    assert chart.data["Tue"].tolist() == [0, 0, 3, 0]  # the second Tuesday had no call at all
    assert hover(chart, "Tue", 2).endswith("Rests on 1 active day of 2")
    assert "15.0 calls a day, 30 calls in all" in hover(chart, "Mon", 1)


def test_the_share_of_connected_calls_is_of_all_calls_in_the_cell() -> None:
    assert by_weekday("connected_share").data["Mon"].tolist()[1:3] == [round(14 / 30, 4), 0.8]


def test_the_share_of_very_few_calls_is_not_drawn_but_told() -> None:
    chart = by_day("connected_share")
    assert chart.figure.data[1].z[2][1] is None
    assert "3 connected (100.0%)" in hover(chart, "2026-11-10", 2)


def test_the_peak_is_said_in_words() -> None:
    assert by_day().question == "Most on Mon 9 Nov, 11 AM – 12 PM."
    assert by_weekday().question == "Most on Mondays, 10 – 11 AM. A cell rests on 1 to 2 active days."


def test_the_peak_is_looked_for_among_slots_of_one_length() -> None:
    cells = {(MONDAY, 0): (500, 1, 1), (MONDAY, 2): (20, 1, 1)}
    assert by_day(cells=cells).question == "Most on Mon 9 Nov, 11 AM – 12 PM."


def test_a_single_day_has_cells_as_wide_as_the_day() -> None:
    question = asks(MONDAY, MONDAY, working_hours=HOURS)
    assert list(by_day(question=question).figure.data[1].x) == ["2026-11-08T12:00:00", "2026-11-09T12:00:00"]


def test_totals_stand_at_the_side_and_on_top() -> None:
    figure = by_day().figure
    assert list(figure.layout.yaxis3.ticktext) == ["0", "30", "33", "0"]
    assert list(figure.data[2].y)[:3] == [40.0, 3.0, 0.0]


def test_an_excluded_day_stays_blank_is_marked_and_cannot_be_clicked() -> None:
    question = asks(MONDAY, TODAY, working_hours=HOURS, exclude_days=("Tue",))
    figure = by_day(question=question).figure
    assert figure.data[0].z[0][1] is None
    assert figure.data[3].x[0] == "2026-11-10"
    assert not any(key == "2026-11-10" for key, _ in figure.data[4].customdata)


def test_holidays_are_marked_with_their_names() -> None:
    republic_day = date(2026, 1, 26)
    question = asks(date(2026, 1, 19), date(2026, 2, 1))
    figure = by_day(question=question, cells=every_day(date(2026, 1, 19), date(2026, 2, 1), 4)).figure
    assert list(figure.data[3].x) == [republic_day.isoformat()]
    assert "Republic Day" in figure.data[3].hovertext[0]
    weekdays = by_weekday(question=question, cells=every_day(date(2026, 1, 19), date(2026, 2, 1), 4))
    assert "1 holiday among them" in hover(weekdays, "Mon", 1)


def test_days_that_have_not_begun_have_no_column() -> None:
    question = asks(date(2026, 11, 1), date(2026, 11, 30))
    assert by_day(question=question, cells=every_day(date(2026, 11, 1), TODAY, 1)).data.columns[-1] == "2026-11-22"


def test_a_very_long_range_is_drawn_by_week() -> None:
    question = asks(date(2026, 1, 1), TODAY)  # a Thursday
    source = told(question, every_day(date(2026, 1, 1), TODAY, 1))
    chart = time_slots.by_day(source, question, NOW, "light", country="IN")
    assert chart.title == "Calls by week and slot"
    assert list(chart.data.columns[1:4]) == ["2026-01-01", "2026-01-05", "2026-01-12"]
    assert [chart.data[name].sum() for name in chart.data.columns[1:4]] == [4, 7, 7]
    week = hover(chart, "2026-01-05/2026-01-11", 1)
    assert week.startswith("<b>Mon 5 Jan – Sun 11 Jan, 10 – 11 AM</b>")
    assert "Rests on 7 active days" in week


CHOSEN = Selection("last-30-days", emp_tags=("North",), working_hours=HOURS)


def test_a_click_on_a_day_leaves_that_day_and_the_hours_of_the_slot() -> None:
    assert narrowed(CHOSEN, ("2026-11-09", 2)) == Selection(
        "custom", MONDAY, MONDAY, emp_tags=("North",), working_hours=WorkingHours.parse("11:00", "12:00"))


def test_a_click_on_a_weekday_leaves_the_range_and_only_that_weekday() -> None:
    chosen = narrowed(CHOSEN, ("Mon", 1))
    assert (chosen.preset, chosen.exclude_days) == ("last-30-days", ("Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))
    assert {weekday(day) for day in chosen.question(TODAY, NOW.tzinfo).kept_days} == {"Mon"}  # type: ignore[arg-type]  # the builders' zone


def test_a_click_on_a_week_leaves_its_days() -> None:
    assert narrowed(CHOSEN, ("2026-11-02/2026-11-08", 1)).days(TODAY) == (date(2026, 11, 2), date(2026, 11, 8))


def test_clicks_before_and_after_working_hours_leave_those_hours() -> None:
    assert narrowed(CHOSEN, ("Mon", 0)).working_hours == WorkingHours.parse("00:00", "10:00")
    assert narrowed(CHOSEN, ("Mon", 3)).working_hours == WorkingHours.parse("12:00", "23:59")


@given(st.integers(0, 1438).flatmap(lambda start: st.tuples(st.just(start), st.integers(start + 1, 1439))),
       st.sampled_from(WEEKDAYS), st.integers(0, 30))
def test_every_cell_of_every_day_leads_somewhere(hours: tuple[int, int], day: str, place: int) -> None:
    selection = Selection(working_hours=WorkingHours(*hours))
    chosen = narrowed(selection, (day, place))
    if place < len(selection.working_hours.slots):
        assert day not in chosen.exclude_days
    else:
        assert chosen == selection


@pytest.mark.parametrize("cell", [(), ("Mon", "x"), ("never", 1), ("2026-11-09", 99), ("2026-11-09", None)])
def test_a_click_that_no_cell_sent_changes_nothing(cell: tuple[object, ...]) -> None:
    assert narrowed(CHOSEN, cell) == CHOSEN


def test_the_bar_above_a_column_narrows_to_its_days_alone() -> None:
    chosen = narrowed(CHOSEN, ("2026-11-09",))
    assert (chosen.first, chosen.last) == (date(2026, 11, 9), date(2026, 11, 9))
    assert chosen.working_hours == CHOSEN.working_hours


def test_slot_by_slot_gives_shares_averages_and_days_without_calls() -> None:
    table = time_slots.slots(told(TWO_WEEKS, CELLS), TWO_WEEKS, NOW)
    row = table.frame.set_index("slot").loc["11:00 AM - 11:59 AM"]
    assert (row["calls"], row["calls_perc"], row["avg_calls"], row["days_without"]) == (33, 52.38, 11, 1)  # 33 of 63
    assert (row["connected_perc"], row["talk_perc"]) == (65.85, 70.93)  # 27 of 41, 3660 of 5160
    assert table.frame["calls_perc"].sum() == pytest.approx(100, abs=0.02)
    assert table.caption == (
        "3 active days; on 3 of them some slot had no call. Daily averages: 21 calls, 14 connected, 29 min of talk.")


def test_an_average_is_rounded_half_up() -> None:
    cells = {(MONDAY, 1): (1, 0, 0), (TUESDAY, 1): (2, 0, 0)}
    table = time_slots.slots(told(TWO_WEEKS, cells), TWO_WEEKS, NOW)
    assert table.frame["avg_calls"].tolist() == [0, 2, 0, 0]


@pytest.mark.parametrize("measure", time_slots.BY_DAY)
def test_an_empty_range_has_words_instead_of_figures(measure: str) -> None:
    source = told(TWO_WEEKS, {})
    charts = [by_day(measure, cells={}), by_weekday(measure, cells={}),
              time_slots.profile(source, TWO_WEEKS, NOW, "light", measure)]
    assert {chart.empty for chart in charts} == {EMPTY}
    assert time_slots.slots(source, TWO_WEEKS, NOW).empty


def test_the_profile_tells_the_share_of_each_slot() -> None:
    chart = time_slots.profile(told(TWO_WEEKS, CELLS), TWO_WEEKS, NOW, "light")
    connected, others = chart.figure.data
    assert list(connected.y) == [0, 14, 27, 0]
    assert list(others.y) == [0, 16, 6, 0]
    assert list(others.text) == ["", "48%", "52%", ""]


def test_all_of_the_page_comes_from_the_answer_the_overview_asked_for() -> None:
    source = told(TWO_WEEKS, CELLS)
    for draw in (time_slots.by_day, time_slots.by_weekday):
        draw(source, TWO_WEEKS, NOW, "light", country="IN")
    time_slots.profile(source, TWO_WEEKS, NOW, "light")
    time_slots.slots(source, TWO_WEEKS, NOW)
    assert source.asked == [("daywise_analytics", daily.with_previous(TWO_WEEKS))]
