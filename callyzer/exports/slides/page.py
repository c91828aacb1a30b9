"""A slide's frame: what it says in a sentence, which part of the document it is, and at its foot what it rests on."""

from __future__ import annotations

from typing import Any

from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.util import Pt

from callyzer.exports.slides.box import Box
from callyzer.exports.slides.drawing import Line, Stage, number, write
from callyzer.exports.slides.template import Template
from callyzer.exports.slides.text import LINE, fitting, width
from callyzer.views import words
from callyzer.views.document import Cover

_TITLES = (28.0, 24.0, 20.0)
_FOOT = 10.0
_ACCOUNT = 40
"""Letters of the account's name at the foot, which leave room for the days and the filter."""


def page(template: Template, cover: Cover, kicker: str, title: str, notes: str) -> Stage:
    """A new slide with everything but its figure."""
    slide = template.deck.slides.add_slide(template.titled)
    stage = Stage(slide, template, slide.shapes)
    _keep_title_only(stage)
    align = PP_ALIGN.CENTER if template.centred and not template.own_title else PP_ALIGN.LEFT
    stage.text(template.kicker, [Line(kicker, template.points(12), template.muted)], name="Part", align=align)
    _write_title(stage, title)
    _write_foot(stage, cover)
    slide.notes_slide.notes_text_frame.text = notes
    return stage


def _keep_title_only(stage: Stage) -> None:
    title = None if stage.template.own_title else stage.slide.shapes.title
    for holder in list(stage.slide.placeholders):
        if title is None or holder.shape_id != title.shape_id:
            holder._element.getparent().remove(holder._element)  # noqa: SLF001 - python-pptx cannot delete a shape


def _write_title(stage: Stage, title: str) -> None:
    box, points = stage.template.title, stage.template.points
    room = box.width - 2
    size = next((size for size in map(points, _TITLES) if size * LINE * 2 <= box.height
                 and fitting(title, room, (size, 0), lines=2, bold=True) == size), points(_TITLES[-1]))
    line = Line(title, size, bold=True, lines=max(min(int(box.height / (size * LINE)), 2), 1))
    holder = stage.slide.shapes.title
    if holder is None:
        stage.text(box, [line], name="Title")
        return
    holder.left, holder.top, holder.width, holder.height = box.emu
    frame = holder.text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    write(frame.paragraphs[0], line, room)


def _write_foot(stage: Stage, cover: Cover) -> None:
    """The days, as of when and the filter in force, and below them how far the figures can be trusted."""
    template, foot = stage.template, stage.template.foot
    size = min(template.points(_FOOT), foot.height / LINE / 2)
    as_of = (f"as of {words.moment(cover.as_of)}",) if cover.as_of else ()
    filters = " · ".join((words.short(cover.account, _ACCOUNT), cover.days, *as_of, *cover.filters))
    wide = template.points(44)
    box = foot.left(foot.width - wide - 8)
    shape = stage.text(box, [Line(filters, size, template.muted)], name="Foot", anchor=MSO_ANCHOR.MIDDLE)
    _write_trust(stage, shape.text_frame, cover, size, box.width)
    _write_number(stage, foot.beside(foot.width - wide), size)


def _write_trust(stage: Stage, frame: Any, cover: Cover, size: float, room: float) -> None:
    """What warns comes first, in its colour."""
    warnings = [cover.gap, *(fact.text for fact in cover.trust if fact.kind == "warning")]
    others = [fact.text for fact in cover.trust if fact.kind != "warning"]
    paragraph = frame.add_paragraph()
    for texts, colour in ((warnings, stage.template.palette.bad), (others, stage.template.muted)):
        said = " · ".join(filter(None, texts))
        if said and room > 4 * size:
            if paragraph.runs:
                gap = paragraph.add_run()
                gap.text, gap.font.size = "    ", Pt(size)
            write(paragraph, Line(said, size, colour), room)
            room -= width(said, size) + 2 * size


def _write_number(stage: Stage, box: Box, size: float) -> None:
    shape = stage.text(box, [], name="Number", anchor=MSO_ANCHOR.MIDDLE)
    paragraph = shape.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT
    number(paragraph, Line(str(len(stage.template.deck.slides)), size, stage.template.muted))
