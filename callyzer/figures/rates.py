"""Shares beside each other, each with the interval in which it may lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

import plotly.graph_objects as go

from callyzer.figures.axes import measuring
from callyzer.figures.labels import hover, safe
from callyzer.figures.theme import PALETTES, Theme, Trace, axis, colour, faded, figure

HEIGHT = 300
NARROW = 7
"""Letters that fit below a bar on a phone."""


@dataclass(frozen=True, slots=True)
class RateBar:
    """`share` None: nothing was tried. `lower` and `upper` bound it; `sample` stands below the tick. `quiet`: it rests
    on too little, and is drawn in grey. Its position comes back from a click."""

    tick: str
    sample: str
    share: float | None
    lower: float
    upper: float
    text: str
    hover: Sequence[str]
    quiet: bool = False


def rates(bars: Sequence[RateBar], theme: Theme, *, unit: str, colour_name: str = "connected") -> go.Figure:
    """Bars with whiskers from zero on, in the order given. `unit` is what the samples count."""
    across = axis(theme, tickvals=list(range(len(bars))), ticktext=_ticks(bars), tickangle=0,
                  range=[-0.6, len(bars) - 0.4])
    largest = max((bar.upper for bar in bars if bar.share is not None), default=0.0)
    return figure(
        [_shares(bars, theme, colour(colour_name, theme)), _texts(bars, theme)], theme, HEIGHT, bargap=0.3,
        clickmode="event+select",
        margin={"l": 8, "r": 8, "t": 12, "b": 8, "pad": 4},
        xaxis={**across, "title": {**across["title"], "text": unit, "standoff": 2}},
        yaxis=measuring("share", min(largest, 0.93), theme),
    )


def _shares(bars: Sequence[RateBar], theme: Theme, strong: str) -> Trace:
    palette = PALETTES[theme]
    return {
        "type": "bar", "x": list(range(len(bars))), "y": [bar.share for bar in bars],
        "marker": {"color": [faded(palette.previous if bar.quiet else strong, 0.3) for bar in bars], "cornerradius": 3},
        "error_y": {
            "type": "data", "symmetric": False, "color": palette.muted, "thickness": 1.5, "width": 5,
            "array": [None if bar.share is None else bar.upper - bar.share for bar in bars],
            "arrayminus": [None if bar.share is None else bar.share - bar.lower for bar in bars]},
        "customdata": [[place] for place in range(len(bars))],
        "hovertext": [hover(bar.hover) for bar in bars], "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _texts(bars: Sequence[RateBar], theme: Theme) -> Trace:
    """At the foot of the bars, where no whisker hides them."""
    palette = PALETTES[theme]
    return {
        "type": "scatter", "mode": "text", "x": list(range(len(bars))), "y": [0] * len(bars),
        "text": [safe(bar.text) for bar in bars], "textposition": "top center", "hoverinfo": "skip",
        "textfont": {"size": 13, "color": [palette.muted if bar.quiet else palette.text for bar in bars]},
    }


def _ticks(bars: Sequence[RateBar]) -> list[str]:
    """In narrow lines, as many for each, so that the samples below them stand in a line too."""
    names = [wrap(bar.tick, NARROW) for bar in bars]
    most = max((len(lines) for lines in names), default=0)
    return ["<br>".join([*map(safe, lines), *[""] * (most - len(lines)), safe(bar.sample)])
            for lines, bar in zip(names, bars, strict=True)]
