from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callyzer.errors import Unreachable
from callyzer.model import (
    Analysis,
    AverageDuration,
    Call,
    Employee,
    EmployeeSummary,
    HighestDuration,
    Honour,
    LongestCall,
)
from callyzer.views import leaderboard
from callyzer.views.csv import csv, saved
from callyzer.views.definitions import MEASURES
from callyzer.views.leaderboard import MEASURED, ranked
from callyzer.views.parts import ColumnKind, RowTable
from callyzer.views.periods import previous
from tests.views.builders import NOW, SURE, ZONE, Told, asks, person, team

WEEK = asks(date(2026, 11, 9), date(2026, 11, 15))
BEFORE = previous(WEEK, NOW)

NOW_TEAM = team(
    person("Asha", "9000000001", outgoing=50, reached=20, incoming=10, talk=7200, hours=4),
    person("Bina", "9000000002", outgoing=40, reached=30, talk=3600, hours=2),
    person("Chetan", "9000000003", outgoing=10, reached=10, missed=30, talk=600, hours=0.5),
    person("Diya", "9000000004", outgoing=30, reached=3, talk=60, hours=3))
OLD_TEAM = team(
    person("Asha", "9000000001", outgoing=20, reached=10, hours=3),
    person("Bina", "9000000002", outgoing=40, reached=20, hours=3),
    person("Diya", "9000000004", outgoing=30, reached=20, hours=3))


def ranking(by: str = "total_calls", now: EmployeeSummary = NOW_TEAM, before: object = OLD_TEAM) -> RowTable:
    source = Told({("employee_summary", WEEK): now, ("employee_summary", BEFORE): before})
    return leaderboard.ranking(source, WEEK, NOW, by)


def column(table: RowTable, name: str) -> dict[str, object]:
    values = table.frame[name].astype("object")
    return dict(zip(table.frame["name"], values.where(values.notna(), None), strict=True))


def test_equal_figures_share_a_rank() -> None:
    assert column(ranking(), "rank") == {"Asha": 1, "Bina": 2, "Chetan": 2, "Diya": 4}  # 60, 40, 40 and 30 calls


def test_places_won_and_lost_are_counted_against_the_period_before() -> None:
    places = column(ranking(), "change")  # before: Bina 1, Diya 2, Asha 3
    assert {name: places[name] for name in ("Asha", "Bina", "Diya")} == {"Asha": 2, "Bina": -1, "Diya": -2}


def test_who_had_no_rank_before_is_new_and_sorted_as_if_from_behind_them_all() -> None:
    table = ranking()
    assert [table.frame["name"][place] for place in table.new] == ["Chetan"]
    assert column(table, "change")["Chetan"] == 2  # from the fourth place of three to the second
    assert saved(table).set_index("Employee")["±"]["Chetan"] == "new"


def test_few_attempts_are_not_ranked_by_their_rate_but_stand_last_in_grey() -> None:
    table = ranking("connect_rate")
    assert column(table, "rank") == {"Bina": 1, "Asha": 2, "Diya": 3, "Chetan": None}
    assert table.frame["name"].tolist()[-1] == "Chetan"
    assert (table.quiet, table.quiet_columns) == ((3,), ())
    assert table.caption == "4 employees; 1 of them not ranked: under 20 attempts."


def test_in_another_order_only_the_rate_of_few_attempts_is_grey() -> None:
    table = ranking()
    assert (table.quiet, table.quiet_columns) == ((2,), ("connect_rate",))


def test_rates_are_percentages_for_the_bar_in_the_cell() -> None:
    assert column(ranking(), "connect_rate") == {"Asha": 40.0, "Bina": 75.0, "Chetan": 100.0, "Diya": 10.0}


def test_figures_per_hour_divide_by_working_hours_and_need_an_hour_of_them() -> None:
    table = ranking("calls_per_hour")
    assert column(table, "calls_per_hour") == {"Bina": 20.0, "Asha": 15.0, "Diya": 10.0, "Chetan": None}
    assert column(table, "talk_per_hour")["Asha"] == 1800
    assert column(table, "rank")["Chetan"] is None


def test_the_fewest_missed_calls_come_first() -> None:
    assert ranking("total_missed_calls").frame["name"].tolist()[-1] == "Chetan"


def test_without_the_period_before_there_is_no_change_of_rank_yet() -> None:
    source = Told({("employee_summary", WEEK): NOW_TEAM})
    table = leaderboard.ranking(source, WEEK, NOW)
    assert table.waiting
    assert table.frame["change"].isna().all()


def test_a_failure_of_the_period_before_costs_only_the_change_of_rank() -> None:
    table = ranking(before=Unreachable("employee_summary", "no route"))
    assert [note.text for note in table.notes] == ["No change of rank for now: Callyzer cannot be reached."]
    assert column(table, "rank")["Asha"] == 1


def test_an_empty_team_has_words_instead_of_rows() -> None:
    table = ranking(now=team(), before=team())
    assert table.empty
    assert table.alt == table.empty


def test_people_of_the_same_name_are_told_apart_and_who_has_none_goes_by_the_number() -> None:
    rows = team(person("Asha", "9000000001", outgoing=3), person("Asha", "9000000002", outgoing=2),
                person(" ", "9000000003", outgoing=1))
    assert ranking(now=rows).frame["name"].tolist() == ["Asha …0001", "Asha …0002", "9000000003"]


def test_a_row_leads_to_its_employee() -> None:
    assert ranking().frame["key"].tolist()[0] == "91-9000000001"


def test_every_declared_column_is_in_the_frame() -> None:
    for by in MEASURED:
        table = ranking(by)
        assert {one.name for one in table.columns} <= set(table.frame.columns)
        assert len({one.label for one in table.columns}) == len(table.columns)
        assert list(saved(table).columns)[:4] == ["#", "Employee", "±", saved(table).columns[3]]


people = st.lists(st.builds(
    lambda number, outgoing, incoming, hours: person(
        f"E{number}", f"90000000{number:02}", outgoing=outgoing, reached=outgoing // 2, incoming=incoming, hours=hours),
    st.integers(0, 99), st.integers(0, 60), st.integers(0, 40), st.floats(0, 12)), max_size=12,
    unique_by=lambda row: row["emp_number"])


@settings(max_examples=40)
@given(people, st.sampled_from(MEASURED))
def test_ranks_never_contradict_the_figures(rows: list[dict[str, object]], by: str) -> None:
    measure = MEASURES[by]
    order = ranked(team(*rows), measure)
    known = order[order["rank"].notna()]
    values = known[by].to_numpy() * (1 if measure.better >= 0 else -1)
    assert (values[:-1] >= values[1:]).all()
    assert known["rank"].tolist() == [1 + int((values > value).sum()) for value in values]
    assert order["rank"].tolist()[len(known):] == [pd.NA] * (len(order) - len(known))


def test_the_comparison_has_a_dot_for_each_and_greys_small_samples() -> None:
    source = Told({("employee_summary", WEEK): NOW_TEAM})
    chart = leaderboard.compare(source, WEEK, "light")
    dots = chart.figure.data[0]
    assert dict(zip([key for key, in dots.customdata], zip(dots.x, dots.y, strict=True), strict=True)) == {
        "91-9000000001": (60, 0.4), "91-9000000002": (40, 0.75), "91-9000000003": (40, 1.0), "91-9000000004": (30, 0.1)}
    assert dots.text[2] == ""
    assert dots.hovertext[2] == "<b>Chetan</b><br>Calls: 40<br>Connect rate: 100.0%<br>Out of 10 attempts"


def test_medians_leave_small_samples_out() -> None:
    chart = leaderboard.compare(Told({("employee_summary", WEEK): NOW_TEAM}), WEEK, "light")
    assert [note.text for note in chart.figure.layout.annotations] == ["median 40", "median 40.0%"]
    assert chart.question == "0 of 3 are above the median in both."


def test_nobody_is_compared_on_too_few_calls() -> None:
    few = team(person("Asha", "9000000001", outgoing=3, reached=1))
    chart = leaderboard.compare(Told({("employee_summary", WEEK): few}), WEEK, "light")
    assert chart.question == "Nobody has enough calls to be compared yet."
    assert not chart.figure.layout.annotations


ASHA = Employee("Asha", "", "91", "9000000001", ("North",))
LONGEST = Call("c1", "Sharma & Sons", "91", "8000000001", 6360, "Outgoing", datetime(2026, 11, 21, 14, 31, tzinfo=ZONE),
               "", "", None, None)
ANALYSIS = Analysis(
    AverageDuration(0, 0, 0, 0, 0, 0, 0, 0, 0), Honour(ASHA, 280), None, Honour(ASHA, 1),
    HighestDuration(ASHA, 11_520, 90, 1200, 10_320), LongestCall(ASHA, LONGEST), SURE)


def test_honours_name_the_employee_what_earned_them_and_the_details() -> None:
    dialer, answered, caller, talk, longest = leaderboard.honours(Told({("analysis", WEEK): ANALYSIS}), WEEK).cards
    assert (dialer.name, dialer.figure, dialer.details) == ("Asha", "280 outgoing calls", ("North",))
    assert (answered.name, answered.figure) == ("", "Nobody yet")
    assert caller.figure == "1 call"
    assert (talk.figure, talk.details) == ("3 h 12 min", ("90 calls", "2 h 52 min out, 20 min in"))
    assert longest.details == ("Outgoing, Sat 21 Nov, 2:31 PM", "with Sharma & Sons")


def test_the_longest_call_is_told_without_the_clients_number() -> None:
    nameless = replace(ANALYSIS, longest_duration=LongestCall(ASHA, replace(LONGEST, client_name="")))
    for report in (ANALYSIS, nameless):
        assert "8000000001" not in repr(leaderboard.honours(Told({("analysis", WEEK): report}), WEEK))


@pytest.mark.parametrize("measure", MEASURED)
def test_every_measure_can_be_compared(measure: str) -> None:
    chart = leaderboard.compare(Told({("employee_summary", WEEK): NOW_TEAM}), WEEK, "dark", measure, "total_calls")
    assert not chart.empty


def test_shares_of_few_attempts_are_not_drawn_as_bars_that_look_sure() -> None:
    def kind(now: EmployeeSummary) -> ColumnKind:
        return next(one.kind for one in ranking(now=now).columns if one.name == "connect_rate")

    sure = team(person("Asha", "9000000001", outgoing=20, reached=10))
    few = team(person("Asha", "9000000001", outgoing=20, reached=10), person("Bina", "9000000002", outgoing=19))
    assert (kind(sure), kind(few)) == (ColumnKind.PERCENT_BAR, ColumnKind.PERCENT)


def test_a_measure_stands_against_itself_once() -> None:
    source, calls = Told({("employee_summary", WEEK): NOW_TEAM}), "total_calls"
    chart = leaderboard.compare(source, WEEK, "light", calls, calls)
    assert list(chart.data.columns) == ["Employee", "Calls"]
    assert csv(chart.data).startswith(b"\xef\xbb\xbfEmployee,Calls")
