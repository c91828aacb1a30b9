"""Days as a calendar, a block of weeks per year: which of them are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

import plotly.graph_objects as go

from callyzer.figures.labels import hover, safe
from callyzer.figures.theme import PALETTES, Theme, Trace, axis, figure

CELL, BETWEEN, ABOVE, BELOW = 14, 1, 34, 26
"""Heights in pixels of a day, of the legend above and of the months below; BETWEEN years so many rows are left free."""

LAST_WEEK = 53
LEAST_WEEKS = 26
"""A short calendar is drawn as wide as one of half a year; in a longer one only quarters fit below, on a phone."""


class State(IntEnum):
    """Of a day: nothing of it is there, a part, all of it, or all of it and still other than expected."""

    MISSING = 0
    PARTLY = 1
    COVERED = 2
    DIFFERS = 3


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    state: State
    hover: Sequence[str]


def coverage(days: Sequence[Day], theme: Theme, *, names: Sequence[str]) -> go.Figure:
    """`days` in order, at least one; `names` are those of the four states. A weekday per row, Monday on top."""
    years = sorted({day.day.year for day in days})
    rows = len(years) * (7 + BETWEEN) - BETWEEN
    weeks = [week(day.day) for day in days]
    first, last = (0, LAST_WEEK) if len(years) > 1 else _shown(min(weeks), max(weeks))
    months = [date(years[-1], month, 1) for month in range(1, 13, 3 if last - first > LEAST_WEEKS else 1)]
    return figure(
        [_cells(days, years, theme), _crosses(days, years, theme), *_legend(names, theme)], theme,
        CELL * rows + ABOVE + BELOW, showlegend=True,
        margin={"l": 8, "r": 8, "t": ABOVE, "b": BELOW, "pad": 4},
        xaxis=axis(theme, range=[first - 0.5, last + 0.5], tickangle=0,
                   tickvals=[week(month) for month in months], ticktext=[f"{month:%b}" for month in months]),
        yaxis=axis(theme, range=[rows - 0.5, -0.5], tickvals=[n * (7 + BETWEEN) + 3 for n in range(len(years))],
                   ticktext=[str(year) for year in years]),
    )


def _shown(first: int, last: int) -> tuple[int, int]:
    """The weeks of a single year that are drawn."""
    start = max(min(first, last - LEAST_WEEKS + 1), 0)
    return start, max(last, start + LEAST_WEEKS - 1)


def week(day: date) -> int:
    """Which week of its year, from 0; weeks begin on Monday, the first and the last may be short."""
    return (day.timetuple().tm_yday - 1 + date(day.year, 1, 1).weekday()) // 7


def _row(day: date, years: Sequence[int]) -> int:
    return years.index(day.year) * (7 + BETWEEN) + day.weekday()


def _cells(days: Sequence[Day], years: Sequence[int], theme: Theme) -> Trace:
    """As one heatmap: a few hundred days cost no more than one. Rows that are left free have an empty cell, or their
    neighbours would grow into them."""
    shades = _shades(theme)
    steps = [[edge / 4, shade] for n, shade in enumerate(shades) for edge in (n, n + 1)]
    free = [n * (7 + BETWEEN) - between for n in range(1, len(years)) for between in range(1, BETWEEN + 1)]
    return {
        "type": "heatmap", "x": [*(week(day.day) for day in days), *[0] * len(free)],
        "y": [*(_row(day.day, years) for day in days), *free],
        "z": [*(int(day.state) for day in days), *[None] * len(free)],
        "zmin": -0.5, "zmax": 3.5, "colorscale": steps, "showscale": False, "hoverongaps": False,
        "xgap": 1, "ygap": 1, "showlegend": False,
        "hovertext": [*(hover(day.hover) for day in days), *[""] * len(free)],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _crosses(days: Sequence[Day], years: Sequence[int], theme: Theme) -> Trace:
    """A sign beside the colour, for eyes that do not tell it from the others."""
    differing = [day.day for day in days if day.state is State.DIFFERS]
    return {"type": "scatter", "mode": "markers", "hoverinfo": "skip", "showlegend": False,
            "x": [week(day) for day in differing], "y": [_row(day, years) for day in differing],
            "marker": {"symbol": "x-thin", "size": 6, "line": {"color": PALETTES[theme].background, "width": 1.5}}}


def _legend(names: Sequence[str], theme: Theme) -> list[Trace]:
    return [{"type": "scatter", "mode": "markers", "x": [None], "y": [None], "name": safe(name), "hoverinfo": "skip",
             "marker": {"symbol": "square", "size": 10, "color": shade}}
            for name, shade in zip(names, _shades(theme), strict=True)]


def _shades(theme: Theme) -> tuple[str, str, str, str]:
    palette = PALETTES[theme]
    return palette.nothing, palette.scale[1], palette.scale[4], palette.talk_time
