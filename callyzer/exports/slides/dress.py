"""What all native charts have in common: legible type, quiet axes, units that are named."""

from __future__ import annotations

from typing import Any

from pptx.enum.chart import XL_LEGEND_POSITION
from pptx.util import Pt

from callyzer.exports.slides.drawing import Stage, rgb
from callyzer.exports.units import Scale

TYPE = 13.0
"""Can be read from the other end of a meeting room."""


def dress(stage: Stage, drawn: Any, *, legend: bool) -> None:
    _number_axes(drawn)
    drawn.has_title = False
    drawn.font.size = Pt(stage.template.points(TYPE))
    drawn.font.color.rgb = rgb(stage.template.muted)
    drawn.has_legend = legend
    if legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        drawn.legend.font.size = Pt(stage.template.points(TYPE))


def _number_axes(drawn: Any) -> None:
    """Gives the axes ids as the format wants them: python-pptx writes negative ones."""
    for element in drawn._chartSpace.xpath("//c:axId|//c:crossAx"):  # noqa: SLF001 - python-pptx hides them
        element.set("val", element.get("val").lstrip("-"))


def value_axis(stage: Stage, axis: Any, scale: Scale, *, hidden: bool) -> None:
    labels(stage, axis)
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
        title(stage, axis, scale.said)


def labels(stage: Stage, axis: Any) -> None:
    axis.tick_labels.font.size = Pt(stage.template.points(TYPE))
    axis.tick_labels.font.color.rgb = rgb(stage.template.muted)


def title(stage: Stage, axis: Any, text: str) -> None:
    axis.has_title = True
    frame = axis.axis_title.text_frame
    frame.text = text
    font = frame.paragraphs[0].runs[0].font
    font.size, font.bold = Pt(stage.template.points(TYPE)), False
    font.color.rgb = rgb(stage.template.muted)
