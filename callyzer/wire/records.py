"""A row set as the API's list of objects, column by column."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pandas as pd

from callyzer.model.rows import Columns, Kind

Json = dict[str, Any]
_CLOCKS = frozenset({
    "total_working_hours", "avg_duration_per_call", "avg_incoming_duration", "avg_outgoing_duration",
})
"""Durations told as HH:mm:ss; all others are seconds."""

_APART: Mapping[str, tuple[str, str]] = {
    "call_at": ("call_date", "call_time"), "reminder_at": ("reminder_date", "reminder_time"),
}
_OPTIONAL = "last_call_log"
"""The object that is null where it has no id."""


def records(rows: pd.DataFrame, columns: Columns) -> list[Json]:
    """An object per row; columns with a dot become fields of an inner object, an absent `last_call_log` null."""
    found: list[Json] = [{} for _ in range(len(rows))]
    for column, kind in columns.items():
        parent, _, name = column.rpartition(".")
        inner = [row.setdefault(parent, {}) for row in found] if parent else found
        for field, written in _written(rows[column], name, kind).items():
            for row, value in zip(inner, written, strict=True):
                row[field] = value
    for row in found:
        if _OPTIONAL in row and not row[_OPTIONAL]["id"]:
            row[_OPTIONAL] = None
    return found


def clock(seconds: int) -> str:
    """ "125:03:09" for seconds; the hours pass 24."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest:02}"


def instant(moment: datetime | None) -> str | None:
    """ "2023-11-30 22:42:53 IST", in the zone the moment is told in."""
    return None if moment is None or pd.isna(moment) else f"{moment:%Y-%m-%d %H:%M:%S %Z}"


def _written(values: pd.Series[Any], name: str, kind: Kind) -> dict[str, list[Any]]:
    """The fields one column becomes: two where date and time come apart."""
    if name in _APART:
        moments = [None if pd.isna(value) else value for value in values]
        layouts = zip(_APART[name], ("%Y-%m-%d", "%H:%M:%S"), strict=True)
        return {field: [moment and moment.strftime(layout) for moment in moments] for field, layout in layouts}
    if kind is Kind.INSTANT:
        return {name: [instant(value) for value in values]}
    if kind is Kind.TAGS:
        return {name: [list(value) for value in values]}
    if name in _CLOCKS:
        return {name: [clock(value) for value in values.tolist()]}
    return {name: [None if value is pd.NA else value for value in values.tolist()]}
