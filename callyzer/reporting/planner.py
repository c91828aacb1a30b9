"""Which reports are to be made now. Pure: schedules, what became of the last ones, and the time in; what is due out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from callyzer.model.runs import Run
from callyzer.reporting.schedule import Schedule

TOO_OLD = timedelta(days=7)
"""What was missed longer ago is not made up: its readers have moved on."""

PAUSES = (timedelta(minutes=5), timedelta(minutes=15), timedelta(minutes=60))
"""How long is waited after a failed attempt before the next one, where it may succeed."""


@dataclass(frozen=True, slots=True)
class Due:
    """Of several missed times only the latest is due."""

    schedule: Schedule
    planned: datetime
    attempt: int = 1


def new(schedules: Sequence[Schedule], runs: Sequence[Run]) -> list[Schedule]:
    """Those that were never noted under their present rule: their past is not made up. `runs` are the latest first."""
    return [schedule for schedule in schedules if (noted := _noted(schedule.name, runs)) is None
            or noted.rule != schedule.rule]


def due(schedules: Sequence[Schedule], runs: Sequence[Run], now: datetime) -> Iterator[Due]:
    """What is to be made now. `runs` are the latest first, and none of them is under way any more."""
    for schedule in schedules:
        noted, planned = _noted(schedule.name, runs), schedule.last(now)
        if noted is None or noted.rule != schedule.rule or planned is None:
            continue
        if not noted.began < planned or now - planned > TOO_OLD:
            continue
        last = _last(schedule.name, runs)
        if last is None or last.planned < planned:
            yield Due(schedule, planned)
        elif last.planned == planned and (after := again(last)) and after <= now:
            yield Due(schedule, planned, last.attempt + 1)


def needed(runs: Sequence[Run]) -> set[Run]:
    """Without which something would be sent twice, or not made up: of each schedule what was noted and tried last."""
    names = {run.schedule for run in runs}
    found = {_noted(name, runs) for name in names} | {_last(name, runs) for name in names}
    return {run for run in found if run}


def again(run: Run) -> datetime | None:
    """When a failed run is tried again; None where it is not."""
    if run.outcome != "failed" or not run.passes or run.asked or run.attempt > len(PAUSES):
        return None
    return (run.ended or run.began) + PAUSES[run.attempt - 1]


def _noted(schedule: str, runs: Sequence[Run]) -> Run | None:
    return next((run for run in runs if run.schedule == schedule and run.outcome == "noted"), None)


def _last(schedule: str, runs: Sequence[Run]) -> Run | None:
    """The last attempt at the latest planned time, whenever it was made: clocks may be set back."""
    own = [run for run in runs if run.schedule == schedule and run.outcome != "noted" and not run.asked]
    return max(own, key=lambda run: (run.planned, run.attempt), default=None)
