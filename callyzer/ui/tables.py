"""Rows to look through: ordered by a click on a heading, searched, saved as CSV."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any, Final, Literal, Protocol

import pandas as pd
import streamlit as st

from callyzer.figures.theme import Theme
from callyzer.model import RowOrder
from callyzer.ui import cells, markup
from callyzer.ui.downloads import csv_button
from callyzer.ui.markup import Frame
from callyzer.ui.offers import Way, offer, take_back
from callyzer.ui.screen import Screen
from callyzer.ui.selecting import free_cells, place_in, put_place, stay_in
from callyzer.ui.tiles import notes
from callyzer.views import words
from callyzer.views.csv import saved
from callyzer.views.parts import Mark, Note, RowTable
from callyzer.views.rows import after_click, found, ordered

Clicked = Callable[[RowTable, int, str], None]
ROW_HEIGHT = 36
FEW_ROWS = 12
"""A table with more can be searched."""
FEW_COLUMNS = 4
"""A table with fewer needs none to be left out."""
NOTHING_FOUND = "No row holds what is searched for. Clear the search to see all."
GAP = " \N{WARNING SIGN}"
"""Behind the name of an employee whose calls may be missing; what it means is said below the table."""


_Selects = Literal["single-column", "single-cell", "multi-row"]
_CLICKS: Final[list[_Selects]] = ["single-column", "single-cell"]
_CLICKS_AND_TICKS: Final[list[_Selects]] = [*_CLICKS, "multi-row"]


@dataclass(frozen=True, slots=True)
class Ticks:
    """Rows of a list can be ticked; `act` draws what can be done with them, whose positions it gets. `of` says which
    list it is: in another one nothing is ticked."""

    of: Hashable
    act: Callable[[RowTable, Sequence[int]], None]


class Lookup(Protocol):
    """Reads the rows in which a text stands: the first in an order, or all of them."""

    def __call__(self, text: str = "", *, everything: bool = False, order: RowOrder | None = None) -> RowTable: ...


@dataclass(frozen=True, slots=True)
class _Drawing:
    """How the rows of a table are looked through."""

    clicked: Clicked
    search: str
    ticks: Ticks | None
    lookup: Lookup | None

    def name(self, frame: Frame) -> str:
        """The key of the rows; of those with ticks another for each list. After a click on a heading it is another,
        so that no heading stays chosen."""
        if self.ticks is None:
            turns = [str(turn) for turn in (frame.turn, st.session_state.get(_headings(frame.key))) if turn]
            return "-".join(["rows", frame.key, *turns])
        state = (_searched(frame.key), f"unticked-{frame.key}", _headings(frame.key))
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
    the table gets the first rows of a list only, `lookup` reads those that are searched for, or first in another order.
    """
    def clicked(answer: RowTable, row: int, column: str) -> None:
        if opens:
            opens(answer, row)
            return
        values = {str(name): value for name, value in answer.frame.iloc[row].items()}
        mark = answer.mark(values, column) if answer.mark else None
        if mark or chosen:
            offer(frame.key, mark or Mark(str(values.get("name", "")), ()), chosen, answer, row)

    with st.container(key=f"table-{frame.key}"):
        asked = partial(lookup, str(st.session_state.get(_searched(frame.key), "")).strip(),
                        order=_order(frame.key)) if lookup else ask
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
        order = _order(frame.key)
        seen = ordered(answer if drawing.lookup else found(answer, wanted), order)
        if drawing.ticks:
            seen = _as_ticked(seen, frame, drawing)
        with head:
            csv_button(screen, frame.key, partial(_every, seen, wanted, drawing.lookup, order))
        if seen.frame.empty:
            st.html(markup.empty(NOTHING_FOUND, ROW_HEIGHT * 3))
        ticked = _rows(marked(seen, screen.gone), order, frame, drawing, screen.theme) if len(seen.frame) else ()
        if drawing.ticks:
            drawing.ticks.act(seen, ticked)
        if max(len(seen.frame), seen.total_records) > seen.most_rows:
            st.caption(f"The table shows the first {words.count(seen.most_rows)}. A heading orders all rows, a search"
                       " looks through all, and the CSV holds every row that is found.")
    if said := " ".join(filter(None, (answer.caption, answer.hint))):
        st.caption(said)
    notes((*answer.notes, *([Note("warning", screen.gap)] if screen.gap and not answer.empty else [])))


def _every(seen: RowTable, wanted: str, lookup: Lookup | None, order: RowOrder | None) -> pd.DataFrame:
    """All rows that were found, also those that are not shown, in the columns that are and in their order."""
    if lookup and seen.total_records > len(seen.frame):
        return saved(ordered(replace(lookup(wanted, everything=True), columns=seen.columns), order))
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


def _order(key: str) -> RowOrder | None:
    """The order that somebody chose in this visit."""
    order: RowOrder | None = st.session_state.get(f"order-{key}")
    return order


def _headings(key: str) -> str:
    """Where clicks on headings are counted."""
    return f"headings-{key}"


def _searched(key: str) -> str:
    return f"search-{key}"


def _wanted(key: str, search: str) -> str:
    """What is searched for."""
    return st.text_input(search, key=_searched(key), type="search", placeholder=search, width=320,
                         label_visibility="collapsed", icon=":material/search:").strip()


def _as_ticked(answer: RowTable, frame: Frame, drawing: _Drawing) -> RowTable:
    """While rows are ticked they stay where they are: a list that goes on would put others below the ticks."""
    name, kept = drawing.name(frame), f"ticked-{frame.key}"
    state, held = st.session_state.get(name), st.session_state.get(kept)
    if state is None or not state.selection.rows or held is None or held[0] != name:
        held = st.session_state[kept] = (name, answer)
    rows: RowTable = held[1]
    return rows


def _rows(answer: RowTable, order: RowOrder | None, frame: Frame, drawing: _Drawing, theme: Theme) -> Sequence[int]:
    """Draws the rows; the positions of those that are ticked."""
    height = min(frame.height - markup.HEADING, ROW_HEIGHT * (len(answer.frame) + 1) + 3)
    name = drawing.name(frame)
    free_cells(frame.key, name)
    picked: Any = st.dataframe(
        cells.shown(answer, theme), height=height, row_height=ROW_HEIGHT, hide_index=True, key=name,
        alt=answer.alt,
        column_config=cells.configured(answer, theme, order),
        column_order=[column.name for column in answer.columns], placeholder="–",
        on_select=partial(_pass_on, name, frame.key, answer, drawing.clicked),
        selection_mode=_CLICKS_AND_TICKS if drawing.ticks else _CLICKS, selection_default=place_in(frame.key),
    )
    return [row for row in picked.selection.rows if row < len(answer.frame)]


def _pass_on(name: str, key: str, answer: RowTable, clicked: Clicked) -> None:
    """Streamlit calls this before the page runs again. A click outside all cells takes the selection back.

    A click on a heading chooses a column, where Streamlit would else sort the rows behind our back: a CSV of them would
    not be what is seen.
    """
    selection = st.session_state[name].selection
    for column in answer.columns:
        if column.name in selection.columns:
            st.session_state[f"order-{key}"] = after_click(_order(key), column)
            st.session_state[_headings(key)] = st.session_state.get(_headings(key), 0) + 1
            stay_in(key, column.name)
            return
    clicked_cells = selection.cells
    put_place(key, clicked_cells)
    if not clicked_cells:
        take_back(key)
    for row, column in clicked_cells:
        clicked(answer, row, column)
