"""How a day runs: calls by slot, the connected ones of them in front."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from callyzer.figures.axes import Unit, measuring
from callyzer.figures.labels import hover, safe
from callyzer.figures.theme import PALETTES, Theme, Trace, axis, colour, faded, figure

HEIGHT = 280
REST = 0.28
"""How much of its colour has what is not the part that is drawn stronger."""


@dataclass(frozen=True, slots=True)
class SlotBar:
    """A slot: the `whole`, the `part` of it drawn stronger, and the text on its top. Its `key` comes back from a
    click."""

    tick: str
    whole: float
    part: float
    text: str
    hover: Sequence[str]
    key: int


def slot_profile(
    bars: Sequence[SlotBar], theme: Theme, *, unit: Unit = "count", colour_name: str = "calls",
    height: int = HEIGHT, names: tuple[str, str] = ("Connected", "Not connected"),
) -> go.Figure:
    """The part of each bar is drawn stronger; `names` are those of the part and the rest."""
    strong = colour(colour_name, theme)
    xs = list(range(len(bars)))
    texts = {"customdata": [[bar.key] for bar in bars], "hovertext": [hover(bar.hover) for bar in bars],
             "hovertemplate": "%{hovertext}<extra></extra>"}
    traces: list[Trace] = [
        {"type": "bar", "name": names[0], "x": xs, "y": [bar.part for bar in bars], **texts,
         "marker": {"color": strong}},
        {"type": "bar", "name": names[1], "x": xs, "y": [bar.whole - bar.part for bar in bars], **texts,
         "marker": {"color": faded(strong, REST), "cornerradius": 3},
         "text": [bar.text for bar in bars], "textposition": "outside", "cliponaxis": False, "textangle": 0,
         "textfont": {"size": 12, "color": PALETTES[theme].muted}},
    ]
    largest = max((bar.whole for bar in bars), default=0)
    split = any(bar.whole != bar.part for bar in bars)
    return figure(
        traces, theme, height, barmode="stack", bargap=0.18, clickmode="event+select", showlegend=split,
        uniformtext={"minsize": 10, "mode": "hide"},
        margin={"l": 8, "r": 8, "t": 28 if split else 12, "b": 8, "pad": 4},
        xaxis=axis(theme, tickvals=xs, ticktext=[safe(bar.tick).replace(" ", "<br>", 1) for bar in bars], tickangle=0,
                   range=[-0.6, len(bars) - 0.4]),
        yaxis=measuring(unit, largest, theme, showticklabels=False, showgrid=False),
    )
