"""The call store: every report of `callyzer.source.Account` computed from calls that are at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Literal
from zoneinfo import ZoneInfo

import pandas as pd

from callyzer.model import (
    Analysis,
    CallFilter,
    DaywiseAnalytics,
    EmployeeQuery,
    Employees,
    EmployeeSummary,
    History,
    HourlyAnalytics,
    NeverAttended,
    NotPickupByClient,
    Page,
    Provenance,
    Summary,
    UniqueClients,
)
from callyzer.store import analysis, directory, ingest, reports, slots
from callyzer.store.database import Database
from callyzer.store.reading import Reading

Clock = Callable[[], datetime]


class CallStore:
    """Implements `callyzer.source.Account`. Many threads may read while one writes, and see a load whole or not at all.

    Instants are told in `zone`. `clock` tells the time of a question and of a write.
    """

    def __init__(self, database: Database, zone: ZoneInfo, *, clock: Clock,
                 origin: Literal["callyzer", "store", "sandbox"]) -> None:
        self._database = database
        self._zone = zone
        self._clock = clock
        self._origin: Literal["callyzer", "store", "sandbox"] = origin

    @classmethod
    def in_memory(cls, zone: ZoneInfo, *, clock: Clock,
                  origin: Literal["callyzer", "store", "sandbox"] = "sandbox") -> CallStore:
        """An empty store that lasts as long as the object."""
        return cls(Database.in_memory(), zone, clock=clock, origin=origin)

    def close(self) -> None:
        self._database.close()

    @contextmanager
    def _reading(self) -> Iterator[Reading]:
        with self._database.reading() as connection:
            yield Reading(connection, self._zone, Provenance(self._clock().astimezone(UTC), self._origin))

    # What is loaded

    def add_calls(self, calls: pd.DataFrame) -> None:
        """Adds or renews calls (rows.HISTORY) by id: the newest version wins, a blank erases no note or recording."""
        with self._database.writing() as connection:
            ingest.add_calls(connection, calls, self._zone)

    def add_employees(self, employees: pd.DataFrame) -> None:
        """Adds or renews employees (rows.EMPLOYEES) by number."""
        with self._database.writing() as connection:
            ingest.add_employees(connection, employees)

    def exclude_numbers(self, numbers: Iterable[str]) -> None:
        """Puts client numbers on the account's exclude list; a bare number counts in any country."""
        with self._database.writing() as connection:
            ingest.exclude_numbers(connection, numbers)

    # What is asked

    def summary(self, question: CallFilter) -> Summary:
        with self._reading() as reading:
            return reports.summary(reading, question)

    def employee_summary(self, question: CallFilter, page: Page | None = None) -> EmployeeSummary:
        with self._reading() as reading:
            return reports.employee_summary(reading, question, page)

    def analysis(self, question: CallFilter) -> Analysis:
        with self._reading() as reading:
            return analysis.analysis(reading, question)

    def never_attended(self, question: CallFilter, page: Page | None = None) -> NeverAttended:
        with self._reading() as reading:
            return reports.never_attended(reading, question, page)

    def not_pickup_by_client(self, question: CallFilter, page: Page | None = None) -> NotPickupByClient:
        with self._reading() as reading:
            return reports.not_pickup_by_client(reading, question, page)

    def unique_clients(self, question: CallFilter, page: Page | None = None) -> UniqueClients:
        with self._reading() as reading:
            return reports.unique_clients(reading, question, page)

    def hourly_analytics(self, question: CallFilter) -> HourlyAnalytics:
        with self._reading() as reading:
            return slots.hourly_analytics(reading, question)

    def daywise_analytics(self, question: CallFilter) -> DaywiseAnalytics:
        with self._reading() as reading:
            return slots.daywise_analytics(reading, question)

    def history(self, question: CallFilter, page: Page | None = None) -> History:
        with self._reading() as reading:
            return reports.history(reading, question, page)

    def get_calls(self, unique_ids: Sequence[str]) -> History:
        """The calls with these ids, latest first; unknown ids are left out."""
        with self._reading() as reading:
            return reports.get_calls(reading, unique_ids)

    def get_employees(self, query: EmployeeQuery, page: Page | None = None) -> Employees:
        with self._reading() as reading:
            return directory.get_employees(reading, query, page)
