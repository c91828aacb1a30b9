"""A heatmap as a table with coloured cells."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from callyzer.exports.slides import tables
from callyzer.exports.slides.box import Box
from callyzer.exports.slides.drawing import Stage
from callyzer.exports.slides.plotted import category
from callyzer.exports.slides.tables import Cell, Grid
from callyzer.exports.slides.template import Template
from callyzer.exports.slides.text import width
from callyzer.exports.units import said
from callyzer.figures.theme import Palette, ink_on, shade
from callyzer.views.parts import Chart, Plot

_SIZES = (13.0, 12.0, 11.0, 10.0, 9.0)


def size_in(template: Template, chart: Chart, plot: Plot, box: Box) -> float | None:
    """The largest type in which its cells stand in a box; None where there are too many of them."""
    grid = _grid(chart.plotted, plot, template.palette)
    return next((size for size in map(template.points, _SIZES) if _fits(grid, box, size)), None)


def draw(stage: Stage, chart: Chart, plot: Plot, box: Box) -> None:
    """Puts it into a box, which it may be a little too large for where `size_in` finds it so."""
    grid = _grid(chart.plotted, plot, stage.template.palette)
    size = size_in(stage.template, chart, plot, box) or stage.template.points(_SIZES[-1])
    rows = min((box.height - tables.head_height(size, 1)) / max(len(grid.rows), 1), 2.6 * size)
    tables.draw(stage, grid, box, size, name=chart.key, alt=chart.alt, rows=rows)


def _fits(grid: Grid, box: Box, size: float) -> bool:
    texts = [*grid.heads[1:], *(cell.text for row in grid.rows for cell in row[1:])]
    needed = max((width(text, size) for text in texts), default=0.0) + tables.MARGINS
    tall = tables.head_height(size, 1) + size * 1.45 * len(grid.rows)
    return tables.even_width(grid, box, size) >= needed and tall <= box.height


def _grid(frame: pd.DataFrame, plot: Plot, palette: Palette) -> Grid:
    columns = [str(name) for name in frame.columns if name != plot.category]
    values = frame[columns].to_numpy()
    averages = bool((values % 1 > 0).any())
    some = (frame[columns].fillna(0) != 0).any(axis=1).to_numpy().nonzero()[0]
    within = range(some[0], some[-1] + 1) if len(some) else range(len(frame))
    rows = [(Cell(category(str(slot), 0)), *_cells(row, values[row], plot, palette, averages=averages))
            for row, slot in enumerate(frame[plot.category]) if row in within]
    return Grid(("", *(category(name, len(columns)) for name in columns)), tuple(rows), even=True)


def _cells(row: int, values: Sequence[float], plot: Plot, palette: Palette, *, averages: bool) -> list[Cell]:
    return [_cell(float(value), plot, palette, averages=averages, drawn=(row, place) not in plot.small)
            for place, value in enumerate(values)]


def _cell(value: float, plot: Plot, palette: Palette, *, averages: bool, drawn: bool) -> Cell:
    """Blank where there was no call, or too few for a share."""
    if pd.isna(value) or not drawn or (value == 0 and plot.units[0] != "share"):
        return Cell("", fill=palette.nothing)
    ground = shade(palette.scale, value / plot.top)
    return Cell(said(plot.units[0], value, averages=averages), ink_on(ground), ground)
