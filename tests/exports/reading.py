"""What an exported file says, read with other libraries than those that wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pandas as pd
from pptx import Presentation

from tests.exports.spreadsheet import read

Rows = list[tuple[Any, ...]]
_SPANS = {"h": 3600, "min": 60, "s": 1}


@dataclass(frozen=True)
class Block:
    """Headings and the columns below them."""

    heads: tuple[str, ...]
    columns: tuple[tuple[Any, ...], ...]

    @property
    def by_head(self) -> Mapping[str, tuple[Any, ...]]:
        return dict(zip(self.heads, self.columns, strict=True))


def sheets(content: bytes) -> dict[str, list[Block]]:
    """The blocks of every sheet of a workbook but the first, spans of time in seconds."""
    book = read(content)
    return {sheet.title: list(_blocks(list(sheet.iter_rows(values_only=True)))) for sheet in book.worksheets[1:]}


def _blocks(rows: Rows) -> Iterator[Block]:
    """Rows without a gap; what stands alone in a row above them is their title."""
    chunk: Rows = []
    for row in [*rows, ()]:
        if any(value is not None for value in row):
            chunk.append(row)
            continue
        head = next((place for place, each in enumerate(chunk) if len(_filled(each)) > 1), None)
        if head is not None:
            wide = len(_filled(chunk[head]))
            columns = zip(*(map(_plain, each[:wide]) for each in chunk[head + 1:]), strict=True)
            yield Block(tuple(str(value) for value in chunk[head][:wide]), tuple(columns))
        chunk = []


def _filled(row: Sequence[Any]) -> list[Any]:
    return [value for value in row if value is not None]


def _plain(value: Any) -> Any:
    return value.total_seconds() if isinstance(value, timedelta) else value


def csvs(content: bytes, dtype: Any = None) -> dict[str, pd.DataFrame]:
    """The tables of an archive, or the one that is none, by name; as texts where those are the `dtype`."""
    if not content.startswith(b"PK"):
        return {"": pd.read_csv(BytesIO(content), dtype=dtype)}
    with ZipFile(BytesIO(content)) as archive:
        return {name: pd.read_csv(BytesIO(archive.read(name)), dtype=dtype) for name in archive.namelist()}


def pictures(content: bytes) -> list[bytes]:
    """Those of an archive, or the one that is none."""
    if not content.startswith(b"PK"):
        return [content]
    with ZipFile(BytesIO(content)) as archive:
        return [archive.read(name) for name in archive.namelist()]


@dataclass(frozen=True)
class Deck:
    """Texts of its cards, rows of its tables and numbers of its charts, each by the name of its shape."""

    cards: Mapping[str, list[str]]
    tables: Mapping[str, Rows]
    charts: Mapping[str, list[tuple[float | None, ...]]]


def slides(content: bytes) -> Deck:
    cards, tables, charts = dict[str, list[str]](), dict[str, Rows](), dict[str, list[tuple[float | None, ...]]]()
    for shape in (each for slide in Presentation(BytesIO(content)).slides for each in slide.shapes):
        if shape.shape_type == 6:
            cards[shape.name] = [line.text for part in shape.shapes if part.has_text_frame
                                 for line in part.text_frame.paragraphs if line.text]
        elif shape.has_table:
            tables[shape.name] = [tuple(cell.text for cell in row.cells) for row in shape.table.rows]
        elif shape.has_chart:
            charts[shape.name] = list(_series(shape.chart))
    return Deck(cards, tables, charts)


def _series(chart: Any) -> Iterator[tuple[float | None, ...]]:
    for each in chart.plots[0].series:
        yield tuple(each.values)
        across = each._element.xpath("c:xVal//c:pt/c:v")
        if across:
            yield tuple(float(point.text) for point in across)


def agrees(value: Any, said: str) -> bool:
    """Whether a text says this value as precisely as it can: spans in seconds, shares in percent."""
    if not isinstance(value, str) and not isinstance(value, list | tuple) and pd.isna(value):
        return said in {"–", "", "new"}
    if isinstance(value, datetime):
        return f"{value.day} {value:%b}" in said and f"{value:%I:%M %p}".lstrip("0") in said
    if isinstance(value, list | tuple):
        return said == ", ".join(value)
    if isinstance(value, str):
        return said == value or (value == "" and said == "–") or (
            said.endswith("…") and value.startswith(said[:-1].rstrip()))
    number, precision = _number(said)
    return abs(number - float(value)) <= precision / 2 + 1e-6


def _number(said: str) -> tuple[float, float]:
    """A number in words and what its last digit is worth. Not a number where it is none, which agrees with nothing."""
    text = said.replace("−", "-").replace(",", "").replace("=", "0")
    sign = -1.0 if text.startswith("-") or "▼" in text else 1.0
    parts = re.findall(r"(\d+(?:\.\d+)?) ?(h|min|s|%)?", text)
    if not parts:
        return float("nan"), 0.0
    total = sum(float(number) * _SPANS.get(unit, 1) for number, unit in parts)
    last, unit = parts[-1]
    return sign * total, (0.1 if "." in last else 1.0) * _SPANS.get(unit, 1)
