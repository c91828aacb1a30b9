"""Filters, numbers and pages: one spelling for one question, and the rules they keep."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callyzer.errors import RuleViolation
from callyzer.model import CALL_TYPES, WEEKDAYS, CallFilter, LeadQuery, Number, Page, Window
from callyzer.model.question import LONG_MAX, ordered

WEEK = Window.of_days(date(2026, 11, 16), date(2026, 11, 22), ZoneInfo("Asia/Kolkata"))


def broken(**parts: Any) -> RuleViolation:
    with pytest.raises(RuleViolation) as caught:
        CallFilter(WEEK, **parts)
    return caught.value


def test_order_blanks_and_repetitions_make_no_other_question() -> None:
    one = CallFilter(WEEK, emp_tags=("South", "North"), call_types=("Missed", "Incoming"), exclude_days=("Sun", "Sat"))
    other = CallFilter(WEEK, emp_tags=(" North", "South", "", "South"), call_types=("Incoming", "Missed"),
                       exclude_days=("Sat", "Sun", "Sat"))
    assert (one, hash(one)) == (other, hash(other))
    assert (one.emp_tags, one.call_types, one.exclude_days) == (
        ("North", "South"), ("Incoming", "Missed"), ("Sat", "Sun"))


def test_all_four_call_types_are_no_filter() -> None:
    assert CallFilter(WEEK, call_types=tuple(reversed(CALL_TYPES))) == CallFilter(WEEK)


def test_excluded_days_are_left_out_of_the_days_kept() -> None:
    kept = CallFilter(WEEK, exclude_days=("Sat", "Sun")).kept_days
    assert kept == [date(2026, 11, day) for day in range(16, 21)]
    assert CallFilter(WEEK, exclude_days=WEEKDAYS).kept_days == []


@pytest.mark.parametrize(("parts", "field"), [
    ({"call_types": ("incoming",)}, "call_types"),
    ({"exclude_days": ("Sunday",)}, "exclude_days"),
    ({"duration_grt_than": -1}, "duration_grt_than"),
    ({"duration_les_than": LONG_MAX + 1}, "duration_les_than"),
    ({"duration_grt_than": 10, "duration_les_than": 10}, "duration_les_than"),
    ({"emp_numbers": ("nine",)}, "numbers"),
    ({"client_numbers": ("91 98765",)}, "numbers"),
])
def test_a_filter_that_breaks_a_rule_names_the_field(parts: dict[str, Any], field: str) -> None:
    assert broken(**parts).field == field


def test_bounds_of_a_duration_may_be_zero_and_one_apart() -> None:
    assert CallFilter(WEEK, duration_grt_than=0, duration_les_than=1)
    assert CallFilter(WEEK, duration_les_than=LONG_MAX)


def test_a_filter_shows_no_client_numbers() -> None:
    shown = repr(CallFilter(WEEK, client_numbers=("9000000101",))) + repr(LeadQuery(contact_numbers=("9000000201",)))
    assert "9000000" not in shown


@pytest.mark.parametrize(("text", "number"), [
    ("91-9988776655", Number("91", "9988776655")), ("+91-9988776655", Number("91", "9988776655")),
    (" 9988776655 ", Number("", "9988776655")), ("100", Number("", "100")),
])
def test_a_number_with_and_without_its_country(text: str, number: Number) -> None:
    assert Number.parse(text) == number


@pytest.mark.parametrize("text", [
    "", "12", "1234567890123456", "91-", "-9988776655", "91 9988776655", "+919988776655", "x-9988776655",
    "12345-9988776655", "९१-9988776655", "99887७6655", "91-99-88776655",
])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        Number.parse(text)
    assert caught.value.message == f"Invalid numbers ‘{text}’."


@given(st.from_regex(r"[0-9]{0,4}", fullmatch=True), st.from_regex(r"[0-9]{3,15}", fullmatch=True))
def test_a_number_is_read_as_it_was_written(code: str, number: str) -> None:
    assert Number.parse(Number(code, number).wire) == Number(code, number)


@given(st.lists(st.text(max_size=4)))
def test_ordering_twice_changes_nothing(values: list[str]) -> None:
    once = ordered(values)
    assert ordered(once) == once == ordered(reversed(values))
    assert "" not in once


@pytest.mark.parametrize(("number", "size"), [(0, 100), (-1, 1), (2**31, 1), (1, 0), (1, 101)])
def test_a_page_that_is_none(number: int, size: int) -> None:
    with pytest.raises(RuleViolation):
        Page(number, size)


def test_where_a_page_starts() -> None:
    assert (Page().offset, Page(3, 25).offset) == (0, 50)
