"""How the cells of a table look: each kind of column in its unit, sign, bar or picture."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

import pandas as pd
import streamlit as st

from callyzer.figures.theme import PALETTES, Theme, colour
from callyzer.model import RowOrder
from callyzer.views.definitions import MEASURES
from callyzer.views.parts import Column, ColumnKind, RowTable


@lru_cache(maxsize=16)
def shown(answer: RowTable, theme: Theme) -> Any:
    """The columns as they are drawn: durations in their unit, changes with a sign and its colour, cells that rest on
    too little in grey."""
    most = answer.most_rows
    frame = pd.DataFrame({
        column.name: _drawn(answer.frame[column.name], column.kind).head(most) for column in answer.columns})
    quiet, new = ([row for row in rows if row < most] for rows in (answer.quiet, answer.new))
    changes: list[Hashable] = [column.name for column in answer.columns if column.kind is ColumnKind.CHANGE]
    if not quiet and not changes:
        return frame
    style = frame.style.format(_signed, na_rep="", subset=changes).map(partial(_sign_colour, theme), subset=changes)
    palette, places = PALETTES[theme], (new, changes)
    style = style.format(lambda _places: "new", subset=places)
    style = style.map(lambda _places: f"color: {palette.muted}", subset=places)
    grey, names = f"color: {palette.muted}; opacity: 0.6", answer.quiet_columns or tuple(frame.columns)
    return style.map(lambda _value: grey, subset=(quiet, list(names)))


def configured(answer: RowTable, theme: Theme, order: RowOrder | None = None) -> dict[str, Any]:
    """What Streamlit is told of each column; the heading of the one that orders the rows says which way."""
    columns = [replace(column, label=f"{column.label} {'↓' if order.descending else '↑'}")
               if order and order.column == column.name else column for column in answer.columns]
    return {column.name: _configured(column, answer.frame[column.name], theme) for column in columns}


def _signed(places: Any) -> str:
    return "=" if places == 0 else f"▲ {places}" if places > 0 else f"▼ {-places}"


def _sign_colour(theme: Theme, places: int | None) -> str:
    palette = PALETTES[theme]
    if pd.isna(places) or places == 0:
        return f"color: {palette.muted}"
    return f"color: {palette.good if places > 0 else palette.bad}"


def _drawn(values: pd.Series[Any], kind: ColumnKind) -> pd.Series[Any]:
    if kind in _DURATIONS:
        return values / _unit(values)[0]
    if kind is ColumnKind.PHONE:
        return "tel:" + values
    return values.map(list) if kind is ColumnKind.TAGS else values


def _unit(seconds: pd.Series[Any]) -> tuple[int, str]:
    """How many seconds a column's unit has, and how its numbers are written: one unit, so that it can be sorted."""
    most = seconds.dropna().max() if seconds.notna().any() else 0
    return (3600, "%.1f h") if most >= 7200 else (60, "%.1f min") if most >= 300 else (1, "%d s")


def _configured(column: Column, values: pd.Series[Any], theme: Theme) -> Any:
    kind = column.kind
    common: dict[str, Any] = {
        "label": column.label, "help": column.help or None, "pinned": column.pinned,
        "width": column.width or _WIDTHS.get(kind)}
    if kind in _OTHERS:
        return _OTHERS[kind](**common)
    seconds, written = _unit(values) if kind in _DURATIONS else (1, _WRITTEN[kind])
    if column.full is None:
        return st.column_config.NumberColumn(**common, format=written)
    return st.column_config.ProgressColumn(
        **common, format=written, min_value=0, max_value=column.full / seconds or 1, color=_colour(column.name, theme))


def _colour(name: str, theme: Theme) -> str | None:
    """A measure's bars have its colour here too."""
    return colour(MEASURES[name].colour, theme) if name in MEASURES else None


_WIDTHS = {ColumnKind.PHONE: 56, ColumnKind.INSTANT: 160}
"""In pixels. A moment is cut where the first rows of its column have none, and the browser measures them."""

_DURATIONS = {ColumnKind.SECONDS, ColumnKind.SECONDS_BAR}
_WRITTEN = {
    ColumnKind.COUNT: "localized", ColumnKind.BAR: "localized", ColumnKind.NUMBER: "%.1f", ColumnKind.CHANGE: None,
    ColumnKind.PERCENT: "%.1f%%", ColumnKind.PERCENT_BAR: "%.1f%%",
    ColumnKind.LEVEL: "%d%%",
}
_OTHERS: Mapping[ColumnKind, Callable[..., Any]] = {
    ColumnKind.TEXT: st.column_config.TextColumn,
    ColumnKind.PHONE: partial(st.column_config.LinkColumn, display_text=":material/call:"),
    ColumnKind.TREND: partial(st.column_config.AreaChartColumn, y_min=0),
    ColumnKind.SPREAD: partial(st.column_config.BarChartColumn, y_min=0),
    ColumnKind.TAGS: st.column_config.ListColumn,
    ColumnKind.INSTANT: partial(st.column_config.DatetimeColumn, format="D MMM YYYY, h:mm A"),
    ColumnKind.AGO: partial(st.column_config.DatetimeColumn, format="distance"),
}
