"""A measure over days, the previous period behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import plotly.graph_objects as go

from callyzer.figures.axes import DAY_MS, Unit, daily, measuring
from callyzer.figures.labels import hover
from callyzer.figures.theme import PALETTES, Theme, Trace, colour, faded, figure

HEIGHT = 280


@dataclass(frozen=True, slots=True)
class DayPoint:
    """A day: `value` None where there is none (excluded, or not begun), `before` the value of the day it is compared
    with, `mark` a holiday or why the day is `left_out`, `running` while it is not over."""

    day: date
    value: float | None
    before: float | None
    hover: Sequence[str]
    mark: str = ""
    left_out: bool = False
    running: bool = False


def trend(
    points: Sequence[DayPoint], theme: Theme, *, unit: Unit, colour_name: str, names: tuple[str, str],
) -> go.Figure:
    """A line with a faint area; a running day hangs on it dotted. Up to two days are bars, as no line joins them.

    `names` are those of the measure and of what lies behind.
    """
    strong = colour(colour_name, theme)
    known = [value for point in points for value in (point.value, point.before) if value is not None]
    largest = max(known, default=0)
    draw = _bars if len(points) <= 2 else _lines
    behind = any(point.before is not None for point in points)
    return figure(
        [*draw(points, theme, strong, names), _marks(points, theme)], theme, HEIGHT,
        hovermode="x", clickmode="event+select", showlegend=behind, barmode="group", bargap=0.5,
        margin={"l": 8, "r": 12, "t": 28 if behind else 12, "b": 8, "pad": 4},
        xaxis=daily([point.day for point in points], theme, range=_edges(points)),
        yaxis=measuring(unit, largest, theme),
    )


def _edges(points: Sequence[DayPoint]) -> list[str]:
    """A little room before the first and after the last day."""
    room = timedelta(days=0.5 if len(points) <= 2 else 0.4 + len(points) / 100)
    first, last = (datetime.combine(point.day, time.min) for point in (points[0], points[-1]))
    return [(first - room).isoformat(), (last + room).isoformat()]


def _texts(points: Sequence[DayPoint]) -> dict[str, Any]:
    return {"customdata": [[point.day.isoformat()] for point in points],
            "hovertext": [hover(point.hover) for point in points], "hovertemplate": "%{hovertext}<extra></extra>"}


def _lines(points: Sequence[DayPoint], theme: Theme, strong: str, names: tuple[str, str]) -> list[Trace]:
    xs = [point.day.isoformat() for point in points]
    over = [None if point.running else point.value for point in points]
    traces: list[Trace] = [
        {"type": "scatter", "mode": "lines", "name": names[1], "x": xs,
         "y": [point.before for point in points], "hoverinfo": "skip", "connectgaps": True,
         "line": {"color": PALETTES[theme].previous, "width": 1.5}},
        {"type": "scatter", "mode": "lines+markers", "name": names[0], "x": xs, "y": over,
         "fill": "tozeroy", "connectgaps": True,
         "fillcolor": faded(strong, 0.09), "line": {"color": strong, "width": 2},
         "marker": {"size": 5 if len(points) <= 31 else 1, "color": strong}, **_texts(points)},
    ]
    if running := [n for n, point in enumerate(points) if point.running]:
        traces.append(_running(points[max(running[0] - 1, 0):running[0] + 1], theme, strong))
    return traces


def _running(points: Sequence[DayPoint], theme: Theme, strong: str) -> Trace:
    hollow = [PALETTES[theme].background if point.running else strong for point in points]
    return {"type": "scatter", "mode": "lines+markers", "name": "So far", "showlegend": False,
            "x": [point.day.isoformat() for point in points], "y": [point.value for point in points],
            "line": {"color": strong, "width": 2, "dash": "dot"},
            "marker": {"size": [7 if point.running else 1 for point in points], "color": hollow,
                       "line": {"color": strong, "width": 2}},
            "customdata": [[point.day.isoformat()] for point in points],
            "hovertext": [hover(point.hover) if point.running else "" for point in points],
            "hovertemplate": ["%{hovertext}<extra></extra>" if point.running else None for point in points],
            "hoverinfo": ["text" if point.running else "skip" for point in points]}


def _bars(points: Sequence[DayPoint], theme: Theme, strong: str, names: tuple[str, str]) -> list[Trace]:
    xs = [point.day.isoformat() for point in points]
    bar: Trace = {"type": "bar", "x": xs, "width": 0.15 * DAY_MS}
    return [
        {**bar, "name": names[1], "offset": -0.16 * DAY_MS, "y": [point.before for point in points],
         "hoverinfo": "skip", "marker": {"color": PALETTES[theme].previous, "cornerradius": 4}},
        {**bar, "name": names[0], "offset": 0.01 * DAY_MS, "y": [point.value for point in points], **_texts(points),
         "marker": {"color": strong, "cornerradius": 4}},
    ]


def _marks(points: Sequence[DayPoint], theme: Theme) -> Trace:
    """Holidays as diamonds on the base line, days left out as crosses."""
    marked = [point for point in points if point.mark]
    muted = PALETTES[theme].muted
    return {"type": "scatter", "mode": "markers", "showlegend": False, "x": [point.day.isoformat() for point in marked],
            "y": [0] * len(marked), "cliponaxis": False, "hoverinfo": "skip",
            "marker": {"symbol": ["x-thin" if point.left_out else "diamond" for point in marked], "size": 7,
                       "color": muted, "line": {"color": muted, "width": 1}}}
