"""Names with a bar each: who leads, and who moved a figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from callyzer.figures.labels import hover, safe
from callyzer.figures.theme import PALETTES, Theme, Trace, axis, figure

ROW = 40
_ROOM, _LETTER = 0.24, 0.045
"""Beside the longest bar, as parts of what the bars take: at least, and for each letter of a text."""


@dataclass(frozen=True, slots=True)
class Bar:
    """`name` from outside, `value` with its `text` beside the bar, `key` comes back from a click."""

    name: str
    value: float
    text: str
    colour: str
    hover: Sequence[str]
    key: str = ""


def bars(entries: Sequence[Bar], theme: Theme) -> go.Figure:
    """The first entry on top. Negative values go to the left of a common base line, with their text to the right of it:
    there is no name to run into."""
    values = [entry.value for entry in entries]
    low, high = min([*values, 0.0]), max([*values, 0.0])
    room = (high - low or 1) * max(_ROOM, _LETTER * max((len(entry.text) for entry in entries), default=0))
    ys = list(range(len(entries)))
    ink = {"color": PALETTES[theme].text, "size": 13}
    trace: Trace = {
        "type": "bar", "orientation": "h", "x": values, "y": ys,
        "text": [entry.text if entry.value >= 0 else "" for entry in entries],
        "textposition": "outside", "cliponaxis": False, "textfont": ink,
        "marker": {"color": [entry.colour for entry in entries], "cornerradius": 4},
        "customdata": [[entry.key] for entry in entries],
        "hovertext": [hover(entry.hover) for entry in entries], "hovertemplate": "%{hovertext}<extra></extra>",
    }
    less = [(y, entry.text) for y, entry in enumerate(entries) if entry.value < 0]
    beside: Trace = {
        "type": "scatter", "mode": "text", "x": [0] * len(less), "y": [y for y, _ in less], "hoverinfo": "skip",
        "text": [f" {text}" for _, text in less], "textposition": "middle right", "cliponaxis": False, "textfont": ink}
    return figure(
        [trace, *([beside] if less else [])], theme, ROW * len(entries) + 16, bargap=0.42, clickmode="event+select",
        margin={"l": 4, "r": 8, "t": 4, "b": 4, "pad": 8},
        xaxis=axis(theme, showticklabels=False, zeroline=low < 0, range=[low * 1.04, high + room]),
        yaxis=axis(theme, tickvals=ys, ticktext=[safe(entry.name, 22) for entry in entries],
                   range=[len(entries) - 0.5, -0.5], tickfont={"color": PALETTES[theme].text, "size": 13}),
    )
