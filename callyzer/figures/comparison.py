"""Two measures over employees, with the median of each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from callyzer.figures.axes import Unit, measuring
from callyzer.figures.labels import hover, safe
from callyzer.figures.theme import PALETTES, Theme, Trace, faded, figure

Point = tuple[float, float]
HEIGHT = 440
_LABEL = (0.24, 0.055)
"""How much of the plot's width and height a name needs, so that names do not lie on each other."""


@dataclass(frozen=True, slots=True)
class Dot:
    """An employee; `quiet` where the figures rest on too little; `key` comes back from a click."""

    name: str
    x: float
    y: float
    hover: Sequence[str]
    key: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """A measure on one side of the figure: its title, and its median over the dots that are not quiet, if any."""

    title: str
    unit: Unit
    median: float | None
    median_text: str


def comparison(dots: Sequence[Dot], x: Side, y: Side, theme: Theme, *, colour_code: str) -> go.Figure:
    """Names stand beside the dots that are furthest from the medians, as far as there is room."""
    palette = PALETTES[theme]
    named = with_room([(dot.x, dot.y) for dot in dots], {n for n, dot in enumerate(dots) if dot.quiet},
                      (x.median or 0.0, y.median or 0.0))
    crossed = [(side, upright) for side, upright in ((x, True), (y, False)) if side.median is not None]
    shades = [palette.previous if dot.quiet else colour_code for dot in dots]
    trace: Trace = {
        "type": "scatter", "mode": "markers+text", "x": [dot.x for dot in dots], "y": [dot.y for dot in dots],
        "text": [safe(dot.name, 20) if n in named else "" for n, dot in enumerate(dots)], "textposition": "top center",
        "textfont": {"size": 12, "color": palette.text}, "cliponaxis": False,
        "marker": {"size": 11, "color": [faded(shade, 0.75) for shade in shades],
                   "line": {"color": shades, "width": 1}},
        "customdata": [[dot.key] for dot in dots],
        "hovertext": [hover(dot.hover) for dot in dots], "hovertemplate": "%{hovertext}<extra></extra>",
    }
    return figure(
        [trace], theme, HEIGHT, hoverdistance=30, clickmode="event+select",
        margin={"l": 8, "r": 16, "t": 24, "b": 8, "pad": 4},
        xaxis=_axis(x, [dot.x for dot in dots], theme), yaxis=_axis(y, [dot.y for dot in dots], theme),
        shapes=[_line(side, theme, upright=upright) for side, upright in crossed],
        annotations=[_note(side, theme, upright=upright) for side, upright in crossed],
    )


def _axis(side: Side, values: Sequence[float], theme: Theme) -> dict[str, Any]:
    given = measuring(side.unit, max(values, default=0) * 1.04, theme, nticks=5)
    low, high = reach(values)
    # Nobody connects more than all calls; a dot at the very end is drawn whole all the same.
    end = min(high, max([1.0, *values])) if side.unit == "share" else high
    return {**given, "range": [low, end], "title": {**given["title"], "text": safe(side.title)}}


def reach(values: Sequence[float]) -> tuple[float, float]:
    """How far an axis goes: from zero, unless all values lie so far from it that they would crowd at one end."""
    least, most = min(values, default=0), max([*values, 1e-9])
    room = max((most - least) * 0.15, most * 0.04)
    return (least - room if least > most * 0.35 else -most * 0.02), most + room


def _line(side: Side, theme: Theme, *, upright: bool) -> dict[str, Any]:
    place = ({"x0": side.median, "x1": side.median, "y0": 0, "y1": 1, "yref": "paper"} if upright else
             {"y0": side.median, "y1": side.median, "x0": 0, "x1": 1, "xref": "paper"})
    return {"type": "line", "line": {"color": PALETTES[theme].previous, "width": 1, "dash": "dot"}, "layer": "below",
            **place}


def _note(side: Side, theme: Theme, *, upright: bool) -> dict[str, Any]:
    place = ({"x": side.median, "y": 1, "yref": "paper", "xanchor": "center"} if upright else
             {"y": side.median, "x": 0, "xref": "paper", "xanchor": "left"})
    return {"text": safe(side.median_text), "showarrow": False, "yanchor": "bottom", "borderpad": 0,
            "bgcolor": faded(PALETTES[theme].background, 0.75),
            "font": {"size": 11, "color": PALETTES[theme].muted}, **place}


def with_room(points: Sequence[Point], quiet: Collection[int], medians: Point) -> set[int]:
    """The positions of the dots that get a name: the most remarkable first, none over another name or dot. Those that
    are `quiet` get none."""
    across, up = reach([x for x, _ in points]), reach([y for _, y in points])

    def place(point: Point) -> Point:
        return (point[0] - across[0]) / (across[1] - across[0]), (point[1] - up[0]) / (up[1] - up[0])

    places, middle = list(map(place, points)), place(medians)

    def remarkable(n: int) -> float:
        return abs(places[n][0] - middle[0]) + abs(places[n][1] - middle[1])

    named: set[int] = set()
    for n in sorted((n for n in range(len(points)) if n not in quiet), key=remarkable, reverse=True):
        at, above = places[n], (places[n][0], places[n][1] + 0.035)
        if all(m == n or not _near(above, other, _LABEL[0] / 2) for m, other in enumerate(places)) and all(
                not _near(at, places[m], _LABEL[0]) for m in named):
            named.add(n)
    return named


def _near(one: Point, other: Point, width: float) -> bool:
    return abs(one[0] - other[0]) < width and abs(one[1] - other[1]) < _LABEL[1]
