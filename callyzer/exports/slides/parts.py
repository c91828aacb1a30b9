"""Each kind of part on a slide of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pptx.enum.text import MSO_ANCHOR

from callyzer.exports.slides import cards, cells, charts, heat, tables
from callyzer.exports.slides.box import Box
from callyzer.exports.slides.cells import Ink
from callyzer.exports.slides.drawing import Line, Stage, height
from callyzer.views import words
from callyzer.views.document import Section
from callyzer.views.parts import Cards, Change, Chart, Movers, Note, Pairs, RowTable, Tiles
from callyzer.views.topics import Part

NOTHING = "There is nothing to show."
_ROW, _SMALL, _MESSAGE = 13.0, 12.0, 20.0
_CLOSE = 1.45
"""The least height of a row, in sizes of its type."""
_CHANGES = 0.4
"""How much of a slide the sentences of what changed have, beside the chart."""


def named(section: Section, part: Part) -> tuple[str, str]:
    """What a slide is about in a few words, and what it says in a sentence."""
    if isinstance(part, Movers):
        said = part.changes[0].sentence if part.changes else part.chart.question
        return f"{section.title} · What changed most", said
    if isinstance(part, Chart | RowTable):
        return " · ".join(dict.fromkeys((section.title, part.title))), part.question or part.title
    if isinstance(part, Pairs):
        return f"{section.title} · {' against '.join(part.names)}", section.question
    return section.title, section.question


def nothing(part: Part) -> str:
    """Why there is no figure to draw; "" where there is one."""
    if isinstance(part, Movers):
        return "" if part.changes else part.chart.empty
    return "" if isinstance(part, Tiles | Cards) else part.empty


def draw(stage: Stage, part: Part, now: datetime) -> None:
    """The figure of a part under its title, and below it what has to be known of it."""
    box = _noted(stage, part.notes)
    if isinstance(part, Tiles):
        cards.tiles(stage, part.tiles, box)
    elif isinstance(part, Cards):
        cards.honours(stage, part.cards, box)
    elif isinstance(part, Movers):
        _movers(stage, part, box)
    elif isinstance(part, RowTable):
        _table(stage, part, box, now)
    elif isinstance(part, Pairs):
        _pairs(stage, part, box)
    else:
        _chart(stage, part, box)


def message(stage: Stage, sentences: Sequence[str]) -> None:
    """Sentences instead of a figure."""
    _say(stage, sentences, stage.template.body)


def _say(stage: Stage, sentences: Sequence[str], box: Box) -> None:
    size = stage.template.points(_MESSAGE)
    most = max(int(box.height / (size * 3.2)), 1)
    lines = [Line(sentence, size, stage.template.muted, lines=2, gap=size * 0.6) for sentence in sentences[:most]]
    stage.text(box, lines, name="Message", anchor=MSO_ANCHOR.MIDDLE)


def _noted(stage: Stage, notes: Sequence[Note]) -> Box:
    """Writes the notes at the bottom of the body; what is left of it."""
    body, points = stage.template.body, stage.template.points
    lines = [Line(note.text, points(_SMALL), stage.template.palette.bad if note.kind == "warning"
                  else stage.template.muted) for note in notes[:2]]
    if not lines:
        return body
    tall = height(lines) + points(4)
    stage.text(body.below(body.height - tall), lines, name="Notes")
    return body.top(body.height - tall - points(6))


def _chart(stage: Stage, part: Chart, box: Box) -> None:
    if part.plot is None:
        _say(stage, [part.alt], box)
    elif part.plot.kind == "cells":
        heat.draw(stage, part, part.plot, box)
    else:
        charts.draw(stage, part, part.plot, box)


def _movers(stage: Stage, part: Movers, box: Box) -> None:
    """What changed, each in its sentence, beside who did it."""
    points = stage.template.points
    for change, place in zip(part.changes, box.left(box.width * _CHANGES).grid(1, max(len(part.changes), 4), points(8)),
                             strict=False):
        _change(stage, change, place)
    right = box.beside(box.width * _CHANGES + points(28))
    head = (Line(part.chart.title, points(14), bold=True),
            Line(part.chart.question, points(_SMALL), stage.template.muted))
    stage.text(right.top(height(head)), head, name="Chart's title")
    if part.chart.empty or part.chart.plot is None:
        _say(stage, [part.chart.empty or part.chart.alt], right.below(height(head)))
    else:
        charts.draw(stage, part.chart, part.chart.plot, right.below(height(head) + points(4)))


def _change(stage: Stage, change: Change, box: Box) -> None:
    points, template = stage.template.points, stage.template
    size = points(_SMALL)
    lines = max(int((box.height - points(22)) / (size * 1.2)), 1)
    stage.text(box, [
        Line(f"{cards.changed(change.delta)}  {change.label}", points(16),
             Ink.of(template).meant(change.delta.meaning), bold=True),
        Line(change.sentence, size, template.muted, lines=min(lines, 3), gap=points(2))], name=change.key)


def _table(stage: Stage, part: RowTable, box: Box, now: datetime) -> None:
    """The first rows, and how many there are."""
    points, template = stage.template.points, stage.template
    size, told = points(_ROW), points(_SMALL) * 2
    most = tables.rows_in(box.top(box.height - told), size)
    grid = cells.grid(part, most, Ink.of(template), now)
    tables.draw(stage, grid, box, size, name=part.key, alt=part.alt or part.title)
    whole, drawn = max(len(part.frame), part.total_records), len(grid.rows)
    more = f"The first {words.count(drawn)} of {words.count(whole)} are shown." if whole > drawn else ""
    said = " ".join(filter(None, (more, part.caption)))
    stage.text(box.below(box.height - told * 0.75), [Line(said, points(_SMALL), template.muted)], name="Caption")


def _pairs(stage: Stage, part: Pairs, box: Box) -> None:
    template = stage.template
    size = template.points(_SMALL)
    most = tables.rows_in(box, size, _CLOSE * size)
    grid = cells.pairs(part, Ink.of(template), most)
    rows = min((box.height - tables.head_height(size)) / max(len(grid.rows), 1), tables.row_height(size))
    tables.draw(stage, grid, box, size, name="pairs", alt=f"{' against '.join(part.names)}.", rows=rows)
