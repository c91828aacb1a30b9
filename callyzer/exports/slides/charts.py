"""Native charts: columns, bars, lines and dots that can be edited, in the colours of the pages."""

from __future__ import annotations

from typing import Any

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from callyzer.exports.slides import units
from callyzer.exports.slides.box import Box
from callyzer.exports.slides.drawing import Stage, describe, rgb
from callyzer.exports.slides.plotted import MOST_BARS, Plotted, plotted
from callyzer.exports.slides.sheet import sheet
from callyzer.exports.slides.text import shortened
from callyzer.figures.theme import colour
from callyzer.views.parts import Chart, Plot

TYPE = 13.0
_LABELLED = 12
"""Up to so many columns have their figures written at them."""

_NAMED = 3
"""So many dots at each end are named."""


def draw(stage: Stage, chart: Chart, plot: Plot, box: Box) -> None:
    """Puts a chart of `columns`, `bars`, `line` or `dots` into a box."""
    if plot.kind in {"columns", "bars"}:
        drawn = _bars(stage, chart, plot, box)
    else:
        drawn = _points(stage, chart, plot, box)
    drawn.name = chart.key
    describe(drawn, chart.alt)


def _bars(stage: Stage, chart: Chart, plot: Plot, box: Box) -> Any:
    size, flat = stage.template.points(TYPE), plot.kind == "bars"
    held = plotted(chart, plot, box.width * 0.28 if flat else box.width / 4, size)
    data = CategoryChartData(number_format=held.scale.format)
    data.categories = held.categories
    for name, values in held.series:
        data.add_series(name, values)
    kind = XL_CHART_TYPE.BAR_CLUSTERED if flat else XL_CHART_TYPE.COLUMN_CLUSTERED
    frame = stage.shapes.add_chart(kind, *box.emu, data)
    drawn = frame.chart
    drawn.part.chart_workbook.update_from_xlsx_blob(_bar_sheet(plot, held))
    _dress(stage, drawn, legend=len(held.series) > 1)
    labelled = _colour(stage, drawn, plot, held)
    _category_axis(stage, drawn.category_axis, held, flat=flat)
    _value_axis(stage, drawn.value_axis, held.scale, hidden=labelled)
    if held.least >= 0:
        drawn.value_axis.minimum_scale = 0
    return frame


def _bar_sheet(plot: Plot, held: Plotted) -> bytes:
    head = ["", *(name for name, _ in held.series)]
    lines = zip(held.categories, *(values for _, values in held.series), strict=True)
    return sheet([head, *(list(line) for line in lines)], held.scale.labels)


def _dress(stage: Stage, drawn: Any, *, legend: bool) -> None:
    drawn.has_title = False
    drawn.font.size = Pt(stage.template.points(TYPE))
    drawn.font.color.rgb = rgb(stage.template.muted)
    drawn.has_legend = legend
    if legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        drawn.legend.font.size = Pt(stage.template.points(TYPE))


def _colour(stage: Stage, drawn: Any, plot: Plot, held: Plotted) -> bool:
    """Fills the bars; whether each has its figure written at it.

    A second series that is no earlier period is a part of the first, and is drawn upon it.
    """
    bars, apart = drawn.plots[0], "previous" in plot.colours or len(plot.series) == 1
    bars.gap_width, bars.overlap = 45, -5 if apart else 100
    for series, name in zip(bars.series, plot.colours, strict=True):
        series.invert_if_negative = False
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = rgb(colour(name, stage.template.theme))
    if plot.better or held.least < 0:
        _colour_changes(stage, bars.series[0], plot, held)
    labelled = len(held.categories) <= _LABELLED and (apart or len(plot.series) == 1)
    if labelled:
        _label(stage, bars.series[0], held)
    return labelled


def _colour_changes(stage: Stage, series: Any, plot: Plot, held: Plotted) -> None:
    """What got better and worse; all others together in grey."""
    palette = stage.template.palette
    for place, value in enumerate(held.series[0][1]):
        good = (value or 0) * plot.better
        code = palette.good if good > 0 else palette.bad if good < 0 else palette.muted
        fill = series.points[place].format.fill
        fill.solid()
        fill.fore_color.rgb = rgb(palette.muted if held.others and place == len(held.categories) - 1 else code)


def _label(stage: Stage, series: Any, held: Plotted) -> None:
    labels = series.data_labels
    labels.show_value, labels.position = True, XL_LABEL_POSITION.OUTSIDE_END
    labels.number_format, labels.number_format_is_linked = held.scale.labels, False
    labels.font.size, labels.font.bold = Pt(stage.template.points(TYPE)), True
    labels.font.color.rgb = rgb(stage.template.palette.text)


def _category_axis(stage: Stage, axis: Any, held: Plotted, *, flat: bool) -> None:
    _axis(stage, axis)
    axis.reverse_order = flat  # the first on top
    axis.has_major_gridlines = False
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.format.line.color.rgb = rgb(stage.template.palette.previous)
    every = -(-len(held.categories) // (MOST_BARS + 2))
    if every > 1:
        _skip(axis, every)


def _skip(axis: Any, every: int) -> None:
    """Writes the name of every so manieth category only."""
    element = axis._element  # noqa: SLF001 - python-pptx does not set it
    mark = parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="{every}"/>')
    element.find(qn("c:noMultiLvlLbl")).addprevious(mark)


def _value_axis(stage: Stage, axis: Any, scale: units.Scale, *, hidden: bool) -> None:
    _axis(stage, axis)
    axis.visible = not hidden
    axis.has_major_gridlines = not hidden
    if hidden:
        return
    axis.format.line.fill.background()
    axis.major_gridlines.format.line.color.rgb = rgb(stage.template.palette.line)
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = scale.format, False
    if scale.step:
        axis.major_unit = scale.step
    if scale.said:
        _title(stage, axis, scale.said)


def _axis(stage: Stage, axis: Any) -> None:
    axis.tick_labels.font.size = Pt(stage.template.points(TYPE))
    axis.tick_labels.font.color.rgb = rgb(stage.template.muted)


def _title(stage: Stage, axis: Any, text: str) -> None:
    axis.has_title = True
    frame = axis.axis_title.text_frame
    frame.text = text
    font = frame.paragraphs[0].runs[0].font
    font.size, font.bold = Pt(stage.template.points(TYPE)), False
    font.color.rgb = rgb(stage.template.muted)


def _points(stage: Stage, chart: Chart, plot: Plot, box: Box) -> Any:
    """A line through points whose places along the axis are numbers, or dots."""
    line = plot.kind == "line"
    across, up = (plot.category, plot.series[0]) if line else plot.series
    kept = chart.data[chart.data[across].notna() & chart.data[up].notna()]
    scales = [units.scale(plot.units[-1 if column == up else 0], float(kept[column].max()) if len(kept) else 0.0)
              for column in (across, up)]
    xs, ys = ([float(value) / scale.by for value in kept[column]]
              for column, scale in zip((across, up), scales, strict=True))
    data = XyChartData(number_format=scales[1].format)
    series = data.add_series(up)
    for x, y in zip(xs, ys, strict=True):
        series.add_data_point(x, y)
    kind = XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS if line else XL_CHART_TYPE.XY_SCATTER
    frame = stage.shapes.add_chart(kind, *box.emu, data)
    drawn = frame.chart
    names = [] if line else [shortened(str(name), 160, stage.template.points(TYPE)) for name in kept[plot.category]]
    rows = [[x, y, *names[place:place + 1]] for place, (x, y) in enumerate(zip(xs, ys, strict=True))]
    drawn.part.chart_workbook.update_from_xlsx_blob(sheet([[across, up, *([plot.category] if names else [])], *rows],
                                                          "General"))
    _dress(stage, drawn, legend=False)
    for axis, scale, said in zip((drawn.category_axis, drawn.value_axis), scales, (across, up), strict=True):
        _value_axis(stage, axis, scale, hidden=False)
        _title(stage, axis, f"{said} ({scale.said})" if scale.said else said)
        axis.minimum_scale = 0
        if line:
            axis.maximum_scale = 1
    drawn.category_axis.has_major_gridlines = line
    _mark(stage, drawn.plots[0].series[0], plot, line=line)
    _name(stage, drawn.plots[0].series[0], names, xs, ys)
    return frame


def _mark(stage: Stage, series: Any, plot: Plot, *, line: bool) -> None:
    code = rgb(colour(plot.colours[0], stage.template.theme))
    if line:
        series.smooth = False
        series.format.line.color.rgb, series.format.line.width = code, Pt(stage.template.points(2.5))
        return
    series.format.line.fill.background()
    series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 9
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = code
    series.marker.format.line.color.rgb = rgb(stage.template.background)


def _name(stage: Stage, series: Any, names: list[str], xs: list[float], ys: list[float]) -> None:
    """Writes the names at the dots that lie furthest out; at all where there are few."""
    order = sorted(range(len(names)), key=lambda place: xs[place])
    high = sorted(range(len(names)), key=lambda place: ys[place])
    for place in sorted({*order[-_NAMED:], high[0], high[-1]} if names else ()):
        label = series.points[place].data_label
        label.position = XL_LABEL_POSITION.ABOVE
        label.text_frame.text = names[place]
        font = label.text_frame.paragraphs[0].runs[0].font
        font.size = Pt(stage.template.points(12))
        font.color.rgb = rgb(stage.template.palette.text)
