"""Every report of the store over 30 days and over two years of a million calls; a few against the same in pandas."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from callyzer.model import CallFilter, Page, Window, rows
from callyzer.store import CallStore

ZONE = ZoneInfo("Asia/Kolkata")
LAST_DAY = date(2026, 11, 21)
DAYS, CALLS, EMPLOYEES, CLIENTS, FRAMES = 730, 1_000_000, 200, 60_000, 4
REPORTS = (
    "summary", "employee_summary", "analysis", "never_attended", "not_pickup_by_client", "unique_clients",
    "hourly_analytics", "daywise_analytics", "history")
PAGED = {"employee_summary", "never_attended", "not_pickup_by_client", "unique_clients", "history"}


def main() -> None:
    frames = [made_up(part) for part in range(FRAMES)]
    store = CallStore.in_memory(ZONE, clock=lambda: datetime.now(UTC))
    loading = sum(seconds(partial(store.add_calls, frame), 1) for frame in frames)
    print(f"load: {CALLS / loading:,.0f} calls a second")
    held = pd.concat(frames, ignore_index=True)
    for days in (30, DAYS):
        question = CallFilter(Window.of_days(LAST_DAY - timedelta(days=days - 1), LAST_DAY, ZONE))
        print(f"{days} days{'':20} store, ms   of the summary   pandas / store")
        took = {name: seconds(asking(store, name, question)) for name in REPORTS}
        for name, own in took.items():
            compared = f"{seconds(partial(PANDAS[name], held, question)) / own:16.1f}" if name in PANDAS else ""
            print(f"  {name:24} {own * 1000:8.0f} {own / took['summary']:16.2f} {compared}")


def asking(store: CallStore, name: str, question: CallFilter) -> Callable[[], object]:
    report = getattr(store, name)
    return partial(report, question, Page()) if name in PAGED else partial(report, question)


def seconds(action: Callable[[], object], times: int = 3) -> float:
    """The best of some runs."""
    best = float("inf")
    for _ in range(times):
        begin = time.perf_counter()
        action()
        best = min(best, time.perf_counter() - begin)
    return best


def made_up(part: int) -> pd.DataFrame:
    """A share of the calls as rows.HISTORY: a few heavy clients who mostly stay with one employee, in working hours."""
    chance, count = np.random.default_rng(part), CALLS // FRAMES
    clients = (chance.pareto(1.1, count) * CLIENTS / 50).astype(int) % CLIENTS
    kinds = chance.choice(4, count, p=[0.25, 0.55, 0.15, 0.05])
    talks = np.where((kinds < 2) & (chance.random(count) < 0.5), chance.exponential(120, count), 0).astype(int)
    days = part * DAYS // FRAMES + chance.integers(0, DAYS // FRAMES, count)
    starts = np.sort(days * 86_400 + (10 + chance.beta(2, 2, count) * 9) * 3600).astype(int)
    first = pd.Timestamp(LAST_DAY - timedelta(days=DAYS - 1), tz=ZONE).tz_convert(UTC).tz_localize(None)
    call_at = pd.Series(first + pd.to_timedelta(starts, unit="s")).dt.tz_localize(UTC)
    blank: dict[str, object] = {name: "" for name, kind in rows.HISTORY.items() if kind is rows.Kind.TEXT}
    people = np.where(chance.random(count) < 0.9, clients % EMPLOYEES, chance.integers(0, EMPLOYEES, count))
    return rows.frame(pd.DataFrame({
        **blank, "emp_name": texts("Employee ", people), "emp_number": texts("900000", people),
        "emp_country_code": "91", "emp_tags": pd.Series([()] * count), "client_number": texts("80000", clients),
        "client_country_code": "91", "id": texts("id-", part * count + np.arange(count)), "duration": talks,
        "call_type": np.array(["Incoming", "Outgoing", "Missed", "Rejected"], dtype=object)[kinds],
        "call_at": call_at, "synced_at": call_at, "modified_at": call_at,
        "reminder_at": pd.Series(pd.NaT, index=range(count)),
    }, index=range(count)), rows.HISTORY, ZONE)


def texts(prefix: str, numbers: np.ndarray) -> pd.Series:
    return prefix + pd.Series(numbers).astype(str).str.zfill(4)


def matching(held: pd.DataFrame, question: CallFilter) -> pd.DataFrame:
    calls = held[(held["call_at"] >= question.window.start) & (held["call_at"] < question.window.end)]
    answered = calls["call_type"].isin(["Incoming", "Outgoing"])
    return calls.assign(connected=answered & (calls["duration"] > 2))


def pairs(held: pd.DataFrame, question: CallFilter) -> pd.DataFrame:
    """The last unanswered and the last connected call of every employee and client."""
    calls = matching(held, question)
    unanswered = calls["call_type"].isin(["Missed", "Rejected"])
    calls = calls.assign(
        last_unanswered=calls["call_at"].where(unanswered), last_connected=calls["call_at"].where(calls["connected"]),
        outgoing=calls["call_type"] == "Outgoing")
    return calls.groupby(["emp_number", "client_number"]).agg(
        {"last_unanswered": "max", "last_connected": "max", "outgoing": "max"})


def never_attended(held: pd.DataFrame, question: CallFilter) -> object:
    found = pairs(held, question)
    return found[found["last_unanswered"].notna() & ~(found["last_connected"] > found["last_unanswered"])]


def summary(held: pd.DataFrame, question: CallFilter) -> object:
    calls = matching(held, question)
    ends = calls["call_at"] + pd.to_timedelta(calls["duration"], unit="s")
    shifts = calls.assign(end=ends).groupby(["emp_number", calls["call_at"].dt.date])
    by_type = calls.groupby("call_type").agg({"id": "size", "duration": "sum"})
    working_hours = (shifts["end"].max() - shifts["call_at"].min()).sum()
    return by_type, calls["client_number"].nunique(), pairs(held, question).sum(numeric_only=True), working_hours


def unique_clients(held: pd.DataFrame, question: CallFilter) -> object:
    calls = matching(held, question)
    by_type = calls.pivot_table(index="client_number", columns="call_type", values="duration", aggfunc=["count", "sum"])
    latest = calls.sort_values("call_at").drop_duplicates(subset="client_number", keep="last")
    return by_type, latest


def daywise_analytics(held: pd.DataFrame, question: CallFilter) -> object:
    calls = matching(held, question)
    local = calls["call_at"].dt
    return calls.groupby([local.date, local.hour]).agg({"id": "size", "connected": "sum", "duration": "sum"})


PANDAS: dict[str, Callable[[pd.DataFrame, CallFilter], object]] = {
    "summary": summary, "never_attended": never_attended, "unique_clients": unique_clients,
    "daywise_analytics": daywise_analytics}


if __name__ == "__main__":
    main()
