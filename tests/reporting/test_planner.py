"""What is due: never twice, never lost, and what was missed only once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from callyzer.model.runs import Run, RunOutcome
from callyzer.reporting.planner import PAUSES, Due, again, due, needed, new
from tests.reporting.schedules import at, schedule

MONDAY = schedule()
SET_UP = at("2026-11-01 12:00")
DUE = at("2026-11-23 08:00")


def noted(when: datetime = SET_UP, rule: str = MONDAY.rule) -> Run:
    return Run("noted", MONDAY.name, when, when, rule, outcome="noted")


def run(planned: datetime = DUE, outcome: RunOutcome = "mailed", **more: Any) -> Run:
    return replace(Run("run", MONDAY.name, planned, planned, outcome=outcome, ended=planned + timedelta(minutes=1)),
                   **more)


def planned(now: datetime, *runs: Run) -> list[Due]:
    return list(due([MONDAY], [*runs, noted()], now))


def test_it_is_due_from_its_minute_on_until_it_went_out() -> None:
    before = run(DUE - timedelta(days=7))
    assert planned(DUE - timedelta(seconds=1), before) == []
    assert planned(DUE, before) == [Due(MONDAY, DUE)]
    assert planned(DUE + timedelta(hours=5), before) == [Due(MONDAY, DUE)]
    assert planned(DUE + timedelta(hours=5), run(), before) == []


def test_whatever_else_is_forgotten_the_same_is_due() -> None:
    older = [run(DUE - timedelta(days=7 * week)) for week in range(1, 9)]
    other = replace(run(DUE - timedelta(days=400)), schedule="Yearly")
    failed = run(outcome="failed", passes=True, attempt=2)
    runs = [failed, replace(failed, attempt=1), run(DUE, asked=True), *older, other, noted(), noted(rule="of before")]
    assert needed(runs) == {failed, noted(), other}


def test_the_past_of_a_new_schedule_is_not_made_up() -> None:
    assert new([MONDAY], []) == [MONDAY]
    assert list(due([MONDAY], [], DUE)) == []
    assert list(due([MONDAY], [noted(DUE + timedelta(seconds=9))], DUE + timedelta(hours=1))) == []
    assert new([MONDAY], [noted()]) == []


def test_nor_is_that_of_one_that_is_due_at_other_times_now() -> None:
    changed = replace(MONDAY, cron="0 7 * * *")
    assert new([changed], [noted()]) == [changed]
    assert list(due([changed], [noted()], DUE)) == []


def test_of_many_that_were_missed_the_latest_is_made_up_once() -> None:
    later = DUE + timedelta(days=2)
    assert planned(later) == [Due(MONDAY, DUE)]
    assert planned(later, run(began=later)) == []


def test_what_is_older_than_a_week_is_not_made_up() -> None:
    yearly = schedule(cron="0 8 23 11 *")
    runs = [replace(noted(), rule=yearly.rule)]
    assert list(due([yearly], runs, DUE + timedelta(days=7))) == [Due(yearly, DUE)]
    assert list(due([yearly], runs, DUE + timedelta(days=7, seconds=1))) == []


def test_what_failed_and_may_pass_is_tried_again_after_longer_and_longer_pauses() -> None:
    began = DUE
    for attempt, pause in enumerate(PAUSES, 1):
        failed = run(outcome="failed", attempt=attempt, passes=True, began=began, ended=began)
        assert planned(began + pause - timedelta(seconds=1), failed) == []
        assert planned(began + pause, failed) == [Due(MONDAY, DUE, attempt + 1)]
        began += pause
    last = run(outcome="failed", attempt=len(PAUSES) + 1, passes=True, began=began, ended=began)
    assert again(last) is None
    assert planned(began + timedelta(days=3), last) == []


@pytest.mark.parametrize("outcome", ["mailed", "uncertain", "making", "sending"])
def test_what_may_have_arrived_is_never_sent_again(outcome: RunOutcome) -> None:
    assert planned(DUE + timedelta(days=3), run(outcome=outcome, passes=True)) == []


def test_what_failed_for_good_is_not_tried_again() -> None:
    assert planned(DUE + timedelta(days=3), run(outcome="failed", passes=False)) == []


def test_the_next_one_does_not_wait_for_what_failed_before() -> None:
    assert planned(DUE + timedelta(days=7), run(outcome="failed", passes=False)) == [
        Due(MONDAY, DUE + timedelta(days=7))]


def test_what_somebody_sent_by_hand_is_in_nobodys_stead() -> None:
    assert planned(DUE, run(DUE - timedelta(minutes=1), asked=True)) == [Due(MONDAY, DUE)]
    assert again(run(outcome="failed", passes=True, asked=True)) is None


def test_a_clock_that_is_set_back_sends_nothing_twice() -> None:
    assert planned(DUE + timedelta(minutes=1), run(DUE + timedelta(days=7))) == []


def test_each_schedule_is_on_its_own() -> None:
    other = schedule("Other")
    runs = [run(), noted(), replace(noted(), schedule="Other")]
    assert list(due([MONDAY, other], runs, DUE)) == [Due(other, DUE)]


OUTCOMES: list[tuple[RunOutcome, bool]] = [("mailed", False), ("uncertain", False), ("failed", False), ("failed", True)]


@given(some.lists(some.tuples(some.integers(1, 3000), some.sampled_from(OUTCOMES)), min_size=1, max_size=60))
def test_whatever_happens_each_time_is_mailed_at_most_once_and_tried_at_most_four_times(
    looks: list[tuple[int, tuple[RunOutcome, bool]]],
) -> None:
    """A process that looks at any times, with any gaps between them; what is due is tried at once."""
    daily, now = schedule(cron="0 8,20 * * *"), SET_UP
    runs = [replace(noted(), rule=daily.rule)]
    for gap, (outcome, passes) in looks:
        now += timedelta(minutes=gap)
        found = list(due([daily], runs, now))
        latest = daily.last(now)
        tried = [each for each in runs[:-1] if each.planned == latest]
        if latest is not None and latest > SET_UP and not tried:
            assert [each.planned for each in found] == [latest], "nothing is lost but what a later one stands for"
        assert len(found) <= 1
        for each in found:
            assert not any(before.planned == each.planned and before.outcome != "failed" for before in runs[:-1])
            assert each.attempt == len(tried) + 1 <= 1 + len(PAUSES)
            runs.insert(0, run(each.planned, outcome, began=now, ended=now, attempt=each.attempt, passes=passes))
