"""Narrowing a question: what the API has words for, and what it has not."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from callyzer.errors import RuleViolation
from callyzer.model import Number, Subset
from callyzer.model.subset import askable, narrowed, scope
from tests.builders import BERLIN, at, days

WEEK = days("2026-11-16", "2026-11-22")
TUESDAY = days("2026-11-17")


@pytest.mark.parametrize("parts", [
    {"weekdays": ("Tuesday",)}, {"first": date(2026, 11, 3)}, {"first": date(2026, 11, 3), "last": date(2026, 11, 2)},
    {"until": time(10)}, {"slot": (600, 600)}, {"slot": (600, 1500)}, {"pick": "nothing"}, {"pick": "top-clients"},
    {"pick": "clients", "within": 3}, {"over": 3}, {"pick": "waits", "over": -1},
    {"pick": "tries-by-number", "within": 10**12}, {"emp_numbers": ("Asha",)}, {"call_types": ("Whistled",)}])
def test_parts_that_make_no_sense_are_refused(parts: dict[str, Any]) -> None:
    with pytest.raises(RuleViolation):
        Subset(**parts)


def test_days_stand_instead_of_the_questions_and_may_end_at_a_time_of_day() -> None:
    subset = Subset(first=date(2026, 11, 3), last=date(2026, 11, 4), until=time(15, 30))
    asked = scope(WEEK, subset, Number("91", "800"))
    assert asked.window.start == at("2026-11-03 00:00")
    assert asked.window.end == at("2026-11-04 15:30")
    assert asked.client_numbers == ("91-800",)


def test_connected_calls_are_talks_of_more_than_two_seconds_and_the_others_are_all_the_rest() -> None:
    connected, others = (narrowed(WEEK, Subset(connected=flag)) for flag in (True, False))
    assert connected
    assert (connected.call_types, connected.duration_grt_than) == (("Incoming", "Outgoing"), 2)
    assert others
    assert (others.call_types, others.duration_les_than) == ((), 3)


def test_a_narrower_bound_of_the_question_stays() -> None:
    asked = narrowed(days("2026-11-17", duration_grt_than=60), Subset(connected=True))
    assert asked
    assert asked.duration_grt_than == 60


@pytest.mark.parametrize(("more", "subset"), [
    ({"call_types": ("Missed",)}, Subset(connected=True)),
    ({"call_types": ("Missed",)}, Subset(call_types=("Outgoing",))),
    ({"duration_grt_than": 2}, Subset(connected=False)),
    ({"emp_numbers": ("91-9001",)}, Subset(emp_numbers=("91-9002",))),
    ({"exclude_days": ("Tue",)}, Subset(weekdays=("Tue",)))])
def test_where_no_call_can_be_meant_nothing_is_asked(more: dict[str, Any], subset: Subset) -> None:
    assert narrowed(days("2026-11-16", "2026-11-22", **more), subset) is None


def test_an_employee_is_found_among_bare_numbers_too() -> None:
    asked = narrowed(days("2026-11-17", emp_numbers=("9001", "9002")), Subset(emp_numbers=("91-9001",)))
    assert asked
    assert asked.emp_numbers == ("91-9001",)


def test_a_slot_of_one_day_is_a_range_of_instants() -> None:
    asked = askable(TUESDAY, Subset(slot=(600, 660)))
    assert asked
    assert (asked.window.start, asked.window.end) == (at("2026-11-17 10:00"), at("2026-11-17 11:00"))


@pytest.mark.parametrize(("question", "subset"), [
    (WEEK, Subset(slot=(600, 660))), (WEEK, Subset(weekdays=("Tue",))), (TUESDAY, Subset(pick="clients")),
    (TUESDAY, Subset(text="Ravi")), (TUESDAY, Subset(recorded=True)),
    (days("2026-10-25", zone=BERLIN), Subset(slot=(120, 180)))])  # an hour that comes twice
def test_the_api_has_no_words_for_it(question: Any, subset: Subset) -> None:
    assert askable(question, subset) is None


def test_a_weekday_of_one_day_is_that_day() -> None:
    question = narrowed(TUESDAY, Subset(weekdays=("Tue",)))
    assert question
    assert askable(question, Subset(weekdays=("Tue",))) == TUESDAY
