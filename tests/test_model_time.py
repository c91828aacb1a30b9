"""Days, instants and slots: by hand in India, and where clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callyzer.errors import RuleViolation
from callyzer.model import Slot, Window, WorkingHours, clock12, each_day, start_of_day, weekday

INDIA = ZoneInfo("Asia/Kolkata")
BERLIN = ZoneInfo("Europe/Berlin")  # changes at night, but not at midnight
SAO_PAULO = ZoneInfo("America/Sao_Paulo")  # until 2018, midnight itself was skipped in spring
CAIRO = ZoneInfo("Africa/Cairo")  # skips midnight today
HAVANA = ZoneInfo("America/Havana")  # has midnight twice in autumn
ZONES = st.sampled_from([INDIA, BERLIN, SAO_PAULO, CAIRO, HAVANA])
DAYS = st.dates(date(2015, 1, 1), date(2026, 12, 31))


@st.composite
def windows(draw: st.DrawFn) -> Window:
    first = draw(DAYS)
    return Window.of_days(first, first + timedelta(days=draw(st.integers(0, 400))), draw(ZONES))


def utc(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


def hours(window: Window) -> float:
    return (window.end - window.start) / timedelta(hours=1)


def test_a_day_in_india_starts_at_half_past_six_the_evening_before() -> None:
    day = Window.of_days(date(2026, 7, 28), date(2026, 7, 28), INDIA)
    assert (day.start, day.end) == (utc("2026-07-27 18:30"), utc("2026-07-28 18:30"))


def test_seconds_on_the_wire_include_the_last_one() -> None:
    day = Window.of_days(date(1970, 1, 2), date(1970, 1, 2), INDIA)
    assert day.seconds == (86_400 - 19_800, 2 * 86_400 - 19_800 - 1)


@pytest.mark.parametrize(("day", "zone", "length"), [
    (date(2026, 3, 29), BERLIN, 23), (date(2026, 10, 25), BERLIN, 25), (date(2026, 7, 1), BERLIN, 24),
    (date(2018, 11, 4), SAO_PAULO, 23), (date(2018, 2, 17), SAO_PAULO, 25),
    (date(2023, 4, 28), CAIRO, 23), (date(2023, 10, 26), CAIRO, 25), (date(2023, 11, 5), HAVANA, 25),
    (date(2026, 3, 29), INDIA, 24),
])
def test_a_day_has_23_to_25_hours(day: date, zone: ZoneInfo, length: int) -> None:
    window = Window.of_days(day, day, zone)
    assert hours(window) == length
    assert window.days == [day]
    assert window.is_whole_days


def test_a_day_whose_midnight_is_skipped_starts_with_its_first_instant() -> None:
    start = start_of_day(date(2018, 11, 4), SAO_PAULO)
    assert start == utc("2018-11-04 03:00")
    assert start.astimezone(SAO_PAULO).time() == time(1, 0)
    assert (start - timedelta(seconds=1)).astimezone(SAO_PAULO).date() == date(2018, 11, 3)


def test_a_day_that_has_midnight_twice_starts_with_the_first() -> None:
    assert start_of_day(date(2023, 11, 5), HAVANA) == utc("2023-11-05 04:00")


def test_a_range_may_end_in_the_middle_of_its_last_day() -> None:
    window = Window.of_days(date(2026, 7, 27), date(2026, 7, 28), INDIA, until=time(11, 15))
    assert window.end == utc("2026-07-28 05:45")
    assert not window.is_whole_days
    assert window.days == [date(2026, 7, 27), date(2026, 7, 28)]


def test_the_previous_range_is_as_many_days_and_ends_where_this_one_starts() -> None:
    week = Window.of_days(date(2026, 11, 16), date(2026, 11, 22), INDIA)
    before = week.previous()
    assert before.end == week.start
    assert (before.first_day, before.last_day) == (date(2026, 11, 9), date(2026, 11, 15))
    until_noon = week.previous(until=time(12, 0))
    assert until_noon.end == utc("2026-11-15 06:30")


@pytest.mark.parametrize(("days", "fits"), [(1, True), (179, True), (180, False), (365, False)])
def test_the_api_answers_under_180_days(days: int, fits: bool) -> None:
    window = Window.of_days(date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=days - 1), INDIA)
    assert window.fits_one_request is fits


def test_180_days_with_an_hour_lost_in_spring_are_shorter_than_180_days() -> None:
    assert Window.of_days(date(2026, 1, 1), date(2026, 6, 29), BERLIN).fits_one_request
    assert not Window.of_days(date(2026, 1, 1), date(2026, 6, 29), INDIA).fits_one_request


def test_a_year_is_asked_in_three_parts_cut_at_midnight() -> None:
    parts = Window.of_days(date(2026, 1, 1), date(2026, 12, 31), BERLIN).split()
    assert [part.first_day for part in parts] == [date(2026, 1, 1), date(2026, 6, 29), date(2026, 12, 25)]
    assert [len(part.days) for part in parts] == [179, 179, 7]


def test_from_must_be_before_to_and_instants_need_a_zone() -> None:
    noon = utc("2026-07-28 12:00")
    for start, end in ((noon, noon), (noon, noon - timedelta(days=1)), (noon, datetime(2027, 1, 1))):  # noqa: DTZ001  the point
        with pytest.raises(RuleViolation):
            Window(start, end, INDIA)


def test_one_instant_has_one_spelling() -> None:
    told_in_india = Window(datetime(2026, 7, 28, tzinfo=INDIA), datetime(2026, 7, 29, 0, 0, 0, 999, INDIA), INDIA)
    assert told_in_india == Window.of_days(date(2026, 7, 28), date(2026, 7, 28), INDIA)
    assert hash(told_in_india) == hash(Window.of_days(date(2026, 7, 28), date(2026, 7, 28), INDIA))


@given(windows())
def test_a_range_is_its_days_and_knows_them(window: Window) -> None:
    assert window.is_whole_days
    assert window.days == each_day(window.first_day, window.last_day)
    assert Window.of_days(window.first_day, window.last_day, window.zone) == window


@given(DAYS, ZONES)
def test_days_follow_each_other_without_gap(day: date, zone: ZoneInfo) -> None:
    today = Window.of_days(day, day, zone)
    assert today.end == start_of_day(day + timedelta(days=1), zone)
    assert hours(today) in (23, 24, 25)


@given(windows(), st.integers(0, 10**9))
def test_every_second_of_a_range_lies_on_one_of_its_days(window: Window, offset: int) -> None:
    length = int((window.end - window.start).total_seconds())
    moment = window.start + timedelta(seconds=offset % length)
    day = moment.astimezone(window.zone).date()
    assert day in window.days
    assert start_of_day(day, window.zone) <= moment < start_of_day(day + timedelta(days=1), window.zone)


@given(windows())
def test_what_is_sent_as_seconds_comes_back(window: Window) -> None:
    assert Window.of_seconds(*window.seconds, window.zone) == window


@given(windows(), st.integers(1, 179))
def test_the_parts_of_a_range_are_the_range(window: Window, days: int) -> None:
    parts = window.split(days)
    assert (parts[0].start, parts[-1].end) == (window.start, window.end)
    assert all(left.end == right.start for left, right in pairwise(parts))
    assert all(len(part.days) <= days and part.fits_one_request and part.is_whole_days for part in parts)
    assert sum(len(part.days) for part in parts) == len(window.days)


@given(windows())
def test_the_previous_range_has_the_same_number_of_days(window: Window) -> None:
    before = window.previous()
    assert len(before.days) == len(window.days)
    assert before.end == window.start


def test_slots_start_at_from_with_one_before_and_one_after() -> None:
    slots = WorkingHours.parse("10:00", "19:00").slots
    assert len(slots) == 11
    assert slots[0] == Slot(0, 600, "Before 10:00 AM")
    assert slots[1] == Slot(600, 660, "10:00 AM - 10:59 AM")
    assert slots[3].label == "12:00 PM - 12:59 PM"
    assert slots[-1] == Slot(1140, 1440, "After 07:00 PM")


def test_slots_from_half_past_and_a_shorter_last_one() -> None:
    assert [slot.label for slot in WorkingHours.parse("09:30", "11:45").slots] == [
        "Before 09:30 AM", "09:30 AM - 10:29 AM", "10:30 AM - 11:29 AM", "11:30 AM - 11:44 AM", "After 11:45 AM"]


def test_nothing_is_before_midnight() -> None:
    assert [slot.label for slot in WorkingHours.parse("00:00", "02:00").slots] == [
        "12:00 AM - 12:59 AM", "01:00 AM - 01:59 AM", "After 02:00 AM"]


@given(st.integers(0, 24 * 60 - 2).flatmap(
    lambda start: st.tuples(st.just(start), st.integers(start + 1, 24 * 60 - 1))))
def test_slots_cut_the_day_without_gap_or_overlap(bounds: tuple[int, int]) -> None:
    working = WorkingHours(*bounds)
    slots = working.slots
    assert (slots[0].start, slots[-1].end) == (0, 24 * 60)
    assert all(left.end == right.start for left, right in pairwise(slots))
    assert all(0 < slot.end - slot.start <= 60 for slot in slots if bounds[0] <= slot.start < bounds[1])
    assert len({slot.label for slot in slots}) == len(slots)
    assert WorkingHours.parse(*working.texts) == working
    assert sum(slot.end - slot.start for slot in slots[:-1] if slot.start >= bounds[0]) / 60 == working.hours


@pytest.mark.parametrize(("start", "end"), [
    ("19:00", "10:00"), ("10:00", "10:00"), ("10:00", "24:00"), ("9", "10:00"), ("10:0", "11:00"), ("10:60", "11:00"),
    ("", ""), ("-1:00", "10:00"), ("010:00", "11:00"), ("１０:00", "11:00"), ("10:00 ", "11:00"),
])
def test_working_hours_that_are_none(start: str, end: str) -> None:
    with pytest.raises(RuleViolation):
        WorkingHours.parse(start, end)


@pytest.mark.parametrize(("minute", "written"), [
    (0, "12:00 AM"), (570, "09:30 AM"), (720, "12:00 PM"), (1140, "07:00 PM"), (1439, "11:59 PM")])
def test_the_clock_of_the_api(minute: int, written: str) -> None:
    assert clock12(minute) == written
    assert Slot(minute, minute + 1, written).from_time == time(minute // 60, minute % 60)


def test_weekdays_have_the_apis_names() -> None:
    assert [weekday(day) for day in each_day(date(2026, 11, 16), date(2026, 11, 22))] == [
        "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
