"""Rows and the numbers of a chart as tables of HTML. Pure; every text from outside is escaped here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any
from urllib.parse import quote

import pandas as pd

from callyzer.figures.axes import Unit
from callyzer.figures.sparkline import sparkline
from callyzer.figures.theme import colour
from callyzer.views import words
from callyzer.views.csv import columns_saved, unit_of
from callyzer.views.definitions import MEASURES
from callyzer.views.parts import Chart, Column, ColumnKind, RowTable

MOST_ROWS = 500
"""Of a table in a file that is read; whoever wants all takes the workbook."""

PRINTED = 100
"""Rows of them on paper."""

LONGEST = 200
"""Letters of a text in a cell, which shows three lines."""

MANY = 9
"""Columns that need smaller letters on paper."""

_LEFT = {ColumnKind.TEXT, ColumnKind.TAGS, ColumnKind.TREND, ColumnKind.INSTANT}


def rows(table: RowTable, now: datetime) -> str:
    """The columns and the first rows of a table; what a column means is told where the pointer rests on its head."""
    columns = columns_saved(table)
    heads = "".join(f'<th scope="col" class="{_kind(column)}" title="{escape(column.help)}">{escape(column.label)}</th>'
                    for column in columns)
    frame = table.frame.head(MOST_ROWS)
    drawn = [_cells(table, column, frame, now) for column in columns]
    return _scrolling(table.title, heads, drawn)


def left_out(table: RowTable) -> str:
    """How many rows are not in the file, "" where all are."""
    return _first(MOST_ROWS, table)


def not_printed(table: RowTable) -> str:
    """The same on paper."""
    return _first(PRINTED, table)


def _first(most: int, table: RowTable) -> str:
    there = max(len(table.frame), table.total_records)
    return "" if there <= most else f"The first {words.count(most)} of {words.count(there)} rows."


def numbers(chart: Chart) -> str:
    """What a chart shows, number by number: for those who do not see it, or want to copy it."""
    frame = chart.data.head(MOST_ROWS)
    names = [str(name) for name in frame.columns]
    number = [pd.api.types.is_numeric_dtype(frame[name].dtype) for name in names]
    heads = "".join(f'<th scope="col"{"" if is_number else _TO_LEFT}>{escape(name.removesuffix(_SECONDS))}</th>'
                    for name, is_number in zip(names, number, strict=True))
    columns = [[_number(value, unit_of(name, chart.data_plot)) if is_number else f"<td{_TO_LEFT}>{_text(value)}</td>"
                for value in frame[name]] for name, is_number in zip(names, number, strict=True)]
    return _scrolling(chart.title, heads, columns)


_SECONDS = " (s)"
_TO_LEFT = ' class="text"'


def _scrolling(title: str, heads: str, columns: Sequence[Sequence[str]]) -> str:
    """A table that is scrolled in its own frame, by keys too."""
    body = "".join(f"<tr{' class=more' if place >= PRINTED else ''}>{''.join(cells)}</tr>"
                   for place, cells in enumerate(zip(*columns, strict=True)))
    kind = "rows many" if len(columns) > MANY else "rows"
    return (f'<div class="{kind}" role="region" tabindex="0" aria-label="{escape(title)}"><table>'
            f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>")


def _kind(column: Column) -> str:
    """Texts begin at the left; the pinned one, a row's name, stays there when the others are scrolled."""
    if column.kind not in _LEFT:
        return ""
    return "text name" if column.pinned else "text"


def _cells(table: RowTable, column: Column, frame: pd.DataFrame, now: datetime) -> list[str]:
    quiet = table.grey(column.name)
    new = set(table.new) if column.kind is ColumnKind.CHANGE else set[int]()
    cells = []
    for place, value in enumerate(frame[column.name]):
        inside = '<span class="delta">new</span>' if place in new else _cell(column, value, now)
        kinds = " ".join(filter(None, (_kind(column), "" if column.full is None else "barred",
                                       "is-quiet" if place in quiet else "")))
        cells.append(f'<td class="{kinds}">{inside}</td>' if kinds else f"<td>{inside}</td>")
    return cells


def _cell(column: Column, value: Any, now: datetime) -> str:
    if column.kind is ColumnKind.INSTANT:
        return escape(words.dated(value, now)) or "–"
    if column.kind not in {ColumnKind.TAGS, ColumnKind.TREND} and pd.isna(value):
        return "–"
    said = _SAID[column.kind](value)
    return said if column.full is None else _bar(column, float(value), column.full, said)


def _bar(column: Column, value: float, full: float, said: str) -> str:
    width = min(max(value / full, 0.0), 1.0) * 100 if full else 0.0
    ink = colour(MEASURES[column.name].colour if column.name in MEASURES else "calls", "light")
    return f'<span class="bar"><i style="width:{width:.1f}%;background:{ink}"></i></span>{said}'


def _text(value: Any) -> str:
    said = ", ".join(map(str, value)) if isinstance(value, tuple | list) else "" if pd.isna(value) else str(value)
    return f"<bdi>{escape(words.short(said, LONGEST))}</bdi>"


def _change(places: int) -> str:
    """Places up or down."""
    if places == 0:
        return '<span class="delta">=</span>'
    kind, arrow = ("good", "▲") if places > 0 else ("bad", "▼")
    return f'<span class="delta delta-{kind}"><span aria-hidden="true">{arrow}</span> {words.count(abs(places))}</span>'


def _trend(values: Any) -> str:
    drawing = quote(sparkline(list(values), colour("calls", "light")))
    return f'<img class="spark" alt="" src="data:image/svg+xml,{drawing}">' if drawing else ""


_SAID: Mapping[ColumnKind, Callable[[Any], str]] = {
    ColumnKind.TEXT: _text, ColumnKind.TAGS: _text, ColumnKind.CHANGE: _change, ColumnKind.TREND: _trend,
    ColumnKind.COUNT: words.count, ColumnKind.BAR: words.count, ColumnKind.NUMBER: words.decimal,
    ColumnKind.SECONDS: words.duration, ColumnKind.SECONDS_BAR: words.duration,
    ColumnKind.PERCENT: lambda value: words.percent(value / 100),
    ColumnKind.PERCENT_BAR: lambda value: words.percent(value / 100), ColumnKind.LEVEL: lambda value: f"{value:.0f}%",
}


def _number(value: float, unit: Unit) -> str:
    if pd.isna(value):
        return "<td>–</td>"
    if unit == "seconds":
        return f"<td>{words.duration(value)}</td>"
    if unit == "share":
        return f"<td>{words.percent(value)}</td>"
    return f"<td>{words.count(value) if float(value).is_integer() else words.decimal(value)}</td>"
