"""Two measures over employees as a native chart: a dot for each, and lines at the medians."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from callyzer.exports.plane import Plane, plane
from callyzer.exports.slides import dress
from callyzer.exports.slides.box import Box
from callyzer.exports.slides.drawing import Stage, rgb
from callyzer.exports.slides.points import Point, add, measure
from callyzer.exports.slides.text import clean, shortened
from callyzer.figures.theme import colour
from callyzer.views.parts import Chart, Plot, Reference

UNSURE = "Too few calls to go by"
_LONGEST, _LABEL = 130.0, 12.0


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A series and what is done to it once it is in the chart. LibreOffice leaves out a first series that has fewer
    points than another: the longest has to be the first."""

    name: str
    held: Sequence[Point]
    finish: Callable[[Any], None]
    tells_itself: bool = False


def draw(stage: Stage, chart: Chart, plot: Plot, box: Box) -> Any:
    """Dots, of which those that rest on too little are grey, and the lines of the plot among them."""
    lie = plane(chart.plotted, plot, "above")
    drawn = sorted([*_dots(stage, chart, plot, lie), *_lines(stage, lie)], key=lambda each: -len(each.held))
    legend = any(each.name == UNSURE for each in drawn)
    frame = add(stage, box, XL_CHART_TYPE.XY_SCATTER, plot.series[0], [(each.name, each.held) for each in drawn],
                number_format=lie.scales[1].format, legend=legend)
    for side, axis in enumerate((frame.chart.category_axis, frame.chart.value_axis)):
        measure(stage, axis, lie.scales[side], plot.series[side], lie.ticks[side])
    for each, series in zip(drawn, frame.chart.plots[0].series, strict=True):
        each.finish(series)
    if legend:
        _keep_out_of_legend(frame.chart, [place for place, each in enumerate(drawn) if each.tells_itself])
    return frame


def _dots(stage: Stage, chart: Chart, plot: Plot, plane: Plane) -> Iterator[_Drawn]:
    size, shade = stage.template.points(dress.TYPE), colour(plot.colours[0], stage.template.theme)
    named, dots = plane.named, [
        Point(*place, shortened(str(name), _LONGEST, size))
        for place, name in zip(plane.dots, chart.plotted[plot.category], strict=True)]
    for series, small, code in ((plot.series[1], False, shade), (UNSURE, True, stage.template.palette.previous)):
        rows = [row for row in range(len(dots)) if (row in plane.small) is small]
        if rows:
            labels = {place: dots[row].name for place, row in enumerate(rows) if row in named and dots[row].name}
            yield _Drawn(series, [dots[row] for row in rows], partial(_mark, stage, code, labels))


def _lines(stage: Stage, plane: Plane) -> Iterator[_Drawn]:
    for each, places in plane.lines:
        held = [Point(*place) for place in places]
        yield _Drawn(clean(each.text), held, partial(_cross, stage, each), tells_itself=True)


def _mark(stage: Stage, shade: str, labels: Mapping[int, str], series: Any) -> None:
    series.format.line.fill.background()
    series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 9
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = rgb(shade)
    series.marker.format.line.color.rgb = rgb(stage.template.background)
    for place, name in labels.items():
        _label(stage, series.points[place].data_label, name, XL_LABEL_POSITION.ABOVE, stage.template.palette.text)


def _cross(stage: Stage, reference: Reference, series: Any) -> None:
    """A dotted line with its name."""
    shade = stage.template.muted
    series.marker.style = XL_MARKER_STYLE.NONE
    series.format.line.color.rgb, series.format.line.width = rgb(shade), Pt(stage.template.points(1))
    series.format.line.dash_style = MSO_LINE.ROUND_DOT
    place = XL_LABEL_POSITION.RIGHT if reference.upright else XL_LABEL_POSITION.ABOVE
    _label(stage, series.points[1].data_label, clean(reference.text), place, shade)


def _label(stage: Stage, label: Any, text: str, place: XL_LABEL_POSITION, shade: str) -> None:
    label.position = place
    label.text_frame.text = text
    font = label.text_frame.paragraphs[0].runs[0].font
    font.size = Pt(stage.template.points(_LABEL))
    font.color.rgb = rgb(shade)


def _keep_out_of_legend(drawn: Any, places: Sequence[int]) -> None:
    """The lines say themselves what they are."""
    position = drawn.legend._element.find("{*}legendPos")  # noqa: SLF001 - python-pptx cannot leave entries out
    for place in reversed(places):
        position.addnext(parse_xml(f'<c:legendEntry {nsdecls("c")}><c:idx val="{place}"/><c:delete val="1"/>'
                                   "</c:legendEntry>"))
