from __future__ import annotations

from datetime import UTC, datetime, timedelta

from callyzer.model import WorkingHours
from tests.builders import BERLIN, call, days, records
from tests.store.conftest import Stored

TWO_SLOTS = WorkingHours.parse("10:00", "12:00")


def test_hourly_slots_share_the_calls_in_the_order_of_the_day(stored: Stored) -> None:
    store = stored(
        call("2026-11-02 09:59:59"), call("2026-11-02 10:00", "Outgoing", 30),
        call("2026-11-02 11:59:59", "Incoming", 60), call("2026-11-02 12:00", "Missed"),
        call("2026-11-03 10:59:59", "Outgoing", 1), call("2026-11-03 23:59:59"))
    report = store.hourly_analytics(days("2026-11-02", "2026-11-03", working_hours=TWO_SLOTS))
    slots = report.time_slots.set_index("slot")
    assert list(slots.index) == ["Before 10:00 AM", "10:00 AM - 10:59 AM", "11:00 AM - 11:59 AM", "After 12:00 PM"]
    assert list(slots["total_calls"]) == [1, 2, 1, 2]
    assert list(slots["total_duration"]) == [0, 31, 60, 0]
    assert list(slots["total_call_perc"]) == [16.67, 33.33, 16.67, 33.33]
    assert list(slots["total_connected_calls_perc"]) == [0, 50, 50, 0]
    assert (report.total_calls, report.total_connected_calls, report.total_duration) == (6, 2, 91)


def test_daily_averages_divide_by_active_days_and_round_half_up(stored: Stored) -> None:
    store = stored(
        call("2026-11-02 10:00", "Outgoing", 3), call("2026-11-02 10:01", "Outgoing", 4),
        call("2026-11-03 10:00", "Missed"))
    average = store.hourly_analytics(days("2026-11-01", "2026-11-30")).daily_average
    assert (average.avg_calls, average.avg_connected_calls, average.avg_duration) == (2, 1, 4)  # 1.5, 1, 3.5


def test_daywise_holds_every_slot_of_every_active_day(stored: Stored) -> None:
    store = stored(
        call("2026-11-02 09:00"), call("2026-11-02 10:30"), call("2026-11-02 11:30"), call("2026-11-02 20:00"),
        call("2026-11-04 10:30", "Incoming", 9))
    report = store.daywise_analytics(days("2026-11-01", "2026-11-05", working_hours=TWO_SLOTS))
    assert len(report.day_wise) == 4 * 2
    assert list(report.time_slots["days_with_no_calls_in_time_slot"]) == [1, 0, 1, 1]
    assert report.total_days_with_no_calls_in_time_slot == 1
    assert list(report.time_slots["avg_calls"]) == [1, 1, 1, 1]  # a half each, but for the second slot
    second_slot, second_day = records(report.day_wise)[2:4], 1
    assert second_slot[second_day] == {
        "slot": "10:00 AM - 10:59 AM", "date": datetime(2026, 11, 4), "total_calls": 1,  # noqa: DTZ001  a local day
        "total_connected_calls": 1, "total_duration": 9}


def test_excluded_days_are_neither_counted_nor_active(stored: Stored) -> None:
    store = stored(call("2026-11-01 10:00"), call("2026-11-02 10:00"), call("2026-11-02 11:00"))  # a Sunday, a Monday
    report = store.daywise_analytics(days("2026-11-01", "2026-11-02", exclude_days=("Sun",)))
    assert (report.total_calls, report.daily_average.avg_calls) == (2, 2)
    assert {f"{day:%a}" for day in report.day_wise["date"]} == {"Mon"}
    assert store.summary(days("2026-11-01", "2026-11-02", exclude_days=("Sun",))).total_calls == 2


def test_working_hours_from_midnight_have_no_slot_before(stored: Stored) -> None:
    store = stored(call("2026-11-02 00:00"), call("2026-11-02 01:15"), call("2026-11-02 01:30"))
    report = store.hourly_analytics(days("2026-11-02", working_hours=WorkingHours.parse("00:00", "01:30")))
    assert records(report.time_slots[["slot", "total_calls"]]) == [
        {"slot": "12:00 AM - 12:59 AM", "total_calls": 1}, {"slot": "01:00 AM - 01:29 AM", "total_calls": 1},
        {"slot": "After 01:30 AM", "total_calls": 1}]


def test_the_hour_that_clocks_repeat_fills_one_slot_of_one_day(stored: Stored) -> None:
    # Berlin, 25 October 2026: 02:30 comes twice, an hour apart; the day has 25 hours and ends at 23:00 UTC.
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    store = stored(
        call(first, id="summer"), call(first + timedelta(hours=1), id="winter"),
        call(datetime(2026, 10, 25, 22, 59, 59, tzinfo=UTC), id="last"),
        call(datetime(2026, 10, 25, 23, 0, tzinfo=UTC), id="next day"),
        zone=BERLIN)
    hours = WorkingHours.parse("02:00", "03:00")
    report = store.daywise_analytics(days("2026-10-25", zone=BERLIN, working_hours=hours))
    assert list(report.day_wise["total_calls"]) == [0, 2, 1]
    assert report.total_calls == 3


def test_no_calls_leave_every_slot_empty(stored: Stored) -> None:
    report = stored().daywise_analytics(days("2026-11-02", working_hours=TWO_SLOTS))
    assert len(report.day_wise) == 0
    assert list(report.time_slots["avg_calls"]) == [0, 0, 0, 0]
    hourly = stored().hourly_analytics(days("2026-11-02", working_hours=TWO_SLOTS))
    assert list(hourly.time_slots["total_call_perc"]) == [0, 0, 0, 0]
