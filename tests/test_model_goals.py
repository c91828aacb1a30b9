from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from callyzer.errors import RuleViolation
from callyzer.model.goals import CALLED_BACK, Goal, Goals


def everybody(amount: int) -> Goal:
    return Goal("everybody", "", "total_calls", amount)


@pytest.mark.parametrize("given", [
    ("everybody", "", "total_calls", 0), ("everybody", "", "total_calls", 10_000_001),
    ("everybody", "North", "total_calls", 5), ("tag", "", "total_calls", 5), ("planet", "Mars", "total_calls", 5),
    ("everybody", "", "connect_rate", 5), ("everybody", "", CALLED_BACK, 101, 3600), ("everybody", "", CALLED_BACK, 50),
    ("everybody", "", "total_calls", 5, 3600)])
def test_a_goal_that_makes_no_sense_is_refused(given: Any) -> None:
    with pytest.raises(RuleViolation):
        Goal(*given)


def test_an_own_goal_goes_before_the_highest_of_the_tags_before_everybodys() -> None:
    goals = Goals((everybody(10), Goal("tag", "North", "total_calls", 20), Goal("tag", "Senior", "total_calls", 30),
                   Goal("employee", "91-9000000001", "total_calls", 5)))
    amounts = [getattr(goals.of(number, tags, "total_calls"), "amount", None) for number, tags in (
        ("91-9000000001", ("North",)), ("91-9000000002", ("North", "Senior")), ("91-9000000003", ()))]
    assert amounts == [5, 30, 10]
    assert goals.of("91-9000000003", (), "total_duration") is None


def test_the_same_people_cannot_have_two_goals_for_a_measure() -> None:
    with pytest.raises(RuleViolation):
        Goals((everybody(10), everybody(20)))


def test_equal_goals_have_one_spelling() -> None:
    assert Goals((), ("Tue", "Mon"), (date(2026, 1, 2), date(2026, 1, 1), date(2026, 1, 2))) == Goals(
        (), ("Mon", "Tue"), (date(2026, 1, 1), date(2026, 1, 2)))


def test_a_weekday_that_there_is_not_is_refused() -> None:
    with pytest.raises(RuleViolation):
        Goals((), ("Someday",))
