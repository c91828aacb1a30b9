"""Axes in units people read: hours and minutes for seconds, percentages for shares, and days that stay readable."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from callyzer.figures.theme import Theme, axis, value_axis

Unit = Literal["count", "seconds", "share", "per_hour"]

DAY_MS = 86_400_000
FEW_DAYS = 10
"""Up to so many days have a label each, of two lines."""
_MINUTE, _HOUR = 60, 3600
STEPS = [n * _MINUTE for n in (1, 2, 5, 10, 15, 30)] + [n * _HOUR * 10**p for p in range(9) for n in (1, 2, 5)]
"""Seconds between two ticks that read well."""


def measuring(unit: Unit, largest: float, theme: Theme, **given: Any) -> dict[str, Any]:
    """A value axis from zero to at least `largest`."""
    if unit == "seconds":
        return value_axis(theme, **{**_durations(largest), **given})
    if unit == "share":
        return value_axis(theme, **{"tickformat": ".0%", "range": [0, max(largest * 1.1, 0.05)], **given})
    whole = {"dtick": 1} if unit == "count" and largest < 5 else {}
    return value_axis(theme, **{"range": [0, max(largest * 1.1, 1)], **whole, **given})


def _durations(largest: float) -> dict[str, Any]:
    top = max(largest * 1.1, _MINUTE)
    step = next((step for step in STEPS if top / step <= 5), STEPS[-1])
    ticks = range(0, int(top) + 1, step)
    return {"tickvals": list(ticks), "ticktext": [_duration(tick) for tick in ticks], "range": [0, top]}


def _duration(seconds: int) -> str:
    if seconds == 0:
        return "0"
    return f"{seconds / _HOUR:,.0f} h" if seconds >= _HOUR else f"{seconds // _MINUTE} min"


def daily(days: Sequence[date], theme: Theme, **given: Any) -> dict[str, Any]:
    """A date axis with a tick for each of a few days, for Mondays or for months where there are many.

    Days go to plotly as texts without a zone, so that no browser shifts them.
    """
    ticks: dict[str, Any] = {"tickformat": "%-d %b"}
    if len(days) <= FEW_DAYS:
        ticks = {"tickvals": [day.isoformat() for day in days], "ticktext": [_day(day, days) for day in days]}
    elif len(days) <= 70:
        monday = next((day for day in days if day.weekday() == 0), days[0])
        ticks |= {"dtick": 7 * DAY_MS * (1 if len(days) <= 35 else 2), "tick0": monday.isoformat()}
    else:
        ticks |= {"nticks": 6} | ({"tickformat": "%b %Y"} if len(days) > 400 else {})
    return axis(theme, **{"type": "date", "tickangle": 0, **ticks, **given})


def _day(day: date, days: Sequence[date]) -> str:
    """Weekday and day, with the month where it begins: there is little room on a phone."""
    name = f"{day:%a}" if len(days) <= 7 else f"{day:%a}"[:2]
    return f"{name}<br>{day.day}{f' {day:%b}' if day == days[0] or day.day == 1 else ''}"
