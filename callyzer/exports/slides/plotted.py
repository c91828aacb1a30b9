"""What a native chart draws of a part's data: its categories in few words, its values in the unit of its axis."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from callyzer.exports.slides.text import clean, shortened
from callyzer.exports.units import Scale, scale
from callyzer.figures.axes import FEW_DAYS
from callyzer.views import words
from callyzer.views.parts import Chart, Plot

MOST_BARS = 12
_SLOT = re.compile(r"(Before |After )?0?(\d+)(:\d\d)( [AP]M)(?: - .*)?")
"""The label of a slot: "10:00 AM - 10:59 AM", "After 07:00 PM"."""

Values = tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Plotted:
    """`series` are named lines of values, one for each of the `categories` (texts, or dates where they are many days),
    kept as `scale` says. `others`: the last category is all that are left out, together."""

    categories: tuple[str, ...] | tuple[date, ...]
    series: tuple[tuple[str, Values], ...]
    scale: Scale
    others: bool = False

    @property
    def days(self) -> bool:
        return isinstance(next(iter(self.categories), None), date)

    @property
    def most(self) -> float:
        return max((value for _, values in self.series for value in values if value is not None), default=0.0)

    @property
    def least(self) -> float:
        return min((value for _, values in self.series for value in values if value is not None), default=0.0)


def plotted(chart: Chart, plot: Plot, room: float, size: float) -> Plotted:
    """`room` is how wide a category's name may run, in points at that size of type."""
    frame, together = chart.plotted, 0
    if plot.kind == "bars" and len(frame) > (plot.most or MOST_BARS):
        frame, together = _gathered(frame, plot)
    numbers = frame[list(plot.series)]
    largest = float(numbers.abs().max().max()) if len(numbers) else 0.0
    signed = plot.differs or bool((numbers < 0).to_numpy().any())
    kept = scale(plot.units[0], 0.0 if math.isnan(largest) else largest, signed=signed)
    series = tuple((clean(name), _values(frame[name], kept)) for name in plot.series)
    names_along = frame[plot.category].astype(str).tolist()
    return Plotted(_days(names_along) or tuple(shortened(category(name, len(frame)), room, size) or "–"
                                               for name in names_along), series, kept, bool(together))


def _days(names: list[str]) -> tuple[date, ...]:
    """Many days, which an axis of dates spaces itself; none where they are few or no days."""
    try:
        return tuple(map(date.fromisoformat, names)) if len(names) > FEW_DAYS else ()
    except ValueError:
        return ()


def _gathered(frame: pd.DataFrame, plot: Plot) -> tuple[pd.DataFrame, int]:
    """The first, which are the largest, as many as on the page, and all others as one where adding them up is right."""
    if plot.units[0] not in {"count", "seconds"}:
        return frame.head(MOST_BARS), 0
    named = plot.most or MOST_BARS - 1
    first, rest = frame.head(named), frame.iloc[named:]
    if not rest[list(plot.series)].to_numpy().any():
        return first, 0
    others: dict[str, Any] = {plot.category: words.counted(len(rest), "other", "others"),
                              **{name: rest[name].sum() for name in plot.series}}
    return pd.concat([first[[plot.category, *plot.series]], pd.DataFrame([others])], ignore_index=True), len(rest)


def _values(column: pd.Series[Any], kept: Scale) -> Values:
    return tuple(None if pd.isna(value) else float(value) / kept.by for value in column)


def category(name: str, count: int) -> str:
    """A day or a slot as an axis wants it: "Mon 9 Nov", "9 Nov", "10 AM"; anything else as it is."""
    try:
        when = date.fromisoformat(name)
    except ValueError:
        slot = _SLOT.fullmatch(name)
        return "".join(part for part in slot.groups() if part not in {None, ":00"}) if slot else name
    return words.day(when) if count <= FEW_DAYS else f"{when.day} {when:%b}"
