"""Two measures over employees as a native chart: a dot for each, and lines at the medians."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from callyzer.exports.slides import dress, units
from callyzer.exports.slides.box import Box
from callyzer.exports.slides.drawing import Stage, rgb
from callyzer.exports.slides.points import Point, add, measure
from callyzer.exports.slides.text import clean, shortened
from callyzer.figures.comparison import reach, with_room
from callyzer.figures.theme import colour
from callyzer.views.parts import Chart, Plot, Reference

UNSURE = "Too few calls to go by"
_LONGEST, _LABEL = 130.0, 12.0
_ALONG = 0.09
"""How far from its end a line's name stands, as a part of the line."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A series and what is done to it once it is in the chart. LibreOffice leaves out a first series that has fewer
    points than another: the longest has to be the first."""

    name: str
    held: Sequence[Point]
    finish: Callable[[Any], None]
    tells_itself: bool = False


@dataclass(frozen=True, slots=True)
class _Plane:
    """Where the dots lie, in the measures of the axes, across and up; `small` are the positions of the grey ones."""

    dots: Sequence[Point]
    small: frozenset[int]
    scales: tuple[units.Scale, units.Scale]

    def ticks(self, side: int) -> units.Ticks:
        low, high = reach([(dot.x, dot.y)[side] for dot in self.dots])
        return units.ticks(self.scales[side], low, high)

    def rows(self, *, small: bool) -> list[int]:
        return [row for row in range(len(self.dots)) if (row in self.small) is small]

    def line(self, reference: Reference) -> list[Point]:
        """From one end of the plane to the other, by way of the point at which its name stands."""
        side = 0 if reference.upright else 1
        value, (low, high, _) = reference.value / self.scales[side].by, self.ticks(1 - side)
        at = high - (high - low) * _ALONG / 2 if reference.upright else low + (high - low) * _ALONG
        return [Point(value, along) if reference.upright else Point(along, value) for along in (low, at, high)]


def draw(stage: Stage, chart: Chart, plot: Plot, box: Box) -> Any:
    """Dots, of which those that rest on too little are grey, and the lines of the plot among them."""
    plane = _plane(stage, chart.data, plot)
    drawn = sorted([*_dots(stage, plane, plot), *_lines(stage, plane, plot)], key=lambda each: -len(each.held))
    legend = any(each.name == UNSURE for each in drawn)
    frame = add(stage, box, XL_CHART_TYPE.XY_SCATTER, plot.series[0], [(each.name, each.held) for each in drawn],
                number_format=plane.scales[1].format, legend=legend)
    for side, axis in enumerate((frame.chart.category_axis, frame.chart.value_axis)):
        measure(stage, axis, plane.scales[side], plot.series[side], plane.ticks(side))
    for each, series in zip(drawn, frame.chart.plots[0].series, strict=True):
        each.finish(series)
    if legend:
        _keep_out_of_legend(frame.chart, [place for place, each in enumerate(drawn) if each.tells_itself])
    return frame


def _dots(stage: Stage, plane: _Plane, plot: Plot) -> Iterator[_Drawn]:
    shade = colour(plot.colours[0], stage.template.theme)
    for name, rows, code in ((plot.series[1], plane.rows(small=False), shade),
                             (UNSURE, plane.rows(small=True), stage.template.palette.previous)):
        if rows:
            labels = _labels(plane, plot, rows)
            yield _Drawn(name, [plane.dots[row] for row in rows], partial(_mark, stage, code, labels))


def _lines(stage: Stage, plane: _Plane, plot: Plot) -> Iterator[_Drawn]:
    for each in plot.references:
        yield _Drawn(clean(each.text), plane.line(each), partial(_cross, stage, each), tells_itself=True)


def _plane(stage: Stage, frame: pd.DataFrame, plot: Plot) -> _Plane:
    across, up = (units.scale(unit, float(frame[name].max())) for name, unit in zip(
        plot.series, plot.units, strict=True))
    size = stage.template.points(dress.TYPE)
    rows = zip(frame[plot.series[0]] / across.by, frame[plot.series[1]] / up.by, frame[plot.category], strict=True)
    return _Plane([Point(x, y, shortened(str(name), _LONGEST, size)) for x, y, name in rows],
                  frozenset(row for row, _ in plot.small), (across, up))


def _labels(plane: _Plane, plot: Plot, rows: Sequence[int]) -> dict[int, str]:
    """The names of those dots that have one on the page too, by their places among these rows."""
    middle = {each.upright: each.value / plane.scales[0 if each.upright else 1].by for each in plot.references}
    named = with_room([(dot.x, dot.y) for dot in plane.dots], plane.small,
                      (middle.get(True, 0.0), middle.get(False, 0.0)))
    return {place: plane.dots[row].name for place, row in enumerate(rows) if row in named and plane.dots[row].name}


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
