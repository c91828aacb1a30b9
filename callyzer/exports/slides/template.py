"""The file that slides are put into: its layouts found by what they hold, its colours and where there is room."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from callyzer.errors import UnreadableTemplate
from callyzer.exports.slides.box import Box
from callyzer.exports.slides.house import HEIGHT, WIDTH, house
from callyzer.figures.theme import PALETTES, Palette, Theme, contrast

_TITLES = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}
_FOOT = {PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}
_KICKER = 20.0
_LEGIBLE = 4.5


@dataclass(frozen=True, slots=True, eq=False)
class Template:
    """An opened deck without slides. Sizes are in points; `scale` is how much larger than our own it is drawn.

    `cover` and `titled` are layouts, `own_title` where a title is written that the layout has no place for.
    `title`, `kicker` (above it), `body` and `foot` are where things stand on a slide.
    """

    deck: Any
    cover: Any
    titled: Any
    width: float
    height: float
    scale: float
    theme: Theme
    background: str
    title: Box
    own_title: bool
    kicker: Box
    body: Box
    foot: Box
    centred: bool

    @property
    def palette(self) -> Palette:
        return PALETTES[self.theme]

    @property
    def muted(self) -> str:
        """What is less important, where it can still be read."""
        quiet, loud = self.palette.muted, self.palette.text
        return quiet if contrast(quiet, self.background) >= _LEGIBLE else loud

    def points(self, size: float) -> float:
        return round(size * self.scale * 2) / 2


def opened(given: bytes | None) -> Template:
    """A template of the company's own, or ours where there is none. Raises UnreadableTemplate."""
    if given is None:
        return _measured(Presentation(io.BytesIO(house())))
    try:
        return _measured(Presentation(io.BytesIO(given)))
    # What is wrong with a file that somebody hands us shows as any error of the readers of ZIP, XML and its parts.
    except Exception as error:
        raise UnreadableTemplate from error


def _measured(deck: Any) -> Template:
    _empty(deck)
    width, height = deck.slide_width.pt, deck.slide_height.pt
    scale = math.sqrt(width * height / (WIDTH * HEIGHT))
    layouts = [layout for master in deck.slide_masters for layout in master.slide_layouts]
    titled = _titled(layouts)
    frame = _title_box(titled, width, height)
    margin = 44 * width / WIDTH
    title = frame or Box(margin, 24 * scale, width - 2 * margin, 84 * scale)
    foot = _foot(titled, width, height) or Box(title.x, height - 40 * scale, title.width, 26 * scale)
    kicker = title.top(_KICKER * scale)
    under = title.below(_KICKER * scale)
    body = Box(title.x, title.bottom + 10 * scale, title.width, foot.y - title.bottom - 20 * scale)
    background = _background(titled)
    return Template(
        deck, _cover(layouts), titled, width, height, scale, "dark" if contrast("#ffffff", background) >= _LEGIBLE
        else "light", background, under, frame is None, kicker, body, foot, _is_centred(titled))


def _empty(deck: Any) -> None:
    """Takes out the slides that it came with, and what refers to them."""
    root = deck.part._element  # noqa: SLF001 - python-pptx has no way to delete a slide
    for slide in list(root.findall(f"{qn('p:sldIdLst')}/{qn('p:sldId')}")):
        deck.part.drop_rel(slide.get(qn("r:id")))
        slide.getparent().remove(slide)
    for name in ("p:custShowLst", "p:extLst"):  # named shows and sections list slides by their ids
        for found in root.findall(qn(name)):
            root.remove(found)


def _kinds(layout: Any) -> set[Any]:
    return {holder.placeholder_format.type for holder in layout.placeholders} - _FOOT


def _cover(layouts: list[Any]) -> Any:
    """The one for a title slide: a title and a subtitle; else any with a title."""
    def fit(layout: Any) -> tuple[bool, bool, int]:
        kinds = _kinds(layout)
        return PP_PLACEHOLDER.SUBTITLE not in kinds, not kinds & _TITLES, len(kinds)

    return min(layouts, key=fit)


def _titled(layouts: list[Any]) -> Any:
    """The one for a slide of ours: a title and nothing else; else one with a title, or the emptiest."""
    def fit(layout: Any) -> tuple[int, int]:
        kinds = _kinds(layout)
        return 0 if kinds == {PP_PLACEHOLDER.TITLE} else 1 if not kinds else 2, len(list(layout.placeholders))

    return min(layouts, key=fit)


def _boxes(layout: Any, kinds: set[Any]) -> Iterator[Box]:
    """Where a layout has placeholders of these kinds, itself or from its master."""
    held = list(layout.placeholders)
    for holder in held or layout.slide_master.placeholders:
        if holder.placeholder_format.type in kinds and holder.width:
            yield Box(holder.left.pt, holder.top.pt, holder.width.pt, holder.height.pt)


def _title_box(layout: Any, width: float, height: float) -> Box | None:
    """Where its title stands; None where that is no place for one above a figure."""
    if not _kinds(layout) & _TITLES:
        return None
    found = next(_boxes(layout, _TITLES), None)
    if found is None or found.bottom > height * 0.35 or found.width < width * 0.6 or found.height < height * 0.1:
        return None
    inside = found.x >= 0 and found.y >= 0 and found.right <= width
    return found if inside else None


def _foot(layout: Any, width: float, height: float) -> Box | None:
    found = [box for box in _boxes(layout, _FOOT) if box.y > height * 0.8 and box.x >= 0 and box.right <= width]
    if not found or max(box.bottom for box in found) > height:
        return None
    left, right = min(box.x for box in found), max(box.right for box in found)
    return Box(left, min(box.y for box in found), right - left, max(box.height for box in found))


def _is_centred(layout: Any) -> bool:
    own = [style for holder in layout.placeholders if holder.placeholder_format.type in _TITLES
           for style in holder._element.xpath(".//a:lstStyle/a:lvl1pPr/@algn")]  # noqa: SLF001 - no other way to it
    of_all = layout.slide_master._element.xpath("p:txStyles/p:titleStyle/a:lvl1pPr/@algn")  # noqa: SLF001 - as above
    return next(iter([*own, *of_all]), "l") == "ctr"


def _background(layout: Any) -> str:
    """The colour of the ground, as far as it has one: otherwise the opposite of the text's."""
    master = layout.slide_master
    theme = parse_xml(master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob)
    names = dict(master._element.find(qn("p:clrMap")).attrib)  # noqa: SLF001 - python-pptx does not read it
    for part in (layout, master):
        filled = part._element.xpath("p:cSld/p:bg/p:bgPr/a:solidFill/*|p:cSld/p:bg/p:bgRef/*")  # noqa: SLF001 - as above
        found = next(_codes(filled, theme, names), "")
        if found:
            return found
    text = next(_codes(theme.iter(qn(f"a:{names.get('tx1', 'dk1')}")), theme, names), "#000000")
    return "#ffffff" if contrast(text, "#ffffff") >= contrast(text, "#000000") else "#000000"


def _codes(found: Iterable[Any], theme: Any, names: dict[str, str]) -> Iterator[str]:
    """The colours that these elements name, directly or through the theme."""
    for element in found:
        held = element if element.tag in {qn("a:srgbClr"), qn("a:sysClr"), qn("a:schemeClr")} else element[0]
        if held.tag == qn("a:schemeClr"):
            name = names.get(held.get("val"), held.get("val"))
            yield from _codes(theme.iter(qn(f"a:{name}")), theme, names)
        elif code := held.get("lastClr") or held.get("val"):
            yield f"#{code.lower()}"
