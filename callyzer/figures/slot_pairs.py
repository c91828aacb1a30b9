"""Two sides by slot of the day, beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from callyzer.figures.axes import Unit, measuring
from callyzer.figures.labels import hover, safe
from callyzer.figures.theme import PALETTES, Theme, Trace, axis, colour, figure

HEIGHT = 300


@dataclass(frozen=True, slots=True)
class SlotPair:
    """A slot with its value on one side and on the other. Its position comes back from a click."""

    tick: str
    one: float
    other: float
    hover: Sequence[str]


def slot_pairs(slots: Sequence[SlotPair], theme: Theme, *, names: tuple[str, str], unit: Unit,
               colour_name: str) -> go.Figure:
    """`names` are those of the sides, from outside; the other side is drawn in the colour of what went before."""
    xs = list(range(len(slots)))
    texts = {"customdata": [[x] for x in xs], "hovertext": [hover(slot.hover) for slot in slots],
             "hovertemplate": "%{hovertext}<extra></extra>"}
    sides = ((names[0], [slot.one for slot in slots], colour(colour_name, theme)),
             (names[1], [slot.other for slot in slots], PALETTES[theme].previous))
    traces: list[Trace] = [
        {"type": "bar", "name": safe(name, 28), "x": xs, "y": values, **texts,
         "marker": {"color": shade, "cornerradius": 3}} for name, values, shade in sides]
    largest = max((value for _, values, _ in sides for value in values), default=0)
    return figure(
        traces, theme, HEIGHT, barmode="group", clickmode="event+select", bargap=0.28, bargroupgap=0.06,
        showlegend=True, margin={"l": 8, "r": 8, "t": 28, "b": 8, "pad": 4},
        xaxis=axis(theme, tickvals=xs, ticktext=[safe(slot.tick).replace(" ", "<br>", 1) for slot in slots],
                   tickangle=0, range=[-0.6, len(slots) - 0.4]),
        yaxis=measuring(unit, largest, theme),
    )
