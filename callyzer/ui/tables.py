"""Rows to look through: sorted by a click on a heading, searched, saved as CSV."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any

import pandas as pd
import streamlit as st

from callyzer.figures.theme import PALETTES, Theme, colour
from callyzer.ui import markup
from callyzer.ui.downloads import csv_button
from callyzer.ui.markup import Frame
from callyzer.ui.offers import Way, offer, withdraw
from callyzer.ui.screen import Screen
from callyzer.ui.tiles import notes
from callyzer.views import words
from callyzer.views.csv import names_saved
from callyzer.views.definitions import MEASURES
from callyzer.views.parts import Column, ColumnKind, Mark, Note, RowTable

Clicked = Callable[[RowTable, int, str], None]
ROW_HEIGHT = 36


@dataclass(frozen=True, slots=True)
class Ticks:
    """Rows of a list can be ticked; `act` draws what can be done with them, whose positions it gets. `of` says which
    list it is: in another one nothing is ticked."""

    of: Hashable
    act: Callable[[RowTable, Sequence[int]], None]


@dataclass(frozen=True, slots=True)
class _Drawing:
    """How the rows of a table are looked through."""

    clicked: Clicked
    search: str
    ticks: Ticks | None
    choose_columns: bool

    def name(self, frame: Frame) -> str:
        """The key of the rows; of those with ticks another for each list."""
        if self.ticks is None:
            return f"rows-{frame.key}-{frame.turn}" if frame.turn else f"rows-{frame.key}"
        state = (f"search-{frame.key}", f"unticked-{frame.key}")
        return f"rows-{frame.key}-{hash((self.ticks.of, *map(st.session_state.get, state)))}"


def untick(key: str) -> None:
    """Takes all ticks off a table, by its frame's key, from the next run on."""
    name = f"unticked-{key}"
    st.session_state[name] = st.session_state.get(name, 0) + 1


DIAL_WIDTH = 56
GAP = " \N{WARNING SIGN}"
"""Behind the name of an employee whose calls may be missing; what it means is said below the table."""


def table(screen: Screen, ask: Callable[[], RowTable], frame: Frame, *,
          chosen: Way | None = None, opens: Callable[[RowTable, int], None] | None = None, search: str = "",
          ticks: Ticks | None = None, choose_columns: bool = False) -> None:
    """Draws rows in a frame of `frame.height` pixels.

    A click on a cell offers the calls behind it, and where `chosen` leads, which gets the table and the row's position;
    or it `opens` the row at once. `search` says what can be searched for; "" for nothing. With `ticks` rows
    can be ticked; `choose_columns`: which are shown, and saved, can be chosen.
    """
    def clicked(answer: RowTable, row: int, column: str) -> None:
        if opens:
            opens(answer, row)
            return
        values = {str(name): value for name, value in answer.frame.iloc[row].items()}
        mark = answer.mark(values, column) if answer.mark else None
        if mark or chosen:
            offer(mark or Mark(str(values.get("name", "")), ()), chosen, answer, row)

    with st.container(key=f"table-{frame.key}"):
        screen.section(ask, partial(_place, screen, frame, _Drawing(clicked, search, ticks, choose_columns)), frame)


def _place(screen: Screen, frame: Frame, drawing: _Drawing, answer: RowTable) -> None:
    with st.container(key=f"head-{frame.key}", horizontal=True, vertical_alignment="top", gap="xxsmall", wrap=False):
        st.html(markup.heading(answer.title, answer.question))
        if drawing.choose_columns and not answer.empty:
            answer = _only(answer, _columns_chosen(answer, frame.key))
        if not answer.empty:
            csv_button(screen, frame.key, answer.data)
    if answer.empty:
        st.html(markup.empty(answer.empty, frame.height - markup.HEADING))
    else:
        shown = marked(answer, screen.gone)
        found = _found(shown, frame.key, drawing.search) if drawing.search else shown
        if drawing.ticks:
            found = _as_ticked(found, frame, drawing)
        ticked = _rows(found, frame, drawing, screen.theme)
        if drawing.ticks:
            drawing.ticks.act(found, ticked)
        if len(found.frame) > found.most_rows:
            st.caption(f"The table shows the first {words.count(found.most_rows)} of them. A search looks through all,"
                       " and the CSV holds all.")
    if answer.caption:
        st.caption(answer.caption)
    notes((*answer.notes, *([Note("warning", screen.gap)] if screen.gap and not answer.empty else [])))


@lru_cache(maxsize=16)
def marked(answer: RowTable, gone: frozenset[str]) -> RowTable:
    """The rows with a sign behind the names of employees whose calls may be missing: their `key` is in `gone`."""
    if not {"key", "name"} <= set(answer.frame.columns) or gone.isdisjoint(answer.frame["key"]):
        return answer
    name = answer.frame["name"].mask(answer.frame["key"].isin(gone), answer.frame["name"] + GAP)
    return replace(answer, frame=answer.frame.assign(name=name))


def _columns_chosen(answer: RowTable, key: str) -> tuple[str, ...]:
    """The names of the columns that are shown; all where none are chosen."""
    names = {column.name: column.label for column in answer.columns}
    with st.popover("Columns", type="tertiary", help="Which columns are shown and saved"):
        chosen = st.pills("Columns", list(names), selection_mode="multi", key=f"columns-{key}", default=list(names),
                          format_func=names.__getitem__, label_visibility="collapsed", persist_state="session")
    return tuple(name for name in names if name in chosen) or tuple(names)


@lru_cache(maxsize=8)
def _only(answer: RowTable, names: tuple[str, ...]) -> RowTable:
    if len(names) == len(answer.columns):
        return answer
    columns = tuple(column for column in answer.columns if column.name in names)
    saved = names_saved(columns).values()
    return replace(answer, columns=columns, data=answer.data[[name for name in answer.data.columns if name in saved]])


def _found(answer: RowTable, key: str, search: str) -> RowTable:
    """The rows in which some text holds what is searched for, whatever the case."""
    wanted = st.text_input(search, key=f"search-{key}", type="search", placeholder=search, width=320,
                           label_visibility="collapsed", icon=":material/search:").strip().casefold()
    if not wanted:
        return answer
    texts = [column.name for column in answer.columns if column.kind is ColumnKind.TEXT]
    hits = answer.frame[texts].apply(lambda text: text.str.casefold().str.contains(wanted, regex=False)).any(axis=1)
    return replace(answer, frame=answer.frame[hits].reset_index(drop=True), quiet=(), new=())


def _as_ticked(answer: RowTable, frame: Frame, drawing: _Drawing) -> RowTable:
    """While rows are ticked they stay where they are: a list that goes on would put others below the ticks."""
    name, kept = drawing.name(frame), f"ticked-{frame.key}"
    state, held = st.session_state.get(name), st.session_state.get(kept)
    if state is None or not state.selection.rows or held is None or held[0] != name:
        held = st.session_state[kept] = (name, answer)
    found: RowTable = held[1]
    return found


def _rows(answer: RowTable, frame: Frame, drawing: _Drawing, theme: Theme) -> Sequence[int]:
    """Draws the rows; the positions of those that are ticked."""
    height = min(frame.height - markup.HEADING, ROW_HEIGHT * (len(answer.frame) + 1) + 3)
    name = drawing.name(frame)
    picked: Any = st.dataframe(
        _shown(answer, theme), height=height, row_height=ROW_HEIGHT, hide_index=True, key=name,
        alt=answer.alt,
        column_config={column.name: _configured(column, answer.frame[column.name], theme)
                       for column in answer.columns},
        column_order=[column.name for column in answer.columns], placeholder="–",
        on_select=partial(_pass_on, name, answer, drawing.clicked),
        selection_mode=["multi-row", "single-cell"] if drawing.ticks else "single-cell",
    )
    return [row for row in picked.selection.rows if row < len(answer.frame)]


def _pass_on(name: str, answer: RowTable, clicked: Clicked) -> None:
    """Streamlit calls this before the page runs again. A click outside all cells takes the selection back."""
    cells = st.session_state[name].selection.cells
    if not cells:
        withdraw()
    for row, column in cells:
        clicked(answer, row, column)


@lru_cache(maxsize=16)
def _shown(answer: RowTable, theme: Theme) -> Any:
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
    most = seconds.max() if len(seconds) else 0
    return (3600, "%.1f h") if most >= 7200 else (60, "%.1f min") if most >= 300 else (1, "%d s")


def _configured(column: Column, values: pd.Series[Any], theme: Theme) -> Any:
    kind = column.kind
    common: dict[str, Any] = {
        "label": column.label, "help": column.help or None, "pinned": column.pinned, "width": column.width}
    if kind is ColumnKind.PHONE:
        common["width"] = DIAL_WIDTH
    if kind in _OTHERS:
        return _OTHERS[kind](**common)
    seconds, written = _unit(values) if kind in _DURATIONS else (1, _WRITTEN[kind])
    if kind not in _BARS:
        return st.column_config.NumberColumn(**common, format=written)
    full = 100.0 if kind in _PERCENTAGES else column.maximum / seconds
    return st.column_config.ProgressColumn(
        **common, format=written, min_value=0, max_value=full or 1, color=_colour(column.name, theme))


def _colour(name: str, theme: Theme) -> str | None:
    """A measure's bars have its colour here too."""
    return colour(MEASURES[name].colour, theme) if name in MEASURES else None


_DURATIONS = {ColumnKind.SECONDS, ColumnKind.SECONDS_BAR}
_PERCENTAGES = {ColumnKind.PERCENT_BAR, ColumnKind.LEVEL}
_BARS = {ColumnKind.BAR, ColumnKind.SECONDS_BAR, *_PERCENTAGES}
_WRITTEN = {
    ColumnKind.COUNT: "localized", ColumnKind.BAR: "localized", ColumnKind.NUMBER: "%.1f", ColumnKind.CHANGE: None,
    ColumnKind.PERCENT: "%.1f%%", ColumnKind.PERCENT_BAR: "%.1f%%",
    ColumnKind.LEVEL: "%d%%",
}
_OTHERS: Mapping[ColumnKind, Callable[..., Any]] = {
    ColumnKind.TEXT: st.column_config.TextColumn,
    ColumnKind.PHONE: partial(st.column_config.LinkColumn, display_text=":material/call:"),
    ColumnKind.TREND: partial(st.column_config.AreaChartColumn, y_min=0),
    ColumnKind.TAGS: st.column_config.ListColumn,
    ColumnKind.INSTANT: partial(st.column_config.DatetimeColumn, format="D MMM YYYY, h:mm A"),
    ColumnKind.AGO: partial(st.column_config.DatetimeColumn, format="distance"),
}
