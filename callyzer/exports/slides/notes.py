"""What is said to a slide: what each figure means, how far it can be trusted, and as of when it is true."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo

from callyzer.exports.slides.text import clean
from callyzer.views import words
from callyzer.views.definitions import PREVIOUS
from callyzer.views.parts import Cards, Chart, Movers, Pairs, RowTable, Tiles
from callyzer.views.topics import Part


def notes(part: Part, also: Iterable[str], zone: tzinfo | None) -> str:
    lines = [*_said(part), *(note.text for note in part.notes), *also]
    age = part.as_of or (part.chart.as_of if isinstance(part, Movers) else None)
    if age:
        lines.append(f"As of {words.moment(age.astimezone(zone))}, {age.astimezone(zone).year}.")
    return "\n".join(filter(None, map(clean, lines)))


def _said(part: Part) -> Iterable[str]:
    if isinstance(part, Tiles):
        for tile in part.tiles:
            yield f"{tile.label}: {tile.help}"
            if tile.delta:
                yield f"{tile.label} before: {tile.delta.before}"
    elif isinstance(part, Cards):
        yield from (f"{card.title}: {card.help}" for card in part.cards)
    elif isinstance(part, Pairs):
        yield from (f"{pair.label}: {pair.help}" for pair in part.pairs)
    elif isinstance(part, Movers):
        yield from (change.sentence for change in part.changes)
        yield from _of_chart(part.chart)
        yield f"Previous period: {PREVIOUS}"
    elif isinstance(part, RowTable):
        yield part.question
        yield part.caption
        yield from (f"{column.label}: {column.help}" for column in part.columns if column.help)
    else:
        yield from _of_chart(part)


def _of_chart(chart: Chart) -> Iterable[str]:
    return chart.title, chart.help, chart.alt
