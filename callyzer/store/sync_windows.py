"""Reading a window page by page, so that in the end it is known to be whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from callyzer.errors import KeepsChanging
from callyzer.model import CallFilter, History, Page
from callyzer.source import Source
from callyzer.store.ledger import LedgerStep, OpenWindow
from callyzer.store.store import CallStore
from callyzer.store.sync_meter import Meter
from callyzer.store.sync_pages import PAGE_SIZE, after_page, is_read, next_window_days, pages_of
from callyzer.store.sync_units import DAYS, DELTA, Schedule

MOST_READINGS = 3
"""So often is a window read that changes while it is read; then its days are left for a while."""


class Windows:
    """Deltas are read through `soon`, days through `later`.

    `window_days`: how many days the next window shall hold. `postponed`: days that changed whenever they were read, and
    until when they are left.
    """

    def __init__(
        self, soon: Source, later: Source, store: CallStore, schedule: Schedule, *, clock: Callable[[], datetime],
        meter: Meter,
    ) -> None:
        self._soon, self._later, self._store, self._clock = soon, later, store, clock
        self._meter, self._schedule = meter, schedule
        self._readings: Counter[tuple[str, datetime, datetime]] = Counter()
        self.window_days = 1
        self.postponed: dict[date, datetime] = {}

    def read_page(self, window: OpenWindow) -> tuple[date, ...]:
        """The window's next page, written. The days that are complete with it, if it was the last one of days."""
        opened_at = self._clock()  # before it is asked: what reaches Callyzer from now on need not be on any page
        self._meter.begin()
        report = self._ask(window)
        if window.total_records not in (None, report.total_records):
            return self._again(window, report)
        read = after_page(window, report.total_records, len(report.rows), opened_at)
        if is_read(read) and read.next_page == 2 and report.rows["id"].nunique() == read.total_records:
            self._store.apply_page(report.rows, _whole(read))
            return self._finished(read)
        self._store.apply_page(report.rows, LedgerStep(window=read))
        self._meter.page()
        return self.close(self._store.ledger().windows[read.purpose]) if is_read(read) else ()

    def close(self, window: OpenWindow) -> tuple[date, ...]:
        """All its pages were read: it is whole if they held as many different calls as the total promised."""
        if window.next_page <= 2 or window.distinct_ids != window.total_records:
            return self._again(window, None)
        self._store.move_ledger(_whole(window))
        return self._finished(window, written=False)

    def _ask(self, window: OpenWindow) -> History:
        source = self._soon if window.purpose == DELTA else self._later
        question = CallFilter(window.window, by=window.by, is_exclude_numbers=False)
        return source.history(question, Page(window.next_page, PAGE_SIZE))

    def _finished(self, window: OpenWindow, *, written: bool = True) -> tuple[date, ...]:
        if written:
            self._meter.page()
        self._readings.pop(_key(window), None)
        if window.purpose != DAYS:
            return ()
        days, pages = tuple(window.window.days), pages_of(window.total_records or 0)
        self._meter.window(len(days), pages)
        if len(days) >= self.window_days:  # a shorter one says little about how many fit
            self.window_days = next_window_days(len(days), pages, self._schedule.pages_per_window)
        return days

    def _again(self, window: OpenWindow, report: History | None) -> tuple[date, ...]:
        """It changed while it was read, so what lay between two pages may be missing. What was read is kept."""
        self._readings[_key(window)] += 1
        given_up = self._readings[_key(window)] >= MOST_READINGS
        step = LedgerStep(window=replace(window, next_page=1, total_records=None), finished=given_up)
        if report is None:
            self._store.move_ledger(step)
        else:
            self._store.apply_page(report.rows, step)
            self._meter.page()
        if given_up:
            self._give_up(window)
        return ()

    def _give_up(self, window: OpenWindow) -> None:
        """Smaller windows first; a single day is left for a while, and the days before it are read."""
        del self._readings[_key(window)]
        days = window.window.days
        if window.purpose == DELTA:
            raise KeepsChanging("history", f"{MOST_READINGS} times")
        self.window_days = 1
        if len(days) == 1:
            self.postponed[days[0]] = self._clock() + self._schedule.postponed_for
            self._store.note("sync", f"{days[0]:%d %b %Y} changed each of {MOST_READINGS} times it was read;"
                                     " it will be tried again.")


def _whole(window: OpenWindow) -> LedgerStep:
    if window.purpose == DELTA:
        return LedgerStep(window=window, finished=True, synced_until=window.window.end)
    return LedgerStep(window=window, finished=True, drop_unlisted=True, completed_days=tuple(window.window.days),
                      completed_at=window.opened_at)


def _key(window: OpenWindow) -> tuple[str, datetime, datetime]:
    return window.purpose, window.window.start, window.window.end
