"""What a call store holds, and how it compares with Callyzer's own count."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from callyzer.model.time import Window


@dataclass(frozen=True, slots=True)
class Figures:
    """What an audit compares: calls, connected calls, and seconds of Incoming and Outgoing calls."""

    total_calls: int = 0
    total_connected_calls: int = 0
    total_duration: int = 0


@dataclass(frozen=True, slots=True)
class AuditedDay:
    """A local day as the store counts it (`ours`) and as Callyzer does (`theirs`)."""

    day: date
    ours: Figures
    theirs: Figures

    @property
    def differs(self) -> bool:
        return self.ours != self.theirs


@dataclass(frozen=True, slots=True)
class AuditResult:
    """One comparison: `at` (UTC) when Callyzer was asked, and every day it covered."""

    at: datetime
    days: tuple[AuditedDay, ...]

    @property
    def differing_days(self) -> tuple[date, ...]:
        return tuple(each.day for each in self.days if each.differs)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which local days the store holds completely, as far as Callyzer knew their calls at `known_until` (UTC).

    `since` is the first day of the unbroken run of complete days that ends with the newest; None while there is none.
    `backfill_end` is the oldest day the backfill means to reach. `begins`: before this day the account had no calls,
    where that is known. `exclusions_since`: from this day on it knows whose numbers the account excludes.
    `audited_at` (UTC) is the last audit; `differing_days` are the days that differed when they were last audited.
    """

    days: frozenset[date] = frozenset()
    known_until: datetime | None = None
    backfill_end: date | None = None
    begins: date | None = None
    exclusions_since: date | None = None
    audited_at: datetime | None = None
    differing_days: tuple[date, ...] = ()
    since: date | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        """Counted once: every page asks several times."""
        first = max(self.days, default=None)
        while first and first - timedelta(days=1) in self.days:
            first -= timedelta(days=1)
        object.__setattr__(self, "since", first)

    @property
    def is_backfilled(self) -> bool:
        """Whether every day back to the backfill's end is there."""
        return self.backfill_end is not None and self.since is not None and self.since <= self.backfill_end

    def covers(self, window: Window, today: date) -> bool:
        """Whether every day of the window is there; days after `today` have no calls yet."""
        return self.known_until is not None and all(self.holds(day) for day in window.days if day <= today)

    def holds(self, day: date) -> bool:
        """Whether every call of this day is there, were it none."""
        return day in self.days or self._is_before_all(day)

    def knows_exclusions(self, day: date) -> bool:
        """Whether it is known whose numbers the account excludes on this day."""
        learned = self.exclusions_since is not None and day >= self.exclusions_since
        return learned or self._is_before_all(day)

    def _is_before_all(self, day: date) -> bool:
        return self.begins is not None and day < self.begins
