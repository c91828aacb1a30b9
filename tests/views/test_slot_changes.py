"""The slot that explains a change, with figures worked out by hand. Slot 0 is before 10 AM, slot 6 is 3 – 4 PM."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from callyzer.model import CallFilter
from callyzer.views import daily
from callyzer.views.definitions import MEASURES
from callyzer.views.movers import movers
from callyzer.views.periods import previous
from callyzer.views.slot_changes import foremost
from tests.views.builders import NOW, TODAY, Told, asks, daywise, person, team

WEEK = asks(date(2026, 11, 9), date(2026, 11, 15))
RUNNING = asks(date(2026, 11, 16), TODAY)  # NOW is 3:40 PM, compared up to 3:30 PM
Cell = tuple[date, int]


def calls(given: Mapping[Cell, int]) -> dict[Cell, tuple[int, int, int]]:
    return {cell: (count, 0, 0) for cell, count in given.items()}


def named(question: CallFilter, given: Mapping[Cell, int], change: float) -> str:
    report = daywise(question, calls(given))
    return foremost(report, question, previous(question, NOW), TODAY, MEASURES["total_calls"], change=change)


def test_the_slot_that_made_most_of_the_change_is_named() -> None:
    now, before = date(2026, 11, 10), date(2026, 11, 3)
    given = {(now, 0): 50, (before, 0): 10, (now, 6): 90, (before, 6): 20, (now, 7): 5, (before, 7): 25}
    assert named(WEEK, given, 90) == "3 – 4 PM (+70)"


def test_a_fall_is_explained_by_the_slot_that_fell() -> None:
    given = {(date(2026, 11, 10), 6): 90, (date(2026, 11, 3), 0): 100, (date(2026, 11, 3), 6): 50}
    assert named(WEEK, given, -60) == "before 10 AM (−100)"


def test_a_change_that_is_spread_over_the_day_is_not_explained() -> None:
    given = {(date(2026, 11, 10), slot): 10 for slot in range(11)}
    assert named(WEEK, given, 110) == ""


def test_while_a_day_runs_slots_are_compared_up_to_the_same_time_of_day() -> None:
    last = date(2026, 11, 15)
    given = {(TODAY, 2): 30, (last, 2): 10, (TODAY, 6): 60, (last, 6): 90, (last, 8): 500}
    assert named(RUNNING, given, 20) == "11 AM – 12 PM (+20)"  # 3 – 4 PM still runs, 5 PM is not there yet


def test_the_days_before_count_whole_while_a_day_runs() -> None:
    given = {(date(2026, 11, 16), 8): 40, (date(2026, 11, 9), 8): 10}
    assert named(RUNNING, given, 30) == "5 – 6 PM (+30)"


def test_a_range_too_long_for_one_answer_names_no_slot() -> None:
    question = asks(date(2026, 6, 1), date(2026, 10, 31))
    assert named(question, {(date(2026, 10, 10), 6): 90}, 90) == ""


def test_the_sentence_of_a_change_names_the_slot_and_asks_nothing_for_it() -> None:
    before = previous(WEEK, NOW)
    source = Told({
        ("employee_summary", WEEK): team(person("Asha", "9000000001", outgoing=100)),
        ("employee_summary", before): team(person("Asha", "9000000001", outgoing=60)),
        ("daywise_analytics", daily.with_previous(WEEK)): daywise(WEEK, calls({
            (date(2026, 11, 10), 6): 100, (date(2026, 11, 3), 6): 60}))})
    said = {change.key: change.sentence for change in movers(source, WEEK, NOW, "light").changes}
    assert said["total_calls"] == (
        "Calls rose by 40 (+66.7%) to 100, mostly outgoing (+40), above all 3 – 4 PM (+40), led by Asha (+40).")
    assert said["total_outgoing_calls"] == "Outgoing rose by 40 (+66.7%) to 100, led by Asha (+40)."
    assert len(source.asked) == 3
