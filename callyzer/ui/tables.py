"""Rows to look through: sorted by a click on a heading, searched, saved as CSV."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any, Protocol

import numpy as np
import pandas as pd
import streamlit as st

from callyzer.figures.theme import Theme
from callyzer.ui import cells, markup
from callyzer.ui.downloads import csv_button
from callyzer.ui.markup import Frame
from callyzer.ui.offers import Way, offer, withdraw
from callyzer.ui.screen import Screen
from callyzer.ui.tiles import notes
from callyzer.views import words
from callyzer.views.csv import saved
from callyzer.views.parts import ColumnKind, Mark, Note, RowTable

Clicked = Callable[[RowTable, int, str], None]
ROW_HEIGHT = 36
FEW_ROWS = 12
"""A table with more can be searched."""
FEW_COLUMNS = 4
"""A table with fewer needs none to be left out."""
GAP = " \N{WARNING SIGN}"
"""Behind the name of an employee whose calls may be missing; what it means is said below the table."""


@dataclass(frozen=True, slots=True)
class Ticks:
    """Rows of a list can be ticked; `act` draws what can be done with them, whose positions it gets. `of` says which
    list it is: in another one nothing is ticked."""

    of: Hashable
    act: Callable[[RowTable, Sequence[int]], None]


class Lookup(Protocol):
    """Reads the first rows in which a text stands, or all of them."""

    def __call__(self, text: str = "", *, everything: bool = False) -> RowTable: ...


@dataclass(frozen=True, slots=True)
class _Drawing:
    """How the rows of a table are looked through."""

    clicked: Clicked
    search: str
    ticks: Ticks | None
    lookup: Lookup | None

    def name(self, frame: Frame) -> str:
        """The key of the rows; of those with ticks another for each list."""
        if self.ticks is None:
            return f"rows-{frame.key}-{frame.turn}" if frame.turn else f"rows-{frame.key}"
        state = (_searched(frame.key), f"unticked-{frame.key}")
        return f"rows-{frame.key}-{hash((self.ticks.of, *map(st.session_state.get, state)))}"


def untick(key: str) -> None:
    """Takes all ticks off a table, by its frame's key, from the next run on."""
    name = f"unticked-{key}"
    st.session_state[name] = st.session_state.get(name, 0) + 1


def table(screen: Screen, ask: Callable[[], RowTable], frame: Frame, *,
          chosen: Way | None = None, opens: Callable[[RowTable, int], None] | None = None, search: str = "Search",
          ticks: Ticks | None = None, lookup: Lookup | None = None) -> None:
    """Draws rows in a frame of `frame.height` pixels.

    A click on a cell offers the calls behind it, and where `chosen` leads, which gets the table and the row's position;
    or it `opens` the row at once. `search` says what can be searched for in a long one; "" for nothing. With `ticks`
    rows can be ticked. Which columns are shown can be chosen; the CSV holds these, and the rows that were found. Where
    the table gets the first rows of a list only, `lookup` looks for the others.
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
        asked = partial(lookup, str(st.session_state.get(_searched(frame.key), "")).strip()) if lookup else ask
        screen.section(asked, partial(_place, screen, frame, _Drawing(clicked, search, ticks, lookup)), frame)


def _place(screen: Screen, frame: Frame, drawing: _Drawing, answer: RowTable) -> None:
    head = st.container(key=f"head-{frame.key}", horizontal=True, vertical_alignment="top", gap="xxsmall", wrap=False)
    with head:
        st.html(markup.heading(answer.title, answer.question))
        if len(answer.columns) >= FEW_COLUMNS and not answer.empty:
            answer = _only(answer, _columns_chosen(answer, frame.key))
    if answer.empty:
        st.html(markup.empty(answer.empty, frame.height - markup.HEADING))
    else:
        long = drawing.lookup or len(answer.frame) > FEW_ROWS
        wanted = _wanted(frame.key, drawing.search) if drawing.search and long else ""
        seen = answer if drawing.lookup else found(answer, wanted)
        if drawing.ticks:
            seen = _as_ticked(seen, frame, drawing)
        with head:
            csv_button(screen, frame.key, partial(_every, seen, wanted, drawing.lookup))
        ticked = _rows(marked(seen, screen.gone), frame, drawing, screen.theme)
        if drawing.ticks:
            drawing.ticks.act(seen, ticked)
        if max(len(seen.frame), seen.total_records) > seen.most_rows:
            st.caption(f"The table shows and sorts the first {words.count(seen.most_rows)}. A search looks through all,"
                       " and the CSV holds every row that is found.")
    if answer.caption:
        st.caption(answer.caption)
    notes((*answer.notes, *([Note("warning", screen.gap)] if screen.gap and not answer.empty else [])))


def _every(seen: RowTable, wanted: str, lookup: Lookup | None) -> pd.DataFrame:
    """All rows that were found, also those that are not shown, in the columns that are."""
    if lookup and seen.total_records > len(seen.frame):
        return saved(replace(lookup(wanted, everything=True), columns=seen.columns))
    return saved(seen)


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
    with st.popover("", icon=":material/view_column:", type="tertiary", help="Which columns are shown and saved"):
        chosen = st.pills("Columns", list(names), selection_mode="multi", key=f"columns-{key}", default=list(names),
                          format_func=names.__getitem__, label_visibility="collapsed", persist_state="session")
    return tuple(name for name in names if name in chosen) or tuple(names)


@lru_cache(maxsize=8)
def _only(answer: RowTable, names: tuple[str, ...]) -> RowTable:
    if len(names) == len(answer.columns):
        return answer
    columns = tuple(column for column in answer.columns if column.name in names)
    return replace(answer, columns=columns)


def _searched(key: str) -> str:
    return f"search-{key}"


def _wanted(key: str, search: str) -> str:
    """What is searched for."""
    return st.text_input(search, key=_searched(key), type="search", placeholder=search, width=320,
                         label_visibility="collapsed", icon=":material/search:").strip()


def found(answer: RowTable, wanted: str) -> RowTable:
    """The rows in which some text holds what is searched for, whatever the case."""
    if not wanted:
        return answer
    hits = np.zeros(len(answer.frame), dtype=bool)
    for column in answer.columns:
        if column.kind in {ColumnKind.TEXT, ColumnKind.TAGS}:
            values = answer.frame[column.name]
            texts = values.map(", ".join) if column.kind is ColumnKind.TAGS else values
            held = texts.str.casefold().str.contains(wanted.casefold(), regex=False)
            hits |= held.to_numpy(dtype=bool, na_value=False)
    places = np.cumsum(hits) - 1
    quiet, new = (tuple(int(places[row]) for row in rows if hits[row]) for rows in (answer.quiet, answer.new))
    return replace(answer, frame=answer.frame[hits].reset_index(drop=True), quiet=quiet, new=new)


def _as_ticked(answer: RowTable, frame: Frame, drawing: _Drawing) -> RowTable:
    """While rows are ticked they stay where they are: a list that goes on would put others below the ticks."""
    name, kept = drawing.name(frame), f"ticked-{frame.key}"
    state, held = st.session_state.get(name), st.session_state.get(kept)
    if state is None or not state.selection.rows or held is None or held[0] != name:
        held = st.session_state[kept] = (name, answer)
    rows: RowTable = held[1]
    return rows


def _rows(answer: RowTable, frame: Frame, drawing: _Drawing, theme: Theme) -> Sequence[int]:
    """Draws the rows; the positions of those that are ticked."""
    height = min(frame.height - markup.HEADING, ROW_HEIGHT * (len(answer.frame) + 1) + 3)
    name = drawing.name(frame)
    picked: Any = st.dataframe(
        cells.shown(answer, theme), height=height, row_height=ROW_HEIGHT, hide_index=True, key=name,
        alt=answer.alt,
        column_config=cells.configured(answer, theme),
        column_order=[column.name for column in answer.columns], placeholder="–",
        on_select=partial(_pass_on, name, answer, drawing.clicked),
        selection_mode=["multi-row", "single-cell"] if drawing.ticks else "single-cell",
    )
    return [row for row in picked.selection.rows if row < len(answer.frame)]


def _pass_on(name: str, answer: RowTable, clicked: Clicked) -> None:
    """Streamlit calls this before the page runs again. A click outside all cells takes the selection back."""
    clicked_cells = st.session_state[name].selection.cells
    if not clicked_cells:
        withdraw()
    for row, column in clicked_cells:
        clicked(answer, row, column)
