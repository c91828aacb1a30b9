"""Every report of the store over 30 days and over two years, against the same in pandas over rows held in memory.

`python -m bench.reports` takes a million calls and then ten million, `python -m bench.reports 1000000` so many. pandas
reads the columns of rows.HISTORY that a report needs, as they are.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from datetime import time as dt_time
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from bench import in_pandas
from callyzer.model import CallFilter, Page, Window, rows
from callyzer.store import CallStore

SIZES = (1_000_000, 10_000_000)
ZONE = ZoneInfo("Asia/Kolkata")
LAST_DAY = datetime.now(ZONE).date() - timedelta(days=1)
DAYS, EMPLOYEES, FRAME = 730, 200, 100_000
REPORTS = (
    "summary", "employee_summary", "analysis", "never_attended", "not_pickup_by_client", "unique_clients",
    "hourly_analytics", "daywise_analytics", "history")
ALONE = ("call_backs", "time_to_call_back", "not_picked_up", "connect_rates", "try_rates", "new_clients",
         "client_spread", "returning_clients", "longest_calls", "shared_clients", "figures by tag", "figures by day",
         "figures by week", "figures by month")
"""Reports that the API does not have, so that nothing else is there to compare with."""

PAGED = {"employee_summary", "never_attended", "not_pickup_by_client", "unique_clients", "history", "call_backs",
         "shared_clients"}
PAGE_CALLS = 100


def main(sizes: Iterable[int] = SIZES) -> None:
    for calls in sizes:
        measure(calls)


def measure(calls: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "calls.duckdb"
        store = opened(path)
        store.add_employees(people())  # as a synchronisation does before it reads calls
        print(f"{calls:,} calls, load: {load(store, calls):,.0f} a second")
        rolled = seconds(partial(roll_up, store), 1)
        # Beyond the shares, so in the last hours, as those are that Callyzer has new.
        pages = sorted(seconds(partial(store.add_calls, made_up(calls // PAGE_CALLS + turn, PAGE_CALLS, calls)), 1)
                       for turn in range(12))
        print(f"rolled up in {rolled:.1f} s; a page of {PAGE_CALLS}: {pages[6] * 1000:.0f} ms (median of 12)")
        store.close()
        opening = seconds(partial(reopened, path), 1)
        print(f"file: {path.stat().st_size / 1e6:,.0f} MB; opened in {opening * 1000:.0f} ms")
        store = opened(path)
        before = resident()
        took = {days: {name: seconds(asking(store, name, question(days))) for name in REPORTS} for days in (30, DAYS)}
        for name in ALONE:
            short, long = (seconds(asking(store, name, question(days))) * 1000 for days in (30, DAYS))
            print(f"  {name:24} 30 days {short:6.0f} ms, {DAYS} days {long:6.0f} ms")
        print(f"memory while reporting: {resident() / 1e6:,.0f} MB, {(resident() - before) / 1e6:,.0f} MB of it for it")
        store.close()
    kept = pd.concat([frame[in_pandas.COLUMNS] for frame in frames(calls)], ignore_index=True)
    for days, own in took.items():
        compare(days, own, kept)


def compare(days: int, own: dict[str, float], held: pd.DataFrame) -> None:
    print(f"{days} days{'':20} store, ms    pandas / store")
    theirs = {name: seconds(partial(in_pandas.REPORTS[name], held, question(days)), 1) for name in REPORTS}
    for name, took in own.items():
        print(f"  {name:24} {took * 1000:8.0f} {theirs[name] / took:16.1f}")
    print(f"  {'all':24} {sum(own.values()) * 1000:8.0f} {sum(theirs.values()) / sum(own.values()):16.1f}")


def question(days: int) -> CallFilter:
    return CallFilter(Window.of_days(LAST_DAY - timedelta(days=days - 1), LAST_DAY, ZONE))


def opened(path: Path) -> CallStore:
    return CallStore.open(path, ZONE, clock=lambda: datetime.combine(LAST_DAY + timedelta(days=1), dt_time(6), UTC))


def reopened(path: Path) -> None:
    opened(path).close()


def load(store: CallStore, calls: int) -> float:
    """Calls a second, making them up left out."""
    took = 0.0
    for frame in frames(calls):
        took += seconds(partial(store.add_calls, frame), 1)
    return calls / took


def frames(calls: int) -> Iterator[pd.DataFrame]:
    return (made_up(part, FRAME, calls) for part in range(calls // FRAME))


def roll_up(store: CallStore) -> None:
    while store.roll_up():
        pass


def resident() -> int:
    """Bytes of memory this process holds."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def asking(store: CallStore, name: str, asked: CallFilter) -> Callable[[], object]:
    name, _, by = name.partition(" by ")
    report = partial(getattr(store, name), by=by) if by else getattr(store, name)
    return partial(report, asked, Page()) if name in PAGED else partial(report, asked)


def seconds(action: Callable[[], object], times: int = 3) -> float:
    """The best of some runs."""
    best = float("inf")
    for _ in range(times):
        begin = time.perf_counter()
        action()
        best = min(best, time.perf_counter() - begin)
    return best


def made_up(part: int, count: int, calls: int) -> pd.DataFrame:
    """A share of the calls as rows.HISTORY, oldest share first: a few heavy clients who mostly stay with one employee,
    in working hours. A page beyond the shares lies in the last hours."""
    chance, known = np.random.default_rng(part), max(60_000, calls // 20)
    clients = (chance.pareto(1.1, count) * known / 50).astype(int) % known
    kinds = chance.choice(4, count, p=[0.25, 0.55, 0.15, 0.05])
    talks = np.where((kinds < 2) & (chance.random(count) < 0.5), chance.exponential(120, count), 0).astype(int)
    from_day, to_day = (min(share * count * DAYS // calls, DAYS - 1) for share in (part, part + 1))
    days = chance.integers(from_day, max(to_day, from_day + 1), count)
    starts = np.sort(days * 86_400 + (10 + chance.beta(2, 2, count) * 9) * 3600).astype(int)
    first = pd.Timestamp(LAST_DAY - timedelta(days=DAYS - 1), tz=ZONE).tz_convert(UTC).tz_localize(None)
    call_at = pd.Series(first + pd.to_timedelta(starts, unit="s")).dt.tz_localize(UTC)
    blank: dict[str, object] = {name: "" for name, kind in rows.HISTORY.items() if kind is rows.Kind.TEXT}
    people = np.where(chance.random(count) < 0.9, clients % EMPLOYEES, chance.integers(0, EMPLOYEES, count))
    return rows.frame(pd.DataFrame({
        **blank, "emp_name": texts("Employee ", people), "emp_number": texts("900000", people),
        "emp_country_code": "91", "emp_tags": pd.Series([()] * count), "client_number": texts("80000", clients),
        "client_country_code": "91", "id": texts(f"id-{part}-", np.arange(count)), "duration": talks,
        "call_type": np.array(["Incoming", "Outgoing", "Missed", "Rejected"], dtype=object)[kinds],
        "call_at": call_at, "synced_at": call_at, "modified_at": call_at,
        "note": np.where(chance.random(count) < 0.1, "Call again, wants an offer", ""),
        "reminder_at": pd.Series(pd.NaT, index=range(count)),
    }, index=range(count)), rows.HISTORY, ZONE)


def people() -> pd.DataFrame:
    numbers = np.arange(EMPLOYEES)
    blank: dict[str, object] = {
        name: "" if kind is rows.Kind.TEXT else None for name, kind in rows.EMPLOYEES.items()}
    return rows.frame(pd.DataFrame({
        **blank, "emp_name": texts("Employee ", numbers), "emp_number": texts("900000", numbers),
        "emp_country_code": "91", "emp_tags": pd.Series([()] * EMPLOYEES),
    }, index=range(EMPLOYEES)), rows.EMPLOYEES, ZONE)


def texts(prefix: str, numbers: np.ndarray) -> pd.Series:
    return prefix + pd.Series(numbers).astype(str).str.zfill(4)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or SIZES)
