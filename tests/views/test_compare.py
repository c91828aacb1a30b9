from __future__ import annotations

from csv import reader
from datetime import date, datetime
from io import StringIO
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callyzer.views import compare, differences, sides
from callyzer.views.csv import csv
from callyzer.views.definitions import MEASURES
from callyzer.views.parts import Pair
from tests.views.builders import NOW, Told, asks, hourly, person, summary, team

WEEK, BEFORE = asks(date(2026, 11, 9), date(2026, 11, 15)), asks(date(2026, 11, 2), date(2026, 11, 8))
WEEKS = sides.of_periods(WEEK, NOW, "previous")
ASHA, BINA = "9000000001", "9000000002"
TEAM = team(person("Asha", ASHA, outgoing=90, reached=45, incoming=60, talk=36_000, hours=30),
            person("Bina", BINA, outgoing=10, reached=5, missed=20, talk=3_600, hours=10))
TEAM_BEFORE = team(person("Asha", ASHA, outgoing=80, reached=20, incoming=40, missed=10, talk=18_000, hours=40))


def told() -> Told:
    return Told({("employee_summary", WEEK): TEAM, ("employee_summary", BEFORE): TEAM_BEFORE,
                 ("summary", WEEK): summary(clients=70, hours=38), ("summary", BEFORE): summary(clients=50, hours=39)})


def saved(frame: pd.DataFrame) -> list[list[str]]:
    """The cells of a CSV."""
    return list(reader(StringIO(csv(frame).decode("utf-8-sig"))))


def said(source: Told, compared: sides.Sides = WEEKS) -> dict[str, Pair]:
    return {pair.key: pair for pair in compare.pairs(source, compared).pairs}


def test_every_measure_stands_on_both_sides_with_its_difference() -> None:
    found = said(told())
    assert (found["total_calls"].one, found["total_calls"].other, found["total_calls"].difference) == (
        "180", "130", "+50")
    assert found["total_calls"].delta
    assert (found["total_calls"].delta.text, found["total_calls"].delta.meaning) == ("+38.5%", "good")
    assert (found["connect_rate"].one, found["connect_rate"].other) == ("50.0%", "25.0%")
    assert found["connect_rate"].delta
    assert (found["connect_rate"].difference, found["connect_rate"].delta.text) == ("", "+25.0 pts")
    assert found["total_missed_calls"].delta
    assert found["total_missed_calls"].delta.meaning == "bad"
    assert (found["total_duration"].one, found["total_duration"].difference) == ("11 h", "+6 h")
    assert (found["calls_per_employee"].one, found["calls_per_employee"].other) == ("90", "130")
    assert (found["total_unique_clients"].one, found["total_unique_clients"].other) == ("70", "50")


def test_working_hours_and_what_is_counted_per_hour_are_the_accounts_own() -> None:
    found = said(told())
    assert (found["total_working_hours"].one, found["total_working_hours"].other) == ("38 h", "39 h")
    assert found["calls_per_hour"].one == "4.7", "180 calls in 38 hours"


def test_clients_may_come_later() -> None:
    source = told()
    source.answers.pop(("summary", BEFORE))
    answer = compare.pairs(source, WEEKS)
    clients = next(pair for pair in answer.pairs if pair.key == "total_unique_clients")
    assert answer.waiting
    assert (clients.one, clients.other, clients.delta) == ("70", "–", None)


def test_a_change_of_a_rate_of_few_attempts_has_no_colour() -> None:
    few = told()
    few.answers["employee_summary", BEFORE] = team(person("Asha", ASHA, outgoing=19, reached=1))
    rate = said(few)["connect_rate"].delta
    assert rate
    assert rate.meaning == "neutral"


def test_of_two_people_nobody_got_better_and_nothing_is_per_employee() -> None:
    two = sides.of_employees(WEEK, f"91-{ASHA}", f"91-{BINA}", {})
    source = Told({("employee_summary", two.one.question): team(person("Asha", ASHA, outgoing=150)),
                   ("employee_summary", two.other.question): team(person("Bina", BINA, outgoing=30))})
    found = said(source, two)
    assert found["total_calls"].delta
    assert (found["total_calls"].delta.text, found["total_calls"].delta.meaning) == ("+400.0%", "neutral")
    assert "employees" not in found
    assert list(differences.ways(two, "total_calls")) == ["slot", "type"]
    assert differences.ways(two, "total_missed_calls") == {}


def test_the_file_holds_plain_numbers_under_the_names_of_the_sides() -> None:
    heads, *lines = saved(compare.pairs(told(), WEEKS).data)
    assert heads == ["Measure", "9 – 15 Nov 2026", "2 – 8 Nov 2026", "Difference", "Change", "Change in"]
    found = {name: line for name, *line in lines}
    assert found["Calls"] == ["180", "130", "50", "38.5", "%"]
    assert found["Talk time (s)"] == ["39600", "18000", "21600", "120", "%"]
    assert found["Connect rate (%)"] == ["50", "25", "25", "25", "points"]
    assert found["Calls per hour"] == ["4.74", "3.33", "1.4", "42.1", "%"], "180 calls in 38 h, 130 in 39"
    assert found["Employees"] == ["2", "1", "1", "100", "%"]


def test_the_file_rounds_as_the_page_does_and_never_writes_a_count_with_a_point() -> None:
    source = told()
    source.answers["employee_summary", WEEK] = team(person("Asha", ASHA, outgoing=90, incoming=61),
                                                    person("Bina", BINA, outgoing=10, missed=20))
    found = {name: line for name, *line in saved(compare.pairs(source, WEEKS).data)}
    assert said(source)["calls_per_employee"].one == "90"
    assert found["Calls per employee"] == ["90", "130", "-40", "-30.4", "%"], "181 calls of 2, and 130 of 1"
    assert found["Talk per employee (s)"][0] == "0"


def test_the_change_in_the_file_is_the_one_the_page_tells() -> None:
    source = told()
    source.answers["employee_summary", BEFORE] = team(person("Asha", ASHA, outgoing=10, reached=3))
    found = {name: line[-2:] for name, *line in saved(compare.pairs(source, WEEKS).data)}
    assert [found[name] for name in ("Calls", "Incoming", "Talk time (s)", "Connect rate (%)")] == [
        ["18", "times"], ["60", ""], ["39600", "s"], ["20", "points"]]
    source.answers.pop(("summary", BEFORE))
    unknown = {name: line for name, *line in saved(compare.pairs(source, WEEKS).data)}
    assert unknown["Unique clients"] == ["70", "", "", "", ""]


def test_sides_of_one_name_keep_a_column_each() -> None:
    same = sides.of_employees(WEEK, f"91-{ASHA}", f"91-{BINA}", {f"91-{ASHA}": "Asha", f"91-{BINA}": "Asha"})
    source = Told({("employee_summary", same.one.question): TEAM, ("employee_summary", same.other.question): TEAM})
    assert list(compare.pairs(source, same).data.columns) == [
        "Measure", "Asha (1)", "Asha (2)", "Difference", "Change", "Change in"]


def test_nothing_on_either_side_is_said_in_words() -> None:
    nobody = Told({("employee_summary", WEEK): team(), ("employee_summary", BEFORE): team()})
    assert compare.pairs(nobody, WEEKS).empty
    assert differences.explained(nobody, WEEKS, "light", "total_calls", "employee").empty == "There is no difference."
    nobody.answers |= {("hourly_analytics", week): hourly(week, {}) for week in (WEEK, BEFORE)}
    assert differences.by_slot(nobody, WEEKS, "light", "total_calls").question == "No difference"


def test_the_difference_is_told_apart_by_employee_type_and_slot() -> None:
    source = told()
    source.answers["hourly_analytics", WEEK] = hourly(WEEK, {1: (100, 60, 7_200), 2: (80, 50, 3_600)})
    source.answers["hourly_analytics", BEFORE] = hourly(BEFORE, {1: (30, 20, 3_600), 10: (100, 40, 7_200)})
    by_employee = differences.explained(source, WEEKS, "light", "total_calls", "employee")
    assert by_employee.question == "Together +50, above all Bina (+30) and Asha (+20)"
    by_type = differences.explained(source, WEEKS, "light", "total_calls", "type")
    assert dict(zip(by_type.data["Type"], by_type.data["Difference"], strict=True)) == {
        "Outgoing": 20, "Incoming": 20, "Missed": 10}, "rejected calls did not change: they have no bar either"
    by_slot = differences.explained(source, WEEKS, "light", "total_calls", "slot")
    changed = dict(zip(by_slot.data["Slot"], by_slot.data["Difference"], strict=True))
    assert changed == {"10 AM": 70, "11 AM": 80, "After 7 PM": -100}
    day = differences.by_slot(source, WEEKS, "light", "total_calls")
    assert day.question == "Furthest apart: After 7 PM, −100"


def test_the_title_names_who_made_the_difference_and_not_all_others_together() -> None:
    crowd = [person(f"E{n}", f"90000000{n:02}", outgoing=10) for n in range(30)]
    source = Told({("employee_summary", WEEK): team(person("Asha", "9000000099", outgoing=90), *crowd),
                   ("employee_summary", BEFORE): team()})
    chart = differences.explained(source, WEEKS, "light", "total_calls", "employee")
    assert chart.question == "Together +390, above all Asha (+90) and E0 (+10)"


def test_a_range_that_still_runs_says_that_the_other_side_is_cut_at_the_same_time() -> None:
    noon = datetime(2026, 11, 18, 12, 0, tzinfo=WEEK.window.zone)
    running = sides.of_periods(asks(date(2026, 11, 17), date(2026, 11, 18)), noon, "previous")
    source = Told({("employee_summary", running.one.question): TEAM, ("employee_summary", running.other.question): TEAM,
                   ("summary", running.one.question): summary(clients=70, hours=38),
                   ("summary", running.other.question): summary(clients=50, hours=39)})
    said = "15 – 16 Nov 2026 is counted up to the same time of day, since 17 – 18 Nov 2026 still runs."
    assert said in [note.text for note in compare.pairs(source, running).notes]
    assert not compare.pairs(told(), WEEKS).notes


figures: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries({
    "outgoing": st.integers(0, 500), "incoming": st.integers(0, 200), "missed": st.integers(0, 50),
    "rejected": st.integers(0, 50)})
teams = st.dictionaries(st.integers(0, 14), figures, max_size=15).map(
    lambda people: team(*(person(f"E{n}", f"90000000{n:02}", **given) for n, given in people.items())))


@settings(max_examples=30)
@given(teams, teams, st.sampled_from(["employee", "type"]))
def test_the_bars_add_up_to_the_difference(one: Any, other: Any, way: str) -> None:
    source = Told({("employee_summary", WEEK): one, ("employee_summary", BEFORE): other})
    chart = differences.explained(source, WEEKS, "light", "total_calls", way)
    whole = one.rows["total_calls"].sum() - other.rows["total_calls"].sum()
    assert sum(chart.figure.data[0].x) == pytest.approx(whole)
    assert chart.data["Difference"].sum() == whole


def test_every_measure_that_is_compared_has_a_definition() -> None:
    assert {*compare.COMPARED, *compare.OF_TEAMS, *differences.EXPLAINED} <= set(MEASURES)


def test_behind_each_part_lie_the_calls_of_both_sides() -> None:
    source = told()
    by_type = differences.explained(source, WEEKS, "light", "total_calls", "type").marks["Outgoing",].behind
    assert [(each.said, each.calls, each.subset.call_types, each.subset.first) for each in by_type] == [
        ("100 outgoing calls, 9 – 15 Nov 2026", 100, ("Outgoing",), date(2026, 11, 9)),
        ("80 outgoing calls, 2 – 8 Nov 2026", 80, ("Outgoing",), date(2026, 11, 2))]
    talk = differences.explained(source, WEEKS, "light", "total_duration", "type").marks["Incoming",].behind
    assert [each.calls for each in talk] == [60, 40], "the calls that the time is of"
    for week, slot in ((WEEK, (100, 60, 7_200)), (BEFORE, (30, 20, 3_600))):
        source.answers["hourly_analytics", week] = hourly(week, {1: slot})
    by_slot = differences.by_slot(source, WEEKS, "light", "total_connected_calls").marks[0,]
    assert (by_slot.name, [(each.calls, each.subset.slot) for each in by_slot.behind]) == (
        "10 – 11 AM", [(60, (600, 660)), (20, (600, 660))])


def test_behind_the_bar_of_all_others_lie_the_calls_of_them_all() -> None:
    many = team(*(person(f"E{n:02}", f"90000000{n:02}", outgoing=100 - n) for n in range(11)))
    source = Told({("employee_summary", WEEK): many, ("employee_summary", BEFORE): team()})
    others = differences.explained(source, WEEKS, "light", "total_calls", "employee").marks["",]
    assert (others.name, [each.calls for each in others.behind]) == ("3 others", [92 + 91 + 90])
    assert others.behind[0].subset.emp_numbers == ("91-9000000008", "91-9000000009", "91-9000000010")
