"""Native charts whose points lie at numbers on both axes: lines and dots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.chart.data import XyChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE
from pptx.util import Pt

from callyzer.exports.slides import dress, units
from callyzer.exports.slides.box import Box
from callyzer.exports.slides.drawing import Stage, rgb
from callyzer.exports.slides.sheet import Row, sheet
from callyzer.exports.slides.text import shortened
from callyzer.figures.theme import colour
from callyzer.views.parts import Chart, Plot

UNSURE = "Too few calls to go by"
_NAMED = 3
"""So many of the dots with the most are named, beside the highest and the lowest."""

_LONGEST = 130.0
_APART = 0.16, 0.09
"""Names of dots that are closer than these parts of the axes would lie upon each other."""


@dataclass(frozen=True, slots=True)
class Point:
    x: float
    y: float
    name: str = ""


def draw(stage: Stage, chart: Chart, plot: Plot, box: Box) -> Any:
    """A line through points, or dots of which those that rest on too little are grey."""
    line = plot.kind == "line"
    columns = (plot.category, plot.series[0]) if line else (plot.series[0], plot.series[1])
    scales = [units.scale(unit, float(chart.data[column].max() if len(chart.data) else 0))
              for column, unit in zip(columns, (plot.units[0], plot.units[-1]), strict=True)]
    series = _series(stage, chart, plot, columns, scales)
    data = XyChartData(number_format=scales[1].format)
    for name, held in series:
        added = data.add_series(name)
        for point in held:
            added.add_data_point(point.x, point.y)
    kind = XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS if line else XL_CHART_TYPE.XY_SCATTER
    frame = stage.shapes.add_chart(kind, *box.emu, data)
    drawn = frame.chart
    drawn.part.chart_workbook.update_from_xlsx_blob(_sheet(columns[0], series))
    dress.dress(stage, drawn, legend=len(series) > 1)
    for axis, scale, said in zip((drawn.category_axis, drawn.value_axis), scales, columns, strict=True):
        _axis(stage, axis, scale, said, line=line)
    for made, (name, held) in zip(drawn.plots[0].series, series, strict=True):
        _mark(stage, made, stage.template.palette.previous if name == UNSURE
              else colour(plot.colours[0], stage.template.theme), line=line)
        if name != UNSURE:
            _name(stage, made, held)
    return frame


def _series(stage: Stage, chart: Chart, plot: Plot, columns: tuple[str, str],
            scales: Sequence[units.Scale]) -> list[tuple[str, list[Point]]]:
    """The points that are drawn in colour, and those in grey where there are some."""
    names = chart.data[plot.category].astype(str) if plot.kind == "dots" else [""] * len(chart.data)
    xs, ys = (chart.data[column] / scale.by for column, scale in zip(columns, scales, strict=True))
    size = stage.template.points(dress.TYPE)
    sure: list[Point] = []
    unsure: list[Point] = []
    for row, (x, y, name) in enumerate(zip(xs.tolist(), ys.tolist(), names, strict=True)):
        (unsure if (row, 0) in plot.small else sure).append(Point(x, y, shortened(name, _LONGEST, size)))
    return [(columns[1], sure), *([(UNSURE, unsure)] if unsure else [])]


def _sheet(across: str, series: Sequence[tuple[str, list[Point]]]) -> bytes:
    """Each series below the one before, where python-pptx lets the chart look for them."""
    rows: list[Row] = []
    for name, held in series:
        rows.append((across, name))
        rows.extend((point.x, point.y, point.name) for point in held)
        rows.append(())
    return sheet(rows, "General")


def _axis(stage: Stage, axis: Any, scale: units.Scale, said: str, *, line: bool) -> None:
    dress.value_axis(stage, axis, scale, hidden=False)
    dress.title(stage, axis, f"{said} ({scale.said})" if scale.said else said)
    axis.minimum_scale = 0
    if line or scale.format == "0%":
        axis.maximum_scale = 1
        axis.major_unit = 0.2


def _mark(stage: Stage, series: Any, code: str, *, line: bool) -> None:
    if line:
        series.smooth = False
        series.format.line.color.rgb, series.format.line.width = rgb(code), Pt(stage.template.points(2.5))
        return
    series.format.line.fill.background()
    series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 9
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = rgb(code)
    series.marker.format.line.color.rgb = rgb(stage.template.background)


def _name(stage: Stage, series: Any, held: Sequence[Point]) -> None:
    """Writes the names at the dots that lie furthest out, as far as there is room between them."""
    for place in _named(held):
        label = series.points[place].data_label
        label.position = XL_LABEL_POSITION.ABOVE
        label.text_frame.text = held[place].name
        font = label.text_frame.paragraphs[0].runs[0].font
        font.size = Pt(stage.template.points(12))
        font.color.rgb = rgb(stage.template.palette.text)


def _named(held: Sequence[Point]) -> list[int]:
    named = [place for place, point in enumerate(held) if point.name]
    across = sorted(named, key=lambda place: -held[place].x)
    up = sorted(named, key=lambda place: held[place].y)
    wide, high = (max((getattr(point, side) for point in held), default=0) or 1 for side in ("x", "y"))
    chosen: list[int] = []
    for place in [*up[-1:], *across[:_NAMED], *up[:1]]:
        point = held[place]
        if all(abs(point.x - held[other].x) > _APART[0] * wide or abs(point.y - held[other].y) > _APART[1] * high
               for other in chosen):
            chosen.append(place)
    return chosen
