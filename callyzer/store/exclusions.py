"""Learns the account's exclude list, which the API does not tell.

Callyzer counts a day with and without the excluded numbers. Where it counts fewer calls without them than the store
does, the store knows too few of them: one such day is read as Callyzer tells it, and the clients who are missing there
although their calls exist are on the list. Likewise for numbers that were taken off it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pandas as pd

from callyzer.model import CallFilter, Number, Page, Window
from callyzer.model.coverage import Figures
from callyzer.source import Source
from callyzer.store.audit import compared, figures_by_day
from callyzer.store.store import CallStore

MOST_DAYS = 12
"""Days read in one round; what is not learned by then is learned in the next."""

_AT_ONCE = 20
_CLIENT = ["client_country_code", "client_number"]
Client = tuple[str, str]


@dataclass(slots=True)
class _Round:
    """What Callyzer counts without the excluded numbers, and the days read so far."""

    days: tuple[date, ...]
    theirs: dict[date, Figures]
    read: set[date] = field(default_factory=set)


@dataclass(slots=True)
class _Day:
    """A day that is being read without the excluded numbers."""

    day: date
    clients: set[Client] = field(default_factory=set)
    next_page: int = 1


class Exclusions:
    """One round of learning at a time; `step` takes a request or two."""

    def __init__(self, store: CallStore, account: Source, zone: ZoneInfo) -> None:
        self._store, self._account, self._zone = store, account, zone
        self._round: _Round | None = None
        self._day: _Day | None = None
        self.learned = 0

    def step(self, days: Collection[date], now: datetime) -> tuple[date, ...]:
        """The days that were compared once the round is over: their counts agree, or enough of them were read."""
        if self._round is None:
            theirs = figures_by_day(self._account.daywise_analytics(self._without(days)))
            self._round, self.learned = _Round(tuple(days), theirs), 0
        elif self._day:
            self._read_page(self._day)
        if self._day is None:
            self._day = self._next_day(self._round, now)
        if self._day:
            return ()
        over, self._round = self._round, None
        return over.days

    def forget(self) -> None:
        """Begin again with the next step."""
        self._round = self._day = None

    def _without(self, days: Iterable[date]) -> CallFilter:
        every = list(days)
        return CallFilter(Window.of_days(min(every), max(every), self._zone), is_exclude_numbers=True)

    def _next_day(self, held: _Round, now: datetime) -> _Day | None:
        """The day on which the counts lie furthest apart."""
        ours = figures_by_day(self._store.daywise_analytics(self._without(held.days)))
        apart = {each.day: abs(each.ours.total_calls - each.theirs.total_calls)
                 for each in compared(held.days, ours, held.theirs, now).days
                 if each.differs and each.day not in held.read}
        if not apart or len(held.read) >= MOST_DAYS:
            return None
        day = max(apart, key=lambda day: (apart[day], day))
        held.read.add(day)
        return _Day(day)

    def _read_page(self, reading: _Day) -> None:
        report = self._account.history(self._without([reading.day]), Page(reading.next_page))
        reading.clients |= _clients(report.rows)
        reading.next_page += 1
        if len(report.rows) < Page().size:
            self._learn(reading)
            self._day = None

    def _learn(self, reading: _Day) -> None:
        known = _clients(self._store.history(self._without([reading.day])).rows)
        hidden = [_wire(client) for client in sorted(known - reading.clients)]
        excluded = [number for start in range(0, len(hidden), _AT_ONCE)
                    for number in self._existing(reading.day, hidden[start:start + _AT_ONCE])]
        shown = [_wire(client) for client in sorted(reading.clients - known)]
        self._store.exclude_numbers(excluded)
        self._store.include_numbers(shown)
        self.learned += len(excluded) + len(shown)

    def _existing(self, day: date, numbers: list[str]) -> list[str]:
        """Those with calls on that day that Callyzer knows: a call that was deleted hides nobody."""
        window = Window.of_days(day, day, self._zone)
        question = CallFilter(window, client_numbers=tuple(numbers), is_exclude_numbers=False)
        found = {_wire(client) for client in _clients(self._account.history(question, Page()).rows)}
        return [number for number in numbers if number in found]


def _clients(rows: pd.DataFrame) -> set[Client]:
    return {(code, number) for code, number in rows[_CLIENT].drop_duplicates().to_numpy()}


def _wire(client: Client) -> str:
    return Number(*client).wire
