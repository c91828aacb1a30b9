from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callyzer.model import Employees, Window
from callyzer.views import sides
from callyzer.views.periods import previous
from tests.builders import ASHA, BINA, employee, employees
from tests.views.builders import NOW, SURE, ZONE, asks

WEEK = asks(date(2026, 11, 9), date(2026, 11, 15), emp_tags=("North",))


@pytest.mark.parametrize(("against", "first", "last"), [
    ("previous", date(2026, 11, 2), date(2026, 11, 8)), ("week", date(2026, 11, 2), date(2026, 11, 8)),
    ("4-weeks", date(2026, 10, 12), date(2026, 10, 18)), ("52-weeks", date(2025, 11, 10), date(2025, 11, 16))])
def test_a_week_is_compared_with_the_same_weekdays_of_another(against: str, first: date, last: date) -> None:
    compared = sides.of_periods(WEEK, NOW, against)
    assert compared.one.question == WEEK
    assert compared.other.question == asks(first, last, emp_tags=("North",))
    assert compared.one.name == "9 – 15 Nov 2026"


def test_a_week_that_still_runs_is_compared_up_to_the_same_time_of_day() -> None:
    other = sides.of_periods(asks(date(2026, 11, 16), date(2026, 11, 22)), NOW, "4-weeks").other.question
    assert other.window.start == datetime(2026, 10, 19, tzinfo=ZONE)
    assert other.window.end == datetime(2026, 10, 25, 15, 30, tzinfo=ZONE)


def test_days_of_choice_are_as_many() -> None:
    compared = sides.of_periods(WEEK, NOW, "since", date(2026, 8, 5))
    assert compared.other.question == asks(date(2026, 8, 5), date(2026, 8, 11), emp_tags=("North",))
    assert compared.other.name == "5 – 11 Aug 2026"


def test_only_periods_that_do_not_overlap_are_offered() -> None:
    month = asks(date(2026, 10, 1), date(2026, 10, 31))
    assert list(sides.offered(WEEK)) == ["previous", "week", "4-weeks", "52-weeks", "since"]
    assert list(sides.offered(month)) == ["previous", "52-weeks", "since"]
    assert sides.of_periods(month, NOW, "week").other.question == asks(date(2026, 8, 31), date(2026, 9, 30))


@given(st.dates(date(2024, 1, 1), date(2026, 12, 31)), st.integers(0, 60), st.sampled_from(list(sides.BACK)))
def test_the_other_period_is_over_when_the_one_shown_begins(first: date, more: int, against: str) -> None:
    question = asks(first, first + timedelta(days=more))
    other = sides.of_periods(question, NOW, against, first - timedelta(days=400)).other.question
    assert other.window.end <= question.window.start
    if question.window.end <= NOW:
        assert len(other.window.days) == len(question.window.days)


def test_the_previous_period_is_the_one_of_all_other_pages() -> None:
    for question in (WEEK, asks(date(2026, 11, 16), date(2026, 11, 22))):
        assert sides.of_periods(question, NOW, "previous").other.question == previous(question, NOW)


def test_tags_and_employees_replace_whom_the_filter_names_and_nothing_else() -> None:
    question = asks(date(2026, 11, 9), date(2026, 11, 15), emp_tags=("North",), call_types=("Outgoing",))
    tags = sides.of_tags(question, "South", "East")
    assert (tags.one.question.emp_tags, tags.other.question.emp_tags) == (("South",), ("East",))
    assert tags.one.question.call_types == ("Outgoing",)
    two = sides.of_employees(question, "91-9000000001", "91-9000000002", {"91-9000000001": "Asha"})
    assert (two.one.name, two.other.name) == ("Asha", "91-9000000002")
    assert two.one.question.emp_tags == ()
    assert two.other.question.emp_numbers == ("91-9000000002",)
    assert two.one.question.window == Window.of_days(date(2026, 11, 9), date(2026, 11, 15), ZONE)


@pytest.mark.parametrize(("one", "other", "columns"), [
    ("North", "West", ("North", "West")), ("Sales", "Sales", ("Sales (1)", "Sales (2)")),
    ("Difference", "West", ("Difference (1)", "West (2)")), ("West", "Team (s)", ("West (1)", "Team (s) (2)"))])
def test_each_side_has_a_column_of_its_own(one: str, other: str, columns: tuple[str, str]) -> None:
    assert sides.of_tags(WEEK, one, other).columns == columns


TEAM = Employees(employees(employee(ASHA, tags=("West", "North")), employee(BINA, tags=("Key",))), 2, SURE)


@pytest.mark.parametrize(("query", "names"), [
    ({}, ("9 – 15 Nov 2026", "2 – 8 Nov 2026")),
    ({"against": ["4-weeks"]}, ("9 – 15 Nov 2026", "12 – 18 Oct 2026")),
    ({"against": ["since"], "since": ["2026-09-07"]}, ("9 – 15 Nov 2026", "7 – 13 Sep 2026")),
    ({"against": ["yesteryear"], "since": ["never"]}, ("9 – 15 Nov 2026", "2 – 8 Nov 2026")),
    ({"compare": ["tags"]}, ("Key", "North")),
    ({"compare": ["tags"], "one": ["West"]}, ("West", "Key")),
    ({"compare": ["tags"], "one": ["North"], "other": ["West"]}, ("North", "West")),
    ({"compare": ["tags"], "one": ["North"], "other": ["North"]}, ("North", "Key")),
    ({"compare": ["employees"], "one": [f"91-{BINA}"]}, ("Bina", "Asha"))])
def test_an_address_tells_what_is_compared(query: dict[str, list[str]], names: tuple[str, str]) -> None:
    compared = sides.from_query(query, WEEK, NOW, TEAM)
    assert compared
    assert (compared.one.name, compared.other.name) == names


def test_what_there_is_not_is_not_compared() -> None:
    alone = Employees(employees(employee(ASHA, tags=("West",))), 1, SURE)
    assert sides.from_query({"compare": ["tags"]}, WEEK, NOW, alone) is None
    assert sides.from_query({"compare": ["planets"]}, WEEK, NOW, TEAM) is None
    assert sides.from_query({"compare": ["tags"]}, WEEK, NOW, None) is None
