"""How many clients hold how many of the calls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from callyzer.figures.labels import hover, safe
from callyzer.figures.theme import PALETTES, Theme, Trace, colour, faded, figure, value_axis

HEIGHT = 320


@dataclass(frozen=True, slots=True)
class Point:
    """The first `clients` (a share of all clients) hold `calls` (a share of all calls). `key`, how many they are,
    comes back from a click."""

    clients: float
    calls: float
    hover: Sequence[str]
    key: int
    label: str = ""


def concentration(points: Sequence[Point], theme: Theme) -> go.Figure:
    """From (0, 0) to (1, 1); the straight line is what equal clients would give. Points with a label are marked."""
    palette, strong = PALETTES[theme], colour("calls", theme)
    marked = [point for point in points if point.label]
    curve: Trace = {
        "type": "scatter", "mode": "lines+markers", "x": [point.clients for point in points],
        "y": [point.calls for point in points], "customdata": [[point.key] for point in points],
        "marker": {"size": 9, "color": strong, "opacity": 0},  # only what has a marker can be clicked
        "selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 0}},
        "line": {"color": strong, "width": 2}, "fill": "tozeroy",
        "fillcolor": faded(strong, 0.09), "hovertext": [hover(point.hover) for point in points],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    equal: Trace = {"type": "scatter", "mode": "lines", "x": [0, 1], "y": [0, 1], "hoverinfo": "skip",
                    "line": {"color": palette.previous, "width": 1, "dash": "dot"}}
    dots: Trace = {
        "type": "scatter", "mode": "markers+text", "x": [point.clients for point in marked],
        "y": [point.calls for point in marked], "hoverinfo": "skip", "cliponaxis": False,
        "text": [f"  {safe(point.label, 60)}" for point in marked], "textposition": "middle right",
        "textfont": {"color": palette.text, "size": 13}, "marker": {"size": 9, "color": strong},
        "unselected": {"marker": {"opacity": 1}, "textfont": {"color": palette.text}},  # a click means the curve
    }
    shares = {"tickformat": ".0%", "tickvals": [0, 0.25, 0.5, 0.75, 1]}
    title = {"font": {"color": palette.muted, "size": 12}, "standoff": 8}
    return figure(
        [equal, curve, dots], theme, HEIGHT, hoverdistance=-1, clickmode="event+select",
        margin={"l": 8, "r": 16, "t": 12, "b": 8, "pad": 4},
        xaxis=value_axis(theme, showgrid=False, range=[0, 1.03], title={**title, "text": "Share of clients"}, **shares),
        yaxis=value_axis(theme, range=[0, 1.02], title={**title, "text": "Share of calls"}, **shares),
    )
