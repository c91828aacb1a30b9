"""hourly-analytics and daywise-analytics: the calls by slot of the local day."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from callyzer.model import CallFilter, DailyAverage, DaywiseAnalytics, HourlyAnalytics, WorkingHours, rows
from callyzer.store.arithmetic import half_up, half_up_each, percentages
from callyzer.store.database import sql
from callyzer.store.frames import row_set
from callyzer.store.matching import matching_calls
from callyzer.store.reading import Reading

_FIGURES = ["total_calls", "total_connected_calls", "total_duration"]


def hourly_analytics(reading: Reading, question: CallFilter) -> HourlyAnalytics:
    grid = _grid(reading, question, "hourly_analytics")
    slots = _by_slot(grid, question.working_hours)
    shares = {"total_call_perc": "total_calls", "total_connected_calls_perc": "total_connected_calls",
              "total_duration_perc": "total_duration"}
    for share, figure in shares.items():
        slots[share] = percentages(slots[figure])
    return HourlyAnalytics(
        **_totals(grid), daily_average=_daily_average(grid), time_slots=row_set(slots, rows.TIME_SLOTS, reading.zone),
        provenance=reading.provenance)


def daywise_analytics(reading: Reading, question: CallFilter) -> DaywiseAnalytics:
    grid = _grid(reading, question, "daywise_analytics")
    slots = _by_slot(grid, question.working_hours)
    days = grid["date"].nunique()
    empty = grid[grid["total_calls"] == 0]
    active = pd.Series(days, index=slots.index)
    averages = {f"avg_{figure.removeprefix('total_')}": half_up_each(slots[figure], active) for figure in _FIGURES}
    slots = slots.assign(
        days_with_no_calls_in_time_slot=slots["place"].map(empty["place"].value_counts()).fillna(0), **averages)
    return DaywiseAnalytics(
        **_totals(grid),
        total_days_with_no_calls_in_time_slot=empty["date"].nunique(),
        daily_average=_daily_average(grid),
        time_slots=row_set(slots, rows.DAYWISE_SLOTS, reading.zone),
        day_wise=row_set(grid, rows.DAY_WISE, reading.zone),
        provenance=reading.provenance)


def _grid(reading: Reading, question: CallFilter, endpoint: str) -> pd.DataFrame:
    """Every slot of every active day, slots in the order of the day (`place`), then days."""
    hours = question.working_hours
    inside = sum(1 for slot in hours.slots if hours.start <= slot.start < hours.end)
    matching = matching_calls(reading.connection, question, endpoint)
    matching.parameters.update(hours_start=hours.start, hours_end=hours.end, after=inside)
    counted = reading.connection.frame(matching.into(sql("reports/day_slots")), matching.parameters)
    labels = [slot.label for slot in hours.slots]
    days, of_day = np.unique(counted["date"].to_numpy(), return_inverse=True)
    places = counted["slot"].to_numpy("int64") + (len(labels) - inside - 1)
    cells = np.zeros((len(labels), len(days), len(_FIGURES)), dtype="int64")
    cells[places, of_day] = counted[_FIGURES].to_numpy()
    place, day = np.indices(cells.shape[:2]).reshape(2, -1)
    figures = pd.DataFrame(cells.reshape(-1, len(_FIGURES)), columns=_FIGURES)
    return figures.assign(place=place, date=days[day], slot=np.array(labels, dtype="object")[place])


def _by_slot(grid: pd.DataFrame, hours: WorkingHours) -> pd.DataFrame:
    """A row per slot, those without any call too."""
    labels = [slot.label for slot in hours.slots]
    sums = grid.groupby("place")[_FIGURES].sum().reindex(range(len(labels)), fill_value=0)
    return sums.rename_axis("place").reset_index().assign(slot=labels)


def _totals(grid: pd.DataFrame) -> dict[str, int]:
    return {figure: int(grid[figure].sum()) for figure in _FIGURES}


def _daily_average(grid: pd.DataFrame) -> DailyAverage:
    days = grid["date"].nunique()
    totals: dict[str, Any] = {
        f"avg_{figure.removeprefix('total_')}": half_up(total, days) for figure, total in _totals(grid).items()}
    return DailyAverage(**totals)
