"""Tables that fit: the first rows and the columns there is room for, each cell a short text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from callyzer.exports.slides.box import Box
from callyzer.exports.slides.drawing import Line, Stage, describe, rgb, write
from callyzer.exports.slides.text import LINE, broken, clean, width

_PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's name for a table without lines and colours."""

_EDGE = 7.0
MARGINS = 2 * _EDGE
"""Of a cell."""
_LEAST, _MOST = 34.0, 280.0


@dataclass(frozen=True, slots=True)
class Cell:
    """`fill` None lets the slide through; `colour` None is the template's own."""

    text: str
    colour: str | None = None
    fill: str | None = None
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells under their heads. `numbers` are the columns set flush right, `texts` those that may be shortened,
    `even` makes all columns but the first equally wide, with their texts in the middle."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: frozenset[int] = frozenset()
    texts: frozenset[int] = frozenset()
    even: bool = False


def rows_in(box: Box, size: float, row: float = 0.0) -> int:
    """How many rows of a height there is room for in a box."""
    return max(int((box.height - head_height(size)) / (row or row_height(size))), 0)


def row_height(size: float) -> float:
    return size * 1.9


def head_height(size: float, lines: int = 2) -> float:
    return size * (0.5 + lines * LINE)


def draw(stage: Stage, grid: Grid, box: Box, size: float, *, name: str, alt: str, rows: float | None = None) -> int:
    """Puts as many columns into a box as it has room for; how many these are. `rows` is their height."""
    tall = rows or row_height(size)
    widths = _even(grid, box, size) if grid.even else _widths(grid, box.width, size)
    shown = len(widths)
    head = head_height(size, 1 if grid.even else 2)
    frame = stage.shapes.add_table(
        len(grid.rows) + 1, shown, *Box(box.x, box.y, sum(widths), head + tall * len(grid.rows)).emu)
    frame.name = name
    describe(frame, alt)
    table = frame.table
    _plain(table)
    for place, wide in enumerate(widths):
        table.columns[place].width = Pt(wide)
    table.rows[0].height = Pt(head)
    heads = tuple(Cell(head, stage.template.muted) for head in grid.heads)
    palette, ground = stage.template.palette, stage.template.background
    for row, cells in enumerate((heads, *grid.rows)):
        if row:
            table.rows[row].height = Pt(tall)
        for place, cell in enumerate(cells[:shown]):
            lines = 1 if row or grid.even else 2
            _fill(table.cell(row, place), cell, widths[place], size, align=_align(grid, place), lines=lines)
            if grid.even:
                _edge(table.cell(row, place), ground, 1.5, "LRTB")
            else:
                _edge(table.cell(row, place), palette.line if row else palette.previous, 0.75, "B")
    return shown


def _align(grid: Grid, place: int) -> PP_ALIGN:
    if grid.even and place:
        return PP_ALIGN.CENTER
    return PP_ALIGN.RIGHT if place in grid.numbers else PP_ALIGN.LEFT


def _plain(table: Any) -> None:
    properties = table._tbl.tblPr  # noqa: SLF001 - python-pptx cannot choose a style
    properties.find(qn("a:tableStyleId")).text = _PLAIN
    table.horz_banding = False


def _fill(drawn: Any, cell: Cell, room: float, size: float, *, align: PP_ALIGN, lines: int) -> None:
    drawn.margin_left = drawn.margin_right = Pt(_EDGE)
    drawn.margin_top = drawn.margin_bottom = Pt(1)
    drawn.vertical_anchor = MSO_ANCHOR.MIDDLE if lines == 1 else MSO_ANCHOR.BOTTOM
    paragraph = drawn.text_frame.paragraphs[0]
    paragraph.alignment = align
    write(paragraph, Line(cell.text, size, cell.colour, bold=cell.bold, lines=lines), room - MARGINS)
    if cell.fill:
        drawn.fill.solid()
        drawn.fill.fore_color.rgb = rgb(cell.fill)


def _edge(drawn: Any, colour: str, points: float, sides: str) -> None:
    """Lines at these sides of a cell, of which the file wants left, right, top and bottom in this order."""
    properties = drawn._tc.get_or_add_tcPr()  # noqa: SLF001 - python-pptx draws no borders
    for place, side in enumerate(sides):
        properties.insert(place, parse_xml(
            f'<a:ln{side} {nsdecls("a")} w="{round(points * 12700)}"><a:solidFill><a:srgbClr'
            f' val="{colour[1:].upper()}"/></a:solidFill></a:ln{side}>'))


def _even(grid: Grid, box: Box, size: float) -> list[float]:
    texts = [row[0].text for row in grid.rows]
    first = min(max((width(clean(text), size) for text in texts), default=0.0) + 3 * _EDGE, box.width / 3)
    others = len(grid.heads) - 1
    return [first, *([(box.width - first) / others] * others)]


def even_width(grid: Grid, box: Box, size: float) -> float:
    """How wide an even column gets."""
    return _even(grid, box, size)[-1]


def _widths(grid: Grid, room: float, size: float) -> list[float]:
    """Of the columns that fit, in their order: texts give way first, and what is left over is shared."""
    wanted = [_wanted(grid, place, size) for place in range(len(grid.heads))]
    named = min(grid.texts, default=0)
    least = [min(want, (12 if place == named else 10) * size + MARGINS) if place in grid.texts else want
             for place, want in enumerate(wanted)]
    shown = next((count for count in range(len(least), 1, -1) if sum(least[:count]) <= room), 1)
    widths, spare = least[:shown], room - sum(least[:shown])
    for place in range(shown):
        more = min(max(spare, 0.0), wanted[place] - widths[place])
        widths[place], spare = widths[place] + more, spare - more
    widths[0] = min(widths[0], room)
    each = min(max(spare, 0.0) / shown, 8 * size)
    return [wide + each for wide in widths]


def _wanted(grid: Grid, place: int, size: float) -> float:
    """What the longest cell takes; a head may stand on two lines."""
    longest = max((width(clean(row[place].text), size, bold=row[place].bold) for row in grid.rows), default=0.0)
    head = clean(grid.heads[place])
    whole = width(head, size)
    two = next((try_ for try_ in _tries(head, size) if len(broken(head, try_, size)) <= 2), whole)
    return min(max(longest, two, _LEAST), _MOST * size / 12) + MARGINS + 1


def _tries(head: str, size: float) -> Sequence[float]:
    words = head.split()
    return sorted({width(" ".join(words[first:last]), size)
                   for first in range(len(words)) for last in range(first + 1, len(words) + 1)})
