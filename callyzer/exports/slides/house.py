"""The look of a deck for which no template is given: python-pptx's own file in wide format, our colours and type."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Pt

from callyzer.exports.slides.box import Box
from callyzer.figures.theme import PALETTES

FONT = "Arial"
"""Is on every computer, so that texts break where they were measured to."""

WIDTH, HEIGHT = 960.0, 540.0
_MARGIN = 44.0
_COVER, _DAYS = Box(72, 108, 816, 128), Box(72, 244, 816, 190)
_TITLE, _BODY = Box(_MARGIN, 24, WIDTH - 2 * _MARGIN, 84), Box(_MARGIN, 120, WIDTH - 2 * _MARGIN, 360)
_FOOT = (Box(_MARGIN, 500, 120, 26), Box(_MARGIN + 130, 500, 600, 26), Box(WIDTH - _MARGIN - 120, 500, 120, 26))
_INK = PALETTES["light"]
_COLOURS: Mapping[str, str] = {
    "dk1": _INK.text, "lt1": _INK.background, "dk2": _INK.clients, "lt2": _INK.surface, "accent1": _INK.calls,
    "accent2": _INK.connected, "accent3": _INK.talk_time, "accent4": _INK.missed, "accent5": _INK.clients,
    "accent6": _INK.previous, "hlink": _INK.calls, "folHlink": _INK.muted,
}
"""The theme's, so that what is drawn into the deck later goes with it."""


@lru_cache(maxsize=1)
def house() -> bytes:
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    for layout in list(deck.slide_layouts):
        if layout.name not in {"Title Slide", "Title Only"}:
            deck.slide_layouts.remove(layout)
    cover, titled = (deck.slide_layouts.get_by_name(name) for name in ("Title Slide", "Title Only"))
    for holder in (deck.slide_master, cover, titled):
        _place(holder, dict(zip((0, 1, 10, 11, 12), (_TITLE, _BODY, *_FOOT), strict=True)))
    _place(cover, {0: _COVER, 1: _DAYS})
    for layout, anchor in ((cover, MSO_ANCHOR.BOTTOM), (titled, MSO_ANCHOR.TOP)):
        frame = next(holder for holder in layout.placeholders if holder.placeholder_format.idx == 0).text_frame
        frame.vertical_anchor = anchor
    _draw_edge(cover)
    saved = io.BytesIO()
    deck.save(saved)
    return _themed(saved.getvalue())


def _place(parent: Any, boxes: Mapping[int, Box]) -> None:
    """Puts the placeholders of a layout or of the master where they belong, their texts flush with the margin."""
    for place, holder in enumerate(parent.placeholders):
        # The master counts its five by their order, the layouts by an index of their own.
        key = (0, 1, 10, 11, 12)[place] if parent.part.partname.startswith("/ppt/slideMasters") else (
            holder.placeholder_format.idx)
        if key in boxes:
            holder.left, holder.top, holder.width, holder.height = boxes[key].emu
            holder.text_frame.margin_left = holder.text_frame.margin_right = 0


def _draw_edge(cover: Any) -> None:
    """The coloured edge of the first slide."""
    tree = cover.shapes._spTree  # noqa: SLF001 - python-pptx draws shapes on slides only, a layout's have to be put in
    scratch = Presentation()
    edge = scratch.slides.add_slide(scratch.slide_layouts[6]).shapes.add_shape(1, *Box(0, 0, 14, HEIGHT).emu)
    edge.fill.solid()
    edge.fill.fore_color.theme_color = 5  # accent 1
    edge.line.fill.background()
    element = edge._element  # noqa: SLF001 - as above
    element.remove(element.find(qn("p:style")))
    element.find(f".//{qn('p:cNvPr')}").set("id", "99")  # no other shape of the layout has that
    tree.insert(2, element)


def _themed(deck: bytes) -> bytes:
    """With our colours and type in its theme."""
    saved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(deck)) as given, zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            content = given.read(name)
            if name == "ppt/theme/theme1.xml":
                content = _recoloured(content.decode()).encode()
            elif name == "ppt/slideMasters/slideMaster1.xml":
                content = _bold_titles(content.decode()).encode()
            elif name.startswith("ppt/slideLayouts/slideLayout"):
                content = content.replace(b'algn="ctr"', b'algn="l"')
            made.writestr(name, content)
    return saved.getvalue()


def _recoloured(theme: str) -> str:
    for name, code in _COLOURS.items():
        ours = f'<a:{name}><a:srgbClr val="{code[1:].upper()}"/></a:{name}>'
        theme = re.sub(f"<a:{name}>.*?</a:{name}>", ours, theme)
    return theme.replace('<a:latin typeface="Calibri"/>', f'<a:latin typeface="{FONT}"/>')


def _bold_titles(master: str) -> str:
    head, mark, rest = master.partition("<p:titleStyle>")
    rest = rest.replace('algn="ctr"', 'algn="l"', 1).replace("<a:defRPr ", '<a:defRPr b="1" ', 1)
    return head + mark + rest


