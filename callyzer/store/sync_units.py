"""What a synchronisation can do next, how often it does so, and what it remembers while it runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import MappingProxyType

from callyzer.store.ledger import OpenWindow

LONGEST_WINDOW = 179
"""Local days that one request may span."""

DAYS, DELTA = "days", "delta"
"""The purposes of windows in the ledger; lanes too, beside these."""

EMPLOYEES, LEADS, AUDIT, EXCLUSIONS = "employees", "leads", "audit", "exclusions"
EVERY_LANE = (DAYS, DELTA, EMPLOYEES, LEADS, AUDIT, EXCLUSIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """How often and how far. `margin`: what reached Callyzer more recently may not be told yet. `overlap`: what a
    delta reads again, for what was filled in on a call since. `days_before_leads`: days that are read before the first
    lead. `exclusions_every`: how often new days are compared for the exclude list while there are more to come.
    `settled`: how long after its end a day is read again."""

    delta_every: timedelta = timedelta(seconds=60)
    margin: timedelta = timedelta(seconds=60)
    overlap: timedelta = timedelta(minutes=15)
    longest_delta: timedelta = timedelta(days=1)
    employees_every: timedelta = timedelta(minutes=10)
    leads_every: timedelta = timedelta(hours=1)
    days_before_leads: int = 7
    exclusions_every: timedelta = timedelta(minutes=1)
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
    and until when they are left. `exclusions`: when the exclude list was last compared on each day. `resting`: lanes
    that failed, and until when they are left alone: what one of them is refused does not hold up the others.
    `hurried`: somebody waits for the delta.
    """

    since: date | None = None
    window_days: int = 1
    employees_at: datetime | None = None
    leads_at: datetime | None = None
    exclusions: Mapping[date, datetime] = field(default_factory=dict)
    audited: Mapping[date, datetime] = field(default_factory=dict)
    differing: frozenset[date] = frozenset()
    mended: Mapping[date, datetime] = field(default_factory=dict)
    postponed: Mapping[date, datetime] = field(default_factory=dict)
    resting: Mapping[str, datetime] = field(default_factory=dict)
    hurried: bool = False


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
LANES: Mapping[type, str] = MappingProxyType({
    ReadEmployees: EMPLOYEES, ReadLeads: LEADS, Audit: AUDIT, CompareExclusions: EXCLUSIONS})
"""Of the units that are no part of a window."""
