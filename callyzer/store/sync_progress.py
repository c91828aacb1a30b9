"""How far a synchronisation is, from its ledger and its meter."""

from __future__ import annotations

from datetime import date, datetime
from itertools import takewhile
from zoneinfo import ZoneInfo

from callyzer.model.progress import SyncProgress
from callyzer.store.ledger import Ledger
from callyzer.store.sync_meter import Meter
from callyzer.store.sync_pages import pages_of
from callyzer.store.sync_plan import wanted_days
from callyzer.store.sync_units import DAYS, Rest, Unit
from callyzer.store.sync_words import in_words


def progress(
    unit: Unit, ledger: Ledger, meter: Meter, *, wanted_until: datetime, zone: ZoneInfo, problem: str,
) -> SyncProgress:
    """`unit` is the work at hand; `problem` why something could not be had, or ""."""
    wanted, covered = wanted_days(ledger, wanted_until, zone), ledger.covered_days(zone)
    missing = sum(day not in covered for day in wanted)
    to_go, pace = _pages_to_go(ledger, meter, missing), meter.seconds_per_page
    rests = isinstance(unit, Rest)
    return SyncProgress(
        state="resting" if rests else "working",
        doing="Waiting before it tries again" if rests and (missing or problem) else in_words(unit),
        pages_done=meter.pages, pages_to_go=to_go, pages_per_minute=meter.pages_per_minute,
        seconds_to_go=None if to_go is None or pace is None else to_go * pace,
        days_read=len(wanted) - missing, days_wanted=len(wanted), reached=_reached(wanted, covered),
        last_error=problem, rests_until=unit.until if isinstance(unit, Rest) else None)


def _pages_to_go(ledger: Ledger, meter: Meter, missing: int) -> int | None:
    """By the days read so far, and exactly for a window under way."""
    window = ledger.windows.get(DAYS)
    if window is None or window.total_records is None:
        return meter.pages_for(missing) if missing else 0
    under_way = max(0, pages_of(window.total_records) + 1 - window.next_page)
    behind = max(0, missing - len(window.window.days))
    estimated = meter.pages_for(behind) if behind else 0
    return None if estimated is None else under_way + estimated


def _reached(newest_first: list[date], covered: frozenset[date]) -> date | None:
    """The oldest day of the unbroken run that ends with the newest one."""
    unbroken = list(takewhile(covered.__contains__, newest_first))
    return unbroken[-1] if unbroken else None
