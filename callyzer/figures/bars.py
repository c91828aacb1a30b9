"""Names with a bar each: who leads, and who moved a figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from callyzer.figures.labels import hover, safe
from callyzer.figures.theme import PALETTES, Theme, Trace, axis, figure

ROW = 40


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
    """The first entry on top. Negative values go to the left of a common base line."""
    values = [entry.value for entry in entries]
    low, high = min([*values, 0.0]), max([*values, 0.0])
    room = (high - low or 1) * 0.24
    ys = list(range(len(entries)))
    trace: Trace = {
        "type": "bar", "orientation": "h", "x": values, "y": ys, "text": [entry.text for entry in entries],
        "textposition": "outside", "cliponaxis": False, "textfont": {"color": PALETTES[theme].text, "size": 13},
        "marker": {"color": [entry.colour for entry in entries], "cornerradius": 4},
        "customdata": [[entry.key] for entry in entries],
        "hovertext": [hover(entry.hover) for entry in entries], "hovertemplate": "%{hovertext}<extra></extra>",
    }
    return figure(
        [trace], theme, ROW * len(entries) + 16, bargap=0.42, clickmode="event+select",
        margin={"l": 4, "r": 8, "t": 4, "b": 4, "pad": 8},
        xaxis=axis(theme, showticklabels=False, zeroline=low < 0, range=[low - room if low < 0 else 0, high + room]),
        yaxis=axis(theme, tickvals=ys, ticktext=[safe(entry.name, 22) for entry in entries],
                   range=[len(entries) - 0.5, -0.5], tickfont={"color": PALETTES[theme].text, "size": 13}),
    )
