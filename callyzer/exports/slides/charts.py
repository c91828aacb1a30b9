"""Native charts that can be edited, in the colours of the pages: columns and bars."""

from __future__ import annotations

from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from callyzer.exports.ink import of_bars
from callyzer.exports.slides import dots, dress, points
from callyzer.exports.slides.box import Box
from callyzer.exports.slides.drawing import Stage, describe, rgb
from callyzer.exports.slides.plotted import MOST_BARS, Plotted, plotted
from callyzer.exports.slides.sheet import sheet
from callyzer.figures.slot_profile import REST
from callyzer.figures.theme import colour, paler
from callyzer.views.parts import Chart, Plot

_LABELLED = 12
"""Up to so many columns have their figures written at them."""

_ROOM = 0.16
"""Of the span between the ends of the longest bars, for the figure at each end."""


def draw(stage: Stage, chart: Chart, plot: Plot, box: Box) -> None:
    """Puts a chart of `columns`, `bars`, `line` or `dots` into a box."""
    drawn = {"line": points.line, "dots": dots.draw}.get(plot.kind, _bars)(stage, chart, plot, box)
    drawn.name = chart.key
    describe(drawn, chart.alt)


def _bars(stage: Stage, chart: Chart, plot: Plot, box: Box) -> Any:
    size, flat = stage.template.points(dress.TYPE), plot.kind == "bars"
    held = plotted(chart, plot, box.width * 0.28 if flat else box.width / 4, size)
    data = CategoryChartData(number_format=held.scale.format)
    data.categories = held.categories
    for name, values in held.series:
        data.add_series(name, values)
    kind = XL_CHART_TYPE.BAR_CLUSTERED if flat else XL_CHART_TYPE.COLUMN_CLUSTERED
    frame = stage.shapes.add_chart(kind, *box.emu, data)
    drawn = frame.chart
    drawn.part.chart_workbook.update_from_xlsx_blob(_bar_sheet(held))
    dress.dress(stage, drawn, legend=len(held.series) > 1)
    labelled = _colour(stage, drawn, plot, held)
    _category_axis(stage, drawn.category_axis, held, flat=flat)
    dress.value_axis(stage, drawn.value_axis, held.scale, hidden=labelled)
    axis = plot.axis or (f"In {held.scale.said}" if labelled and held.scale.said else "")
    if axis:
        dress.title(stage, drawn.category_axis, axis)
    _bound(drawn.value_axis, held)
    return frame


def _bound(axis: Any, held: Plotted) -> None:
    """From zero, with room for the figures at the ends of the bars."""
    room = (max(held.most, 0) - held.least) * _ROOM
    axis.minimum_scale = held.least - room if held.least < 0 else 0
    if held.most > 0:
        axis.maximum_scale = held.most + room if held.least < 0 else None


def _bar_sheet(held: Plotted) -> bytes:
    head = ["", *(name for name, _ in held.series)]
    lines = zip(held.categories, *(values for _, values in held.series), strict=True)
    return sheet([head, *(list(line) for line in lines)], held.scale.labels)


def _colour(stage: Stage, drawn: Any, plot: Plot, held: Plotted) -> bool:
    """Fills the bars; whether each has its figure written at it."""
    bars = drawn.plots[0]
    bars.gap_width, bars.overlap = 45, 100 if plot.nested else -5
    for place, (series, name) in enumerate(zip(bars.series, plot.colours, strict=True)):
        series.invert_if_negative = False
        code = colour(name, stage.template.theme)
        _fill(series, paler(code, stage.template.background, REST) if plot.nested and place == 0 else code)
    _colour_each(stage, bars.series[0], plot, held)
    labelled = len(held.categories) <= _LABELLED and not plot.nested
    if labelled:
        _label(stage, bars.series[0], held)
    return labelled


def _fill(bar: Any, code: str) -> None:
    bar.format.fill.solid()
    bar.format.fill.fore_color.rgb = rgb(code)


def _colour_each(stage: Stage, series: Any, plot: Plot, held: Plotted) -> None:
    """Bars that have a colour of their own; all others together are grey among them."""
    last = len(held.categories) - 1
    for place, code in enumerate(of_bars(plot, held.series[0][1], stage.template.theme)):
        _fill(series.points[place], stage.template.palette.muted if held.others and place == last else code)


def _label(stage: Stage, series: Any, held: Plotted) -> None:
    labels = series.data_labels
    labels.show_value, labels.position = True, XL_LABEL_POSITION.OUTSIDE_END
    labels.number_format, labels.number_format_is_linked = held.scale.labels, False
    labels.font.size, labels.font.bold = Pt(stage.template.points(dress.TYPE)), True
    labels.font.color.rgb = rgb(stage.template.palette.text)


def _category_axis(stage: Stage, axis: Any, held: Plotted, *, flat: bool) -> None:
    dress.labels(stage, axis)
    axis.reverse_order = flat  # the first on top
    axis.has_major_gridlines = False
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.format.line.color.rgb = rgb(stage.template.palette.previous)
    if held.days:
        _space(axis, max(len(held.categories) // 8, 1))
    elif not flat and len(held.categories) > MOST_BARS:
        axis._element.txPr.bodyPr.set("rot", "0")  # noqa: SLF001 - python-pptx cannot turn names


def _space(axis: Any, days: int) -> None:
    """Writes a day every so many days, short and upright."""
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "d mmm", False
    element = axis._element  # noqa: SLF001 - python-pptx sets no steps of days
    element.txPr.bodyPr.set("rot", "0")
    for name, value in (("majorUnit", days), ("majorTimeUnit", "days")):
        element.append(parse_xml(f'<c:{name} {nsdecls("c")} val="{value}"/>'))
