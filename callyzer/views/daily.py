"""Calls by day and slot: the one answer that the trend, the day's shape and all of the time slots are made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from callyzer.errors import UnexpectedAnswer
from callyzer.model import CallFilter, DaywiseAnalytics, Slot, Window, weekday
from callyzer.source import Source

LONGEST_DAYS = 179
"""As many whole days fit into one request."""

Counts = npt.NDArray[np.int64]
Values = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Days:
    """Three tables of `len(days)` rows and `len(slots)` columns: calls, connected calls and seconds.

    `days` are local days that have begun and are not excluded, in order, those without a call too.
    """

    days: tuple[date, ...]
    slots: tuple[Slot, ...]
    calls: Counts
    connected: Counts
    duration: Counts

    def values(self, measure: str) -> Values:
        """The table of total_calls, total_connected_calls, total_duration or connected_share."""
        return self._measured(measure, self.calls, self.connected, self.duration)

    def per_day(self, measure: str) -> Values:
        return self._measured(measure, *(table.sum(axis=1) for table in self._tables))

    def per_slot(self, measure: str) -> Values:
        return self._measured(measure, *(table.sum(axis=0) for table in self._tables))

    def total(self, measure: str) -> float:
        return float(self._measured(measure, *(np.asarray([table.sum()]) for table in self._tables))[0])

    @property
    def _tables(self) -> tuple[Counts, Counts, Counts]:
        return self.calls, self.connected, self.duration

    @staticmethod
    def _measured(measure: str, calls: Counts, connected: Counts, duration: Counts) -> Values:
        if measure == "connected_share":
            return ratio(connected, calls)
        tables = {"total_calls": calls, "total_connected_calls": connected, "total_duration": duration}
        values: Values = tables[measure].astype(np.float64)
        return values

    @property
    def working(self) -> npt.NDArray[np.bool_]:
        """Which slots are of one length: all but what is before and after working hours."""
        return np.asarray([not slot.label.startswith(("Before", "After")) for slot in self.slots])

    def busiest(self, measure: str) -> int:
        """The working slot with the highest value; one outside working hours only if there is no call within."""
        values = np.nan_to_num(self.per_slot(measure))
        within = np.where(self.working, values, 0)
        return int((within if within.any() else values).argmax())

    def only(self, places: Sequence[int]) -> Days:
        """The days at these positions."""
        chosen = list(places)
        return Days(tuple(self.days[n] for n in chosen), self.slots,
                    self.calls[chosen], self.connected[chosen], self.duration[chosen])

    @property
    def active(self) -> npt.NDArray[np.bool_]:
        """Which days have a call."""
        return np.asarray(self.calls.sum(axis=1) > 0)

    @property
    def active_days(self) -> int:
        return int(self.active.sum())

    @property
    def quiet_days(self) -> Counts:
        """For each slot the active days without a call in it."""
        return np.asarray((self.calls[self.active] == 0).sum(axis=0), dtype=np.int64)


def ratio(part: npt.NDArray[Any], whole: npt.NDArray[Any]) -> Values:
    """Element by element; NaN where there is no whole."""
    shares: Values = np.divide(part, whole, out=np.full(np.shape(whole), np.nan), where=np.asarray(whole) != 0)
    return shares


def with_previous(question: CallFilter) -> CallFilter:
    """The same question over the previous range and this one together, as far back as one request reaches."""
    window = question.window
    back = min(shift(question).days, LONGEST_DAYS - len(window.days))
    if back <= 0:
        return question
    first = window.first_day - timedelta(days=back)
    return replace(question, window=Window.of_days(first, window.last_day, window.zone))


def shift(question: CallFilter) -> timedelta:
    """How far a day of the range lies from the earlier one it is drawn against.

    The length of the range; from two weeks on rounded up to whole weeks, so that a Monday stands before a Monday.
    """
    count = len(question.window.days)
    return timedelta(days=count if count < 14 else -(-count // 7) * 7)


def reaches_back(question: CallFilter) -> bool:
    """Whether the whole previous range lies in the answer."""
    return with_previous(question).window.first_day <= question.window.previous().first_day


def ask(source: Source, question: CallFilter) -> DaywiseAnalytics:
    """One answer for this range and the previous one: any whole-day part of it is exact."""
    return source.daywise_analytics(with_previous(question))


def current(report: DaywiseAnalytics, question: CallFilter, today: date) -> Days:
    """The part of the answer that lies in the range of the question, up to `today`."""
    return _part(report, question, question.window.first_day, min(question.window.last_day, today))


def previous(report: DaywiseAnalytics, question: CallFilter) -> Days:
    """The whole previous range; ask `reaches_back` before."""
    window = question.window.previous()
    return _part(report, question, window.first_day, window.last_day)


def behind(report: DaywiseAnalytics, question: CallFilter) -> Days:
    """The days that lie a `shift` before those of the range, as far back as the answer reaches; perhaps none."""
    first, last = with_previous(question).window.first_day, question.window.last_day - shift(question)
    return _part(report, question, first, last)


@lru_cache(maxsize=256)
def _part(report: DaywiseAnalytics, question: CallFilter, first: date, last: date) -> Days:
    count = max((last - first).days + 1, 0)
    each = [first + timedelta(days=n) for n in range(count)]
    kept = tuple(day for day in each if weekday(day) not in question.exclude_days)
    slots = question.working_hours.slots
    shape = (len(kept), len(slots))
    rows, places = _placed(report.day_wise, kept, slots)
    calls, connected, duration = (
        _table(rows[name].to_numpy(), places, shape)
        for name in ("total_calls", "total_connected_calls", "total_duration"))
    return Days(kept, slots, calls, connected, duration)


def _placed(rows: pd.DataFrame, days: tuple[date, ...], slots: tuple[Slot, ...]) -> tuple[pd.DataFrame, Counts]:
    """The rows of these days, and for each its place in a table of days and slots laid out in a line."""
    columns = {slot.label: column for column, slot in enumerate(slots)}
    lines = {np.datetime64(day): line for line, day in enumerate(days)}
    dates, inverse = np.unique(rows["date"].to_numpy().astype("datetime64[D]"), return_inverse=True)
    line = np.asarray([lines.get(when, -1) for when in dates], dtype=np.int64)[inverse]
    column = np.asarray([columns.get(label, -1) for label in rows["slot"].tolist()], dtype=np.int64)
    kept = line >= 0
    if (column[kept] < 0).any():
        raise UnexpectedAnswer("daywise_analytics", 200, field="day_wise.time_slots.slot",
                               problem="names a slot outside the working hours that were asked for")
    return rows[kept], line[kept] * len(slots) + column[kept]


def _table(values: npt.NDArray[Any], places: Counts, shape: tuple[int, int]) -> Counts:
    table: Counts = np.zeros(shape[0] * shape[1], dtype=np.int64)
    np.add.at(table, places, values)
    table.setflags(write=False)
    return table.reshape(shape)
