"""The cells of a page's table as texts, as its page writes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

import pandas as pd

from callyzer.exports.slides.tables import Cell, Grid
from callyzer.figures.theme import Palette
from callyzer.views import words
from callyzer.views.parts import Column, ColumnKind, Pair, Pairs, RowTable

_LEFT_OUT = {ColumnKind.PHONE, ColumnKind.AGO, ColumnKind.SPREAD, ColumnKind.TREND}
"""Buttons and pictures, and what is old as soon as it is read."""

_TEXTS = {ColumnKind.TEXT, ColumnKind.TAGS}
_LEFT = _TEXTS | {ColumnKind.INSTANT}
NONE = "–"


def shown(table: RowTable) -> tuple[Column, ...]:
    return tuple(column for column in table.columns if column.kind not in _LEFT_OUT)


def grid(table: RowTable, most: int, palette: Palette, muted: str, now: datetime) -> Grid:
    """The first rows of a table: what rests on too little is grey, places gained and lost have their colour."""
    columns = shown(table)
    texts = [[_cell(table, column, row, value, palette, muted, now)
              for row, value in enumerate(table.frame[column.name].head(most).tolist())] for column in columns]
    return Grid(tuple(column.label for column in columns), tuple(zip(*texts, strict=True)),
                frozenset(place for place, column in enumerate(columns) if column.kind not in _LEFT),
                frozenset(place for place, column in enumerate(columns) if column.kind in _TEXTS))


def _cell(table: RowTable, column: Column, row: int, value: Any, palette: Palette, muted: str, now: datetime) -> Cell:
    if column.kind is ColumnKind.CHANGE:
        return _change(value, palette, muted, new=row in table.new)
    text = said(column.kind, value, now)
    quiet = row in table.quiet and (not table.quiet_columns or column.name in table.quiet_columns)
    return Cell(text, muted if quiet or text == NONE else None)


def said(kind: ColumnKind, value: Any, now: datetime) -> str:
    if kind is ColumnKind.TAGS:
        return ", ".join(str(tag) for tag in value)
    if pd.isna(value) or value == "":
        return NONE
    if kind is ColumnKind.INSTANT:
        return words.dated(value, now)
    return _SAID[kind](value)


def _change(places: Any, palette: Palette, muted: str, *, new: bool) -> Cell:
    if new:
        return Cell("new", muted)
    if pd.isna(places):
        return Cell(NONE, muted)
    if places == 0:
        return Cell("=", muted)
    return Cell(f"▲ {places}", palette.good) if places > 0 else Cell(f"▼ {-places}", palette.bad)


_percent = "{:.1f}%".format
_SAID: Mapping[ColumnKind, Callable[[Any], str]] = {
    ColumnKind.TEXT: str, ColumnKind.COUNT: words.count, ColumnKind.BAR: words.count,
    ColumnKind.SECONDS: words.duration, ColumnKind.SECONDS_BAR: words.duration, ColumnKind.PERCENT: _percent,
    ColumnKind.PERCENT_BAR: _percent, ColumnKind.LEVEL: "{:.0f}%".format, ColumnKind.NUMBER: words.decimal,
}


def pairs(part: Pairs, palette: Palette, muted: str, most: int) -> Grid:
    """Measures side by side, their difference, and the change in its colour."""
    return Grid(("Measure", *part.names, "Difference", "Change"), tuple(map(partial(_pair, palette, muted), part.pairs[:most])),
                frozenset({1, 2, 3, 4}))


def _pair(palette: Palette, muted: str, pair: Pair) -> tuple[Cell, ...]:
    delta = pair.delta
    changed = Cell(delta.text, meant(palette, muted, delta.meaning)) if delta else Cell(NONE, muted)
    return (Cell(pair.label), Cell(pair.one, bold=True), Cell(pair.other), Cell(pair.difference or NONE), changed)


def meant(palette: Palette, muted: str, meaning: str) -> str:
    """The colour of a change for the better, for the worse, or neither."""
    return {"good": palette.good, "bad": palette.bad}.get(meaning, muted)
