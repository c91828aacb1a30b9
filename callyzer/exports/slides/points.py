"""Native charts whose points lie at numbers on both axes, and the simplest of them: a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.chart.data import XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Pt

from callyzer.exports import units
from callyzer.exports.slides import dress
from callyzer.exports.slides.box import Box
from callyzer.exports.slides.drawing import Stage, rgb
from callyzer.exports.slides.sheet import Row, sheet
from callyzer.figures.theme import colour
from callyzer.views.parts import Chart, Plot


@dataclass(frozen=True, slots=True)
class Point:
    x: float
    y: float
    name: str = ""


Series = tuple[str, Sequence[Point]]


def line(stage: Stage, chart: Chart, plot: Plot, box: Box) -> Any:
    """A line through points whose axes are shares of a whole."""
    across, up = plot.category, plot.series[0]
    scales = tuple(units.scale(unit, 1.0) for unit in (plot.units[0], plot.units[-1]))
    held = [Point(x, y) for x, y in zip(chart.plotted[across].tolist(), chart.plotted[up].tolist(), strict=True)]
    frame = add(stage, box, XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS, across, [(up, held)],
                number_format=scales[1].format)
    drawn = frame.chart
    for axis, scale, said in zip((drawn.category_axis, drawn.value_axis), scales, (across, up), strict=True):
        measure(stage, axis, scale, said, (0, 1, 0.2))
    (series,) = drawn.plots[0].series
    series.smooth = False
    series.format.line.color.rgb = rgb(colour(plot.colours[0], stage.template.theme))
    series.format.line.width = Pt(stage.template.points(2.5))
    return frame


def add(stage: Stage, box: Box, kind: XL_CHART_TYPE, across: str, series: Sequence[Series], *,
        number_format: str, legend: bool = False) -> Any:
    """A chart of these points, with the sheet behind it; `across` is what the axis across is called."""
    data = XyChartData(number_format=number_format)
    for name, held in series:
        added = data.add_series(name)
        for point in held:
            added.add_data_point(point.x, point.y)
    frame = stage.shapes.add_chart(kind, *box.emu, data)
    frame.chart.part.chart_workbook.update_from_xlsx_blob(_sheet(across, series))
    dress.dress(stage, frame.chart, legend=legend)
    return frame


def _sheet(across: str, series: Sequence[Series]) -> bytes:
    """Each series below the one before, where python-pptx lets the chart look for them."""
    rows: list[Row] = []
    for name, held in series:
        rows.append((across, name))
        rows.extend((point.x, point.y, point.name) for point in held)
        rows.append(())
    return sheet(rows, "General")


def measure(stage: Stage, axis: Any, scale: units.Scale, said: str, ticks: units.Ticks) -> None:
    dress.value_axis(stage, axis, scale, hidden=False)
    dress.title(stage, axis, f"{said} ({scale.said})" if scale.said else said)
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = ticks
