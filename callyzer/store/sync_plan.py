"""What the synchronisation does next. Pure: a ledger, the time and some memory in, one unit of work out.

Two lines of reading run side by side. The delta reads by the time calls reached Callyzer, from the moment of the first
sync on and without a gap, so whatever arrives later for any day is found. Days are read by the time of the call, newest
first; a day read at any moment after the delta's beginning is complete and stays so. Days are read again when they
have settled (notes and recordings come late, on calls that are known) and when an audit finds that they differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from callyzer.model import Window, start_of_day
from callyzer.store.ledger import Ledger, OpenWindow

PAGE_SIZE = 100
LONGEST_WINDOW = 179
"""Local days that one request may span."""

DAYS, DELTA = "days", "delta"
"""The purposes of windows in the ledger; lanes too, beside these."""

EMPLOYEES, LEADS, AUDIT, EXCLUSIONS = "employees", "leads", "audit", "exclusions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """How often and how far. `margin`: what reached Callyzer more recently may not be told yet. `overlap`: what a
    delta reads again, for what was filled in on a call since. `settled`: how long after its end a day is read again."""

    delta_every: timedelta = timedelta(seconds=60)
    margin: timedelta = timedelta(seconds=60)
    overlap: timedelta = timedelta(minutes=15)
    longest_delta: timedelta = timedelta(days=1)
    employees_every: timedelta = timedelta(minutes=10)
    leads_every: timedelta = timedelta(hours=1)
    audit_every: timedelta = timedelta(hours=6)
    postponed_for: timedelta = timedelta(hours=1)
    settled: tuple[timedelta, ...] = (timedelta(days=1), timedelta(days=3), timedelta(days=7), timedelta(days=30))
    pages_per_window: int = 20
    reach: timedelta = timedelta(days=730)


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What a running synchronisation knows beside the ledger.

    `window_days`: how many days the next window holds. `audited`: when each day was last compared; `differing`: those
    that differed then. `mended`: when a differing day was last read again. `postponed`: days that cannot be read whole,
    and until when they are left. `exclusions_at`: when the exclude list was last compared. `resting`: lanes that
    failed, and until when they are left alone, so that what one of them is refused does not hold up the others.
    """

    since: date | None = None
    window_days: int = 1
    employees_at: datetime | None = None
    leads_at: datetime | None = None
    exclusions_at: datetime | None = None
    audited: Mapping[date, datetime] = field(default_factory=dict)
    differing: frozenset[date] = frozenset()
    mended: Mapping[date, datetime] = field(default_factory=dict)
    postponed: Mapping[date, datetime] = field(default_factory=dict)
    resting: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Begin:
    """Write down where the delta begins (where it has not begun) and how far back the days shall reach."""

    backfill_end: date
    synced_from: datetime | None


@dataclass(frozen=True, slots=True)
class ReadPage:
    """One page of a window; `days` will be complete once it is read whole (a delta completes none by itself)."""

    window: OpenWindow


@dataclass(frozen=True, slots=True)
class CloseWindow:
    """All pages are read: see whether they are the whole window."""

    window: OpenWindow


@dataclass(frozen=True, slots=True)
class ReadEmployees:
    """/employee/get: people and their phones."""


@dataclass(frozen=True, slots=True)
class ReadLeads:
    """/lead/get."""


@dataclass(frozen=True, slots=True)
class Audit:
    """Compare these days, all inside one request, with Callyzer's own count."""

    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class CompareExclusions:
    """Learn the account's exclude list from what Callyzer leaves out on these days."""

    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Rest:
    """Nothing is due before `until`."""

    until: datetime


Unit = Begin | ReadPage | CloseWindow | ReadEmployees | ReadLeads | Audit | CompareExclusions | Rest


def plan(ledger: Ledger, memory: Memory, now: datetime, zone: ZoneInfo, schedule: Schedule) -> Unit:
    """The next unit of work."""
    return _Planner(ledger, memory, now, zone, schedule).next()


@dataclass(frozen=True, slots=True)
class _Planner:
    ledger: Ledger
    memory: Memory
    now: datetime
    zone: ZoneInfo
    schedule: Schedule

    def next(self) -> Unit:
        beginning = self._beginning()
        if beginning:
            return beginning
        for lane, find in (
            (EMPLOYEES, self._employees), (DELTA, self._delta), (LEADS, self._leads), (DAYS, self._days_under_way),
            (DAYS, self._days_again), (EXCLUSIONS, self._exclusions), (AUDIT, self._audit), (DAYS, self._backfill),
        ):
            unit = find() if self.memory.resting.get(lane, self.now) <= self.now else None
            if unit:
                return unit
        return Rest(self._wake())

    @property
    def settled_until(self) -> datetime:
        """What reached Callyzer before this moment is told by now."""
        return (self.now - self.schedule.margin).replace(microsecond=0)

    def _beginning(self) -> Begin | None:
        until = self.settled_until
        end = self.memory.since or self.ledger.backfill_end or until.astimezone(self.zone).date() - self.schedule.reach
        if self.ledger.synced_from is None:
            return Begin(end, until)
        return Begin(end, None) if self.ledger.backfill_end != end else None

    def _employees(self) -> ReadEmployees | None:
        return ReadEmployees() if self._due(self.memory.employees_at, self.schedule.employees_every) else None

    def _leads(self) -> ReadLeads | None:
        """After the first calls, so that the pages show something soon."""
        due = self._due(self.memory.leads_at, self.schedule.leads_every)
        return ReadLeads() if due and self.ledger.days else None

    def _due(self, last: datetime | None, every: timedelta) -> bool:
        return last is None or self.now - last >= every

    def _delta(self) -> ReadPage | CloseWindow | None:
        known = self.ledger.synced_until
        if known is None:
            return None
        if DELTA in self.ledger.windows:
            return self._continued(DELTA)
        if self.settled_until - known < self.schedule.delta_every:
            return None
        end = min(known + self.schedule.longest_delta, self.settled_until)
        window = Window(known - self.schedule.overlap, end, self.zone)
        return ReadPage(OpenWindow(DELTA, window, "synced", self.now))

    def _continued(self, purpose: str) -> ReadPage | CloseWindow | None:
        window = self.ledger.windows.get(purpose)
        if window is None:
            return None
        return CloseWindow(window) if is_read(window) else ReadPage(window)

    def _days_under_way(self) -> ReadPage | CloseWindow | None:
        return self._continued(DAYS)

    def _backfill(self) -> ReadPage | None:
        return self._days(self.missing())

    def missing(self) -> list[date]:
        """Days not read yet, newest first."""
        newest = (self.settled_until - timedelta(seconds=1)).astimezone(self.zone).date()
        covered, end = self.ledger.covered_days(self.zone), self.ledger.backfill_end or newest
        days = (newest - timedelta(days=back) for back in range((newest - end).days + 1))
        return [day for day in days if day not in covered and not self._is_postponed(day)]

    def _is_postponed(self, day: date) -> bool:
        return self.memory.postponed.get(day, self.now) > self.now

    def _days(self, newest_first: list[date]) -> ReadPage | None:
        """The newest of these days with the days before it, as far as they follow each other and fit a window."""
        if not newest_first:
            return None
        last = first = newest_first[0]
        for day in newest_first[1:max(1, self.memory.window_days)]:
            if day != first - timedelta(days=1):
                break
            first = day
        whole = Window.of_days(first, last, self.zone)
        window = Window(whole.start, min(whole.end, self.settled_until), self.zone)
        return ReadPage(OpenWindow(DAYS, window, "call", self.now))

    def _days_again(self) -> ReadPage | None:
        """Days that differ, and days that have settled since they were read."""
        again = self._differing() | {day for day in self._closed_days() if self._has_settled(day)}
        return self._days(sorted((day for day in again if not self._is_postponed(day)), reverse=True))

    def _differing(self) -> set[date]:
        """Those read before the audit that found them, and not read again a short while ago for the same reason."""
        def is_due(day: date) -> bool:
            audited, mended = self.memory.audited[day], self.memory.mended.get(day)
            return self._read_at(day) < audited and (
                mended is None or audited - mended >= self.schedule.audit_every)
        return {day for day in self.memory.differing if is_due(day)}

    def _read_at(self, day: date) -> datetime:
        """A day that came by delta alone has never been read as a day."""
        return self.ledger.days.get(day, start_of_day(day, self.zone))

    def _has_settled(self, day: date) -> bool:
        read, end = self._read_at(day), start_of_day(day + timedelta(days=1), self.zone)
        return any(read < end + after <= self.now for after in self.schedule.settled)

    def _closed_days(self) -> list[date]:
        """Complete days that are over, oldest first."""
        known = self.ledger.synced_until
        return [] if known is None else sorted(
            day for day in self.ledger.covered_days(self.zone)
            if start_of_day(day + timedelta(days=1), self.zone) <= known)

    def _audit(self) -> Audit | None:
        closed, is_backfilled = self._closed_days(), not self.missing()
        due = [day for day in closed if self._audit_is_due(day, is_backfilled)]
        return Audit(_in_one_request(due[-1], closed)) if due else None

    def _audit_is_due(self, day: date, is_backfilled: bool) -> bool:
        """A new day is compared once the backfill is done, or has waited long; one read again because it differed at
        once."""
        audited = self.memory.audited.get(day)
        if audited is None:
            return is_backfilled or self._due(self._read_at(day), self.schedule.audit_every)
        if day in self.memory.differing and self._read_at(day) > audited:
            return True
        return self._due(audited, self.schedule.audit_every)

    def _exclusions(self) -> CompareExclusions | None:
        closed = self._closed_days()
        if not closed or not self._due(self.memory.exclusions_at, self.schedule.audit_every):
            return None
        return CompareExclusions(_in_one_request(closed[-1], closed))

    def _wake(self) -> datetime:
        """When the next thing may be due; what is due already and could not be done waits for its lane."""
        schedule, memory = self.schedule, self.memory
        moments = [memory.employees_at and memory.employees_at + schedule.employees_every,
                   memory.leads_at and memory.leads_at + schedule.leads_every,
                   self.ledger.synced_until and self.ledger.synced_until + schedule.margin + schedule.delta_every,
                   *memory.resting.values(), *memory.postponed.values()]
        ahead = [moment for moment in moments if moment and moment > self.now]
        return min(ahead, default=self.now + schedule.delta_every)


def _in_one_request(newest: date, days: Iterable[date]) -> tuple[date, ...]:
    return tuple(day for day in days if newest - timedelta(days=LONGEST_WINDOW) < day <= newest)


def is_read(window: OpenWindow) -> bool:
    """Whether every page the total promises has been read."""
    return window.total_records is not None and window.next_page > pages_of(window.total_records)


def pages_of(total_records: int) -> int:
    return max(1, ceil(total_records / PAGE_SIZE))


def next_window_days(days: int, pages: int, wanted: int) -> int:
    """How many days the next window holds, after one of so many days had so many pages; at most twice as many."""
    return max(1, min(2 * days, days * wanted // max(1, pages), LONGEST_WINDOW))


def after_page(window: OpenWindow, total_records: int, rows: int, opened_at: datetime) -> OpenWindow:
    """The window once its next page is read: it told the total, and held so many rows.

    The first page fixes the total, and the moment as of which the window is read. A page that is not full is the last
    one, whatever the total says.
    """
    first = window.next_page == 1
    total = total_records if first or window.total_records is None else window.total_records
    ended = rows < PAGE_SIZE and window.next_page < pages_of(total)
    return OpenWindow(
        window.purpose, window.window, window.by, opened_at if first else window.opened_at,
        next_page=pages_of(total) + 1 if ended else window.next_page + 1, total_records=total)
