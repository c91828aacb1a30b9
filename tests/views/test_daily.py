from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from callyzer.errors import UnexpectedAnswer
from callyzer.model import WorkingHours
from callyzer.views import daily
from tests.views.builders import TODAY, asks, daywise, every_day

WEEK = asks(date(2026, 11, 16), TODAY, working_hours=WorkingHours.parse("10:00", "12:00"))
MONDAY, TUESDAY = date(2026, 11, 16), date(2026, 11, 17)


def test_one_answer_holds_the_range_and_the_one_before() -> None:
    assert daily.with_previous(WEEK).window.days[0] == date(2026, 11, 9)
    assert daily.with_previous(WEEK).window.last_day == TODAY


@given(st.dates(date(2020, 1, 1), date(2026, 1, 1)), st.integers(1, 400))
def test_the_answer_fits_one_request_wherever_the_range_does(first: date, days: int) -> None:
    question = asks(first, first + timedelta(days=days - 1))
    asked = daily.with_previous(question)
    assert asked.window.last_day == question.window.last_day
    assert asked.window.fits_one_request or days >= 179


@given(st.dates(date(2020, 1, 1), date(2026, 1, 1)), st.integers(14, 400))
def test_from_two_weeks_on_a_day_stands_before_the_same_weekday(first: date, days: int) -> None:
    question = asks(first, first + timedelta(days=days - 1))
    assert (first - daily.shift(question)).weekday() == first.weekday()
    assert daily.shift(question).days >= days


def test_days_and_slots_are_laid_out_in_order_with_zeros_where_nothing_was_said() -> None:
    report = daywise(WEEK, {(TUESDAY, 1): (5, 2, 90), (TUESDAY, 3): (1, 0, 0), (date(2026, 11, 10), 1): (9, 9, 9)})
    days = daily.current(report, WEEK, TODAY)
    assert days.days[:2] == (MONDAY, TUESDAY)
    assert len(days.days) == 7
    assert days.calls[:2].tolist() == [[0, 0, 0, 0], [0, 5, 0, 1]]
    assert days.per_slot("total_connected_calls").tolist() == [0, 2, 0, 0]
    assert (days.total("total_duration"), days.active_days) == (90, 1)
    assert days.quiet_days.tolist() == [1, 0, 1, 0]


def test_the_part_before_is_told_from_the_same_answer() -> None:
    report = daywise(WEEK, every_day(date(2026, 11, 9), TODAY, calls=3))
    assert daily.previous(report, WEEK).total("total_calls") == 21
    assert daily.behind(report, WEEK).days[0] == date(2026, 11, 9)


def test_days_that_have_not_begun_and_excluded_days_are_left_out() -> None:
    question = asks(MONDAY, date(2026, 11, 30), exclude_days=("Sun",))
    report = daywise(question, every_day(MONDAY, TODAY, calls=1))
    assert daily.current(report, question, TODAY).days[-1] == date(2026, 11, 21)
    assert daily.current(report, question, TODAY).total("total_calls") == 6


def test_a_connected_share_is_missing_where_there_is_no_call() -> None:
    days = daily.current(daywise(WEEK, {(MONDAY, 1): (4, 1, 9)}), WEEK, TODAY)
    assert days.per_day("connected_share")[0] == 0.25
    assert np.isnan(days.per_day("connected_share")[1:]).all()


def test_a_slot_that_was_not_asked_for_is_an_error_and_never_a_zero() -> None:
    report = daywise(WEEK, {(MONDAY, 1): (4, 1, 9)})
    report.day_wise.loc[0, "slot"] = "Whenever"
    with pytest.raises(UnexpectedAnswer):
        daily.current(report, WEEK, TODAY)
