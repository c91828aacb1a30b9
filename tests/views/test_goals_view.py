from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from callyzer.errors import RuleViolation
from callyzer.model import Subset
from callyzer.model.goals import CALLED_BACK, COUNTED, Goal, Goals
from callyzer.views import goal_sheet, goals, leaderboard, overview
from callyzer.views.aims import Reached
from callyzer.views.csv import saved
from callyzer.views.definitions import MEASURES
from callyzer.views.parts import Amount, Behind, Mark
from tests.views.builders import ZONE, Holds, Told, asks, person, team
from tests.views.test_aims import REPORT, TEAM, TWO_TIMES, WAITS, WEEK

LATE = datetime(2026, 11, 23, 12, 0, tzinfo=ZONE)
SOURCE = Told({("employee_summary", WEEK): REPORT})


def test_a_tile_says_how_far_the_team_is_and_how_far_it_had_to_be() -> None:
    (tile,) = goals.tiles(SOURCE, WEEK, TEAM, LATE).tiles
    assert (tile.label, tile.value, tile.detail) == ("Calls", "69.2%", "450 of 650")
    assert tile.amount == Amount(450 / 650, "share")
    assert tile.progress
    assert tile.progress.expected == 1.0
    half = goals.tiles(SOURCE, WEEK, TEAM, datetime(2026, 11, 18, 9, 0, tzinfo=ZONE)).tiles[0].progress
    assert half
    assert half.expected == pytest.approx(2 / 5)
    assert half.help.startswith("Wanted by now: 40.0% of it.")


def test_the_table_has_everybody_with_the_goal_the_furthest_first() -> None:
    table = goals.table(SOURCE, WEEK, TEAM, LATE, name="total_calls")
    assert list(zip(table.frame["name"], table.frame["share"], table.frame["ahead"], strict=True)) == [
        ("Bina", 125.0, 50), ("Asha", 80.0, -50), ("Chetan", 0.0, -200)]
    assert table.question == "1 of 3 employees are where they should be by now."
    assert list(saved(table)["Goal"]) == [200, 250, 200]


def test_where_nothing_is_wanted_nobody_is_on_track() -> None:
    sunday = asks(date(2026, 11, 22), date(2026, 11, 22))
    off = goals.table(Told({("employee_summary", sunday): REPORT}), sunday, TEAM, LATE, name="total_calls")
    assert off.question == "Nothing is wanted on these days."
    before = datetime(2026, 11, 15, 9, 0, tzinfo=ZONE)
    assert goals.table(SOURCE, WEEK, TEAM, before, name="total_calls").question == "Nothing is wanted yet."


def test_a_narrowed_filter_says_why_there_is_no_progress() -> None:
    question = asks(date(2026, 11, 16), date(2026, 11, 22), duration_grt_than=30)
    answer = goals.tiles(Told({("employee_summary", question): REPORT}), question, TEAM, LATE)
    assert answer.tiles == ()
    assert goals.NARROWED in [note.text for note in answer.notes]


def test_the_overview_and_the_leaderboard_show_the_same_progress() -> None:
    tile = next(tile for tile in overview.tiles(SOURCE, WEEK, LATE, TEAM).tiles if tile.key == "total_calls")
    assert tile.progress
    assert tile.progress.said == "69.2% of 650"
    table = leaderboard.ranking(SOURCE, WEEK, LATE, "total_calls", TEAM)
    assert dict(zip(table.frame["name"], table.frame["goal"], strict=True)) == {"Bina": 125.0, "Asha": 80.0}
    assert "Of the goal (%)" in saved(table).columns
    without = leaderboard.ranking(SOURCE, WEEK, LATE, "total_missed_calls", TEAM)
    assert "Of the goal" not in saved(without).columns


def test_nobody_with_a_goal_is_said_in_words() -> None:
    nobody = Told({("employee_summary", WEEK): team(person("Asha", "9000000001"))})
    table = goals.table(nobody, WEEK, TEAM, LATE, name="total_duration")
    assert table.empty
    assert table.question == "", "nothing is said of goals that nobody has"


counted = st.builds(Goal, st.just("tag"), st.text(min_size=1, max_size=20), st.sampled_from(
    [name for name in COUNTED if name != "total_duration"]), st.integers(1, 10_000))
talk = st.builds(lambda tag, minutes: Goal("tag", tag, "total_duration", minutes * 60),
                 st.text(min_size=1, max_size=20), st.integers(1, 600))
back = st.builds(Goal, st.just("employee"), st.just("91-9000000001"), st.just(CALLED_BACK), st.integers(1, 100),
                 st.sampled_from(sorted(goal_sheet.WITHIN)))


@given(st.lists(st.one_of(counted, talk, back), max_size=8, unique_by=lambda goal: (goal.whom, goal.measure)),
       st.lists(st.dates(date(2020, 1, 1), date(2030, 1, 1)), max_size=4))
def test_the_sheet_gives_back_what_was_put_in(given_goals: list[Goal], off: list[date]) -> None:
    wanted = Goals(tuple(given_goals), ("Mon",), tuple(off))
    assert goal_sheet.read(goal_sheet.rows(wanted), ["Mon"], wanted.days_off) == wanted


def edited(*rows: tuple[object, object, object, object]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(goal_sheet.COLUMNS))


def test_empty_rows_say_nothing_and_half_filled_ones_are_named() -> None:
    assert goal_sheet.read(edited((None, None, None, None)), [], []) == Goals()
    with pytest.raises(RuleViolation, match="row 2"):
        goal_sheet.read(edited(("everybody:", "total_calls", 5, None), ("tag:North", None, 5, None)), [], [])


def test_a_call_back_goal_without_a_time_means_an_hour() -> None:
    (goal,) = goal_sheet.read(edited(("everybody:", CALLED_BACK, 60, None)), [], []).goals
    assert goal.within == 3600


def test_days_off_come_as_the_editor_gives_them() -> None:
    off = pd.to_datetime(pd.Series(["2026-11-20", None]))
    assert goal_sheet.read(edited(), [], off).days_off == (date(2026, 11, 20),)


def test_whoever_left_keeps_the_goal_until_it_is_taken_away() -> None:
    kept = Goals((Goal("tag", "Gone", "total_calls", 5),))
    options = goal_sheet.people(["North"], {"91-9000000001": "Asha"}, kept)
    assert options == {"everybody:": "Everybody", "tag:North": "Tag: North", "employee:91-9000000001": "Asha",
                       "tag:Gone": "Gone (no longer there)"}


def test_behind_a_goal_lie_the_calls_that_count_towards_it() -> None:
    (tile,) = goals.tiles(SOURCE, WEEK, TEAM, LATE).tiles
    assert tile.behind == Behind("450 calls", 450, Subset())
    north = replace(TEAM, goals=Goals((Goal("tag", "North", "total_calls", 50),)))
    (tile,) = goals.tiles(SOURCE, WEEK, north, LATE).tiles
    assert tile.behind == Behind("200 calls", 200, Subset(emp_numbers=("91-9000000001",)))
    table = goals.table(SOURCE, WEEK, TEAM, LATE, name="total_calls")
    assert table.mark
    mark = table.mark({"key": "91-9000000002", "name": "Bina"}, "share")
    assert mark == Mark("Bina", (Behind("250 calls", 250, Subset(emp_numbers=("91-9000000002",))),))


def test_behind_call_backs_in_time_lie_those_waits_or_all_where_several_times_are_wanted() -> None:
    source = Holds({("employee_summary", WEEK): REPORT, ("time_to_call_back", WEEK): WAITS})
    both = ("91-9000000001", "91-9000000002")
    hour = replace(TEAM, goals=Goals((Goal("everybody", "", CALLED_BACK, 50, 3600),)))
    (tile,) = goals.tiles(source, WEEK, hour, LATE).tiles
    assert tile.detail == "17 in time, 10 wanted"
    assert tile.behind == Behind("17 waits in time", 17, Subset(pick="waits", within=3600, emp_numbers=both))
    (tile,) = goals.tiles(source, WEEK, replace(TEAM, goals=TWO_TIMES), LATE).tiles
    assert tile.detail == "13 in time, 13 wanted"
    assert tile.behind == Behind("20 waits, in time or not", 20, Subset(pick="waits", emp_numbers=both))


def test_clients_count_once_for_each_employee() -> None:
    wanted = replace(TEAM, goals=Goals((Goal("everybody", "", "total_unique_clients", 5),)))
    report = team(person("Asha", "9000000001", total_unique_clients=30),
                  person("Bina", "9000000002", total_unique_clients=20))
    (tile,) = goals.tiles(Told({("employee_summary", WEEK): report}), WEEK, wanted, LATE).tiles
    assert tile.behind == Behind("50 clients", 50, Subset(pick="pairs"))


def test_a_reached_goal_is_told_apart_from_a_full_bar() -> None:
    table = goals.table(SOURCE, WEEK, TEAM, LATE, name="total_calls")
    assert dict(zip(table.frame["name"], table.frame["reached"], strict=True)) == {
        "Bina": "✓", "Asha": "", "Chetan": ""}
    ranked = leaderboard.ranking(SOURCE, WEEK, LATE, "total_calls", TEAM)
    assert list(ranked.frame["reached"]) == ["✓", ""]
    passed = goals.drawn(MEASURES["total_calls"], Reached(250, 200, 200))
    assert passed.help.startswith("Goal reached: 125.0% of 200. Wanted by now: all of it.")


def test_while_nobody_knows_who_is_there_nobody_is_told_to_be_gone() -> None:
    kept = Goals((Goal("tag", "North", "total_calls", 5),))
    assert goal_sheet.people([], None, kept) == {"everybody:": "Everybody", "tag:North": "North"}
