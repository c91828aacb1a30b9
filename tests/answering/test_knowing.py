"""What a store knows, day by day, of an account that is younger than the question."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from callyzer.answering.knowing import kept_days, known
from callyzer.model import CallFilter, Window
from callyzer.model.coverage import Coverage
from callyzer.store.versions import Versions

ZONE = ZoneInfo("Asia/Kolkata")
BEGINS = date(2026, 11, 10)
TODAY = date(2026, 11, 14)
NOW = datetime(2026, 11, 14, 9, 0, tzinfo=UTC)
LIVED = frozenset(BEGINS + timedelta(days=place) for place in range(5))
WHOLE = Coverage(LIVED, NOW - timedelta(minutes=1), begins=BEGINS, exclusions_since=BEGINS)
OLDER = CallFilter(Window.of_days(BEGINS - timedelta(days=30), TODAY, ZONE))


def is_known(coverage: Coverage, question: CallFilter = OLDER) -> bool:
    return known(question, coverage, Versions(), NOW) is not None


def test_days_before_the_account_began_have_no_calls_and_so_all_are_known() -> None:
    assert is_known(WHOLE)
    assert kept_days(OLDER, WHOLE, NOW) == frozenset(OLDER.window.days)


def test_where_nobody_knows_when_the_account_began_older_days_may_have_had_calls() -> None:
    unknown = replace(WHOLE, begins=None)
    assert not is_known(unknown)
    assert kept_days(OLDER, unknown, NOW) == LIVED


@pytest.mark.parametrize("is_exclude_numbers", [True, False])
def test_a_day_that_is_still_to_come_is_missing_however_old_the_account(is_exclude_numbers: bool) -> None:
    with_a_gap = replace(WHOLE, days=LIVED - {BEGINS})
    question = replace(OLDER, is_exclude_numbers=is_exclude_numbers)
    assert not is_known(with_a_gap, question)
    assert BEGINS not in kept_days(question, with_a_gap, NOW)


def test_numbers_to_be_left_out_have_to_be_known_on_every_day_the_account_had() -> None:
    learned_late = replace(WHOLE, exclusions_since=BEGINS + timedelta(days=2))
    assert not is_known(learned_late)
    assert is_known(learned_late, replace(OLDER, is_exclude_numbers=False))
    before = frozenset(day for day in OLDER.window.days if day < BEGINS)
    assert kept_days(OLDER, learned_late, NOW) == before | {day for day in LIVED if day >= date(2026, 11, 12)}
