"""A table out of an uploaded file: CSV or XLSX, every cell as text. Pure."""

from __future__ import annotations

import csv
import io
import itertools
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from string import ascii_uppercase
from typing import Any

import pandas as pd

from callyzer.errors import UnreadableTable

MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_UNPACKED = 200 * 2**20
"""Bytes. A workbook is a packed file, and may be made to unpack into far more than it seems to hold."""

csv.field_size_limit(1_000_000)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file: its `number` there, and as many cells as there are headings."""

    number: int
    cells: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Table:
    headings: tuple[str, ...]
    lines: tuple[Line, ...]


def read(name: str, content: bytes) -> Table:
    """The table in a file of this name; blank rows are left out. Raises UnreadableTable."""
    rows = _workbook(content) if name.lower().endswith(".xlsx") else _text(content)
    numbered = [(number, cells) for number, cells in enumerate(rows, 1) if any(cells)]
    if len(numbered) < 2:
        raise UnreadableTable("holds no rows below its headings")
    if len(numbered) > MOST_ROWS + 1:
        raise UnreadableTable(f"holds more than {MOST_ROWS:,} rows: divide it")
    width = max(len(cells) for _, cells in numbered)
    if width > MOST_COLUMNS:
        raise UnreadableTable(f"holds more than {MOST_COLUMNS} columns")
    (_, headings), *lines = [(number, _padded(cells, width)) for number, cells in numbered]
    named = unique([text or f"Column {_letters(place)}" for place, text in enumerate(headings)])
    return Table(named, tuple(Line(number, cells) for number, cells in lines))


def unique(names: Sequence[str]) -> tuple[str, ...]:
    """The names, each told apart from those before it: "Phone", "Phone (2)"."""
    found: list[str] = []
    for name in names:
        others = (f"{name} ({count})" for count in itertools.count(2))
        found.append(next(text for text in (name, *itertools.islice(others, len(found))) if text not in found))
    return tuple(found)


def _padded(cells: Sequence[str], width: int) -> tuple[str, ...]:
    return (*cells, *[""] * (width - len(cells)))


def _letters(place: int) -> str:
    """As a spreadsheet names a column: 0 → "A", 26 → "AA"."""
    more, last = divmod(place, 26)
    return (_letters(more - 1) if more else "") + ascii_uppercase[last]


def _text(content: bytes) -> Iterable[list[str]]:
    text = _decoded(content)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error:
        raise UnreadableTable("cannot be read as CSV") from None
    return [[cell.strip() for cell in row] for row in rows]


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")  # what spreadsheets write where they do not write UTF-8


def _delimiter(text: str) -> str:
    """The one that comes most often in the first line."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t|", key=first.count)


def _workbook(content: bytes) -> Iterable[list[str]]:
    """The first sheet."""
    try:
        _refuse_bombs(content)
        frame = pd.read_excel(io.BytesIO(content), engine="openpyxl", header=None, dtype=object, na_filter=False,
                              nrows=MOST_ROWS + 2)
    except UnreadableTable:
        raise
    except Exception:  # noqa: BLE001 - a broken workbook raises whatever its innermost part does
        raise UnreadableTable("cannot be read as a workbook") from None
    return [[_cell(value) for value in row] for row in frame.itertuples(index=False)]


def _refuse_bombs(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
            raise UnreadableTable("is too large")


def _cell(value: Any) -> str:
    """A number without the point that a spreadsheet's arithmetic gives it: 919812345678.0 is 919812345678."""
    if value is None or value is pd.NaT:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return "" if value != value else str(int(value)) if value.is_integer() else repr(value)  # noqa: PLR0124 - NaN
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != time() else value.date().isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value).strip()
