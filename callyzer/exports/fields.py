"""The parts of a page as columns of values, each with its unit, for files that reckon with them. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import pandas as pd

from callyzer.views import words
from callyzer.views.csv import columns_saved, unit_of
from callyzer.views.definitions import MEASURES
from callyzer.views.parts import (
    Amount,
    Cards,
    ChangeUnit,
    Chart,
    Column,
    ColumnKind,
    Delta,
    Meaning,
    Movers,
    Pairs,
    RowTable,
    Tiles,
)

Kind = Literal["text", "places", "day", "instant", "count", "seconds", "hours", "share", "per_hour", "level",
               "percent", "points", "times", "more", "more_seconds", "more_per_hour"]
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
LONGEST_LABEL = 120
"""Characters of a name beside a chart: a spreadsheet works half a minute on the label of a name of 10,000."""

_OF_DAYS = {"Day", "Previous day"}


@dataclass(frozen=True, slots=True)
class Signed:
    """A difference or a change as a number that shows its sign, in the colour of its meaning where it has one."""

    value: float
    kind: Kind
    meaning: Meaning | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """A column of a file: spans in seconds, or in `hours` where some are negative, shares of 1. A value may be an
    Amount, a Signed or a text where the others are numbers; None is an empty cell.

    `full` is where a bar in its cells ends, in the unit of the values; None: no bars. `muted` are the rows that rest on
    too little. `measure` names its colour.
    """

    label: str
    kind: Kind
    values: Sequence[Any]
    full: float | None = None
    measure: str = "calls"
    muted: frozenset[int] = frozenset()


def of_table(table: RowTable) -> list[Field]:
    """The columns of a table as its CSV has them, under the headings of the screen."""
    return [_of_column(table, column) for column in columns_saved(table)]


def of_chart(chart: Chart) -> dict[str, Field]:
    """What a chart is drawn from, in the units of its plot, by the columns of its data; those without a text are left
    out."""
    frame = chart.plotted
    found = {str(name): _number(str(name).removesuffix(" (s)"), unit_of(str(name), chart.plot), frame[name])
             if pd.api.types.is_numeric_dtype(frame[name]) else _texts(str(name), frame[name])
             for name in frame.columns}
    return {name: field for name, field in found.items() if field.kind != "text" or any(field.values)}


def of_tiles(tiles: Tiles) -> list[Field]:
    """A row for each figure, with what it was before and how it changed."""
    given = tiles.tiles
    before = [Amount(each.amount.before, each.amount.unit)
              if each.amount and each.amount.before is not None else None for each in given]
    fields = [Field("Figure", "text", [each.label for each in given]),
              Field("Value", "text", [each.amount or each.value for each in given]),
              Field("Change", "text", [_change(each.delta) for each in given]), Field("Before", "text", before),
              Field("Goal", "text", [each.progress.wanted if each.progress else None for each in given]),
              Field("Of the goal", "text", [Amount(each.progress.share, "share") if each.progress else None
                                            for each in given]),
              Field("Detail", "text", [each.detail for each in given])]
    return [field for field in fields if field.label in {"Figure", "Value"} or any(field.values)]


def of_changes(movers: Movers) -> list[Field]:
    """A row for each measure that changed: by how much, and why, in words."""
    given = movers.changes
    return [Field("Measure", "text", [each.label for each in given]),
            Field("Change", "text", [_change(each.delta) for each in given]),
            Field("Difference", "text", [_difference(each.key, each.difference) for each in given]),
            Field("In words", "text", [each.sentence for each in given])]


def of_cards(cards: Cards) -> list[Field]:
    given = cards.cards
    return [Field("Honour", "text", [each.title for each in given]),
            Field("Employee", "text", [each.name for each in given]),
            Field("Figure", "text", [each.figure for each in given]),
            Field("Details", "text", [", ".join(each.details) for each in given])]


def of_pairs(pairs: Pairs) -> list[Field]:
    """Both sides of every measure, and the difference between them."""
    given = pairs.pairs
    return [Field("Measure", "text", [pair.label for pair in given]),
            *(Field(name, "text", [_amount(pair.key, pair.figures[side]) for pair in given])
              for side, name in enumerate(pairs.names)),
            Field("Difference", "text", [_apart(pair.key, *pair.figures) for pair in given]),
            Field("Change", "text", [_change(pair.delta) for pair in given])]


def heading(label: str) -> str:
    """A heading as a person reads it: a day in words."""
    return words.day(date.fromisoformat(label)) if _ISO_DAY.fullmatch(label) else label


def _of_column(table: RowTable, column: Column) -> Field:
    muted = table.grey(column.name)
    values = table.frame[column.name] if len(table.frame) else pd.Series(dtype="object")
    if column.kind is ColumnKind.CHANGE:
        places = ["new" if place in set(table.new) else value for place, value in enumerate(_given(values))]
        return Field(column.label, "places", places, muted=muted | frozenset(table.new))
    kind = _KINDS.get(column.kind, "text")
    if kind == "text":
        return Field(column.label, kind, [_text(value) for value in values], muted=muted)
    if kind == "instant":
        return Field(column.label, kind, _given(values), muted=muted)
    parts = 100 if column.kind in _HUNDREDTHS else 1
    full = None if column.full is None else column.full / parts
    measure = MEASURES[column.name].colour if column.name in MEASURES else "calls"
    numbers = values / parts if parts > 1 and len(values) else values
    return _number(column.label, kind, numbers, full=full, measure=measure, muted=muted)


def _number(label: str, kind: Kind, values: pd.Series[Any], **more: Any) -> Field:
    """A spreadsheet has no negative times: a column that holds some is told in hours."""
    if kind == "seconds" and (values < 0).any():
        return Field(f"{label} (hours)", "hours", _given(values), **more)
    return Field(label, kind, _given(values), **more)


def _given(values: pd.Series[Any]) -> list[Any]:
    return [None if missing else value for value, missing in zip(values.tolist(), values.isna(), strict=True)]


def _texts(name: str, values: pd.Series[Any]) -> Field:
    texts = [_text(value) for value in values]
    if name in _OF_DAYS and all(_ISO_DAY.fullmatch(text) for text in texts if text):
        return Field(name, "day", [date.fromisoformat(text) if text else None for text in texts])
    return Field(name, "text", [words.short(text, LONGEST_LABEL) for text in texts])


def _text(value: Any) -> str:
    if isinstance(value, tuple | list):
        return ", ".join(str(part) for part in value)
    return str(value) if isinstance(value, str) or not pd.isna(value) else ""


def _amount(measure: str, value: float | None) -> Amount | None:
    return None if value is None else Amount(value, MEASURES[measure].unit)


def _apart(measure: str, one: float | None, other: float | None) -> Signed | str | None:
    return None if one is None or other is None else _difference(measure, one - other)


def _difference(measure: str, value: float) -> Signed | str:
    """As a number, of shares in points; a span that became shorter in words, since a spreadsheet has no negative
    times."""
    unit = MEASURES[measure].unit
    if unit == "seconds" and value < 0:
        return MEASURES[measure].text(value)
    return Signed(round(value * 100, 1) if unit == "share" else value, _MORE[unit])


def _change(delta: Delta | None) -> Signed | str | None:
    """As a number; in words where it has none."""
    if delta is None:
        return None
    return delta.text if delta.value is None else Signed(delta.value, _MORE[delta.unit], delta.meaning)


_MORE: Mapping[ChangeUnit, Kind] = {
    "count": "more", "seconds": "more_seconds", "share": "points", "per_hour": "more_per_hour",
    "percent": "percent", "points": "points", "times": "times",
}
"""How a difference or a change is written, by what it is counted in."""

_HUNDREDTHS = {ColumnKind.PERCENT, ColumnKind.PERCENT_BAR, ColumnKind.LEVEL}
_KINDS: Mapping[ColumnKind, Kind] = {
    ColumnKind.COUNT: "count", ColumnKind.BAR: "count", ColumnKind.SECONDS: "seconds",
    ColumnKind.SECONDS_BAR: "seconds", ColumnKind.PERCENT: "share", ColumnKind.PERCENT_BAR: "share",
    ColumnKind.LEVEL: "level", ColumnKind.NUMBER: "per_hour", ColumnKind.INSTANT: "instant",
}
