"""Parts and sums of reports, against plain arithmetic and against the store that counts the calls themselves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, time, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callyzer.api import derive
from callyzer.model import (
    CallFilter,
    DailyAverage,
    DaywiseAnalytics,
    EmployeeSummary,
    Page,
    Provenance,
    Window,
)
from callyzer.model.rows import DAY_WISE, DAYWISE_SLOTS, EMPLOYEE_SUMMARY, frame
from callyzer.sandbox.account import Company
from callyzer.store.store import CallStore
from tests.builders import BERLIN, KOLKATA, NOW, fixed_clock

FIRST, LAST = date(2026, 10, 5), date(2026, 11, 20)
HERE = Provenance(NOW, "callyzer")
SLOTS = ["Before 10:00 AM", "10:00 AM - 10:59 AM", "After 11:00 AM"]


def window(first: date, last: date) -> Window:
    return Window.of_days(first, last, KOLKATA)


@pytest.fixture(scope="module")
def store() -> Iterator[CallStore]:
    with closing(CallStore.in_memory(KOLKATA, clock=fixed_clock(), origin="sandbox")) as made:
        made.add_calls(Company(7, 12, KOLKATA, "IN", LAST).calls(FIRST, LAST))
        yield made


def same_daywise(one: DaywiseAnalytics, other: DaywiseAnalytics) -> None:
    for name in ("total_calls", "total_connected_calls", "total_duration", "daily_average",
                 "total_days_with_no_calls_in_time_slot"):
        assert getattr(one, name) == getattr(other, name), name
    pd.testing.assert_frame_equal(one.time_slots, other.time_slots)
    pd.testing.assert_frame_equal(one.day_wise, other.day_wise)


@pytest.mark.parametrize(("first", "last", "excluded"), [
    (date(2026, 10, 12), date(2026, 11, 1), ()),
    (FIRST, LAST, ("Sat", "Sun")),
    (date(2026, 11, 1), date(2026, 11, 1), ()),  # a Sunday
    (date(2026, 11, 1), date(2026, 11, 1), ("Sun",)),
])
def test_a_part_of_a_daywise_answer_is_what_the_part_itself_would_be(
    store: CallStore, first: date, last: date, excluded: tuple[str, ...],
) -> None:
    whole = store.daywise_analytics(CallFilter(window(FIRST, LAST)))
    asked = CallFilter(window(first, last), exclude_days=excluded)
    same_daywise(derive.daywise_of_days(whole, asked.kept_days), store.daywise_analytics(asked))


def test_daywise_answers_of_adjacent_ranges_add_up(store: CallStore) -> None:
    cut = date(2026, 10, 20)
    parts = [store.daywise_analytics(CallFilter(window(FIRST, cut))),
             store.daywise_analytics(CallFilter(window(cut + timedelta(days=1), LAST)))]
    same_daywise(derive.daywise_of_parts(parts), store.daywise_analytics(CallFilter(window(FIRST, LAST))))


def test_hourly_is_the_sum_of_daywise(store: CallStore) -> None:
    asked = CallFilter(window(FIRST, LAST), exclude_days=("Sun",))
    one, other = derive.hourly(store.daywise_analytics(asked)), store.hourly_analytics(asked)
    pd.testing.assert_frame_equal(one.time_slots, other.time_slots)
    assert (one.total_calls, one.total_connected_calls, one.total_duration, one.daily_average) == (
        other.total_calls, other.total_connected_calls, other.total_duration, other.daily_average)


def test_filtered_employees_are_rows_of_the_answer_for_everybody(store: CallStore) -> None:
    asked = CallFilter(window(FIRST, LAST))
    everybody = store.employee_summary(asked)
    numbers = tuple(f"91-{number}" for number in everybody.rows["emp_number"][3:5])
    tags = everybody.rows["emp_tags"][0]
    for filtered in (replace(asked, emp_numbers=numbers), replace(asked, emp_tags=tags[:1]),
                     replace(asked, emp_tags=tags)):
        found = derive.employees(everybody, filtered.emp_tags, filtered.emp_numbers)
        assert found is not None
        assert 0 < len(found.rows) < 12
        pd.testing.assert_frame_equal(found.rows, store.employee_summary(filtered).rows)
        assert found.total_records == len(found.rows)


def row(number: str, code: str = "91", tags: tuple[str, ...] = ()) -> dict[str, object]:
    blank = {name: None for name in EMPLOYEE_SUMMARY if "at" in name.split("_")}
    counts = {name: 0 for name, kind in EMPLOYEE_SUMMARY.items() if kind.name in ("COUNT", "SECONDS")}
    texts = {name: "" for name, kind in EMPLOYEE_SUMMARY.items() if kind.name == "TEXT"}
    return {**texts, **counts, **blank, "emp_number": number, "emp_country_code": code, "emp_tags": tags}


PEOPLE = EmployeeSummary(
    frame([row("9000000001", tags=("North",)), row("9000000002", "", ("South",)), row("9000000003", "44", ("North",)),
           row("9000000001", "44")], EMPLOYEE_SUMMARY, KOLKATA), 4, HERE)


def chosen(*numbers: str, tags: tuple[str, ...] = (), page: Page | None = None) -> list[tuple[str, str]] | None:
    found = derive.employees(PEOPLE, tags, numbers, page)
    if found is None:
        return None
    return list(zip(found.rows["emp_country_code"], found.rows["emp_number"], strict=True))


def test_a_bare_number_matches_any_country_and_a_full_one_its_own() -> None:
    assert chosen("9000000001") == [("91", "9000000001"), ("44", "9000000001")]
    assert chosen("91-9000000001") == [("91", "9000000001")]
    assert chosen("91-9000000002") == [("", "9000000002")], "the row does not tell its country"


def test_tags_match_any_and_pages_are_cut_after_the_filter() -> None:
    assert chosen(tags=("North", "South")) == [
        ("91", "9000000001"), ("", "9000000002"), ("44", "9000000003")]
    assert chosen(tags=("North",), page=Page(2, 1)) == [("44", "9000000003")]


def test_who_is_not_in_the_answer_has_to_be_asked_for() -> None:
    assert chosen("9000000001", "9000000009") is None
    assert chosen(tags=("North", "East")) is None, "whether there is a tag East only the account knows"


cells = st.dictionaries(
    st.tuples(st.integers(0, 13), st.sampled_from(SLOTS)), st.tuples(st.integers(0, 9), st.integers(0, 900)),
    max_size=30)


def answer(found: dict[tuple[int, str], tuple[int, int]]) -> DaywiseAnalytics:
    """As the API gives it: every slot of every day that has a call."""
    active = sorted({day for (day, _), (calls, _) in found.items() if calls})
    rows = [
        {"slot": slot, "date": FIRST + timedelta(days=day), "total_calls": found.get((day, slot), (0, 0))[0],
         "total_connected_calls": found.get((day, slot), (0, 0))[0] // 2,
         "total_duration": found.get((day, slot), (0, 0))[1]}
        for slot in SLOTS for day in active]
    blank = [{"slot": slot, **dict.fromkeys(list(DAYWISE_SLOTS)[1:], 0)} for slot in SLOTS]
    return DaywiseAnalytics(0, 0, 0, 0, DailyAverage(0, 0, 0), frame(blank, DAYWISE_SLOTS, KOLKATA),
                            frame(rows, DAY_WISE, KOLKATA), HERE)


@settings(deadline=None)
@given(cells, st.sets(st.integers(0, 13)))
def test_figures_of_any_choice_of_days_are_counted_right(
    found: dict[tuple[int, str], tuple[int, int]], kept: set[int],
) -> None:
    part = derive.daywise_of_days(answer(found), [FIRST + timedelta(days=day) for day in kept])
    active = {day for (day, _), (calls, _) in found.items() if calls} & kept
    calls = {slot: [found.get((day, slot), (0, 0))[0] for day in active] for slot in SLOTS}
    total = sum(map(sum, calls.values()))
    assert part.total_calls == total
    assert part.daily_average.avg_calls == (int(total / len(active) + 0.5) if active else 0)
    assert part.time_slots["days_with_no_calls_in_time_slot"].tolist() == [calls[slot].count(0) for slot in SLOTS]
    assert part.total_days_with_no_calls_in_time_slot == sum(
        any(found.get((day, slot), (0, 0))[0] == 0 for slot in SLOTS) for day in active)
    shares = derive.hourly(part).time_slots["total_call_perc"].tolist()
    assert shares == [pytest.approx(100 * sum(calls[slot]) / total, abs=0.00501) if total else 0 for slot in SLOTS]


def test_percentages_round_half_up() -> None:
    days = {(0, SLOTS[0]): (1, 0), (0, SLOTS[1]): (31, 0)}
    assert derive.hourly(answer_with_totals(days)).time_slots["total_call_perc"].tolist() == [3.13, 96.88, 0.0]


def answer_with_totals(found: dict[tuple[int, str], tuple[int, int]]) -> DaywiseAnalytics:
    return derive.daywise_of_days(answer(found), [FIRST])


def test_a_window_is_cut_at_midnights_only() -> None:
    whole = window(FIRST, LAST)
    assert derive.cuts(whole, whole)
    assert derive.cuts(window(FIRST, FIRST), whole)
    assert not derive.cuts(window(FIRST, LAST + timedelta(days=1)), whole)
    assert not derive.cuts(Window.of_days(FIRST, FIRST, KOLKATA, until=time(12)), whole)
    until_noon = Window.of_days(FIRST, LAST, KOLKATA, until=time(12))
    assert derive.cuts(Window.of_days(LAST, LAST, KOLKATA, until=time(12)), until_noon), "both end at noon"


def test_the_day_on_which_clocks_change_is_a_day() -> None:
    october = Window.of_days(date(2026, 10, 1), date(2026, 10, 31), BERLIN)
    changing = Window.of_days(date(2026, 10, 25), date(2026, 10, 25), BERLIN)
    assert changing.end - changing.start == timedelta(hours=25)
    assert derive.cuts(changing, october)


def test_what_rests_on_several_answers_is_as_old_as_the_oldest() -> None:
    old = Provenance(NOW - timedelta(hours=1), "callyzer", refreshing=True, pending_rows=3, pending_seconds=4.0)
    troubled = Provenance(NOW, "callyzer", ("exclude_days",), 2, 9.0, problem="Gone.")
    assert derive.joined([old, troubled]) == Provenance(
        NOW - timedelta(hours=1), "callyzer", ("exclude_days",), 5, 9.0, refreshing=True, problem="Gone.")
