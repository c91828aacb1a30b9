"""Rows to look through: sorted by a click on a heading, searched with the glass, saved as CSV."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from callyzer.figures.theme import PALETTES, Theme
from callyzer.ui import markup
from callyzer.ui.downloads import csv_button
from callyzer.ui.markup import Frame
from callyzer.ui.screen import Screen
from callyzer.ui.tiles import notes
from callyzer.views.parts import Column, ColumnKind, RowTable

ROW_HEIGHT = 36


def table(screen: Screen, ask: Callable[[], RowTable], frame: Frame, *,
          chosen: Callable[[RowTable, int], None] | None = None) -> None:
    """Draws rows in a frame of `frame.height` pixels. `chosen` gets the table and the position of a clicked row."""
    with st.container(key=f"table-{frame.key}"):
        screen.section(ask, partial(_place, screen, frame, chosen), frame)


def _place(screen: Screen, frame: Frame, chosen: Callable[[RowTable, int], None] | None, answer: RowTable) -> None:
    with st.container(key=f"head-{frame.key}", horizontal=True, vertical_alignment="top", gap="xxsmall", wrap=False):
        st.html(markup.heading(answer.title, answer.question))
        if not answer.empty:
            csv_button(screen, frame.key, answer.data)
    if answer.empty:
        st.html(markup.empty(answer.empty, frame.height - 64))
    else:
        _rows(answer, frame, chosen, screen.theme)
    if answer.caption:
        st.caption(answer.caption)
    notes(answer.notes)


def _rows(answer: RowTable, frame: Frame, chosen: Callable[[RowTable, int], None] | None, theme: Theme) -> None:
    name = f"rows-{frame.key}"
    height = min(frame.height - 64, ROW_HEIGHT * (len(answer.frame) + 1) + 3)
    st.dataframe(
        _shown(answer, theme), height=height, row_height=ROW_HEIGHT, hide_index=True, key=name, alt=answer.alt,
        column_config={column.name: _configured(column) for column in answer.columns},
        column_order=[column.name for column in answer.columns], placeholder="–",
        on_select=partial(_pass_on, name, chosen, answer) if chosen else "ignore", selection_mode="single-row",
    )


def _pass_on(name: str, chosen: Callable[[RowTable, int], None], answer: RowTable) -> None:
    rows = st.session_state[name].selection.rows
    if rows:
        chosen(answer, rows[0])


def _shown(answer: RowTable, theme: Theme) -> Any:
    """The columns as they are drawn: seconds as durations, hours in bars, quiet rows in grey."""
    frame = pd.DataFrame({column.name: _drawn(answer.frame[column.name], column.kind) for column in answer.columns})
    if not answer.quiet:
        return frame
    grey = f"color: {PALETTES[theme].muted}; opacity: 0.6"
    quiet = set(answer.quiet)
    return frame.reset_index(drop=True).style.apply(
        lambda row: [grey if row.name in quiet else ""] * len(row), axis=1)


def _drawn(values: pd.Series[Any], kind: ColumnKind) -> pd.Series[Any]:
    if kind is ColumnKind.SECONDS:
        return pd.to_timedelta(values, unit="s")
    if kind is ColumnKind.SECONDS_BAR:
        return values / 3600
    if kind is ColumnKind.TAGS:
        return values.map(list)
    return values


def _configured(column: Column) -> Any:
    return _COLUMNS[column.kind](column)


def _common(column: Column) -> dict[str, Any]:
    return {"label": column.label, "help": column.help or None, "pinned": column.pinned, "width": column.width}


def _number(format_: str, column: Column) -> Any:
    return st.column_config.NumberColumn(**_common(column), format=format_)


def _bar(format_: str, maximum: Callable[[float], float], column: Column) -> Any:
    return st.column_config.ProgressColumn(
        **_common(column), format=format_, min_value=0, max_value=maximum(column.maximum) or 1)


_COLUMNS: Mapping[ColumnKind, Callable[[Column], Any]] = {
    ColumnKind.TEXT: lambda column: st.column_config.TextColumn(**_common(column)),
    ColumnKind.COUNT: partial(_number, "localized"),
    ColumnKind.SECONDS: partial(_number, "localized"),
    ColumnKind.PERCENT: partial(_number, "%.1f%%"),
    ColumnKind.NUMBER: partial(_number, "%.1f"),
    ColumnKind.BAR: partial(_bar, "localized", lambda most: most),
    ColumnKind.SECONDS_BAR: partial(_bar, "%.1f h", lambda most: most / 3600),
    ColumnKind.PERCENT_BAR: partial(_bar, "%.1f%%", lambda _most: 100),
    ColumnKind.CHANGE: partial(_number, "%+d"),
    ColumnKind.TREND: lambda column: st.column_config.AreaChartColumn(**_common(column), y_min=0),
    ColumnKind.TAGS: lambda column: st.column_config.ListColumn(**_common(column)),
    ColumnKind.INSTANT: lambda column: st.column_config.DatetimeColumn(**_common(column), format="D MMM YYYY, h:mm A"),
}
