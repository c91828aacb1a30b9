from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callyzer.errors import RuleViolation
from callyzer.model import CALL_TYPES, WEEKDAYS, Window, WorkingHours
from callyzer.views.link import LONGEST_DAYS, Selection, from_query, to_query
from callyzer.views.periods import CUSTOM, PRESETS
from tests.views.builders import TODAY, ZONE


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    days: dict[str, Any] = {"preset": draw(st.sampled_from(list(PRESETS)))}
    if draw(st.booleans()):
        first = draw(st.dates(date(2001, 1, 1), date(2095, 1, 1)))
        last = first + timedelta(days=draw(st.integers(0, LONGEST_DAYS - 1)))
        days = {"preset": CUSTOM, "first": first, "last": last}
    over = draw(st.none() | st.integers(0, 7200))
    under = draw(st.none() | st.integers((over or 0) + 1, 9000))
    start = draw(st.integers(0, 1438))
    tags = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=30)
    printable = tags.filter(lambda tag: tag.isprintable() and bool(tag.strip()))
    return Selection(
        **days, emp_tags=tuple(draw(st.lists(printable, max_size=4))),
        emp_numbers=tuple(draw(st.lists(st.from_regex(r"(91-)?[6-9][0-9]{9}", fullmatch=True), max_size=4))),
        call_types=tuple(draw(st.sets(st.sampled_from(CALL_TYPES)))), duration_grt_than=over, duration_les_than=under,
        working_hours=WorkingHours(start, draw(st.integers(start + 1, 1439))),
        exclude_days=tuple(draw(st.sets(st.sampled_from(WEEKDAYS)))), is_exclude_numbers=draw(st.booleans()))


@given(selections())
def test_a_link_reproduces_the_selection_it_was_made_from(selection: Selection) -> None:
    assert from_query(to_query(selection)) == (selection, [])


@given(selections())
def test_equal_selections_have_the_same_link(selection: Selection) -> None:
    again, _ = from_query(to_query(selection))
    assert to_query(again) == to_query(selection)


anything = st.one_of(st.text(max_size=40), st.lists(st.text(max_size=40), max_size=4), st.none(), st.integers())
names = st.sampled_from(["range", "from", "to", "tag", "emp", "type", "over", "under", "hours", "off", "excluded", "x"])


@given(st.dictionaries(names, anything))
def test_no_link_is_so_damaged_that_it_does_not_open(query: dict[str, Any]) -> None:
    selection, problems = from_query(query)
    assert selection.question(TODAY, ZONE).window
    assert all(problem.endswith(".") for problem in problems)


def test_parameters_are_short_and_what_is_at_its_default_is_left_out() -> None:
    assert to_query(Selection()) == {}
    assert to_query(Selection(
        "last-month", emp_tags=("North",), emp_numbers=("91-9000000001",), call_types=("Missed",), duration_grt_than=30,
        duration_les_than=600, working_hours=WorkingHours.parse("09:30", "18:00"), exclude_days=("Sun",),
        is_exclude_numbers=False,
    )) == {
        "range": "last-month", "tag": ["North"], "emp": ["91-9000000001"], "type": ["Missed"], "over": "30",
        "under": "600", "hours": "09:30-18:00", "off": ["Sun"], "excluded": "1"}


def test_a_custom_range_is_written_as_two_days() -> None:
    query = to_query(Selection.of_days(date(2026, 11, 1), date(2026, 11, 7)))
    assert query == {"from": "2026-11-01", "to": "2026-11-07"}


def test_a_relative_range_means_other_days_tomorrow() -> None:
    selection = Selection("last-7-days")
    assert selection.days(date(2026, 11, 22)) == (date(2026, 11, 16), date(2026, 11, 22))
    assert selection.days(date(2026, 11, 23)) == (date(2026, 11, 17), date(2026, 11, 23))


def test_what_cannot_be_understood_is_left_out_and_said_without_repeating_it() -> None:
    selection, problems = from_query({"type": ["Missed"], "off": "<script>", "over": "-1", "hours": "19:00-10:00"})
    assert selection == Selection(call_types=("Missed",))
    assert len(problems) == 3
    assert not any("<script>" in problem for problem in problems)


def test_a_bound_that_contradicts_the_other_is_left_out() -> None:
    selection, problems = from_query({"over": "60", "under": "30"})
    assert (selection.duration_grt_than, selection.duration_les_than, len(problems)) == (60, None, 1)


@pytest.mark.parametrize("query", [
    {"from": "2026-11-07", "to": "2026-11-01"}, {"from": "0001-01-01", "to": "2026-11-01"},
    {"from": "2020-01-01", "to": "2026-11-01"}, {"from": "yesterday"}])
def test_days_that_make_no_range_leave_the_usual_one(query: dict[str, str]) -> None:
    selection, problems = from_query(query)
    assert selection == Selection()
    assert len(problems) == 1


def test_one_day_of_the_two_means_that_day() -> None:
    assert from_query({"to": "2026-11-07"}) == (Selection.of_days(date(2026, 11, 7), date(2026, 11, 7)), [])


def test_a_selection_asks_for_whole_local_days_with_all_of_its_choices() -> None:
    selection = Selection("yesterday", emp_tags=("North",), call_types=("Missed",), exclude_days=("Sun",))
    question = selection.question(TODAY, ZONE)
    assert question.window == Window.of_days(date(2026, 11, 21), date(2026, 11, 21), ZONE)
    assert (question.emp_tags, question.call_types, question.exclude_days) == (("North",), ("Missed",), ("Sun",))


def test_an_employee_is_chosen_whatever_the_tags_were() -> None:
    selection = Selection(emp_tags=("North",), call_types=("Missed",)).of_employee("91-9000000001")
    assert selection == Selection(emp_numbers=("91-9000000001",), call_types=("Missed",))


@pytest.mark.parametrize("given_days", [
    {"preset": CUSTOM}, {"preset": "last-7-days", "first": TODAY, "last": TODAY}, {"preset": "tomorrow"}])
def test_a_range_is_either_named_or_has_its_two_days(given_days: dict[str, Any]) -> None:
    with pytest.raises(RuleViolation):
        Selection(**given_days)
