from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callyzer.model import Window
from callyzer.views.periods import PRESETS, previous, same_time
from tests.views.builders import NOW, TODAY, ZONE, asks


@pytest.mark.parametrize(("name", "first", "last"), [
    ("today", date(2026, 11, 22), date(2026, 11, 22)), ("yesterday", date(2026, 11, 21), date(2026, 11, 21)),
    ("this-week", date(2026, 11, 16), date(2026, 11, 22)), ("last-week", date(2026, 11, 9), date(2026, 11, 15)),
    ("this-month", date(2026, 11, 1), date(2026, 11, 30)), ("last-month", date(2026, 10, 1), date(2026, 10, 31)),
    ("last-7-days", date(2026, 11, 16), date(2026, 11, 22)), ("last-30-days", date(2026, 10, 24), date(2026, 11, 22)),
    ("last-90-days", date(2026, 8, 25), date(2026, 11, 22))])
def test_named_ranges_on_a_sunday(name: str, first: date, last: date) -> None:
    assert PRESETS[name].days(TODAY) == (first, last)


@given(st.dates(date(2001, 1, 1), date(2099, 1, 1)))
def test_this_week_and_month_hold_today_and_touch_the_last_ones(today: date) -> None:
    for this, last in (("this-week", "last-week"), ("this-month", "last-month")):
        first, end = PRESETS[this].days(today)
        assert first <= today <= end
        assert PRESETS[last].days(today)[1] == first - timedelta(days=1)
    assert PRESETS["this-week"].days(today)[0].weekday() == 0
    assert PRESETS["this-month"].days(today)[0].day == 1


def test_a_range_that_is_over_is_compared_with_the_whole_range_before() -> None:
    before = previous(asks(date(2026, 11, 9), date(2026, 11, 15), emp_tags=("North",)), NOW)
    assert before == asks(date(2026, 11, 2), date(2026, 11, 8), emp_tags=("North",))


def test_a_range_that_ends_today_is_compared_up_to_the_same_quarter_of_an_hour() -> None:
    before = previous(asks(date(2026, 11, 16), TODAY), NOW)  # it is 15:40
    assert before.window == Window.of_days(date(2026, 11, 9), date(2026, 11, 15), ZONE, until=time(15, 30))


def test_a_week_that_still_runs_is_compared_with_as_much_of_the_last_one() -> None:
    wednesday = datetime(2026, 11, 18, 12, 5, tzinfo=ZONE)
    before = previous(asks(date(2026, 11, 16), TODAY), wednesday)
    assert before.window == Window.of_days(date(2026, 11, 9), date(2026, 11, 11), ZONE, until=time(12, 0))


def test_just_after_midnight_there_is_still_something_to_compare_with() -> None:
    midnight = datetime(2026, 11, 22, 0, 3, tzinfo=ZONE)
    assert previous(asks(TODAY, TODAY), midnight).window.seconds == Window.of_days(
        date(2026, 11, 21), date(2026, 11, 21), ZONE, until=time(0, 15)).seconds


def test_the_day_is_told_in_the_zone_of_the_account_not_in_that_of_the_clock() -> None:
    evening_in_utc = datetime(2026, 11, 21, 20, 0, tzinfo=UTC)  # 22 November, 01:30 in India
    assert previous(asks(TODAY, TODAY), evening_in_utc).window.last_day == date(2026, 11, 21)
    assert previous(asks(TODAY, TODAY), evening_in_utc).window == Window.of_days(
        date(2026, 11, 21), date(2026, 11, 21), ZONE, until=time(1, 30))


@given(st.dates(date(2025, 1, 1), date(2027, 1, 1)), st.integers(1, 120), st.times())
def test_the_range_before_never_reaches_into_the_range(first: date, days: int, now: time) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    last = first + timedelta(days=days - 1)
    question = asks(first, last)
    moment = datetime.combine(last, now, berlin)
    assert previous(question, moment).window.end <= question.window.start


def test_the_time_is_rounded_down_so_that_questions_repeat() -> None:
    assert same_time(datetime(2026, 11, 22, 15, 44, 59, tzinfo=ZONE)) == time(15, 30)
