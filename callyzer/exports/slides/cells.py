"""The cells of a page's table as texts, as its page writes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd

from callyzer.exports.slides.tables import Cell, Grid
from callyzer.exports.slides.template import Template
from callyzer.views import words
from callyzer.views.parts import Column, ColumnKind, Meaning, Pair, Pairs, RowTable

_LEFT_OUT = {ColumnKind.PHONE, ColumnKind.AGO, ColumnKind.SPREAD, ColumnKind.TREND}
"""Buttons and pictures, and what is old as soon as it is read."""

_TEXTS = {ColumnKind.TEXT, ColumnKind.TAGS}
_LEFT = _TEXTS | {ColumnKind.INSTANT}
NONE = "–"


def shown(table: RowTable) -> tuple[Column, ...]:
    return tuple(column for column in table.columns if column.kind not in _LEFT_OUT)


@dataclass(frozen=True, slots=True)
class Ink:
    """The colours of a table's texts besides the slide's own."""

    good: str
    bad: str
    muted: str

    @classmethod
    def of(cls, template: Template) -> Ink:
        return cls(template.palette.good, template.palette.bad, template.muted)

    def meant(self, meaning: Meaning) -> str:
        """The colour of a change for the better, for the worse, or neither."""
        return {"good": self.good, "bad": self.bad, "neutral": self.muted}[meaning]


def grid(table: RowTable, most: int, ink: Ink, now: datetime) -> Grid:
    """The first rows of a table: what rests on too little is grey, places gained and lost have their colour."""
    columns = shown(table)
    texts = [_column(table, column, most, ink, now) for column in columns]
    return Grid(tuple(column.label for column in columns), tuple(zip(*texts, strict=True)),
                frozenset(place for place, column in enumerate(columns) if column.kind not in _LEFT),
                frozenset(place for place, column in enumerate(columns) if column.kind in _TEXTS))


def _column(table: RowTable, column: Column, most: int, ink: Ink, now: datetime) -> list[Cell]:
    quiet = table.grey(column.name)
    values = table.frame[column.name].head(most).tolist()
    if column.kind is ColumnKind.CHANGE:
        return [_change(value, ink, new=row in table.new) for row, value in enumerate(values)]
    texts = [said(column.kind, value, now) for value in values]
    return [Cell(text, ink.muted if row in quiet or text == NONE else None) for row, text in enumerate(texts)]


def said(kind: ColumnKind, value: Any, now: datetime) -> str:
    if kind is ColumnKind.TAGS:
        return ", ".join(str(tag) for tag in value)
    if pd.isna(value) or value == "":
        return NONE
    if kind is ColumnKind.INSTANT:
        return words.dated(value, now)
    return _SAID[kind](value)


def _change(places: Any, ink: Ink, *, new: bool) -> Cell:
    if new:
        return Cell("new", ink.muted)
    if pd.isna(places):
        return Cell(NONE, ink.muted)
    if places == 0:
        return Cell("=", ink.muted)
    return Cell(f"▲ {places}", ink.good) if places > 0 else Cell(f"▼ {-places}", ink.bad)


_percent = "{:.1f}%".format
_SAID: Mapping[ColumnKind, Callable[[Any], str]] = {
    ColumnKind.TEXT: str, ColumnKind.COUNT: words.count, ColumnKind.BAR: words.count,
    ColumnKind.SECONDS: words.duration, ColumnKind.SECONDS_BAR: words.duration, ColumnKind.PERCENT: _percent,
    ColumnKind.PERCENT_BAR: _percent, ColumnKind.LEVEL: "{:.0f}%".format,
    ColumnKind.NUMBER: words.decimal,
}


def pairs(part: Pairs, ink: Ink, most: int) -> Grid:
    """Measures side by side, their difference, and the change in its colour."""
    return Grid(("Measure", *part.names, "Difference", "Change"),
                tuple(_pair(ink, pair) for pair in part.pairs[:most]), frozenset({1, 2, 3, 4}), frozenset({0}))


def _pair(ink: Ink, pair: Pair) -> tuple[Cell, ...]:
    changed = Cell(pair.delta.text, ink.meant(pair.delta.meaning)) if pair.delta else Cell(NONE, ink.muted)
    return Cell(pair.label), Cell(pair.one, bold=True), Cell(pair.other), Cell(pair.difference_said or NONE), changed
