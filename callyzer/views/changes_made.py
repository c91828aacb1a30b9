"""What was changed in the account from this dashboard, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from functools import lru_cache

import pandas as pd

from callyzer.model.writes import Write
from callyzer.views import words
from callyzer.views.parts import Column, ColumnKind, RowTable

__all__ = ["listed"]

WHAT: Mapping[str, tuple[str, str]] = {
    "save_lead": ("Save a lead", "lead"), "bulk_save_leads": ("Save leads in bulk", "lead"),
    "remove_recordings": ("Remove recordings", "call")}
"""By endpoint: what was done, and to what."""

_COLUMNS = (
    Column("at", "When", ColumnKind.INSTANT, pinned=True), Column("who", "Who", ColumnKind.TEXT),
    Column("done", "What", ColumnKind.TEXT), Column("about", "Which", ColumnKind.TEXT),
    Column("outcome", "Outcome", ColumnKind.TEXT, width="large"), Column("ids", "Ids", ColumnKind.TAGS),
)


def listed(writes: Sequence[Write], now: datetime, endpoints: Sequence[str] = ()) -> RowTable:
    """The changes, the latest first; of these endpoints only, where there are some. `now` is in the account's zone."""
    shown = tuple(write for write in writes if not endpoints or write.endpoint in endpoints)
    return _listed(shown, now.tzinfo)


@lru_cache(maxsize=8)
def _listed(writes: tuple[Write, ...], zone: tzinfo | None) -> RowTable:
    frame = pd.DataFrame({
        "at": pd.to_datetime(pd.Series([each.at for each in writes], dtype="object"), utc=True).dt.tz_convert(zone),
        "ids": pd.Series([each.ids for each in writes], dtype="object"),
        **{name: pd.Series(texts, dtype="str") for name, texts in {
            "who": [each.who for each in writes], "done": [WHAT[each.endpoint][0] for each in writes],
            "about": [_about(each) for each in writes], "outcome": [outcome(each) for each in writes]}.items()}})
    return RowTable(
        "changes-made", "What was changed", "Who changed what from this dashboard, the latest first?", frame, _COLUMNS,
        alt=f"A row for each of {words.counted(len(writes), 'change')}.",
        empty="" if writes else "Nothing was changed from this dashboard yet.", most_rows=1000)


def _about(write: Write) -> str:
    return write.what or words.counted(write.rows, WHAT[write.endpoint][1])


def outcome(write: Write) -> str:
    """What came of a change, as a sentence."""
    if write.outcome == "done":
        failed = f", {words.count(write.failed)} turned down" if write.failed else ""
        return f"{words.count(write.rows - write.failed)} done{failed}"
    if write.outcome == "under way":
        return "Under way"
    said = "Refused" if write.outcome == "refused" else "Not known, it may have happened"
    return f"{said}: {write.reason}"
