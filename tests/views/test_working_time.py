from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from callyzer.model import WorkingHours
from callyzer.views.working_time import WorkingTime
from tests.builders import BERLIN, KOLKATA, at

TEN_TO_SEVEN = WorkingTime(WorkingHours(600, 1140), "IN")


def worked(time: WorkingTime, start: datetime, end: datetime) -> int:
    return int(time.seconds(pd.Series([start]), end).iloc[0])


def test_each_start_is_counted_by_itself() -> None:
    instants = ("18 18:00", "16 11:00", "19 12:00", "20 12:00")
    starts = pd.Series([at(f"2026-11-{instant}") for instant in instants], index=[7, 5, 3, 1])
    found = TEN_TO_SEVEN.seconds(starts, at("2026-11-19 11:30"))
    assert found.to_dict() == {7: 2.5 * 3600, 5: (8 + 9 + 9 + 1.5) * 3600, 3: 0, 1: 0}
    assert TEN_TO_SEVEN.seconds(starts[:0], at("2026-11-19 11:30")).empty


@pytest.mark.parametrize(("start", "end", "hours"), [
    ("2026-11-18 11:00", "2026-11-18 12:30", 1.5),
    ("2026-11-18 08:00", "2026-11-18 10:30", 0.5),
    ("2026-11-18 18:30", "2026-11-19 10:15", 0.75),
    ("2026-11-18 20:00", "2026-11-18 23:00", 0),
    ("2026-11-20 18:00", "2026-11-23 11:00", 2),  # over a weekend
    ("2026-11-16 00:00", "2026-11-22 23:59", 45),
])
def test_nights_and_weekends_are_no_working_time(start: str, end: str, hours: float) -> None:
    assert worked(TEN_TO_SEVEN, at(start), at(end)) == hours * 3600


def test_a_holiday_is_no_working_time() -> None:
    assert worked(TEN_TO_SEVEN, at("2026-01-26 09:00"), at("2026-01-27 11:00")) == 3600  # Republic Day


def test_a_weekday_that_is_left_out_is_no_working_time() -> None:
    off = WorkingTime(WorkingHours(600, 1140), "IN", ("Thu",))
    assert worked(off, at("2026-11-18 18:00"), at("2026-11-20 11:00")) == 2 * 3600


def test_a_night_shift_on_which_clocks_go_back_is_an_hour_longer() -> None:
    nights = WorkingTime(WorkingHours(0, 360), "SA")  # whose weekend is Friday and Saturday: the night is a Sunday's
    assert worked(nights, at("2026-10-25 00:00", BERLIN), at("2026-10-25 12:00", BERLIN)) == 7 * 3600


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1)), st.integers(0, 40 * 86_400),  # noqa: DTZ001 - zoned below
       st.floats(0, 1))
def test_the_parts_of_a_stretch_add_up(start: datetime, length: int, share: float) -> None:
    begins = start.replace(microsecond=0, tzinfo=UTC).astimezone(KOLKATA)
    cut, ends = begins + timedelta(seconds=int(length * share)), begins + timedelta(seconds=length)
    whole = worked(TEN_TO_SEVEN, begins, ends)
    assert whole == worked(TEN_TO_SEVEN, begins, cut) + worked(TEN_TO_SEVEN, cut, ends)
    assert 0 <= whole <= length
