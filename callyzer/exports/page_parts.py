"""The parts of a document as HTML, each in a card. Pure; every text from outside is escaped here."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

import plotly.io

from callyzer import markup
from callyzer.exports import page_table
from callyzer.views.parts import Cards, Chart, Movers, Note, Pairs, RowTable, Tiles
from callyzer.views.topics import Part

MANY_CELLS = 16
"""Columns of a heatmap that want the whole width."""


FEW_ROWS = 15
"""A table of so many is not spread over two sheets of paper."""


@dataclass(frozen=True, slots=True)
class Card:
    """A piece of the page; two that are not `wide` stand side by side."""

    html: str
    wide: bool = True


def drawn(part: Part, now: datetime) -> Iterator[Card]:
    """The cards of a part; `now` is when the document was made."""
    if isinstance(part, Tiles):
        compared = any(tile.delta or tile.delta_waiting or tile.trend for tile in part.tiles)
        yield Card(markup.tiles(part.tiles, "light", None, compared=compared) + _notes(part.notes))
    elif isinstance(part, Cards):
        yield Card(markup.cards(part.cards, None) + _notes(part.notes))
    elif isinstance(part, Movers):
        yield from _movers(part)
    elif isinstance(part, Chart):
        yield _chart(part)
    elif isinstance(part, RowTable):
        yield _rows(part, now)
    else:
        yield _pairs(part)


def side_by_side(cards: Sequence[Card]) -> str:
    """Cards below each other, narrow ones in twos; one that is left alone takes the whole width."""
    lines: list[str] = []
    pending: Card | None = None
    for card in [*cards, None]:
        if pending and card and not card.wide:
            lines.append(f'<div class="pair">{pending.html}{card.html}</div>')
            pending = None
            continue
        if pending:
            lines.append(pending.html)
        pending = card if card and not card.wide else None
        if card and card.wide:
            lines.append(card.html)
    return "".join(lines)


def _movers(part: Movers) -> Iterator[Card]:
    said = markup.changes(part.changes, None) if part.changes else _empty("Nothing changed.")
    head = _head("What changed most", "Against the period before, the largest change first")
    yield Card(f'<section class="card">{head}{said}{_notes(part.notes)}</section>', wide=False)
    yield _chart(part.chart)


def _chart(chart: Chart) -> Card:
    wide = chart.plot is not None and chart.plot.kind == "cells" and len(chart.plotted.columns) > MANY_CELLS
    inside = _empty(chart.empty) if chart.empty else _figure(chart)
    return Card(f'<section class="card">{_head(chart.title, chart.question, chart.help)}{inside}'
                f"{_notes(chart.notes)}</section>", wide)


def _figure(chart: Chart) -> str:
    """The place of a figure, its data for the script that draws it, and its numbers for whoever wants them."""
    return (f'<div class="chart" role="img" aria-label="{escape(chart.alt)}" style="height:{chart.height}px">'
            f'<script type="application/json">{_json(chart)}</script></div>'
            f"<details><summary>The numbers</summary>{page_table.numbers(chart)}</details>")


def _json(chart: Chart) -> str:
    """A text in it can neither end the script element nor begin a comment in it. Clicks lead nowhere in a file, so the
    numbers of employees behind the marks are left out."""
    figure = json.loads(plotly.io.to_json(chart.figure, validate=False))
    text = json.dumps({"data": figure["data"], "layout": figure["layout"]}, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e")


def _rows(table: RowTable, now: datetime) -> Card:
    inside = _empty(table.empty) if table.empty else page_table.rows(table, now)
    kind = "card long" if len(table.frame) > FEW_ROWS else "card"
    caption = "" if table.empty else _caption(table)
    return Card(f'<section class="{kind}">{_head(table.title, table.question)}{inside}{caption}'
                f"{_notes(table.notes)}</section>")


def _caption(table: RowTable) -> str:
    told = (("", table.caption), ("on-screen", page_table.left_out(table)), ("on-paper", page_table.not_printed(table)))
    said = " ".join(f'<span class="{kind}">{escape(text)}</span>' for kind, text in told if text)
    return f'<p class="caption">{said}</p>' if said else ""


def _pairs(part: Pairs) -> Card:
    inside = _empty(part.empty) if part.empty else markup.pairs(part, None)
    head = _head("Side by side", "Every measure of both periods")
    return Card(f'<section class="card">{head}{inside}{_notes(part.notes)}</section>')


def _head(title: str, question: str, explanation: str = "") -> str:
    return (f'<header class="part-head"><h3>{escape(title)}{markup.hint(explanation)}</h3>'
            f"<p>{escape(question)}</p></header>")


def _empty(sentence: str) -> str:
    return f'<p class="empty">{escape(sentence)}</p>'


def _notes(given: Sequence[Note]) -> str:
    return markup.notes(given) if given else ""
