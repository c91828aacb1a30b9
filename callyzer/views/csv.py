"""A table as CSV text that a spreadsheet opens as it is meant, and never runs."""

from __future__ import annotations

import re

import pandas as pd

from callyzer.views.parts import Column, ColumnKind, RowTable

_RISKY = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
"""Would begin a new line or cell, and the text after them with it."""

_HARMLESS = re.compile(r"[+-]?\d+(\.\d+)?|\+\d{1,4}[ -]?\d{3,15}")
"""A number, or a phone number with its country code."""


_SPANS = {ColumnKind.SECONDS, ColumnKind.SECONDS_BAR}
_SAID_TWICE = {ColumnKind.PHONE, ColumnKind.AGO, ColumnKind.SPREAD}
"""Beside a column that says the same."""


def columns_saved(table: RowTable) -> tuple[Column, ...]:
    """The columns of a table that are worth a place in a file."""
    return tuple(column for column in table.columns if column.kind not in _SAID_TWICE)


def saved(table: RowTable) -> pd.DataFrame:
    """What a table's CSV holds: its rows in the columns shown, under their labels, spans of time in seconds."""
    names = {column.name: f"{column.label} (s)" if column.kind in _SPANS else column.label
             for column in columns_saved(table)}
    if table.frame.empty:
        return pd.DataFrame(columns=pd.Index(list(names.values()), dtype="str"))
    rows = table.frame[list(names)]
    new = {column.name: rows[column.name].astype("object").mask(rows.index.isin(table.new), "new")
           for column in table.columns if column.kind is ColumnKind.CHANGE}
    return rows.assign(**new).rename(columns=names)


def csv(frame: pd.DataFrame) -> bytes:
    """The rows without their index, in UTF-8 with the mark that makes Excel read it as such.

    A text that a spreadsheet would take for a formula gets an apostrophe in front; numbers and phone numbers do not.
    Tuples and lists are joined with commas; a text is written on one line.
    """
    safe = frame.rename(columns=lambda name: _inert(str(name)))
    texts = {
        name: column.map(_cell) for name, column in safe.items() if not pd.api.types.is_numeric_dtype(column.dtype)
    }
    return safe.assign(**{str(name): column for name, column in texts.items()}).to_csv(index=False).encode("utf-8-sig")


def _cell(value: object) -> object:
    if isinstance(value, tuple | list):
        return _inert(", ".join(str(part) for part in value))
    return _inert(value) if isinstance(value, str) else value


def _inert(text: str) -> str:
    line = _BREAKS.sub(" ", text)
    return f"'{line}" if line.lstrip().startswith(_RISKY) and not _HARMLESS.fullmatch(line) else line
