"""The first slide: whose calls, of when and of whom, and how far the figures can be trusted."""

from __future__ import annotations

from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_AUTO_SIZE
from pptx.util import Pt

from callyzer.exports.slides.box import Box
from callyzer.exports.slides.drawing import Line, Stage, write
from callyzer.exports.slides.template import Template
from callyzer.exports.slides.text import LINE, fitting
from callyzer.views import words
from callyzer.views.document import Cover

_TITLE = (44.0, 36.0, 30.0, 26.0)


def draw(template: Template, cover: Cover) -> None:
    slide = template.deck.slides.add_slide(template.cover)
    stage = Stage(slide, template, slide.shapes)
    title, under = _holders(slide)
    boxes = _boxes(stage, title, under)
    _write_title(stage, title, boxes[0], cover.account or "Calls")
    _fill(stage, under, boxes[1], _lines(template, cover, boxes[1].height))


def _holders(slide: Any) -> tuple[Any, Any]:
    """The title and the subtitle; whatever else the layout asks for is taken away."""
    under = None
    for holder in list(slide.placeholders):
        if holder.placeholder_format.type == PP_PLACEHOLDER.SUBTITLE and under is None:
            under = holder
        elif slide.shapes.title is None or holder.shape_id != slide.shapes.title.shape_id:
            holder._element.getparent().remove(holder._element)  # noqa: SLF001 - python-pptx cannot delete a shape
    return slide.shapes.title, under


def _boxes(stage: Stage, title: Any, under: Any) -> tuple[Box, Box]:
    """Where the template has them, if that is on the slide and room enough; else in the upper and the lower half."""
    template = stage.template
    body = template.body
    above = Box(body.x, template.height * 0.2, body.width, template.height * 0.25)
    below = Box(body.x, template.height * 0.48, body.width, template.height * 0.4)
    found = _box_of(title, template, 0.1), _box_of(under, template, 0.12)
    if found[0] is None or found[1] is None or found[0].meets(found[1]):
        return above, below
    return found[0], found[1]


def _box_of(holder: Any, template: Template, least: float) -> Box | None:
    if holder is None or not holder.width:
        return None
    box = Box(holder.left.pt, holder.top.pt, holder.width.pt, holder.height.pt)
    inside = box.x >= 0 and box.y >= 0 and box.right <= template.width and box.bottom <= template.height
    return box if inside and box.height >= template.height * least and box.width >= template.width * 0.3 else None


def _write_title(stage: Stage, holder: Any, box: Box, account: str) -> None:
    sizes = tuple(map(stage.template.points, _TITLE))
    room = box.width - 16
    size = next((size for size in sizes if size * LINE * 2 <= box.height
                 and fitting(account, room, (size, 0), lines=2, bold=True) == size), sizes[-1])
    lines = max(min(int(box.height / (size * LINE)), 2), 1)
    _fill(stage, holder, box, [Line(account, size, bold=True, lines=lines)])


def _lines(template: Template, cover: Cover, room: float) -> list[Line]:
    """The most important first: what there is no room for stands in the footer of each slide too."""
    points = template.points
    trust = " · ".join(fact.text for fact in cover.trust)
    made = words.moment(cover.made_at)
    age = f"Figures as of {words.moment(cover.as_of)}" if cover.as_of else "No figures"
    found = [Line(cover.days, points(24)),
             Line(" · ".join(cover.filters) or "All calls of all employees", points(16), template.muted, lines=2,
                  gap=points(6)),
             Line(f"{age}; put together {made} {cover.made_at.year}", points(14), template.muted, gap=points(10)),
             *([Line(cover.gap, points(14), template.palette.bad, lines=2, gap=points(6))] if cover.gap else []),
             *([Line(trust, points(12), template.muted, lines=2, gap=points(6))] if trust else [])]
    while len(found) > 1 and sum(line.height for line in found) > room - 8:
        found.pop()
    return found


def _fill(stage: Stage, holder: Any, box: Box, lines: list[Line]) -> None:
    """Writes into a placeholder, in its own type and colour where a line has none; into a box where there is none."""
    if holder is None:
        stage.text(box, lines, name="Cover")
        return
    holder.left, holder.top, holder.width, holder.height = box.emu
    frame = holder.text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.space_before = Pt(line.gap)
        write(paragraph, line, box.width - 16)
