"""Slots down, days or weekdays across: where the calls are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import plotly.graph_objects as go

from callyzer.figures.axes import DAY_MS, FEW_DAYS, daily
from callyzer.figures.labels import hover, safe
from callyzer.figures.theme import PALETTES, Theme, Trace, axis, faded, figure, ink_on, shade

ROW, ABOVE, LINE, SCALE, FOOT = 27, 64, 16, 36, 5
"""Heights in pixels: of a row, of the bars above, of a line of the labels below, of the colour scale under them, and of
the room under that."""

Lines = Sequence[str]


@dataclass(frozen=True, slots=True)
class Column:
    """A day or weekday: `x` is a date or its label; `total` a bar above the column, with its `hover`; `key` comes back
    from a click on the bar.

    `mark` (a holiday's name) puts a dot above it. `left_out` columns stay blank, `mark` then says why.
    """

    x: date | str
    total: float
    hover: Lines
    mark: str = ""
    left_out: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """`value` None: nothing there. `key` comes back from a click. `text` is written into it, if there is room."""

    value: float | None
    hover: Lines
    key: tuple[str, int]
    text: str = ""


def heatmap(
    columns: Sequence[Column], rows: Sequence[str], cells: Sequence[Sequence[Cell]], theme: Theme, *,
    colour_code: str, row_totals: Sequence[str], scale_ends: tuple[str, str], top: float,
) -> go.Figure:
    """`cells[row][column]`. `row_totals` stand at the right, `scale_ends` at the ends of the colour scale, `top` is the
    value of its far end.

    A click is met by a transparent point over each cell, whose customdata is the cell's `key`: Streamlit gives no
    selection for heatmaps.
    """
    lines = 2 if len(columns) <= FEW_DAYS and columns and isinstance(columns[0].x, date) else 1
    below, height = SCALE + LINE * lines, height_of(len(rows), lines)
    xs = [column.x.isoformat() if isinstance(column.x, date) else column.x for column in columns]
    sides = _sides(columns, xs)
    gap = 2 if len(columns) <= 35 else 1 if len(columns) <= 120 else 0
    traces = [
        _ground(sides, columns, len(rows), gap, theme),
        _values(sides, cells, xgap=gap, ygap=gap),
        _totals(xs, columns, theme, colour_code),
        _marks(xs, columns, theme),
        _targets(xs, columns, cells, PALETTES[theme].scale, top),
        *_texts(sides, cells, PALETTES[theme].scale, top),
    ]
    plot = height - below - 4
    return figure(
        traces, theme, height, hoverdistance=-1, clickmode="event+select",
        margin={"l": 8, "r": 8, "t": 4, "b": below, "pad": 2},
        coloraxis=_scale(scale_ends, top, theme, height), xaxis=_across(columns, xs, theme),
        yaxis=axis(theme, domain=[0, 1 - ABOVE / plot], range=[len(rows) - 0.5, -0.5],
                   tickvals=list(range(len(rows))), ticktext=[safe(row) for row in rows]),
        yaxis2=axis(theme, domain=[1 - (ABOVE - 8) / plot, 1], showticklabels=False, anchor="x",
                    range=[0, max([column.total for column in columns] + [1e-9]) * 1.45]),
        yaxis3=axis(theme, overlaying="y", side="right", anchor="x", range=[len(rows) - 0.5, -0.5],
                    tickvals=list(range(len(rows))), ticktext=list(row_totals)),
    )


def height_of(rows: int, lines: int = 1) -> int:
    """How high a heatmap of so many rows is, with so many lines of labels below it."""
    return ABOVE + ROW * rows + LINE * lines + SCALE


def _sides(columns: Sequence[Column], xs: Sequence[str]) -> list[str]:
    """Where the cells lie: at their days, but a day that stands alone has no neighbour to tell its width."""
    if len(columns) != 1 or not isinstance(day := columns[0].x, date):
        return list(xs)
    start, half = datetime.combine(day, time.min), timedelta(hours=12)
    return [(start - half).isoformat(), (start + half).isoformat()]


def _across(columns: Sequence[Column], xs: Sequence[str], theme: Theme) -> dict[str, Any]:
    days = [column.x for column in columns if isinstance(column.x, date)]
    if days:
        room = (days[1] - days[0]) / 2 if len(days) > 1 else timedelta(hours=12)
        first, last = (datetime.combine(day, time.min) for day in (days[0], days[-1]))
        return daily(days, theme, anchor="y", range=[(first - room).isoformat(), (last + room).isoformat()])
    return axis(theme, type="category", anchor="y", categoryorder="array", categoryarray=list(xs), tickangle=0)


def _ground(xs: Sequence[str], columns: Sequence[Column], rows: int, gap: int, theme: Theme) -> Trace:
    """The cells themselves, so that one without a call is still seen."""
    line = [None if column.left_out else 0 for column in columns]
    nothing = PALETTES[theme].nothing
    return {"type": "heatmap", "x": list(xs), "y": list(range(rows)), "z": [line] * rows, "xgap": gap, "ygap": gap,
            "colorscale": [[0, nothing], [1, nothing]], "showscale": False, "hoverinfo": "skip"}


def _values(xs: Sequence[str], cells: Sequence[Sequence[Cell]], **spacing: int) -> Trace:
    values = [[cell.value for cell in row] for row in cells]
    return {
        "type": "heatmap", "x": list(xs), "y": list(range(len(values))), "z": values, **spacing,
        "hoverinfo": "skip", "coloraxis": "coloraxis",
    }


def _texts(xs: Sequence[str], cells: Sequence[Sequence[Cell]], scale: Sequence[str], top: float) -> list[Trace]:
    """What is written into the cells, a trace for each ink: a heatmap's text has one, but a click does not dim it."""
    inks = [[ink_on(shade(scale, (cell.value or 0) / top)) if cell.text else "" for cell in row] for row in cells]
    return [
        {"type": "heatmap", "x": list(xs), "y": list(range(len(cells))), "z": [[0] * len(row) for row in cells],
         "colorscale": [[0, "rgba(0,0,0,0)"], [1, "rgba(0,0,0,0)"]], "showscale": False, "hoverinfo": "skip",
         "text": [[safe(cell.text) if used == ink else "" for cell, used in zip(row, line, strict=True)]
                  for row, line in zip(cells, inks, strict=True)],
         "texttemplate": "%{text}", "textfont": {"size": 12, "color": ink}}
        for ink in sorted({ink for line in inks for ink in line} - {""})]


def _scale(ends: tuple[str, str], largest: float, theme: Theme, height: int) -> dict[str, Any]:
    palette = PALETTES[theme]
    steps = len(palette.scale) - 1
    return {
        "cmin": 0, "cmax": largest, "colorscale": [[n / steps, shade] for n, shade in enumerate(palette.scale)],
        "colorbar": {"orientation": "h", "x": 1, "xanchor": "right", "xpad": 0, "y": FOOT / height, "yref": "container",
                     "yanchor": "bottom", "ypad": 0,
                     "lenmode": "pixels", "len": 170, "thickness": 6, "outlinewidth": 0, "ticks": "",
                     "tickvals": [largest * 0.04, largest * 0.94], "ticktext": list(ends),
                     "tickfont": {"color": palette.muted, "size": 11}},
    }


def _totals(xs: Sequence[str], columns: Sequence[Column], theme: Theme, colour_code: str) -> Trace:
    shades = [faded(PALETTES[theme].previous, 0.8) if column.mark else faded(colour_code, 0.55) for column in columns]
    alone = {"width": 0.7 * DAY_MS} if len(columns) == 1 and isinstance(columns[0].x, date) else {}
    return {"type": "bar", "x": list(xs), "y": [column.total for column in columns], "yaxis": "y2", **alone,
            "customdata": [[column.key] for column in columns],
            "marker": {"color": shades, "cornerradius": 2}, "hovertext": [hover(column.hover) for column in columns],
            "hovertemplate": "%{hovertext}<extra></extra>"}


def _marks(xs: Sequence[str], columns: Sequence[Column], theme: Theme) -> Trace:
    marked = [(x, column) for x, column in zip(xs, columns, strict=True) if column.mark]
    shapes = ["x-thin" if column.left_out else "diamond" for _, column in marked]
    muted = PALETTES[theme].muted
    most = max([column.total for column in columns] + [1e-9])
    return {"type": "scatter", "mode": "markers", "yaxis": "y2", "x": [x for x, _ in marked],
            "y": [column.total + most * 0.22 if not column.left_out else most * 0.12 for _, column in marked],
            "marker": {"symbol": shapes, "size": 6, "color": muted, "line": {"color": muted, "width": 1}},
            "hovertext": [hover([column.hover[0], column.mark]) for _, column in marked],
            "hovertemplate": "%{hovertext}<extra></extra>"}


def _targets(
    xs: Sequence[str], columns: Sequence[Column], cells: Sequence[Sequence[Cell]], scale: Sequence[str], top: float,
) -> Trace:
    """What the pointer meets in the cells: a frame shows which was clicked."""
    spots = [(x, row, cell) for row, line in enumerate(cells)
             for x, column, cell in zip(xs, columns, line, strict=True) if not column.left_out]
    inks = [ink_on(shade(scale, (cell.value or 0) / top)) for _, _, cell in spots]
    return {"type": "scatter", "mode": "markers", "yaxis": "y3",  # an axis without a trace would not be drawn
            "x": [x for x, _, _ in spots], "y": [row for _, row, _ in spots],
            "customdata": [list(cell.key) for _, _, cell in spots],
            "marker": {"symbol": "square-open", "size": 19, "opacity": 0, "color": inks, "line": {"width": 2}},
            "selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 0}},
            "hovertext": [hover(cell.hover) for _, _, cell in spots], "hovertemplate": "%{hovertext}<extra></extra>"}
