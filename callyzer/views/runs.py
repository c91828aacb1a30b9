"""What became of the reports that go out by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from functools import lru_cache

import pandas as pd

from callyzer.model.runs import Run
from callyzer.views import words
from callyzer.views.parts import Column, ColumnKind, RowTable

__all__ = ["line", "listed", "outcome"]

_COLUMNS = (
    Column("planned", "Due", ColumnKind.INSTANT, pinned=True), Column("schedule", "Report", ColumnKind.TEXT),
    Column("outcome", "Outcome", ColumnKind.TEXT, width=560),
    Column("attempt", "Attempt", ColumnKind.TEXT, width=90,
           help="A report that fails for a reason that may pass is tried again after 5, 15 and 60 minutes; one that was"
                " sent by hand is not."),
    Column("size", "Size", ColumnKind.TEXT, width=90),
    Column("seconds", "Took", ColumnKind.SECONDS, width=90, help="Making and sending it."),
)


def outcome(run: Run) -> str:
    """What came of an attempt, as a sentence."""
    if run.outcome in {"making", "sending"}:
        return "Under way: being made." if run.outcome == "making" else "Under way: being sent."
    if run.outcome == "mailed":
        return f"Mailed. {run.reason}".strip()
    return f"{'Failed' if run.outcome == 'failed' else 'Not known'}: {run.reason}"


def line(run: Run, zone: tzinfo) -> str:
    """An attempt that ended, in a line of a terminal."""
    ended = (run.ended or run.began).astimezone(zone)
    facts = ", ".join(filter(None, (f"attempt {run.attempt}" if run.attempt > 1 else "", _size(run))))
    return f"{words.moment(ended)}  {run.schedule}: {outcome(run)}{f' ({facts})' if facts else ''}"


def listed(runs: Sequence[Run], now: datetime) -> RowTable:
    """The attempts, the latest first. `now` is in the account's zone."""
    return _listed(tuple(run for run in runs if run.outcome != "noted"), now.tzinfo)


@lru_cache(maxsize=8)
def _listed(runs: tuple[Run, ...], zone: tzinfo | None) -> RowTable:
    frame = pd.DataFrame({
        "planned": pd.to_datetime(pd.Series([run.planned for run in runs], dtype="object"), utc=True).dt.tz_convert(
            zone),
        "seconds": pd.Series([_seconds(run) for run in runs], dtype="Int64"),
        **{name: pd.Series(texts, dtype="str") for name, texts in {
            "schedule": [run.schedule for run in runs], "outcome": [outcome(run) for run in runs],
            "attempt": ["By hand" if run.asked else words.ordinal(run.attempt) for run in runs],
            "size": [_size(run) for run in runs]}.items()}})
    return RowTable(
        "runs", "What went out", "Every attempt, the latest first", frame, _COLUMNS,
        alt=f"A row for each of {words.counted(len(runs), 'attempt')}.",
        empty="" if runs else "No report went out yet.", most_rows=1000)


def _seconds(run: Run) -> int | None:
    return round((run.ended - run.began).total_seconds()) if run.ended else None


def _size(run: Run) -> str:
    if not run.size:
        return ""
    return f"{run.size / 1_000_000:.1f} MB" if run.size >= 1_000_000 else f"{max(1, round(run.size / 1000))} kB"
