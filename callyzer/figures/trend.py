"""A measure over days, the previous period behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import plotly.graph_objects as go

from callyzer.figures.axes import Unit, daily, measuring
from callyzer.figures.labels import hover
from callyzer.figures.theme import PALETTES, Theme, Trace, colour, faded, figure

HEIGHT = 280


@dataclass(frozen=True, slots=True)
class DayPoint:
    """A day: `value` None where there is none (excluded, or not begun), `before` the value of the day it is compared
    with, `mark` a holiday or why the day is left out, `running` while it is not over."""

    day: date
    value: float | None
    before: float | None
    hover: Sequence[str]
    mark: str = ""
    running: bool = False


def trend(points: Sequence[DayPoint], theme: Theme, *, unit: Unit, colour_name: str, name: str) -> go.Figure:
    """A line with a faint area; a running day hangs on it dotted. Up to two days are bars, as no line joins them."""
    strong = colour(colour_name, theme)
    known = [value for point in points for value in (point.value, point.before) if value is not None]
    largest = max(known, default=0)
    draw = _bars if len(points) <= 2 else _lines
    behind = any(point.before is not None for point in points)
    return figure(
        [*draw(points, theme, strong, name), _marks(points, theme)], theme, HEIGHT,
        hovermode="x", showlegend=behind, barmode="group", bargap=0.5,
        margin={"l": 8, "r": 12, "t": 28 if behind else 12, "b": 8, "pad": 4},
        xaxis=daily([point.day for point in points], theme, showspikes=False),
        yaxis=measuring(unit, largest, theme),
    )


def _texts(points: Sequence[DayPoint]) -> dict[str, Any]:
    return {"hovertext": [hover(point.hover) for point in points], "hovertemplate": "%{hovertext}<extra></extra>"}


def _lines(points: Sequence[DayPoint], theme: Theme, strong: str, name: str) -> list[Trace]:
    xs = [point.day.isoformat() for point in points]
    over = [None if point.running else point.value for point in points]
    traces: list[Trace] = [
        {"type": "scatter", "mode": "lines", "name": "Previous period", "x": xs,
         "y": [point.before for point in points], "hoverinfo": "skip",
         "line": {"color": PALETTES[theme].previous, "width": 1.5}},
        {"type": "scatter", "mode": "lines+markers", "name": name, "x": xs, "y": over, "fill": "tozeroy",
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
            "hovertext": [hover(point.hover) if point.running else "" for point in points],
            "hovertemplate": ["%{hovertext}<extra></extra>" if point.running else None for point in points],
            "hoverinfo": ["text" if point.running else "skip" for point in points]}


def _bars(points: Sequence[DayPoint], theme: Theme, strong: str, name: str) -> list[Trace]:
    xs = [point.day.isoformat() for point in points]
    bar: Trace = {"type": "bar", "x": xs, "width": None}
    return [
        {**bar, "name": "Previous period", "y": [point.before for point in points], "hoverinfo": "skip",
         "marker": {"color": PALETTES[theme].previous, "cornerradius": 4}},
        {**bar, "name": name, "y": [point.value for point in points], **_texts(points),
         "marker": {"color": strong, "cornerradius": 4}},
    ]


def _marks(points: Sequence[DayPoint], theme: Theme) -> Trace:
    """Holidays as diamonds on the base line, days left out as crosses."""
    marked = [point for point in points if point.mark]
    muted = PALETTES[theme].muted
    return {"type": "scatter", "mode": "markers", "showlegend": False, "x": [point.day.isoformat() for point in marked],
            "y": [0] * len(marked), "cliponaxis": False, "hoverinfo": "skip",
            "marker": {"symbol": ["x-thin" if point.value is None else "diamond" for point in marked], "size": 7,
                       "color": muted, "line": {"color": muted, "width": 1}}}
