"""Numbers as slides, and the charts of slides and sheets, write them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from callyzer.figures.axes import STEPS, Unit
from callyzer.views import words

Ticks = tuple[float, float, float]
"""Of an axis: its ends and the step between two."""

DAY = 86_400


@dataclass(frozen=True, slots=True)
class Scale:
    """How the values of a unit are kept in a chart's sheet: divided `by`, in this `format`. `said` names the unit where
    a number does not; `step` is between two ticks, None where the program may choose."""

    by: float
    format: str
    labels: str
    said: str = ""
    step: float | None = None


def scale(unit: Unit, largest: float, *, signed: bool = False) -> Scale:
    """For values of up to `largest`. Spans of time are parts of a day, as spreadsheets count them; where some are
    negative (`signed`), which they cannot write, they are hours or minutes."""
    if signed:
        return _differences(unit, largest)
    if unit == "seconds":
        step = next((step for step in STEPS if largest / step <= 5), STEPS[-1])
        return Scale(DAY, "[h]:mm", "[h]:mm", "hours:minutes", step / DAY)
    if unit == "share":
        return Scale(1, "0%", "0.0%")
    if unit == "per_hour":
        return Scale(1, "#,##0.0", "#,##0.0")
    return Scale(1, "#,##0", "#,##0", step=1 if largest < 5 else None)


def ticks(kept: Scale, low: float, high: float) -> Ticks:
    """The ends and the step of an axis of values from about `low` to `high`, kept so: round numbers outside of them."""
    step = _step(kept, high - max(low, 0.0))
    whole = 1.0 if kept.format == "0%" else math.inf
    first, last = math.floor(max(low, 0.0) / step), math.ceil(high / step)
    return round(first * step, 10), min(round(last * step, 10), whole), step


def _step(kept: Scale, span: float) -> float:
    """So that there are about five."""
    if kept.by == DAY:
        return float(next((step for step in STEPS if span * DAY / step <= 6), STEPS[-1])) / DAY
    least = {"0%": 0.01, "#,##0": 1.0}.get(kept.format, 0.1)
    power: float = 10.0 ** math.floor(math.log10(span / 6))
    return max(least, next(times * power for times in (1, 2, 5, 10) if times * power * 6 >= span))


def _differences(unit: Unit, largest: float) -> Scale:
    by, name = (1.0, "") if unit != "seconds" else (3600.0, "hours") if largest >= 7200 else (60.0, "minutes")
    digits = {"share": "0.0%", "per_hour": "#,##0.0"}.get(unit, "#,##0.0" if name == "hours" else "#,##0")
    written = f"+{digits};−{digits};0"
    return Scale(by, written, written, name)


def said(unit: Unit, value: float, *, averages: bool = False) -> str:
    """A value where there is little room: "1,204", "48%", "3 h 12 min"; averages below ten have a decimal."""
    if averages and unit == "count" and value < 10:
        return words.decimal(value)
    return _SAID[unit](value)


_SAID: Mapping[Unit, Callable[[float], str]] = {
    "count": words.count, "seconds": words.duration, "share": "{:.0%}".format, "per_hour": words.decimal,
}
