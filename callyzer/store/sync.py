"""Keeps a call store equal to the account: a unit of work at a time, each written down before the next begins.

`sync_plan` decides what is next; here it is done. A page and the ledger's step are one transaction, and a page is asked
for only when the one before it is written: whatever ends the process, at most one page is read twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from queue import SimpleQueue
from threading import Event
from zoneinfo import ZoneInfo

from callyzer.errors import Abandoned, CallyzerError
from callyzer.model import EmployeeQuery, LeadQuery
from callyzer.model.progress import SyncProgress
from callyzer.source import Source
from callyzer.store import audit
from callyzer.store.exclusions import Exclusions
from callyzer.store.ledger import LedgerStep
from callyzer.store.store import CallStore
from callyzer.store.sync_lists import Listing
from callyzer.store.sync_meter import Meter
from callyzer.store.sync_plan import plan
from callyzer.store.sync_progress import progress
from callyzer.store.sync_troubles import LONGEST_REST, Troubles
from callyzer.store.sync_units import (
    LANES,
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
from callyzer.store.sync_windows import Windows
from callyzer.store.sync_words import span

log = logging.getLogger(__name__)

LONG_AGO = timedelta(days=3650)
NAP = 0.25
"""Seconds after which it notices that it is to end."""


class Sync:
    """`source` is asked for what is wanted soon (the delta, people, audits), `later` for the backfill.

    Both must answer with what the account says now, without a cache. `since` is the oldest day wanted; None: as far as
    was wanted before, at first as far as the schedule reaches. `told` hears of the progress before and after each unit.
    """

    def __init__(
        self, source: Source, store: CallStore, zone: ZoneInfo, *, clock: Callable[[], datetime],
        later: Source | None = None, since: date | None = None, schedule: Schedule | None = None,
        told: Callable[[SyncProgress], object] = lambda _: None,
    ) -> None:
        self._source, self._store, self._zone, self._clock = source, store, zone, clock
        self._schedule = schedule or Schedule()
        self._memory = _remembered(store, since)
        self._meter = Meter(clock)
        self._windows = Windows(
            source, later or source, store, self._schedule, clock=clock, meter=self._meter)
        self._exclusions = Exclusions(store, later or source, zone)
        self._employees = Listing(lambda page: source.get_employees(EmployeeQuery(), page))
        self._leads = Listing(lambda page: source.get_leads(LeadQuery(), page))
        self._troubles = Troubles()
        self._wishes: SimpleQueue[Callable[[Memory], Memory]] = SimpleQueue()
        self._news, self._paused = Event(), Event()
        self.progress, self._told = SyncProgress(), told

    def step(self) -> SyncProgress:
        """One unit of work, at most one page. What fails is left alone for a while, and told in the progress.

        Raises Abandoned when the account was closed meanwhile.
        """
        unit = self._next()
        self._tell(unit)
        lane = LANES.get(type(unit), "")
        lane = unit.window.purpose if isinstance(unit, ReadPage | CloseWindow) else lane
        try:
            self._do(unit)
        except Abandoned:
            raise
        except CallyzerError as error:
            self._failed(lane, error)
        else:
            self._troubles.over(lane)
        if not isinstance(unit, Rest):
            self._tell(unit)
        return self.progress

    def run(self, stop: Event, sleep: Callable[[float], object] | None = None) -> None:
        """Step by step until `stop` is set or the account is closed. `sleep` waits for so many seconds at most."""
        wait = sleep or (lambda seconds: self._wait(stop, seconds))
        try:
            while not stop.is_set():
                self._news.clear()
                if self._paused.is_set():
                    self.progress = replace(
                        self.progress, state="paused", doing="Until it is resumed", rests_until=None)
                    self._store.roll_up()  # deliveries go on, and days settle
                    wait(LONGEST_REST.total_seconds())
                elif rests_until := self.step().rests_until:
                    wait(max(0.0, (rests_until - self._clock()).total_seconds()))
        except Abandoned:
            log.info("the synchronisation ends: the account was closed")
        finally:
            self.progress = replace(self.progress, state="stopped", rests_until=None)

    # What other threads may ask for

    def pause(self) -> None:
        """Nothing is asked any more once the page at hand is written, until `resume`."""
        self._paused.set()
        self._news.set()

    def resume(self) -> None:
        self._paused.clear()
        self._news.set()

    @property
    def is_paused(self) -> bool:
        return self._paused.is_set()

    def hurry(self) -> None:
        """Everything that changes is due now; failures are forgotten."""
        self._wish(lambda memory: replace(memory, employees_at=None, leads_at=None, resting={}, hurried=True))

    def audit_now(self) -> None:
        """Every day that is there is due to be compared, whatever else there is to do."""
        days, long_ago = self._store.ledger().covered_days(self._zone), self._clock() - LONG_AGO
        self._wish(lambda memory: replace(
            memory, audited=dict.fromkeys({*memory.audited, *days}, long_ago), mended={}, exclusions={}, resting={}))

    def _wish(self, change: Callable[[Memory], Memory]) -> None:
        self._wishes.put(change)
        self._news.set()

    def _wait(self, stop: Event, seconds: float) -> None:
        """Until then, or until there is news, or it is to end."""
        while seconds > 0 and not stop.is_set() and not self._news.wait(min(seconds, NAP)):
            seconds -= NAP

    def _next(self) -> Unit:
        while not self._wishes.empty():
            self._memory = self._wishes.get()(self._memory)
        self._ledger = self._store.ledger()
        self._memory = replace(self._memory, window_days=self._windows.window_days,
                               postponed=self._windows.postponed)
        return plan(self._ledger, self._memory, self._clock(), self._zone, self._schedule)

    def _do(self, unit: Unit) -> None:
        match unit:
            case Begin(backfill_end, synced_from):
                self._store.move_ledger(LedgerStep(
                    backfill_end=backfill_end, synced_from=synced_from, synced_until=synced_from))
            case ReadPage(window):
                self._mended(self._windows.read_page(window))
            case CloseWindow(window):
                self._mended(self._windows.close(window))
            case ReadEmployees():
                self._read_employees()
            case ReadLeads():
                self._read_leads()
            case Audit(days):
                self._audit(days)
            case CompareExclusions(days):
                self._compare_exclusions(days)

    def _mended(self, days: tuple[date, ...]) -> None:
        """These were just read whole."""
        again = {day: self._clock() for day in days if day in self._memory.differing}
        self._memory = replace(self._memory, mended={**self._memory.mended, **again}, hurried=False)

    def _read_employees(self) -> None:
        everybody = self._employees.next_page()
        if everybody:
            (self._store.keep_employees if everybody.is_whole else self._store.add_employees)(everybody.rows)
            self._memory = replace(self._memory, employees_at=self._clock())

    def _read_leads(self) -> None:
        leads = self._leads.next_page()
        if leads:
            (self._store.keep_leads if leads.is_whole else self._store.add_leads)(leads.rows)
            self._memory = replace(self._memory, leads_at=self._clock())

    def _audit(self, days: tuple[date, ...]) -> None:
        result = audit.audit(self._store, self._source, days, self._zone, self._clock())
        self._store.record_audit(result)
        self._store.note("audit", audit.in_words(result))
        differing = (self._memory.differing - set(days)) | set(result.differing_days)
        self._memory = replace(self._memory, differing=differing,
                               audited={**self._memory.audited, **dict.fromkeys(days, result.at)})

    def _compare_exclusions(self, days: tuple[date, ...]) -> None:
        compared = self._exclusions.step(days, self._clock())
        done = dict.fromkeys(compared, self._clock())
        self._memory = replace(self._memory, exclusions={**self._memory.exclusions, **done})
        if compared:
            since = self._ledger.exclusions_since or date.max
            self._store.move_ledger(LedgerStep(exclusions_since=min(since, *compared)))
        if compared and self._exclusions.learned:
            self._store.note("sync", f"{self._exclusions.learned} changes of the exclude list were learned.")

    def _failed(self, lane: str, error: CallyzerError) -> None:
        for listing in (self._employees, self._leads):
            listing.forget()
        self._exclusions.forget()
        if self._troubles.happened(lane, error):
            log.warning("%s: %s", lane, error.sentence)
            self._note_failure(error)
        resting = self._troubles.resting(lane, error, self._clock())
        self._memory = replace(self._memory, resting={**self._memory.resting, **resting})

    def _note_failure(self, error: CallyzerError) -> None:
        try:
            self._store.note("sync", error.sentence)
        except CallyzerError:
            log.warning("the store cannot be written either")

    def _tell(self, unit: Unit) -> None:
        """Renews the progress: `unit` is the work at hand, or was just done."""
        now = self._clock()
        self.progress = progress(
            unit, self._store.ledger(), self._meter, wanted_until=now - self._schedule.margin, zone=self._zone,
            problem=self._troubles.sentence or self._left_out(now))
        self._told(self.progress)

    def _left_out(self, now: datetime) -> str:
        left = sorted(day for day, until in self._windows.postponed.items() if until > now)
        return f"{span(left)} changed whenever read, and will be read again later." if left else ""


def _remembered(store: CallStore, since: date | None) -> Memory:
    compared = store.audits()
    return Memory(
        since=since, audited={each.day: result.at for result in compared for each in result.days},
        differing=frozenset(day for result in compared for day in result.differing_days))
