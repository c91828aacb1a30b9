"""The reports in pandas, as one would write them over a frame of all calls held in memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from callyzer.model import CallFilter

_TYPES = ["Incoming", "Outgoing", "Missed", "Rejected"]
COLUMNS = ["id", "emp_number", "client_number", "call_type", "call_at", "duration"]
"""What the reports read of rows.HISTORY."""

_PAIR = ["emp_number", "client_number"]


def matching(held: pd.DataFrame, question: CallFilter) -> pd.DataFrame:
    calls = held[(held["call_at"] >= question.window.start) & (held["call_at"] < question.window.end)]
    answered = calls["call_type"].isin(_TYPES[:2])
    return calls.assign(connected=answered & (calls["duration"] > 2), day=calls["call_at"].dt.date)


def pairs(calls: pd.DataFrame) -> pd.DataFrame:
    """The last unanswered and the last connected call of every employee and client."""
    return calls.assign(
        unanswered=calls["call_at"].where(calls["call_type"].isin(_TYPES[2:])),
        talked=calls["call_at"].where(calls["connected"]), outgoing=calls["call_type"] == "Outgoing",
    ).groupby(_PAIR, as_index=False).agg({"unanswered": "max", "talked": "max", "outgoing": "max", "call_at": "max"})


def never(found: pd.DataFrame) -> pd.Series[Any]:
    return found["unanswered"].notna() & ~(found["talked"] > found["unanswered"])


def unreached(found: pd.DataFrame) -> pd.Series[Any]:
    return found["outgoing"] & found["talked"].isna()


def by_type(calls: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    return calls.groupby([*keys, "call_type"]).agg(
        calls=("duration", "size"), seconds=("duration", "sum"), connected=("connected", "sum"))


def working_seconds(calls: pd.DataFrame) -> pd.Series[Any]:
    ends = calls["call_at"] + pd.to_timedelta(calls["duration"], unit="s")
    shifts = calls.assign(end=ends).groupby(["emp_number", "day"])
    return shifts["end"].max() - shifts["call_at"].min()


def summary(held: pd.DataFrame, question: CallFilter) -> object:
    calls = matching(held, question)
    found = pairs(calls)
    return (by_type(calls, []), calls["client_number"].nunique(), never(found).sum(), unreached(found).sum(),
            working_seconds(calls).sum())


def employee_summary(held: pd.DataFrame, question: CallFilter) -> object:
    calls = matching(held, question)
    found = pairs(calls)
    kinds = found.assign(never=never(found), unreached=unreached(found)).groupby("emp_number").agg(
        never=("never", "sum"), unreached=("unreached", "sum"), clients=("client_number", "size"))
    last = calls.loc[calls.groupby("emp_number")["call_at"].idxmax()]
    return by_type(calls, ["emp_number"]), kinds, working_seconds(calls).groupby("emp_number").sum(), last


def analysis(held: pd.DataFrame, question: CallFilter) -> object:
    calls = matching(held, question)
    return by_type(calls, ["emp_number"]), calls["day"].nunique(), calls.nlargest(1, "duration")


def _page_of_pairs(calls: pd.DataFrame, found: pd.DataFrame) -> object:
    page = found.nlargest(100, "call_at")[_PAIR]
    return calls.merge(page, on=_PAIR), len(found)


def never_attended(held: pd.DataFrame, question: CallFilter) -> object:
    calls = matching(held, question)
    found = pairs(calls)
    return _page_of_pairs(calls, found[never(found)])


def not_pickup_by_client(held: pd.DataFrame, question: CallFilter) -> object:
    calls = matching(held, question)
    found = pairs(calls)
    return _page_of_pairs(calls, found[unreached(found)])


def unique_clients(held: pd.DataFrame, question: CallFilter) -> object:
    calls = matching(held, question)
    found = pairs(calls)
    sizes = calls.groupby("client_number").size()
    page = sizes.nlargest(100)
    shown = calls[calls["client_number"].isin(page.index)]
    marked = found.assign(never=never(found), unreached=unreached(found))
    kinds = marked.groupby("client_number")[["never", "unreached"]].sum()
    last = shown.loc[shown.groupby("client_number")["call_at"].idxmax()]
    return by_type(shown, ["client_number"]), kinds.loc[page.index], last, len(sizes)


def hourly_analytics(held: pd.DataFrame, question: CallFilter) -> object:
    calls = matching(held, question)
    slots = calls.groupby(calls["call_at"].dt.hour).agg(
        calls=("duration", "size"), connected=("connected", "sum"), seconds=("duration", "sum"))
    return slots / slots.sum(), calls["day"].nunique()


def daywise_analytics(held: pd.DataFrame, question: CallFilter) -> object:
    calls = matching(held, question)
    return calls.groupby(["day", calls["call_at"].dt.hour]).agg(
        calls=("duration", "size"), connected=("connected", "sum"), seconds=("duration", "sum"))


def history(held: pd.DataFrame, question: CallFilter) -> object:
    calls = matching(held, question)
    return calls.nlargest(100, "call_at"), len(calls)


REPORTS: dict[str, Callable[[pd.DataFrame, CallFilter], object]] = {
    report.__name__: report for report in (
        summary, employee_summary, analysis, never_attended, not_pickup_by_client, unique_clients, hourly_analytics,
        daywise_analytics, history)}
