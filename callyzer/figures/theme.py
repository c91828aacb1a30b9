"""Colour, type and layout of every figure, once. `.streamlit/config.toml` repeats the page's part of it.

A colour means the same thing everywhere and stays apart from the others for colour-blind eyes (a test measures it).
Backgrounds are transparent, so that a figure sits on the page it is drawn on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import plotly.graph_objects as go

Theme = Literal["light", "dark"]
INKS = ("#000000", "#ffffff")
"""What is written on a colour."""

Trace = dict[str, Any]

FONT = '"Source Sans", "Source Sans 3", "Source Sans Pro", system-ui, sans-serif'
TEXT_SIZE = 13


@dataclass(frozen=True, slots=True)
class Palette:
    """What is drawn in which colour. `nothing` fills the cell of a heatmap in which there was no call."""

    calls: str
    connected: str
    talk_time: str
    missed: str
    clients: str
    previous: str
    text: str
    muted: str
    line: str
    background: str
    surface: str
    nothing: str
    good: str
    bad: str
    scale: tuple[str, ...]


PALETTES: Mapping[Theme, Palette] = {
    "light": Palette(
        calls="#2457c5", connected="#0e9f8e", talk_time="#cf8300", missed="#cc3a2b", clients="#334155",
        previous="#b4bbc6", text="#1c2430", muted="#5d6878", line="#e6e8ec", background="#ffffff", surface="#f6f7f9",
        nothing="#f1f2f5", good="#0b7d70", bad="#c23325",
        scale=("#d6e4fc", "#bcd2f9", "#9dbcf4", "#7ca3ec", "#5c89e1",
               "#3f6fd3", "#2a58bd", "#1f469d", "#17367b", "#102659"),
    ),
    "dark": Palette(
        calls="#5b8df5", connected="#35c9b0", talk_time="#f2b84b", missed="#ff6b5e", clients="#e1e6ee",
        previous="#5e6878", text="#e6e9ef", muted="#98a2b3", line="#262d38", background="#0f1319", surface="#171c24",
        nothing="#191e27", good="#35c9b0", bad="#ff8377",
        scale=("#1c2f57", "#213b70", "#27488a", "#2f57a6", "#3a68c1",
               "#4a7bd9", "#6390ea", "#84a9f3", "#abc5f9", "#d5e3fd"),
    ),
}
"""`scale` runs from few to many in one hue: darker on a light page, brighter on a dark one."""


def colour(measure: str, theme: Theme) -> str:
    """The colour of a measure: calls, connected, talk_time, missed, clients or previous."""
    return str(getattr(PALETTES[theme], measure))


def faded(colour_code: str, opacity: float) -> str:
    """A colour let through: "rgba(36, 87, 197, 0.15)"."""
    red, green, blue = _channels(colour_code)
    return f"rgba({red}, {green}, {blue}, {opacity})"


def paler(colour_code: str, ground: str, strength: float) -> str:
    """A colour let through on a ground, where a program knows no opacity."""
    return shade((ground, colour_code), strength)


def shade(scale: Sequence[str], place: float) -> str:
    """The colour at a place from 0 to 1 of a scale, as plotly draws it between the colours it is given."""
    at = min(max(place, 0.0), 1.0) * (len(scale) - 1)
    lower = min(int(at), len(scale) - 2)
    mixed = (round(a + (b - a) * (at - lower))
             for a, b in zip(_channels(scale[lower]), _channels(scale[lower + 1]), strict=True))
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def ink_on(ground: str) -> str:
    """Dark or white, whichever is read more easily on this colour."""
    return max(INKS, key=lambda ink: contrast(ink, ground))


def contrast(one: str, other: str) -> float:
    """From 1 to 21, as WCAG 2 defines it; small text needs 4.5."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@lru_cache(maxsize=1024)
def _luminance(colour_code: str) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
              for part in (channel / 255 for channel in _channels(colour_code))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _channels(colour_code: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour_code[at:at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def axis(theme: Theme, **given: Any) -> dict[str, Any]:
    """An axis without line, ticks and grid; what is given goes before that."""
    palette = PALETTES[theme]
    return {
        "showgrid": False, "zeroline": False, "showline": False, "ticks": "", "automargin": True, "fixedrange": True,
        "gridcolor": palette.line, "zerolinecolor": palette.line, "tickfont": {"color": palette.muted, "size": 12},
        "title": {"font": {"color": palette.muted, "size": 12}, "standoff": 8}, **given,
    }


def value_axis(theme: Theme, **given: Any) -> dict[str, Any]:
    """An axis that measures: from zero, a few faint grid lines, thousands separated."""
    return axis(theme, **{"showgrid": True, "rangemode": "tozero", "nticks": 5, "tickformat": ",", **given})


def figure(traces: Sequence[Trace], theme: Theme, height: int, **layout: Any) -> go.Figure:
    """A figure in the house's layout.

    Plotly's own validation takes longer than everything else, so it is left to the tests, which run it on each figure.
    """
    palette = PALETTES[theme]
    base: dict[str, Any] = {
        "template": {}, "height": height, "autosize": True,
        "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": TEXT_SIZE, "color": palette.text},
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8, "pad": 4},
        "showlegend": False, "hovermode": "closest", "dragmode": False, "bargap": 0.3,
        "legend": {
            "orientation": "h", "x": 0, "xanchor": "left", "y": 1.02, "yanchor": "bottom", "traceorder": "normal",
            "font": {"color": palette.muted, "size": 12}, "itemclick": False, "itemdoubleclick": False},
        "hoverlabel": {"bgcolor": palette.surface, "bordercolor": palette.line, "align": "left", "namelength": -1,
                       "font": {"family": FONT, "size": TEXT_SIZE, "color": palette.text}},
        "separators": ".,",
        "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": palette.muted, "activecolor": palette.text},
    }
    return go.Figure(data=list(traces), layout={**base, **layout}, _validate=False)
