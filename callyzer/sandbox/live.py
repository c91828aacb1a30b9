"""The made-up calls reach the account one after the other, up to now."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Protocol

import pandas as pd

from callyzer.sandbox.account import Company
from callyzer.sandbox.calls import as_first_seen

log = logging.getLogger(__name__)

REPORTS_EVERY = timedelta(minutes=1)
"""How often people's phones and latest calls are written down."""

Clock = Callable[[], datetime]
"""What time it is, with a zone."""


class Book(Protocol):
    """Where an account's rows are written."""

    def add_calls(self, rows: pd.DataFrame) -> object: ...
    def add_employees(self, rows: pd.DataFrame) -> object: ...
    def add_leads(self, rows: pd.DataFrame) -> object: ...
    def exclude_numbers(self, numbers: Iterable[str]) -> object: ...


class Arrivals:
    """Writes the company's calls into the book when they are due.

    A call arrives at its `synced_at`. Where a note, status or recording comes later, it arrives as it first looked, and
    once more at its `modified_at`. Calls of the days `first` to `last`, or for ever.
    """

    def __init__(self, company: Company, book: Book, clock: Clock, first: date, last: date | None = None) -> None:
        self._company, self._book, self._clock = company, book, clock
        self._next_day, self._last_day = first, last or date.max
        self._until: datetime | None = None
        self._waiting = company.calls(first, first - timedelta(days=1))
        self._last_calls: dict[str, datetime] = {}
        self._phones_reported: datetime | None = None
        self._lock = threading.Lock()

    def begin(self) -> None:
        """Everything up to now: numbers to exclude, calls, people, leads."""
        with self._lock:
            now = self._clock()
            self._book.exclude_numbers(self._company.excluded_numbers())
            self._write_until(now)
            self._book.add_leads(self._company.leads(now))

    def proceed(self) -> pd.DataFrame:
        """What became due since the last time, as HISTORY rows."""
        with self._lock:
            return self._write_until(self._clock())

    def _write_until(self, now: datetime) -> pd.DataFrame:
        since, today = self._until, min(now.astimezone(self._company.zone).date(), self._last_day)
        arrived = [self._write(self._waiting, since, now)]
        waiting = [self._waiting[self._waiting["modified_at"] > now]]
        for rows in self._company.chunks(self._next_day, today):
            written = self._write(rows, None, now)
            waiting.append(rows[rows["modified_at"] > now])
            if since is not None:  # the first time there may be millions, and nobody waits for them
                arrived.append(written)
        # Only now, so that what could not be written is written the next time.
        self._waiting, self._until = pd.concat(waiting, ignore_index=True), now
        self._next_day = max(self._next_day, today + timedelta(days=1))
        self._write_employees(now)
        return pd.concat(arrived, ignore_index=True)

    def _write_employees(self, now: datetime) -> None:
        if self._phones_reported is None or now - self._phones_reported >= REPORTS_EVERY:
            self._book.add_employees(self._company.employees(now, self._last_calls))
            self._phones_reported = now

    def _write(self, rows: pd.DataFrame, since: datetime | None, now: datetime) -> pd.DataFrame:
        """Of the rows those that become due after `since` and up to `now`."""
        finished, begun = rows["modified_at"] <= now, rows["synced_at"] <= now
        if since is not None:
            finished &= rows["modified_at"] > since
            begun &= rows["synced_at"] > since
        due = pd.concat([as_first_seen(rows[begun & (rows["modified_at"] > now)]), rows[finished]], ignore_index=True)
        if len(due):
            self._book.add_calls(due)
            for number, latest in due.groupby("emp_number")["call_at"].max().items():
                known = self._last_calls.get(str(number), latest)
                self._last_calls[str(number)] = max(latest, known)
        return due


class Ticker:
    """Does something every few seconds in a thread of its own until told to stop; a failure is logged, no more."""

    def __init__(self, seconds: float, action: Callable[[], object]) -> None:
        self._seconds, self._action = seconds, action
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sandbox calls", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(timeout=30)

    def _run(self) -> None:
        while not self._stopped.wait(self._seconds):
            try:
                self._action()
            except Exception as error:  # noqa: BLE001  the account must outlive one bad moment; the type says enough
                log.error("New calls could not be handed over: %s", type(error).__name__)  # noqa: TRY400  no numbers
