"""Rows as CSV text that a spreadsheet opens as it is meant, and never runs.

A heading names the unit of the numbers below it: " (s)" seconds, " (%)" percent from 0 to 100; all others are counts,
or as many for each hour.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from callyzer.figures.axes import Unit
from callyzer.views.parts import Chart, Column, ColumnKind, Plot, RowTable

_RISKY = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
"""Would begin a new line or cell, and the text after them with it."""

_HARMLESS = re.compile(r"[+-]?\d+(\.\d+)?|\+\d{1,4}[ -]?\d{3,15}")
"""A number, or a phone number with its country code."""


_SECONDS, _PERCENT = " (s)", " (%)"
_HEADS: Mapping[Unit, str] = {"seconds": _SECONDS, "share": _PERCENT}
_DIGITS: Mapping[Unit, int | None] = {"share": 2, "per_hour": 2}
"""Of a percentage and of calls for each hour one more than pages show; what is counted is whole, as there."""

_UNITS: Mapping[ColumnKind, Unit] = {
    ColumnKind.SECONDS: "seconds", ColumnKind.SECONDS_BAR: "seconds", ColumnKind.PERCENT: "share",
    ColumnKind.PERCENT_BAR: "share", ColumnKind.LEVEL: "share", ColumnKind.NUMBER: "per_hour"}
_SAID_TWICE = {ColumnKind.PHONE, ColumnKind.AGO, ColumnKind.SPREAD}
"""Beside a column that says the same."""


def columns_saved(table: RowTable) -> tuple[Column, ...]:
    """The columns of a table that are worth a place in a file."""
    return tuple(column for column in table.columns if column.kind not in _SAID_TWICE)


def saved(table: RowTable) -> pd.DataFrame:
    """What a table's CSV holds: its rows in the columns shown, under their labels and units."""
    columns = columns_saved(table)
    names = {column.name: headed(column.label, _UNITS.get(column.kind, "count")) for column in columns}
    if table.frame.empty:
        return pd.DataFrame(columns=pd.Index(list(names.values()), dtype="str"))
    rows = table.frame[list(names)]
    changed = {column.name: rows[column.name].astype("object").mask(rows.index.isin(table.new), "new")
               for column in columns if column.kind is ColumnKind.CHANGE}
    rounded = {column.name: rows[column.name].round(_DIGITS.get(_UNITS[column.kind]) or 0)
               for column in columns if column.kind in _UNITS}
    return rows.assign(**changed, **rounded).rename(columns=names)


def saved_chart(chart: Chart) -> pd.DataFrame:
    """What a chart's CSV holds: the numbers it is drawn from, under their names and units."""
    frame = chart.data
    units = {name: unit_of(str(name), chart.data_plot) for name in frame.columns
             if pd.api.types.is_numeric_dtype(frame[name].dtype)}
    shares = {str(name): (frame[name] * 100).round(2) for name, unit in units.items() if unit == "share"}
    return frame.assign(**shares).rename(columns={name: headed(str(name), unit) for name, unit in units.items()})


def unit_of(name: str, plot: Plot | None) -> Unit:
    """What a column of a chart's numbers counts: a span that is not the plot's own says so in its name."""
    if plot is None or name.endswith(_SECONDS):
        return "seconds" if name.endswith(_SECONDS) else "count"
    named = dict(zip(plot.series, plot.units, strict=False)) if plot.kind == "dots" else {}
    return named.get(name, plot.units[0])


def headed(label: str, unit: Unit) -> str:
    """The heading of a column, or the name of a row, of numbers in this unit."""
    said = {"share": label.removesuffix(" %"), "seconds": label.removesuffix(_SECONDS)}.get(unit, label)
    return said + _HEADS.get(unit, "")


def written(value: float | None, unit: Unit) -> float | None:
    """A number in this unit as a file has it: a share of 1 in percent, what is counted as a whole number."""
    if value is None or pd.isna(value):
        return None
    return round(value * 100 if unit == "share" else value, _DIGITS.get(unit))


def csv(frame: pd.DataFrame) -> bytes:
    """The rows without their index, in UTF-8 with the mark that makes Excel read it as such.

    A text that a spreadsheet would take for a formula gets an apostrophe in front; numbers and phone numbers do not.
    Tuples and lists are joined with commas; a text is written on one line, a whole number without a point.
    """
    safe = frame.rename(columns=lambda name: _inert(str(name)))
    cells = {str(name): pd.Series([_cell(value) for value in column], column.index, dtype="object")
             for name, column in safe.items() if not _plain(column)}
    return safe.assign(**cells).to_csv(index=False).encode("utf-8-sig")


def _plain(column: pd.Series[Any]) -> bool:
    """Whether its cells are written as they are. Where one of whole numbers is missing, all are kept as fractions."""
    kind, types = column.dtype, pd.api.types
    return (types.is_numeric_dtype(kind) and not types.is_float_dtype(kind)) or types.is_datetime64_any_dtype(kind)


def _cell(value: object) -> object:
    if isinstance(value, tuple | list):
        return _inert(", ".join(str(part) for part in value))
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return _inert(value) if isinstance(value, str) else value


def _inert(text: str) -> str:
    line = _BREAKS.sub(" ", text)
    return f"'{line}" if line.lstrip().startswith(_RISKY) and not _HARMLESS.fullmatch(line) else line
