"""Where one of a team stands in several measures at once: each against the team's median."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

import plotly.graph_objects as go

from callyzer.figures.labels import hover, safe
from callyzer.figures.theme import PALETTES, Theme, Trace, axis, figure

ROW, ABOVE, BELOW = 31, 34, 30
EDGE = 2.0
"""Four times the median, or a quarter of it. What lies beyond is drawn there."""

TICKS = {-2: "¼", -1: "½", 0: "median", 1: "×2", 2: "×4"}


@dataclass(frozen=True, slots=True)
class Standing:
    """A measure: multiples of the team's median, `before` None where it is not known. `text` is the value itself;
    `better` as of a measure. `quiet`: it rests on too little."""

    name: str
    now: float
    before: float | None
    others: Sequence[float]
    text: str
    colour: str
    hover: Sequence[str]
    better: int = 0
    quiet: bool = False


def standing(rows: Sequence[Standing], theme: Theme, *, who: str) -> go.Figure:
    """The first measure on top; the others of the team are dots without names. `who` is a name from outside."""
    palette = PALETTES[theme]
    ys = list(range(len(rows)))
    known = [(y, row.before, row) for y, row in zip(ys, rows, strict=True) if row.before is not None]
    others: Trace = {
        "type": "scatter", "mode": "markers", "name": "Others", "hoverinfo": "skip",
        "x": [place(other) for row in rows for other in row.others],
        "y": [y for y, row in zip(ys, rows, strict=True) for _ in row.others],
        "marker": {"size": 9, "color": palette.previous, "opacity": 0.45}}
    moved: Trace = {
        "type": "scatter", "mode": "lines", "showlegend": False, "hoverinfo": "skip",
        "x": [x for _, before, row in known for x in (place(before), place(row.now), None)],
        "y": [each for y, _, _ in known for each in (y, y, None)], "line": {"color": palette.muted, "width": 2}}
    earlier: Trace = {
        "type": "scatter", "mode": "markers", "name": "Previous period", "hoverinfo": "skip",
        "x": [place(before) for _, before, _ in known], "y": [y for y, _, _ in known],
        "marker": {"size": 11, "color": palette.background, "line": {"color": palette.muted, "width": 2}}}
    now: Trace = {
        "type": "scatter", "mode": "markers", "name": safe(who), "yaxis": "y2",
        "x": [place(row.now) for row in rows], "y": ys,
        "marker": {"size": 15, "color": [palette.muted if row.quiet else row.colour for row in rows]},
        "hovertext": [hover(row.hover) for row in rows], "hovertemplate": "%{hovertext}<extra></extra>"}
    return figure(
        [others, moved, earlier, now], theme, ABOVE + ROW * len(rows) + BELOW, showlegend=True, hoverdistance=40,
        margin={"l": 8, "r": 8, "t": ABOVE, "b": BELOW, "pad": 8},
        xaxis=axis(theme, range=[-EDGE - 0.15, EDGE + 0.15], tickvals=list(TICKS), ticktext=list(TICKS.values()),
                   showgrid=True, zeroline=True, zerolinecolor=palette.muted),
        yaxis=_side(theme, rows, [safe(row.name) for row in rows]),
        yaxis2=_side(theme, rows, [safe(row.text) for row in rows], overlaying="y", side="right"),
    )


def _side(theme: Theme, rows: Sequence[Standing], texts: Sequence[str], **given: str) -> dict[str, object]:
    return axis(theme, range=[len(rows) - 0.5, -0.5], tickvals=list(range(len(rows))), ticktext=list(texts),
                tickfont={"color": PALETTES[theme].text, "size": 13}, **given)


def place(multiple: float) -> float:
    """Where a multiple of the median lies: twice as far to the right as half is to the left."""
    return min(max(log2(multiple), -EDGE), EDGE) if multiple > 0 else -EDGE
