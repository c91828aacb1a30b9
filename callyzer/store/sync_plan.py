"""What the synchronisation does next. Pure: a ledger, the time and some memory in, one unit of work out.

Two lines of reading run side by side. The delta reads by the time calls reached Callyzer, from the moment of the first
sync on and without a gap, so whatever arrives later for any day is found. Days are read by the time of the call, newest
first; a day read at any moment after the delta's beginning is complete and stays so. Days are read again when they
have settled (notes and recordings come late, on calls that are known) and when an audit finds that they differ.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from callyzer.model import Window, start_of_day
from callyzer.store.ledger import Ledger, OpenWindow
from callyzer.store.sync_pages import is_read
from callyzer.store.sync_units import (
    AUDIT,
    DAYS,
    DELTA,
    EMPLOYEES,
    EXCLUSIONS,
    LEADS,
    LONGEST_WINDOW,
    Audit,
    Begin,
    CloseWindow,
    CompareExclusions,
    Memory,
    ReadEmployees,
    ReadLeads,
    ReadPage,
    Rest,
    Schedule,
    Unit,
)


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
        """At first after a week of calls: an account may have thousands of leads, and the pages need them least."""
        due = self._due(self.memory.leads_at, self.schedule.leads_every)
        has_calls = len(self.ledger.days) >= self.schedule.days_before_leads or not self.missing()
        return ReadLeads() if due and has_calls else None

    def _due(self, last: datetime | None, every: timedelta) -> bool:
        return last is None or self.now - last >= every

    def _delta(self) -> ReadPage | CloseWindow | None:
        known = self.ledger.synced_until
        if known is None:
            return None
        if DELTA in self.ledger.windows:
            return self._continued(DELTA)
        if self.settled_until - known < (timedelta(seconds=1) if self.memory.hurried else self.schedule.delta_every):
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
        """Days not read yet that can be, newest first."""
        covered = self.ledger.covered_days(self.zone)
        wanted = wanted_days(self.ledger, self.settled_until, self.zone)
        return [day for day in wanted if day not in covered and not self._is_postponed(day)]

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
        """As soon as a day is there, whenever there are twice as many, now and then, and again once all are: the pages
        leave these numbers out, and need to know them."""
        closed, done = self._closed_days(), self.memory.exclusions
        last, new = max(done.values(), default=None), sum(day not in done for day in closed)
        new_are_due = (new >= len(done) or self._due(last, self.schedule.exclusions_every) or not self.missing())
        due = [day for day in closed
               if (self._due(done[day], self.schedule.audit_every) if day in done else new_are_due)]
        return CompareExclusions(_in_one_request(due[-1], closed)) if due else None

    def _wake(self) -> datetime:
        """When the next thing may be due; what is due already and could not be done waits for its lane."""
        schedule, memory = self.schedule, self.memory
        moments = [memory.employees_at and memory.employees_at + schedule.employees_every,
                   memory.leads_at and memory.leads_at + schedule.leads_every,
                   self.ledger.synced_until and self.ledger.synced_until + schedule.margin + schedule.delta_every,
                   *memory.resting.values(), *memory.postponed.values()]
        ahead = [moment for moment in moments if moment and moment > self.now]
        return min(ahead, default=self.now + schedule.delta_every)


def wanted_days(ledger: Ledger, until: datetime, zone: ZoneInfo) -> list[date]:
    """The days up to `until` that the backfill means to reach, newest first."""
    newest = (until - timedelta(seconds=1)).astimezone(zone).date()
    end = ledger.backfill_end or newest
    return [newest - timedelta(days=back) for back in range((newest - end).days + 1)]


def _in_one_request(newest: date, days: Iterable[date]) -> tuple[date, ...]:
    return tuple(day for day in days if newest - timedelta(days=LONGEST_WINDOW) < day <= newest)
