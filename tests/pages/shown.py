"""What a page shows, read from what it sends to the browser: its texts, rows and numbers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

import pandas as pd
from streamlit.testing.v1 import AppTest

from tests.pages import standing_shown
from tests.pages.visits import html

Numbers = tuple[float | None, ...]
_TILE = re.compile(r'data-tile="([^"]+)"><h3>(.*?)</h3><div class="tile-value">(.*?)</div>')
_NAME = re.compile(r"-rows-([a-z-]+?)(?:--?\d+)?$")
"""Of a table; that of one with ticks is followed by which list it is."""
_HIDDEN = re.compile(r'<span class="hint[^>]*>.*?</span></span>')
_CHART = re.compile(r'<script type="application/json">(.*?)</script>')
GONE = " ⚠"
"""Behind the name of whose phone tells nothing any more, which files say in a sentence."""

_UNITS = {"h": 3600, "min": 60, "s": 1}


@dataclass(frozen=True)
class Shown:
    """`tiles` are figures in words, by name and label; `rows` the cells of its HTML tables; `tables` hold, by name, the
    values of each column under its label, spans of time in seconds and shares in percent; `charts` the numbers of every
    line, row of bars and column of cells."""

    tiles: Mapping[tuple[str, str], str]
    rows: list[tuple[str, ...]]
    tables: Mapping[str, Mapping[str, list[Any]]]
    charts: list[list[Numbers]]


def shown(test: AppTest) -> Shown:
    page = html(test)
    figures = [json.loads(each.proto.spec) for each in test.get("plotly_chart")]
    return Shown(tiles(page), rows(page),
                 dict(_table(name[1], each) for each in test.dataframe if (name := _NAME.search(each.proto.id))),
                 [lines(figure["data"]) for figure in figures if not standing_shown.stands(figure["layout"])])


def text(markup: str) -> str:
    """What is read, without what a hover adds."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", _HIDDEN.sub("", markup))).split())


def tiles(page: str) -> dict[tuple[str, str], str]:
    return {(name, text(label)): text(value) for name, label, value in _TILE.findall(page)}


def rows(page: str) -> list[tuple[str, ...]]:
    """The rows of its tables, cell by cell, without their heads."""
    found = re.findall(r"<tr[^>]*>(.*?)</tr>", page, re.DOTALL)
    cells = [tuple(map(text, re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL))) for row in found]
    return [row for row, whole in zip(cells, found, strict=True) if "<td" in whole]


def embedded(page: str) -> list[list[Numbers]]:
    """The same as `charts`, of a page that brings its figures along."""
    return [lines(json.loads(found)["data"]) for found in _CHART.findall(page)]


def lines(traces: list[dict[str, Any]]) -> list[Numbers]:
    """The numbers of a figure: of bars and lines how far they reach, of dots both ways, of cells column by column."""
    return [numbers for trace in traces for numbers in _numbers(trace) if any(numbers)]


def _numbers(trace: dict[str, Any]) -> Iterator[Numbers]:
    if trace["type"] == "heatmap":
        yield from (numbers(column) for column in zip(*_array(trace["z"]), strict=True))
    elif trace["type"] == "bar":
        yield numbers(_array(trace["x" if trace.get("orientation") == "h" else "y"]))
    else:
        across = _array(trace.get("x"))
        if not any(isinstance(each, str) for each in across):
            yield numbers(across)
        yield numbers(_array(trace.get("y")))


def _array(given: Any) -> list[Any]:
    return list(given or ())


def numbers(values: Any) -> Numbers:
    """To nine digits, which is what a file keeps of a fraction; None where there is none."""
    return tuple(None if pd.isna(value) else float(f"{float(value):.9g}") for value in values)


def _table(name: str, given: Any) -> tuple[str, dict[str, list[Any]]]:
    """Its name, and its columns as they are headed. A column of hours or minutes says so in its format; one of small
    bars has no texts."""
    looks, frame = json.loads(given.proto.columns), given.value
    return name, {looks[str(column)].get("label", str(column)): _values(frame[column], looks[str(column)])
                     for column in frame.columns
                     if str(column) in looks and looks[str(column)].get("type_config", {}).get("type") != "bar_chart"}


def _values(column: pd.Series[Any], look: Mapping[str, Any]) -> list[Any]:
    unit = re.search(r" (h|min|s)$", str(look.get("type_config", {}).get("format", "")))
    values = [list(value) if look["type_config"]["type"] == "list" else
              value.removesuffix(GONE) if isinstance(value, str) else value for value in column]
    return [value * _UNITS[unit[1]] if unit and not pd.isna(value) else value for value in values]
