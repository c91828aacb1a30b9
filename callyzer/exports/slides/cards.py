"""Key figures and honours as cards: a large figure under its name, what it changed by, and its days in small."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from pptx.enum.text import MSO_ANCHOR

from callyzer.exports.slides.box import Box
from callyzer.exports.slides.cells import NONE, Ink
from callyzer.exports.slides.drawing import Line, Stage, height
from callyzer.exports.slides.text import fitting
from callyzer.figures.theme import colour
from callyzer.views.parts import Card, Delta, Tile, Trend

_GAP, _EDGE, _PADDING = 16.0, 5.0, 16.0
_HIGHEST, _FIGURES = 170.0, (40.0, 34.0, 28.0, 24.0, 20.0)
ARROWS = {"up": "▲", "down": "▼", "flat": "="}
T = TypeVar("T")


def tiles(stage: Stage, given: Sequence[Tile], box: Box) -> None:
    _spread(stage, given, box, _tile)


def honours(stage: Stage, given: Sequence[Card], box: Box) -> None:
    _spread(stage, given, box, _honour)


def changed(delta: Delta) -> str:
    """A change with its arrow: "▲ +12.5%"."""
    return f"{ARROWS[delta.direction]} {delta.text}"


def _spread(stage: Stage, given: Sequence[T], box: Box, draw: Callable[[Stage, T, Box], None]) -> None:
    """As many beside each other as look well, each its share of the box."""
    if not given:
        return
    columns = {1: 1, 2: 2, 3: 3, 4: 2, 5: 3, 6: 3}.get(len(given), 4)
    rows, gap = -(-len(given) // columns), stage.template.points(_GAP)
    highest = stage.template.points(_HIGHEST) * rows + gap * (rows - 1)
    cells = box.top(min(box.height, highest)).grid(columns, rows, gap)
    for each, cell in zip(given, cells, strict=False):
        draw(stage, each, cell)


def _ground(stage: Stage, box: Box, edge: str, name: str) -> tuple[Stage, Box]:
    """A card with a coloured edge, to write on."""
    card, padding = stage.grouped(name), stage.template.points(_PADDING)
    card.fill(box, stage.template.palette.surface, name=f"{name}: card")
    card.fill(box.left(stage.template.points(_EDGE)), edge, name=f"{name}: edge")
    return card, box.inner(padding, padding * 0.8)


def _tile(stage: Stage, tile: Tile, box: Box) -> None:
    points, palette = stage.template.points, stage.template.palette
    card, inside = _ground(stage, box, colour(tile.measure, stage.template.theme), tile.key)
    value = tile.value or NONE
    size = fitting(value, inside.width, tuple(map(points, _FIGURES)), bold=True)
    lines = [Line(tile.label, points(14), palette.muted),
             Line(value, size, palette.muted if tile.quiet else palette.text, bold=True)]
    if tile.delta:
        meaning = Ink(palette.good, palette.bad, palette.muted).meant(tile.delta.meaning)
        lines.append(Line(changed(tile.delta), points(14), meaning, bold=True))
    lines += [Line(said, points(13), palette.muted, gap=points(2))
              for said in (tile.detail, tile.progress.said if tile.progress else "") if said]
    card.text(inside, lines, name=f"{tile.key}: figure", anchor=MSO_ANCHOR.TOP if tile.trend else MSO_ANCHOR.MIDDLE)
    used = height(lines) + points(6)
    if tile.trend and inside.height - used >= points(16):
        _days(card, tile.trend, inside.below(used).inner(0, points(2)), colour(tile.measure, stage.template.theme))


def _days(card: Stage, trend: Trend, box: Box, code: str) -> None:
    """The days of a figure as a line from zero, with a gap where there is none."""
    known = [value for value in trend.values if value is not None]
    if len(known) < 2 or not max(known) > 0:
        return
    step, top = box.width / (len(trend.values) - 1), max(known)
    points = [(box.x + step * place, box.bottom - box.height * value / top)
              for place, value in enumerate(trend.values) if value is not None]
    card.curve(points, code, name=trend.said)


def _honour(stage: Stage, won: Card, box: Box) -> None:
    points, palette = stage.template.points, stage.template.palette
    card, inside = _ground(stage, box, palette.talk_time, won.key)
    name = won.name or NONE
    size = fitting(name, inside.width, tuple(map(points, (24.0, 20.0, 17.0))), bold=True)
    lines = [Line(won.title, points(14), palette.muted), Line(name, size, palette.text, bold=True, gap=points(4)),
             Line(won.figure, points(16), palette.text, gap=points(4)),
             *(Line(detail, points(12), palette.muted, gap=points(2)) for detail in won.details)]
    card.text(inside, lines, name=f"{won.key}: figure", anchor=MSO_ANCHOR.MIDDLE)
