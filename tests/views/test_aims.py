from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from callyzer.model import each_day
from callyzer.model.account import TimeToCallBack
from callyzer.model.goals import CALLED_BACK, Goal, Goals
from callyzer.views import aims
from callyzer.views.aims import Aims, Done, Member, Reached
from tests.views.builders import NOW, SURE, ZONE, asks, person, team

# Friday 20 November 2026 is a day off of our own here.
WEEK = asks(date(2026, 11, 16), date(2026, 11, 22))
GOALS = Goals((Goal("everybody", "", "total_calls", 40), Goal("tag", "North", "total_calls", 50)),
              ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat"), (date(2026, 11, 20),))
ASHA, BINA, CHETAN = (Member(f"91-900000000{n}", name, tags) for n, name, tags in (
    (1, "Asha", ("North",)), (2, "Bina", ()), (3, "Chetan", ())))
TEAM = Aims(GOALS, (ASHA, BINA, CHETAN), "IN")
REPORT = team(person("Asha", "9000000001", outgoing=200), person("Bina", "9000000002", outgoing=250))
LATE = datetime(2026, 11, 23, 12, 0, tzinfo=ZONE)
TWO_TIMES = Goals((Goal("everybody", "", CALLED_BACK, 50, 3600), Goal("employee", BINA.number, CALLED_BACK, 80, 900)))
WAITS = TimeToCallBack(29, 29, 0, 0, pd.DataFrame(
    [("91", "9000000001", 900, 4), ("91", "9000000001", 3600, 3), ("91", "9000000001", 7200, 3),
     ("91", "9000000002", 900, 6), ("91", "9000000002", 3600, 4), ("91", "9000000009", 900, 9)],
    columns=["emp_country_code", "emp_number", "within", "waits"]).astype({"within": "Int64"}), SURE)


def test_the_goal_of_a_range_is_that_of_its_working_days() -> None:
    each = aims.reached(TEAM, Done(WEEK, REPORT, LATE), "total_calls")
    assert each[ASHA.number] == Reached(200.0, 250.0, 250.0), "five days of fifty: no Friday, no Sunday"
    assert each[BINA.number] == Reached(250.0, 200.0, 200.0)
    assert each[CHETAN.number] == Reached(0.0, 200.0, 200.0), "who has no call has a goal all the same"
    together = aims.of_team(each)
    assert together == Reached(450.0, 650.0, 650.0)


def test_while_the_range_runs_a_part_of_it_is_wanted_by_now() -> None:
    thursday = datetime(2026, 11, 19, 14, 30, tzinfo=ZONE)  # half of 10 to 19 o'clock
    each = aims.reached(TEAM, Done(WEEK, REPORT, thursday), "total_calls")
    assert each[ASHA.number].expected == 3.5 * 50
    assert each[ASHA.number].on_track
    assert not each[CHETAN.number].on_track


def test_days_left_out_of_the_filter_are_not_worked_on() -> None:
    no_monday = asks(date(2026, 11, 16), date(2026, 11, 22), exclude_days=("Mon",))
    assert aims.reached(TEAM, Done(no_monday, REPORT, LATE), "total_calls")[BINA.number].target == 4 * 40


def test_without_weekdays_named_the_country_says_which_days_are_worked_on() -> None:
    october = each_day(date(2026, 10, 1), date(2026, 10, 4))  # Thursday to Sunday; Gandhi's birthday is the 2nd
    assert aims.worked(Goals(), october, "IN") == [date(2026, 10, 1)]
    assert aims.worked(Goals((), ("Fri", "Sat")), october, "IN") == [date(2026, 10, 3)]


def test_a_filter_that_leaves_calls_out_shows_no_progress() -> None:
    outgoing = asks(date(2026, 11, 16), date(2026, 11, 22), call_types=("Outgoing",))
    assert aims.reached(TEAM, Done(outgoing, REPORT, LATE), "total_calls") == {}


def test_call_backs_in_time_are_held_against_the_share_that_is_wanted() -> None:
    each = aims.reached(replace(TEAM, goals=TWO_TIMES), Done(WEEK, REPORT, LATE, WAITS), CALLED_BACK)
    assert each == {ASHA.number: Reached(7.0, 5.0, 5.0), BINA.number: Reached(6.0, 8.0, 8.0)}


def test_where_nothing_was_wanted_there_is_no_progress() -> None:
    sunday = asks(date(2026, 11, 22), date(2026, 11, 22))
    assert aims.of_team(aims.reached(TEAM, Done(sunday, REPORT, NOW), "total_calls")) is None


@given(st.dates(date(2026, 1, 1), date(2026, 12, 1)), st.integers(0, 40), st.integers(-1440 * 60, 1440 * 90))
def test_what_is_wanted_by_now_never_falls_back_nor_exceeds_the_whole(first: date, more: int, minutes: int) -> None:
    question = asks(first, first + timedelta(days=more))
    now = datetime.combine(first, time(12), ZONE) + timedelta(minutes=minutes)
    whole, over = aims.spans(GOALS, question, now, "IN")
    later = aims.spans(GOALS, question, now.replace(hour=23, minute=59), "IN")[1]
    assert 0 <= over <= later <= whole
    assert whole == len(aims.worked(GOALS, question.window.days, "IN"))
    if now > question.window.end:
        assert over == pytest.approx(whole)
