from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from callyzer.errors import StillWaiting, Unauthorized
from callyzer.views import trust
from callyzer.views.parts import soon
from tests.views.builders import SURE, asks, daywise, every_day

WEEK = asks(date(2026, 11, 9), date(2026, 11, 15), exclude_days=("Sun",))


def texts(**changed: object) -> list[str]:
    return [note.text for note in trust.notes(WEEK, replace(SURE, **changed))]  # type: ignore[arg-type]  # fields by name


def test_nothing_is_said_where_all_is_well() -> None:
    assert trust.notes(WEEK, SURE, SURE) == ()


def test_an_old_answer_is_told_with_its_local_time_and_why_it_is_old() -> None:
    assert texts(problem="Callyzer cannot be reached.", refreshing=True) == [
        "These figures are from Sun 22 Nov, 3:40 PM. Callyzer cannot be reached."]


def test_an_answer_that_is_being_renewed_is_said_so() -> None:
    assert texts(refreshing=True) == ["A newer answer is on its way."]


def test_the_same_is_said_once_for_several_answers() -> None:
    ignored = replace(SURE, ignored=("exclude_days", "call_types"))
    assert [note.text for note in trust.notes(WEEK, ignored, ignored)] == [
        "Callyzer cannot leave weekdays out of these figures: they include Sun.",
        "This part of the filter could not be applied here: call types."]


def test_figures_are_as_old_as_the_oldest_of_them() -> None:
    older = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    assert trust.as_of(SURE, replace(SURE, as_of=older)) == older


def _raise(error: Exception) -> int:
    raise error


def test_what_can_come_later_neither_waits_nor_fails() -> None:
    waits = soon(lambda: _raise(StillWaiting("summary", ahead=1, seconds=4)))
    failed = soon(lambda: _raise(Unauthorized("summary", 401)))
    assert (waits.value, waits.waits, waits.problem) == (None, True, "")
    assert (failed.waits, failed.problem) == (False, "Callyzer does not accept the access token.")
    assert soon(lambda: 5).value == 5


LAST_WEEK = asks(date(2026, 11, 9), date(2026, 11, 15))
BOTH_WEEKS = asks(date(2026, 11, 2), date(2026, 11, 15))


def test_a_previous_period_from_before_the_first_call_is_told() -> None:
    report = daywise(BOTH_WEEKS, every_day(date(2026, 11, 7), date(2026, 11, 15), 10))
    assert [note.text for note in trust.uneven(LAST_WEEK, report)] == [
        "There are no calls before Sat 7 Nov 2026, so the previous period is only partly there: read the changes with"
        " care."]


def test_a_long_weekend_at_its_beginning_is_none() -> None:
    report = daywise(BOTH_WEEKS, every_day(date(2026, 11, 6), date(2026, 11, 15), 10))
    assert trust.uneven(LAST_WEEK, report) == ()


def test_days_that_were_not_asked_for_are_not_taken_for_missing_ones() -> None:
    long = asks(date(2026, 5, 1), date(2026, 9, 27))  # 150 days: with them only 29 earlier ones fit into the answer
    report = daywise(long, every_day(date(2026, 4, 2), date(2026, 9, 27), 10))
    assert trust.uneven(long, report) == ()


def test_an_account_without_calls_has_no_beginning() -> None:
    assert trust.uneven(LAST_WEEK, daywise(BOTH_WEEKS, {})) == ()
    assert trust.uneven(LAST_WEEK, None) == ()
