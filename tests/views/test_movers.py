from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callyzer.views.definitions import MEASURES
from callyzer.views.movers import MOVING, movers
from callyzer.views.periods import previous
from tests.views.builders import NOW, Told, asks, person, team

WEEK = asks(date(2026, 11, 9), date(2026, 11, 15))
BEFORE = previous(WEEK, NOW)

figures: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries({
    "outgoing": st.integers(0, 500), "incoming": st.integers(0, 200), "missed": st.integers(0, 50),
    "rejected": st.integers(0, 50), "talk": st.integers(0, 50_000), "hours": st.floats(0, 40)})
teams = st.dictionaries(st.integers(0, 14), figures, max_size=15).map(
    lambda people: team(*(person(f"E{n}", f"90000000{n:02}", **given) for n, given in people.items())))


@settings(max_examples=30)
@given(teams, teams)
def test_parts_and_rest_add_up_to_the_change_of_the_team(now: object, before: object) -> None:
    source = Told({("employee_summary", WEEK): now, ("employee_summary", BEFORE): before})
    for change in movers(source, WEEK, NOW, "light").changes:
        assert sum(part.value for part in change.parts) + change.rest == pytest.approx(change.difference)


@settings(max_examples=30)
@given(teams, teams, st.sampled_from(MOVING))
def test_the_bars_add_up_to_the_change_of_the_team(now: object, before: object, measure: str) -> None:
    source = Told({("employee_summary", WEEK): now, ("employee_summary", BEFORE): before})
    chart = movers(source, WEEK, NOW, "light", measure).chart
    drawn = sum(chart.figure.data[0].x)
    assert drawn == pytest.approx(chart.data["Difference"].sum())


def test_the_largest_relative_change_comes_first_and_names_who_moved_it() -> None:
    source = Told({
        ("employee_summary", WEEK): team(person("Asha", "9000000001", outgoing=90, incoming=60),
                                         person("Bina", "9000000002", outgoing=100, incoming=60)),
        ("employee_summary", BEFORE): team(person("Asha", "9000000001", outgoing=150, incoming=60),
                                           person("Bina", "9000000002", outgoing=110, incoming=40))})
    changes = movers(source, WEEK, NOW, "light").changes
    said = {change.key: change.sentence for change in changes}
    assert said["total_outgoing_calls"] == (
        "Outgoing fell by 70 (−26.9%) to 190, led by Asha (−60) and Bina (−10).")
    assert said["total_incoming_calls"] == "Incoming rose by 20 (+20.0%) to 120, led by Bina (+20)."
    assert said["total_calls"] == (
        "Calls fell by 50 (−13.9%) to 310, mostly outgoing (−70), led by Asha (−60).")
    assert list(said).index("total_outgoing_calls") < list(said).index("total_incoming_calls")


def test_small_numbers_do_not_come_first_however_they_jump() -> None:
    source = Told({
        ("employee_summary", WEEK): team(person("Asha", "9000000001", outgoing=110, rejected=3)),
        ("employee_summary", BEFORE): team(person("Asha", "9000000001", outgoing=100, rejected=1))})
    assert [change.key for change in movers(source, WEEK, NOW, "light").changes][-1] == "total_rejected_calls"


def test_who_came_or_left_counts_with_all_of_their_calls() -> None:
    source = Told({
        ("employee_summary", WEEK): team(person("New", "9000000005", outgoing=30)),
        ("employee_summary", BEFORE): team(person("Gone", "9000000006", outgoing=50))})
    data = movers(source, WEEK, NOW, "light", "total_calls").chart.data
    assert dict(zip(data["Employee"], data["Difference"], strict=True)) == {"Gone": -50, "New": 30}


def test_who_did_not_change_is_in_no_bar_and_in_no_row() -> None:
    source = Told({
        ("employee_summary", WEEK): team(person("Asha", "9000000001", outgoing=30), person("Bina", "9000000002")),
        ("employee_summary", BEFORE): team(person("Asha", "9000000001", outgoing=20), person("Bina", "9000000002"))})
    chart = movers(source, WEEK, NOW, "light", "total_calls").chart
    assert chart.data["Employee"].tolist() == ["Asha"]
    assert list(chart.figure.data[0].x) == [10]


def test_a_rise_of_what_is_bad_is_drawn_in_the_colour_of_bad() -> None:
    source = Told({
        ("employee_summary", WEEK): team(person("Asha", "9000000001", missed=30), person("Bina", "9000000002")),
        ("employee_summary", BEFORE): team(person("Asha", "9000000001", missed=10),
                                           person("Bina", "9000000002", missed=5))})
    worse, better = movers(source, WEEK, NOW, "light", "total_missed_calls").chart.figure.data[0].marker.color
    assert (worse, better) == ("#c23325", "#0b7d70")


def test_nothing_changed_is_said_in_words() -> None:
    same = team(person("Asha", "9000000001", outgoing=30))
    result = movers(Told({("employee_summary", WEEK): same, ("employee_summary", BEFORE): same}), WEEK, NOW, "light")
    assert (result.changes, result.chart.empty) == ((), "Nothing changed.")


def test_every_measure_that_is_told_apart_has_a_definition() -> None:
    assert set(MOVING) <= set(MEASURES)
