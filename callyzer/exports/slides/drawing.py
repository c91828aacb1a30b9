"""A slide to draw on: texts that fit their box, plain shapes, and what is told to those who do not see it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from callyzer.exports.slides.box import Box
from callyzer.exports.slides.template import Template
from callyzer.exports.slides.text import LINE, clean, shortened


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: `colour` None is the template's own; it stands on so many `lines` at most. `gap` is above it."""

    text: str
    size: float
    colour: str | None = None
    bold: bool = False
    lines: int = 1
    gap: float = 0.0

    @property
    def height(self) -> float:
        return self.gap + self.lines * self.size * LINE


@dataclass(frozen=True, slots=True)
class Stage:
    """A slide of a template, or a group of shapes on it."""

    slide: Any
    template: Template
    shapes: Any

    def grouped(self, name: str) -> Stage:
        group = self.shapes.add_group_shape()
        group.name = name
        return Stage(self.slide, self.template, group.shapes)

    def text(self, box: Box, lines: Sequence[Line], *, name: str = "Text", align: PP_ALIGN | None = None,
             anchor: MSO_ANCHOR = MSO_ANCHOR.TOP) -> Any:
        """Lines of text, each shortened to the box's width; without margins, so that edges meet."""
        shape = self.shapes.add_textbox(*box.emu)
        shape.name = name
        frame = shape.text_frame
        frame.word_wrap, frame.auto_size, frame.vertical_anchor = True, MSO_AUTO_SIZE.NONE, anchor
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        for place, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            if align is not None:
                paragraph.alignment = align
            if line.gap:
                paragraph.space_before = Pt(line.gap)
            write(paragraph, line, box.width)
        return shape

    def fill(self, box: Box, colour: str, *, name: str, rounded: bool = False) -> Any:
        kind = MSO_SHAPE.ROUNDED_RECTANGLE if rounded else MSO_SHAPE.RECTANGLE
        shape = self.shapes.add_shape(kind, *box.emu)
        shape.name = name
        if rounded:
            shape.adjustments[0] = min(6 / max(min(box.width, box.height), 1), 0.5)
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb(colour)
        shape.line.fill.background()
        _unstyled(shape)
        return shape

    def curve(self, points: Sequence[tuple[float, float]], colour: str, *, name: str) -> None:
        """A line through some points."""
        (x, y), *others = [(Pt(across), Pt(down)) for across, down in points]
        path = self.shapes.build_freeform(x, y, scale=1.0)
        path.add_line_segments(others, close=False)
        shape = path.convert_to_shape()
        shape.name = name
        shape.fill.background()
        shape.line.color.rgb, shape.line.width = rgb(colour), Pt(1.5)
        _unstyled(shape)


def _unstyled(shape: Any) -> None:
    """Without what a theme gives to shapes: shadows, edges and gradients."""
    for style in shape._element.xpath("p:style"):  # noqa: SLF001 - python-pptx always gives one
        shape._element.remove(style)  # noqa: SLF001 - as above


def write(paragraph: Any, line: Line, room: float) -> None:
    run = paragraph.add_run()
    # An empty paragraph would be as high as the template's own type.
    run.text = shortened(line.text, room, line.size, lines=line.lines, bold=line.bold) or "\N{NO-BREAK SPACE}"
    run.font.size, run.font.bold = Pt(line.size), line.bold
    if line.colour:
        run.font.color.rgb = rgb(line.colour)


def number(paragraph: Any, line: Line) -> None:
    """The slide's number, which stays right when slides are moved."""
    write(paragraph, line, 200)
    run = paragraph._p.r_lst[0]  # noqa: SLF001 - python-pptx knows no fields
    field = parse_xml(f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum"/>')
    for child in list(run):
        field.append(child)
    run.getparent().replace(run, field)


def rgb(colour: str) -> RGBColor:
    return RGBColor(*(int(colour[at:at + 2], 16) for at in (1, 3, 5)))


def describe(shape: Any, alt: str) -> None:
    """What is read aloud instead of a figure."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", clean(alt))  # noqa: SLF001 - python-pptx has no name for it


def height(lines: Iterable[Line]) -> float:
    return sum(line.height for line in lines)
