from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from callyzer.errors import StillWaiting, Unauthorized
from callyzer.views import trust
from callyzer.views.parts import soon
from tests.views.builders import SURE, asks

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
